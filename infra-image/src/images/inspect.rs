//! What is in an image of a store.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::ImageError;
use crate::{Digest, Image, Store, attach, provenance};

/// What is in an image.
#[derive(Clone, Debug, Serialize)]
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

/// Reads it.
pub(super) fn inspect(store: &Store, digest: &Digest) -> Result<Inspected, ImageError> {
    let read = |error| ImageError::Files(std::io::Error::other(error));
    let image = Image::read(store, digest).map_err(read)?;
    let (mut inputs, mut fingerprint, mut packages) = (BTreeMap::new(), None, None);
    for artifact in attach::attached(store, digest)? {
        let manifest: crate::Manifest = serde_json::from_slice(&store.read(&artifact.digest)?).map_err(read_json)?;
        let Some(document) = manifest.layers.first() else { continue };
        let text = store.read(&document.digest)?;
        if let Some(origin) = provenance::fingerprint(&text, digest) {
            for (name, _) in origin.inputs() {
                *inputs.entry(name.split(' ').next().unwrap_or_default().to_owned()).or_insert(0) += 1;
            }
            fingerprint = Some(origin.digest().to_string());
        } else if let Ok(bill) = serde_json::from_slice::<Value>(&text) {
            packages = bill["components"].as_array().map(Vec::len).or(packages);
        }
    }
    let layers: Vec<(String, u64)> = image.layers.iter().map(|layer| (layer.digest.to_string(), layer.size)).collect();
    Ok(Inspected {
        digest: digest.to_string(),
        bytes: layers.iter().map(|(_, bytes)| bytes).sum(),
        layers,
        config: serde_json::to_value(&image.config.config).unwrap_or_default(),
        inputs,
        fingerprint,
        packages,
    })
}

fn read_json(error: serde_json::Error) -> ImageError {
    ImageError::Files(std::io::Error::other(error))
}
