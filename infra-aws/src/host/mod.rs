//! What is around a command line: where it writes, whom it can ask, how it reaches AWS.
//!
//! A program has its own; another one, as a test's, is given to [`crate::run_in`].

mod interrupts;
mod process;

use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
#[cfg(unix)]
use std::sync::Arc;

use aws_config::SdkConfig;
#[cfg(unix)]
use infra_image::images::{Works, Workshop};

pub(crate) use process::Process;

use crate::Error;

/// What a host gives when it is there.
pub type Later<'host, T> = Pin<Box<dyn Future<Output = T> + Send + 'host>>;

/// What a command line says about where to act.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Place {
    /// The region; without one, the environment's or the profile's.
    pub region: Option<String>,
    /// The profile of the shared configuration files; without one, the environment's.
    pub profile: Option<String>,
}

/// A program that gets the terminal.
#[derive(Clone, Debug)]
pub struct Handed {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// The folder in which it runs, and all of its environment; without them, those of the command.
    pub surroundings: Option<(PathBuf, Vec<(String, String)>)>,
}

/// What is around a command line.
pub trait Host: Send + Sync + 'static {
    /// Writes a line of a result.
    fn out(&self, line: &str);

    /// Writes a line about what goes on, or what failed.
    fn err(&self, line: &str);

    /// Whether somebody sees what is written as it comes, so that lines can change in place.
    fn is_live(&self) -> bool;

    /// Whether there is somebody to ask.
    fn can_ask(&self) -> bool;

    /// Asks a question and gives the answer, without the end of the line.
    fn ask(&self, question: String) -> Later<'_, io::Result<String>>;

    /// Waits for the next time that the user wants the command to end: Ctrl-C, or the system's wish. One that came since the
    /// last one was waited for counts.
    fn interrupted(&self) -> Later<'_, io::Result<()>>;

    /// The time, in seconds since 1970.
    fn now(&self) -> i64;

    /// A variable of the environment.
    fn variable(&self, name: &str) -> Option<String>;

    /// The folder in which the command was started.
    fn folder(&self) -> PathBuf;

    /// Lets another program have the terminal until it ends, and gives its exit code. What is pressed there meanwhile, Ctrl-C
    /// too, is that program's business.
    fn hand_over(&self, handed: Handed) -> Later<'_, io::Result<u8>>;

    /// The settings with which AWS is reached: region, credentials, retries.
    fn settings(&self, place: Place) -> Later<'_, Result<SdkConfig, Error>>;

    /// What builds the images of the app that lies around the folder, and pushes them.
    #[cfg(unix)]
    fn images(&self) -> Arc<dyn Works> {
        Arc::new(Workshop::new(&self.folder(), self.is_live()))
    }
}
