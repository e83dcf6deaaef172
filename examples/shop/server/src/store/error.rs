//! Why the store cannot do something.

use std::io;
use std::path::PathBuf;

/// Why the store cannot do something.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It has a form that this release cannot read.
    #[error("the store has form {found}, and this release needs {needed}: run the migration first")]
    Version {
        /// What it has.
        found: u32,
        /// What is needed.
        needed: u32,
    },
    /// There is no such order.
    #[error("there is no order {0}")]
    NoOrder(u64),
    /// A file cannot be read or written.
    #[error("{}: {source}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file says what cannot be.
    #[error("{}: {source}", .path.display())]
    Content {
        /// Which.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// The program ends.
    #[error("the program ends before it is done")]
    Cut,
}
