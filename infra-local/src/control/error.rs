//! What goes wrong between a command and the supervisor.

use std::io;
use std::path::PathBuf;

/// What goes wrong between a command and the supervisor.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// The socket cannot be used.
    #[error("the supervisor cannot be reached by {}: {source}", .path.display())]
    Socket {
        /// The socket.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The connection broke.
    #[error("the connection to the supervisor broke: {0}")]
    Broken(String),
    /// The supervisor refuses.
    #[error("{0}")]
    Refused(String),
    /// The supervisor says what is not understood here: it is of another version.
    #[error(
        "the supervisor says what this command does not understand ({0}): it may be of another version; stop it with `infra destroy --target local`"
    )]
    Version(String),
}
