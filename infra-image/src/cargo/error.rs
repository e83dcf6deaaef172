//! Why cargo built nothing.

use std::path::PathBuf;

use thiserror::Error;

/// Why cargo built nothing.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CargoError {
    /// Cargo does not start.
    #[error("cargo does not start: {0}")]
    NoCargo(std::io::Error),
    /// There is no cargo workspace.
    #[error("the cargo workspace of the app cannot be read: {0}")]
    NoWorkspace(String),
    /// No package of the workspace has the binary.
    #[error("`cargo(\"{name}\")` names no binary of the workspace in {root}")]
    Unknown {
        /// The name.
        name: String,
        /// The root of the workspace.
        root: PathBuf,
        /// The binaries that there are, without those that deploy the app.
        known: Vec<String>,
    },
    /// Several packages have it, and none of them is that of the declaration.
    #[error("`cargo(\"{name}\")` could be a binary of {}", .packages.join(" or of "))]
    Ambiguous {
        /// The name.
        name: String,
        /// The packages.
        packages: Vec<String>,
    },
    /// Cargo built nothing: its messages say why.
    #[error("cargo could not build {}", .binaries.join(", "))]
    Failed {
        /// The binaries that were to be built.
        binaries: Vec<String>,
    },
    /// Cargo said that it was done, and made no executable.
    #[error("cargo built no executable of the binary `{0}`")]
    NoExecutable(String),
}

impl CargoError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoCargo(_) => Some("have cargo in the PATH: https://rustup.rs installs it".to_owned()),
            Self::NoWorkspace(_) => Some("run the command somewhere in the workspace of the app".to_owned()),
            Self::Unknown { known, .. } if known.is_empty() => {
                Some("add `src/bin/NAME.rs` to a package of the workspace, or a `[[bin]]` to its Cargo.toml".to_owned())
            }
            Self::Unknown { name, known, .. } => Some(format!(
                "name one of {}, or add `src/bin/{name}.rs` to a package of the workspace",
                known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ")
            )),
            Self::Ambiguous { name, .. } => Some(format!(
                "give each a name of its own with `[[bin]] name = \"..\"` in Cargo.toml, or declare the service in the \
                 package whose `{name}` is meant"
            )),
            Self::Failed { .. } => Some("cargo's messages above say what to mend".to_owned()),
            Self::NoExecutable(_) => None,
        }
    }
}
