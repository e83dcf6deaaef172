//! All that an image in a store consists of.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::oci::{ImageError, Index, Manifest, document, media_type};
use crate::{Descriptor, Digest, Store};

/// What must be there for an image to be whole.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// The manifests, each behind those that it names: the last is the image itself.
    pub(crate) manifests: Vec<Descriptor>,
    /// Configurations and layers, each once.
    pub(crate) blobs: Vec<Descriptor>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Typed {
    #[serde(default)]
    media_type: String,
    #[serde(default)]
    manifests: Option<serde::de::IgnoredAny>,
}

impl Contents {
    /// What an image or an index in a store consists of.
    pub(crate) fn of(store: &Store, image: &Digest) -> Result<Self, ImageError> {
        let mut contents = Self::default();
        contents.add(store, image, &mut BTreeSet::new())?;
        Ok(contents)
    }

    fn add(&mut self, store: &Store, digest: &Digest, seen: &mut BTreeSet<Digest>) -> Result<(), ImageError> {
        if !seen.insert(digest.clone()) {
            return Ok(());
        }
        let typed: Typed = document(store, digest)?;
        let is_index = media_type::is_index(&typed.media_type) || typed.manifests.is_some();
        if is_index {
            let index: Index = document(store, digest)?;
            for manifest in &index.manifests {
                self.add(store, &manifest.digest, seen)?;
            }
        } else {
            let manifest: Manifest = document(store, digest)?;
            for blob in manifest.blobs() {
                if seen.insert(blob.digest.clone()) {
                    self.blobs.push(blob.clone());
                }
            }
        }
        let media_type = match typed.media_type.as_str() {
            "" if is_index => media_type::INDEX,
            "" => media_type::MANIFEST,
            media_type => media_type,
        };
        let missing = |source| ImageError::Missing { digest: digest.clone(), source };
        let size = store.path(digest).metadata().map_err(missing)?.len();
        self.manifests.push(Descriptor::new(media_type, digest.clone(), size));
        Ok(())
    }
}
