//! Why images cannot be built or pushed.

/// Why an image cannot be built or pushed.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    /// It is declared in a way that cannot be built.
    #[error("{what}")]
    Declared {
        /// What is wrong.
        what: String,
        /// What to do.
        hint: Option<String>,
    },
    /// It could not be built.
    #[error("image {image} could not be built: {why}")]
    Build {
        /// The image, or several of one call.
        image: String,
        /// Why.
        why: String,
        /// What to do.
        hint: Option<String>,
    },
    /// Cargo could not build binaries, or they cannot be put into images.
    #[error("{why}")]
    Cargo {
        /// Why.
        why: String,
        /// What to do.
        hint: Option<String>,
    },
    /// A registry does not do what it is asked for.
    #[error("{registry}: {why}")]
    Registry {
        /// The registry, or the repository.
        registry: String,
        /// Why.
        why: String,
        /// What to do.
        hint: Option<String>,
    },
    /// Files of this machine cannot be read or written.
    #[error("{0}")]
    Files(#[from] std::io::Error),
}

impl ImageError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Declared { hint, .. }
            | Self::Build { hint, .. }
            | Self::Cargo { hint, .. }
            | Self::Registry { hint, .. } => hint.as_deref(),
            Self::Files(_) => None,
        }
    }
}
