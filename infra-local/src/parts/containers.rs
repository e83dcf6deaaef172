//! What runs images.

use std::path::PathBuf;

use crate::spec::{Image, Size};

/// A container that is to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerRun {
    /// What it is called: `{app}-{stage}-{replica}-{unit}`.
    pub name: String,
    /// The image and how it is run.
    pub image: Image,
    /// Its environment.
    pub environment: Vec<(String, String)>,
    /// The ports of the container, and which it has in their place on 127.0.0.1; whether it is UDP.
    pub ports: Vec<(u16, u16, bool)>,
    /// Folders of this machine, where they are in the container, and whether they can only be read.
    pub volumes: Vec<(PathBuf, String, bool)>,
    /// What it may use.
    pub size: Size,
}

/// A program that is run as a process of this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Launch {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Variables that it gets in its own environment, beside that of the supervisor: values of a container that nobody shall
    /// read in the list of processes.
    pub environment: Vec<(String, String)>,
}

/// What runs images: Docker, Podman. A container is known by the process that is attached to it, which ends with it and has its
/// exit code.
pub trait Containers: Send + Sync {
    /// The program that starts a container, stays attached to it, and passes its output on. It is run in the foreground.
    ///
    /// # Errors
    /// Why nothing can run it, in a sentence.
    fn start(&self, run: &ContainerRun) -> Result<Launch, String>;

    /// The program that stops a container: SIGTERM, and SIGKILL after `seconds`. It may be gone.
    fn stop(&self, name: &str, seconds: u32) -> Launch;

    /// The program that makes an end of a container at once. It may be gone.
    fn remove(&self, name: &str) -> Launch;

    /// The program that runs a command in a container, with its exit code: a health check.
    fn execute(&self, name: &str, command: &[String]) -> Launch;
}

/// Nothing runs images.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoContainers;

impl Containers for NoContainers {
    fn start(&self, run: &ContainerRun) -> Result<Launch, String> {
        Err(format!("nothing here runs the image {}", run.image.reference))
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

fn nothing() -> Launch {
    Launch { program: PathBuf::from("true"), ..Launch::default() }
}
