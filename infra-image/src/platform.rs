//! What an image runs on.

use serde::{Deserialize, Serialize};

/// The instruction set, by the names that images have for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Architecture {
    /// `x86_64`.
    #[default]
    Amd64,
    /// `aarch64`.
    Arm64,
}

/// What an image of ours runs on: Linux on one architecture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Platform {
    /// The instruction set.
    pub architecture: Architecture,
}

impl Platform {
    /// What runs here: Linux, also where that is a virtual machine's, on this machine's instruction set.
    #[must_use]
    pub const fn here() -> Self {
        let architecture = if cfg!(target_arch = "aarch64") { Architecture::Arm64 } else { Architecture::Amd64 };
        Self { architecture }
    }
}

impl Architecture {
    /// As it stands in an image's configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Amd64 => "amd64",
            Self::Arm64 => "arm64",
        }
    }

    /// As it stands in the triples of rustc's targets.
    #[must_use]
    pub const fn of_rustc(self) -> &'static str {
        match self {
            Self::Amd64 => "x86_64",
            Self::Arm64 => "aarch64",
        }
    }
}

impl std::fmt::Display for Platform {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "linux/{}", self.architecture.name())
    }
}
