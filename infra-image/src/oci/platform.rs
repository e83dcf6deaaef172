//! What an image runs on, as an index says it.

use serde::{Deserialize, Serialize};

use crate::Platform;

/// What an image in an index runs on, which need not be anything that runs here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImagePlatform {
    /// The instruction set: `amd64`, `arm64`, ..; `unknown` for what is no image.
    pub architecture: String,
    /// The operating system: `linux`, `windows`, ..
    pub os: String,
    /// The variant of the instruction set: `v8`, ..
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
}

impl ImagePlatform {
    /// Whether it is this platform.
    #[must_use]
    pub fn is(&self, platform: Platform) -> bool {
        self.os == "linux" && self.architecture == platform.architecture.name()
    }
}

impl From<Platform> for ImagePlatform {
    fn from(platform: Platform) -> Self {
        Self { architecture: platform.architecture.name().to_owned(), os: "linux".to_owned(), variant: None }
    }
}

impl std::fmt::Display for ImagePlatform {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{}", self.os, self.architecture)?;
        self.variant.as_ref().map_or(Ok(()), |variant| write!(formatter, "/{variant}"))
    }
}
