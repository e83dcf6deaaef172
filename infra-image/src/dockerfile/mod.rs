//! Images of Dockerfiles: what they are built of, whether that changed, and building them.
//!
//! 1. [`Dockerfile::look`] reads the Dockerfile and says which images the target stands on ([`Look::bases`]).
//! 2. [`Base::ask`] says what each of them is now.
//! 3. [`Look::inputs`] gives the fingerprint: of the context only what COPY, ADD and mounts of the needed stages reach.
//! 4. [`Builder::find`] finds what builds, and [`Builder::build`] builds into the store.

mod base;
mod builder;
mod declared;
mod ignore;
mod inputs;
mod look;
mod parse;
mod reach;
mod secret;
mod stage;
mod variable;
mod warning;

pub use base::{Base, Bases};
pub use builder::{BuildError, Builder, NoBuilder, words};
pub use inputs::Inputs;
pub use look::Look;
pub use secret::Secret;
pub use stage::BaseImage;
pub use warning::Warning;

use std::io;
use std::path::PathBuf;

use crate::Platform;
use crate::known::Unread;

/// An image that is built of a Dockerfile: all that is declared of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dockerfile {
    /// The Dockerfile.
    pub file: PathBuf,
    /// The folder that COPY and ADD read from.
    pub context: PathBuf,
    /// The stage that becomes the image; none for the last.
    pub target: Option<String>,
    /// Build arguments.
    pub arguments: Vec<(String, String)>,
    /// Build secrets by id.
    pub secrets: Vec<(String, Secret)>,
    /// What the image runs on.
    pub platform: Platform,
}

/// Why what an image is built of cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum DockerfileError {
    /// A file of the context, or the Dockerfile.
    #[error("{} cannot be read: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The target is no stage.
    #[error("{} has no stage {target}; its stages are: {}", path.display(), stages.join(", "))]
    NoStage {
        /// The Dockerfile.
        path: PathBuf,
        /// What was asked for.
        target: String,
        /// The names that there are.
        stages: Vec<String>,
    },
    /// A line of an ignore file is no pattern: no builder takes it.
    #[error("{}:{line}: `{pattern}` is no pattern", path.display())]
    Ignore {
        /// The ignore file.
        path: PathBuf,
        /// The line.
        line: usize,
        /// What stands there.
        pattern: String,
    },
    /// A build secret is not there.
    #[error("the build secret {id} of {} is not there: {reason}", path.display())]
    Secret {
        /// The Dockerfile.
        path: PathBuf,
        /// The secret.
        id: String,
        /// What is missing.
        reason: String,
    },
}

impl From<Unread> for DockerfileError {
    fn from(Unread { path, error }: Unread) -> Self {
        Self::Read { path, error }
    }
}
