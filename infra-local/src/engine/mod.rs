//! Docker or Podman, by their command line, where one of them answers.

mod answer;
mod build;
mod call;
mod create;
mod engines;
mod environment;
mod find;
mod pause;
mod pull;
mod reach;
mod reference;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub use build::build;
pub(crate) use call::call;
pub use engines::Engines;
pub use find::NoEngine;
pub use pull::pull;
pub(crate) use reach::{NAME as HOST, Reach};

use crate::parts::Launch;

/// Docker or Podman, by its program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engine {
    /// The program.
    program: PathBuf,
    /// Whose options it takes.
    flavour: Flavour,
    /// The processors that it runs programs for, as it calls them.
    architecture: String,
    /// How containers reach what listens on loopback of this machine.
    reach: Reach,
}

/// Whose options a program takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flavour {
    Docker,
    Podman,
}

impl Engine {
    /// The program that lets a container begin that was created, stays attached to it, passes its output on, and ends with its
    /// exit code.
    pub(crate) fn start(&self, name: &str) -> Launch {
        self.launch(["start", "--attach", name])
    }

    /// The program that stops a container: SIGTERM, and SIGKILL after `seconds`. It may be gone.
    pub(crate) fn stop(&self, name: &str, seconds: u32) -> Launch {
        // The long name of this option is not the same everywhere.
        self.launch(["stop", "-t", &seconds.to_string(), name])
    }

    /// The program that makes an end of containers at once. They may be gone.
    pub(crate) fn remove(&self, names: &[String]) -> Launch {
        let at_once: &[&str] = match self.flavour {
            Flavour::Docker => &[],
            // It asks them first, and waits for it.
            Flavour::Podman => &["--time", "0"],
        };
        let words = ["rm", "--force", "--volumes"].into_iter().chain(at_once.iter().copied());
        self.launch(words.chain(names.iter().map(String::as_str)))
    }

    /// The program that runs a command in a container, with its exit code: a health check.
    pub(crate) fn execute(&self, name: &str, command: &[String]) -> Launch {
        self.launch(["exec", name].into_iter().chain(command.iter().map(String::as_str)))
    }

    /// The program that runs a command in a container for somebody: with a terminal of its own where they have one.
    #[must_use]
    pub fn shell(&self, name: &str, is_terminal: bool, command: &[String]) -> Launch {
        let terminal: &[&str] = if is_terminal { &["--tty"] } else { &[] };
        let words = ["exec", "--interactive"].into_iter().chain(terminal.iter().copied()).chain([name]);
        self.launch(words.chain(command.iter().map(String::as_str)))
    }

    /// The program that lists all containers of a stage, by their ids.
    pub(crate) fn list(&self, stage: &str) -> Launch {
        let filter = format!("label={}={stage}", create::LABEL);
        self.launch(["ps", "--all", "--quiet", "--no-trunc", "--filter", &filter])
    }

    /// The program that lists those that stand of these containers, by their ids.
    pub(crate) fn standing(&self, names: &[String]) -> Launch {
        let filters: Vec<String> = names.iter().map(|name| format!("name=^{name}$")).collect();
        let filters = filters.iter().flat_map(|filter| ["--filter", filter]);
        self.launch(["ps", "--all", "--quiet"].into_iter().chain(filters))
    }

    /// How containers reach what listens on loopback of this machine.
    pub(crate) fn reach(&self) -> &Reach {
        &self.reach
    }

    /// A call of the engine.
    fn launch<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Launch {
        let arguments = arguments.into_iter().map(str::to_owned).collect();
        Launch { program: self.program.clone(), arguments, ..Launch::default() }
    }
}
