//! Why a stage cannot be kept.

use std::io;
use std::path::PathBuf;

use crate::control::ControlError;

/// Why a stage cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another supervisor keeps it.
    #[error("{} is kept by another process{}", .folder.display(), .pid.map(|pid| format!(", {pid}")).unwrap_or_default())]
    Taken {
        /// The folder of the stage.
        folder: PathBuf,
        /// Its process id, where it is known.
        pid: Option<u32>,
    },
    /// Something in the stage's folder cannot be read or written.
    #[error("{}: {source}", .path.display())]
    Folder {
        /// What.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A detached supervisor was started and ended at once.
    #[error("the supervisor ended as soon as it was started: {}", .lines.join("\n"))]
    Ended {
        /// The last lines that it wrote.
        lines: Vec<String>,
    },
    /// It cannot be reached.
    #[error(transparent)]
    Control(#[from] ControlError),
}
