//! Finding an engine that answers.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::parts::Launch;

/// The engines, in the order in which they are asked.
const PROGRAMS: [&str; 2] = ["docker", "podman"];
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
        for name in PROGRAMS {
            let places = std::env::split_paths(path).map(|folder| folder.join(name));
            for program in places.filter(|program| program.is_file()) {
                match answer(&program).await {
                    Ok(()) => return Ok(Self { program }),
                    Err(reason) => _ = silent.get_or_insert(NoEngine::Silent { program, reason }),
                }
            }
        }
        Err(silent.unwrap_or(NoEngine::Absent))
    }

    /// A call of the engine.
    pub(super) fn launch(&self, arguments: impl IntoIterator<Item = String>) -> Launch {
        Launch { program: self.program.clone(), arguments: arguments.into_iter().collect(), ..Launch::default() }
    }
}

/// Asks an engine for the version of its server, which it has none of where it does not run.
async fn answer(program: &Path) -> Result<(), String> {
    let mut call = Command::new(program);
    call.args(["version", "--format", "{{.Server.Version}}"]).stdin(Stdio::null()).kill_on_drop(true);
    let output = match tokio::time::timeout(ANSWER, call.output()).await {
        Err(_) => return Err(format!("it does not answer within {} s", ANSWER.as_secs())),
        Ok(output) => output.map_err(|error| error.to_string())?,
    };
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
