//! Finding an engine that answers.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::process::Command;

use crate::parts::Launch;

/// The engines, in the order in which they are asked.
const PROGRAMS: [&str; 2] = ["docker", "podman"];
/// What an engine is asked.
const VERSION: [&str; 3] = ["version", "--format", "{{.Server.Version}}"];
/// How long one may take to answer.
const ANSWER: Duration = Duration::from_secs(10);

/// Docker or Podman, by its program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engine {
    pub(super) program: PathBuf,
}

/// Why there is no engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoEngine {
    /// Neither is in the PATH.
    Absent,
    /// One is there, but does not answer.
    Silent {
        /// The program.
        program: PathBuf,
        /// What it says.
        reason: String,
    },
}

impl Engine {
    /// The first engine of the folders of a `PATH` that answers.
    pub async fn find(path: &str) -> Result<Self, NoEngine> {
        let mut silent = None;
        for program in programs(path) {
            let mut call = Command::new(&program);
            call.args(VERSION).stdin(Stdio::null()).kill_on_drop(true);
            let answer = match tokio::time::timeout(ANSWER, call.output()).await {
                Err(_) => Err(format!("it does not answer within {} s", ANSWER.as_secs())),
                Ok(output) => answer(output),
            };
            match answer {
                Ok(()) => return Ok(Self { program }),
                Err(reason) => _ = silent.get_or_insert(NoEngine::Silent { program, reason }),
            }
        }
        Err(silent.unwrap_or(NoEngine::Absent))
    }

    /// The same, where nobody can wait for it.
    pub(super) fn find_blocking(path: &str) -> Result<Self, NoEngine> {
        let mut silent = None;
        for program in programs(path) {
            let mut call = std::process::Command::new(&program);
            match answer(call.args(VERSION).stdin(Stdio::null()).output()) {
                Ok(()) => return Ok(Self { program }),
                Err(reason) => _ = silent.get_or_insert(NoEngine::Silent { program, reason }),
            }
        }
        Err(silent.unwrap_or(NoEngine::Absent))
    }

    /// A call of the engine.
    pub(super) fn launch(&self, arguments: impl IntoIterator<Item = String>) -> Launch {
        Launch { program: self.program.clone(), arguments: arguments.into_iter().collect(), ..Launch::default() }
    }
}

/// The programs in the folders of a `PATH`.
fn programs(path: &str) -> impl Iterator<Item = PathBuf> + use<'_> {
    let places =
        PROGRAMS.into_iter().flat_map(move |name| std::env::split_paths(path).map(move |folder| folder.join(name)));
    places.filter(|program| program.is_file())
}

/// What an engine says to the question for the version of its server, which it has none of where it does not run.
fn answer(output: io::Result<Output>) -> Result<(), String> {
    let output = output.map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("it says nothing").to_owned())
}

impl fmt::Display for NoEngine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => formatter.write_str("neither is in the PATH"),
            Self::Silent { program, reason } => write!(formatter, "{} does not answer: {reason}", program.display()),
        }
    }
}

impl std::error::Error for NoEngine {}
