//! What is in an image: of a store, or of a repository.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::registry::{failed, registry};
use super::{ImageError, Remote};
use crate::{Descriptor, Digest, Image, Manifest, Store, attach, provenance};

/// The most that a document has which is read from a registry.
const MOST: u64 = 64 << 20;

/// What is in an image.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Inspected {
    /// Its digest.
    pub digest: String,
    /// The bytes of its layers, as they are pushed.
    pub bytes: u64,
    /// The layers: digest and bytes.
    pub layers: Vec<(String, u64)>,
    /// Its configuration, as containers get it.
    pub config: Value,
    /// What it was built of, by its provenance: how many inputs of each kind.
    pub inputs: BTreeMap<String, usize>,
    /// The digest of all that it was built of.
    pub fingerprint: Option<String>,
    /// How many packages its bill of materials names; none where it has none.
    pub packages: Option<usize>,
}

impl Inspected {
    /// An image without what is beside it.
    fn of(digest: &Digest, layers: &[Descriptor], config: Value) -> Self {
        let layers: Vec<(String, u64)> = layers.iter().map(|layer| (layer.digest.to_string(), layer.size)).collect();
        Self {
            digest: digest.to_string(),
            bytes: layers.iter().map(|(_, bytes)| bytes).sum(),
            layers,
            config,
            inputs: BTreeMap::new(),
            fingerprint: None,
            packages: None,
        }
    }

    /// Takes a document in that is beside it.
    fn add(&mut self, text: &[u8], digest: &Digest) {
        if let Some(origin) = provenance::fingerprint(text, digest) {
            // Where it came out of several sources, it is told of one.
            self.inputs.clear();
            for (name, _) in origin.inputs() {
                *self.inputs.entry(name.split(' ').next().unwrap_or_default().to_owned()).or_insert(0) += 1;
            }
            self.fingerprint = Some(origin.digest().to_string());
        } else if let Ok(bill) = serde_json::from_slice::<Value>(text) {
            self.packages = bill["components"].as_array().map(Vec::len).or(self.packages);
        }
    }
}

/// Reads one of a store.
pub(super) fn inspect(store: &Store, digest: &Digest) -> Result<Inspected, ImageError> {
    let read = |error| ImageError::Files(std::io::Error::other(error));
    let image = Image::read(store, digest).map_err(read)?;
    let config = serde_json::to_value(&image.config.config).unwrap_or_default();
    let mut inspected = Inspected::of(digest, &image.layers, config);
    for artifact in attach::attached(store, digest)? {
        let manifest: Manifest = serde_json::from_slice(&store.read(&artifact.digest)?).map_err(read_json)?;
        if let Some(document) = manifest.layers.first() {
            inspected.add(&store.read(&document.digest)?, digest);
        }
    }
    Ok(inspected)
}

/// Reads one of a repository, without its layers.
pub(super) async fn inspect_pushed(digest: &Digest, remote: &Remote) -> Result<Inspected, ImageError> {
    let (registry, repository) = (registry(remote), &remote.repository);
    let lacking = || ImageError::Registry {
        registry: format!("repository {repository}"),
        why: format!("it has no {digest}"),
        hint: None,
    };
    let fetched = registry.manifest(repository, digest.as_str()).await.map_err(|error| failed(remote)(&error))?;
    let manifest: Manifest = serde_json::from_slice(&fetched.ok_or_else(lacking)?.bytes).map_err(read_json)?;
    let text = registry.small_blob(repository, &manifest.config, MOST).await;
    let text = text.map_err(|error| failed(remote)(&error))?;
    let config: crate::oci::ImageConfig = serde_json::from_slice(&text).map_err(read_json)?;
    let config = serde_json::to_value(&config.config).unwrap_or_default();
    let mut inspected = Inspected::of(digest, &manifest.layers, config);
    for kind in [super::workshop::SBOM, provenance::MEDIA_TYPE] {
        let documents = attach::read(&registry, repository, digest, kind).await;
        for document in documents.map_err(|error| failed(remote)(&error))? {
            inspected.add(&document, digest);
        }
    }
    Ok(inspected)
}

fn read_json(error: serde_json::Error) -> ImageError {
    ImageError::Files(std::io::Error::other(error))
}
