//! What base images are now.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::BaseImage;
use crate::{Digest, Registry, RegistryError, pull};

/// What a base image is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// Its digest: of its index where it has one, so that it is the same from whatever machine it is looked at.
    pub digest: Digest,
    /// What its configuration asks of what is built on it: `OnBuild`, which most images have not.
    #[serde(default)]
    pub on_build: Vec<String>,
}

/// Base images with what they are now. One that is missing counts by its name alone.
pub type Bases = BTreeMap<BaseImage, Base>;

impl Base {
    /// Asks a registry what an image is now: its manifest and its configuration, and none of its layers.
    pub async fn ask(registry: &Registry, image: &BaseImage) -> Result<Self, RegistryError> {
        let resolved = pull::resolve(registry, &image.reference, image.platform).await?;
        let on_build = match &resolved.image {
            Some(own) => pull::config(registry, &image.reference.pinned(own.digest.clone())).await?.config.on_build,
            // It is not there for the platform: the builder says so.
            None => Vec::new(),
        };
        Ok(Self { digest: resolved.digest, on_build })
    }
}
