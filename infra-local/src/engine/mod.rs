//! Docker or Podman, by their command line, where one of them answers.

mod build;
mod find;
mod run;

use std::sync::OnceLock;

pub use build::build;
pub use find::{Engine, NoEngine};

use crate::parts::{ContainerRun, Containers, Launch};

impl Containers for Engine {
    fn start(&self, run: &ContainerRun) -> Result<Launch, String> {
        Ok(run::start(self, run))
    }

    fn stop(&self, name: &str, seconds: u32) -> Launch {
        self.launch(["stop".to_owned(), "--time".to_owned(), seconds.to_string(), name.to_owned()])
    }

    fn remove(&self, name: &str) -> Launch {
        self.launch(["rm", "--force", "--volumes", name].map(str::to_owned))
    }

    fn execute(&self, name: &str, command: &[String]) -> Launch {
        self.launch(["exec".to_owned(), name.to_owned()].into_iter().chain(command.iter().cloned()))
    }
}

impl Engine {
    /// The program that runs a command in a container for somebody: with a terminal of its own where they have one.
    #[must_use]
    pub fn shell(&self, name: &str, is_terminal: bool, command: Vec<String>) -> Launch {
        let flag = if is_terminal { "--interactive --tty" } else { "--interactive" };
        let words = ["exec"].into_iter().chain(flag.split(' ')).chain([name]).map(str::to_owned);
        self.launch(words.chain(command))
    }
}

/// The engine of a `PATH`, which is looked for when the first container is to run: most stages have none.
#[derive(Debug)]
pub struct OnDemand {
    path: String,
    found: OnceLock<Result<Engine, NoEngine>>,
}

impl OnDemand {
    /// The engine of the folders of a `PATH`.
    #[must_use]
    pub fn new(path: String) -> Self {
        Self { path, found: OnceLock::new() }
    }

    fn engine(&self) -> Result<&Engine, &NoEngine> {
        self.found.get_or_init(|| Engine::find_blocking(&self.path)).as_ref()
    }

    fn launch(&self, call: impl FnOnce(&Engine) -> Launch) -> Launch {
        // What has never been started needs nothing to stop it.
        self.engine().map_or_else(|_| Launch { program: "true".into(), ..Launch::default() }, call)
    }
}

impl Containers for OnDemand {
    fn start(&self, run: &ContainerRun) -> Result<Launch, String> {
        let refused =
            |missing: &NoEngine| format!("the image {} needs Docker or Podman: {missing}", run.image.reference);
        self.engine().map_err(refused)?.start(run)
    }

    fn stop(&self, name: &str, seconds: u32) -> Launch {
        self.launch(|engine| engine.stop(name, seconds))
    }

    fn remove(&self, name: &str) -> Launch {
        self.launch(|engine| engine.remove(name))
    }

    fn execute(&self, name: &str, command: &[String]) -> Launch {
        self.launch(|engine| engine.execute(name, command))
    }
}

#[cfg(test)]
mod tests;
