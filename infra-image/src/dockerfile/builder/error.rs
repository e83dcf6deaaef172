//! Why nothing is built.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why an image of a Dockerfile is not built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The builder cannot be run.
    #[error("{} cannot be run: {error}", program.display())]
    Start {
        /// Its program.
        program: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The builder failed.
    #[error("{} failed{}{}", program.display(), at(step.as_deref()), listed(last))]
    Failed {
        /// Its program.
        program: PathBuf,
        /// The instruction at which it was, where it said so.
        step: Option<String>,
        /// The last that it said.
        last: Vec<String>,
    },
    /// What it built is no image.
    #[error("what was built cannot be taken in: {0}")]
    Result(#[from] io::Error),
}

fn at(step: Option<&str>) -> String {
    step.map(|step| format!(" at `{step}`")).unwrap_or_default()
}

fn listed(lines: &[String]) -> String {
    let lines: String = lines.iter().map(|line| format!("\n  {line}")).collect();
    if lines.is_empty() { String::new() } else { format!(":{lines}") }
}

/// Why there is no builder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoBuilder {
    /// None is in the PATH.
    Absent,
    /// One is there, but does not answer.
    Silent {
        /// The program.
        program: PathBuf,
        /// What it says.
        reason: String,
    },
    /// The one that is asked for by its name is none that is known.
    Unknown(String),
}

impl fmt::Display for NoBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => formatter
                .write_str("no builder of Dockerfiles is in the PATH: install Docker with buildx, Podman or Buildah"),
            Self::Silent { program, reason } => {
                write!(formatter, "{}, which builds Dockerfiles, does not answer: {reason}", program.display())
            }
            Self::Unknown(name) => write!(formatter, "`{name}` is none of docker, podman and buildah"),
        }
    }
}

impl std::error::Error for NoBuilder {}
