//! Why something could not be built.

use std::path::PathBuf;

use infra_image::cargo::CargoError;
use thiserror::Error;

/// Why something could not be built.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Cargo built nothing.
    #[error(transparent)]
    Cargo(#[from] CargoError),
    /// An image of a Dockerfile was not built.
    #[error("the image {tag} could not be built: {reason}")]
    Image {
        /// What it would have been called.
        tag: String,
        /// Why.
        reason: String,
    },
    /// An image could not be fetched.
    #[error("the image {reference} could not be fetched: {reason}")]
    Pull {
        /// As declared.
        reference: String,
        /// Why.
        reason: String,
    },
    /// What was built could not be copied.
    #[error("{path} cannot be kept: {error}")]
    Copy {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

impl BuildError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Cargo(error) => error.hint(),
            Self::Image { .. } | Self::Pull { .. } | Self::Copy { .. } => None,
        }
    }
}
