//! An image that is being put together.

use std::io;

use super::{History, ImageConfig, Manifest, media_type};
use crate::{Descriptor, Digest, Layer, Platform, Store};

/// An image: what it runs and its layers. Made of nothing or of a base image, given layers, and written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// What it runs.
    pub config: ImageConfig,
    /// Its layers, the lowest first.
    pub layers: Vec<Descriptor>,
    /// Notes on the manifest.
    pub annotations: std::collections::BTreeMap<String, String>,
}

/// Why an image in a store cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImageError {
    /// The store does not have it.
    #[error("the store has no {digest}")]
    Missing {
        /// What is not there.
        digest: Digest,
        /// What the file system says.
        #[source]
        source: io::Error,
    },
    /// It is no document of the kind that is expected there.
    #[error("{digest} is no manifest or configuration of an image")]
    Unreadable {
        /// What cannot be understood.
        digest: Digest,
        /// Where it is not understood.
        #[source]
        source: serde_json::Error,
    },
}

impl Image {
    /// An image without a file.
    #[must_use]
    pub fn empty(platform: Platform) -> Self {
        Self { config: ImageConfig::empty(platform), layers: vec![], annotations: [].into() }
    }

    /// Reads an image in a store by the digest of its manifest.
    pub fn read(store: &Store, manifest: &Digest) -> Result<Self, ImageError> {
        let manifest: Manifest = document(store, manifest)?;
        let config = document(store, &manifest.config.digest)?;
        Ok(Self { config, layers: manifest.layers, annotations: manifest.annotations })
    }

    /// Puts a layer on top, with a word on what made it.
    pub fn add(&mut self, layer: Layer, created_by: &str) {
        self.layers.push(layer.descriptor);
        self.config.rootfs.diff_ids.push(layer.diff_id);
        self.config.history.push(History { created_by: Some(created_by.to_owned()), ..History::default() });
    }

    /// Writes configuration and manifest, in the OCI's form whatever the base image had, and says what the manifest is called.
    pub fn write(&self, store: &Store) -> io::Result<Descriptor> {
        let config = store.put(media_type::CONFIG, &serde_json::to_vec(&self.config)?)?;
        let mut layers = self.layers.clone();
        for layer in &mut layers {
            layer.media_type = media_type::of_oci(&layer.media_type).to_owned();
        }
        let manifest = Manifest { annotations: self.annotations.clone(), ..Manifest::new(config, layers) };
        store.put(media_type::MANIFEST, &serde_json::to_vec(&manifest)?)
    }
}

/// Reads a document of a store.
pub(crate) fn document<T: serde::de::DeserializeOwned>(store: &Store, digest: &Digest) -> Result<T, ImageError> {
    let text = store.read(digest).map_err(|source| ImageError::Missing { digest: digest.clone(), source })?;
    serde_json::from_slice(&text).map_err(|source| ImageError::Unreadable { digest: digest.clone(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path()).unwrap();
        let blob = store.put(media_type::DOCKER_LAYER_GZIP, b"files").unwrap();
        let mut image = Image::empty(Platform::default());
        image.add(Layer { descriptor: blob.clone(), diff_id: Digest::of(b"plain") }, "cargo build");
        let written = image.write(&store).unwrap();
        assert_eq!(image.write(&store).unwrap(), written);
        let read = Image::read(&store, &written.digest).unwrap();
        assert_eq!(read.layers[0].media_type, media_type::LAYER_GZIP);
        assert_eq!(read.config, image.config);
        assert!(matches!(Image::read(&store, &blob.digest), Err(ImageError::Unreadable { .. })));
        assert!(matches!(Image::read(&store, &Digest::of(b"?")), Err(ImageError::Missing { .. })));
    }
}
