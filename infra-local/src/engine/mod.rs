//! Docker or Podman, by their command line, where one of them answers.

mod build;
mod find;
mod run;

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

/// No engine answers: what needs one is refused, and says so.
impl Containers for NoEngine {
    fn start(&self, run: &ContainerRun) -> Result<Launch, String> {
        Err(format!("the image {} needs Docker or Podman: {self}", run.image.reference))
    }

    fn stop(&self, _: &str, _: u32) -> Launch {
        nothing()
    }

    fn remove(&self, _: &str) -> Launch {
        nothing()
    }

    fn execute(&self, _: &str, _: &[String]) -> Launch {
        nothing()
    }
}

/// What has never been started needs nothing to stop it.
fn nothing() -> Launch {
    Launch { program: "true".into(), ..Launch::default() }
}

#[cfg(test)]
mod tests;
