//! The index: manifests of several platforms, or of all that lies in a layout.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ImagePlatform, SCHEMA_VERSION, media_type, or_default};
use crate::{Descriptor, Platform};

/// A list of manifests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Index {
    pub(crate) schema_version: u32,
    /// What this is: OCI's index or Docker's list.
    #[serde(default)]
    pub media_type: String,
    /// The manifests.
    #[serde(default, deserialize_with = "or_default")]
    pub manifests: Vec<Descriptor>,
    /// Notes on it.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub annotations: BTreeMap<String, String>,
}

impl Index {
    /// An index of these manifests.
    #[must_use]
    pub fn new(manifests: Vec<Descriptor>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            media_type: media_type::INDEX.to_owned(),
            manifests,
            annotations: BTreeMap::new(),
        }
    }

    /// The first image for this platform.
    #[must_use]
    pub fn find(&self, platform: Platform) -> Option<&Descriptor> {
        self.manifests.iter().find(|manifest| manifest.platform.as_ref().is_some_and(|its| its.is(platform)))
    }

    /// What it has images for, each once, in its order.
    #[must_use]
    pub fn platforms(&self) -> Vec<ImagePlatform> {
        let mut platforms: Vec<ImagePlatform> = Vec::new();
        for platform in self.manifests.iter().filter_map(|manifest| manifest.platform.as_ref()) {
            // What is for no platform is no image, but a note on one.
            if platform.os != "unknown" && !platforms.contains(platform) {
                platforms.push(platform.clone());
            }
        }
        platforms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Architecture, Digest};

    #[test]
    fn the_image_of_a_platform_is_found() {
        let of = |architecture: &str, os: &str| {
            let digest = Digest::of(architecture.as_bytes());
            let platform = ImagePlatform { architecture: architecture.into(), os: os.into(), variant: None };
            Descriptor { platform: Some(platform), ..Descriptor::new(media_type::MANIFEST, digest, 1) }
        };
        let index = Index::new(vec![of("unknown", "unknown"), of("amd64", "windows"), of("arm64", "linux")]);
        assert_eq!(index.find(Platform { architecture: Architecture::Amd64 }), None);
        assert_eq!(index.find(Platform { architecture: Architecture::Arm64 }), Some(&of("arm64", "linux")));
    }
}
