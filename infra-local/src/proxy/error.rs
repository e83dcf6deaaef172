//! What can go wrong while listeners are opened.

use std::io;
use std::path::PathBuf;

/// What can go wrong while listeners are opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Neither the declared port nor another one could be had.
    #[error("no port could be opened in the place of {port}: {source}")]
    Port {
        /// The declared port; 0 for one that serves a connection between services.
        port: u16,
        /// Why.
        source: io::Error,
    },
    /// The key or certificate of the HTTPS listeners could not be read or written.
    #[error("`{}` could not be used: {source}", .path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// No certificate could be made, or rustls refused the one that there is.
    #[error("no certificate for HTTPS: {0}")]
    Certificate(String),
}
