//! What keeps a layer from being written or read.

use std::io;
use std::path::PathBuf;

/// Why there is no layer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LayerError {
    /// A name leads outside of the image, or is none.
    #[error("`{0}` is no name of a file in an image")]
    Name(String),
    /// A name stands for two things, or a file stands where a folder must be.
    #[error("`{0}` is to be two things in one layer")]
    Clash(String),
    /// A file cannot be read.
    #[error("`{}` cannot be read", path.display())]
    Source {
        /// The file.
        path: PathBuf,
        /// What the file system says.
        #[source]
        source: io::Error,
    },
    /// It is neither a file nor a folder nor a symbolic link.
    #[error("`{}` is neither a file nor a folder nor a symbolic link", .0.display())]
    Special(PathBuf),
    /// It is larger than is accepted.
    #[error("a layer has more than {0}")]
    TooLarge(String),
    /// It is compressed in a way that is not read here.
    #[error("a layer of the type `{0}` cannot be read")]
    Unknown(String),
    /// The store cannot be written, or an archive cannot be read.
    #[error("a layer cannot be written or read")]
    Io(#[from] io::Error),
}
