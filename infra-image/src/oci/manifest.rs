//! The manifest: what an image consists of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{SCHEMA_VERSION, media_type, or_default};
use crate::Descriptor;

/// What an image, or an artifact beside one, consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    pub(crate) schema_version: u32,
    /// What this is: OCI's or Docker's manifest.
    #[serde(default)]
    pub media_type: String,
    /// The kind of an artifact that is no image.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub artifact_type: Option<String>,
    /// What it runs.
    pub config: Descriptor,
    /// Its files, the lowest first.
    #[serde(default, deserialize_with = "or_default")]
    pub layers: Vec<Descriptor>,
    /// The image that this artifact is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Descriptor>,
    /// Notes on it.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub annotations: BTreeMap<String, String>,
}

impl Manifest {
    /// A manifest with this configuration and these layers.
    #[must_use]
    pub fn new(config: Descriptor, layers: Vec<Descriptor>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            media_type: media_type::MANIFEST.to_owned(),
            artifact_type: None,
            config,
            layers,
            subject: None,
            annotations: BTreeMap::new(),
        }
    }

    /// All content that it names: the configuration and the layers.
    pub fn blobs(&self) -> impl Iterator<Item = &Descriptor> {
        std::iter::once(&self.config).chain(&self.layers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Digest;

    #[test]
    fn what_docker_writes_is_read() {
        let digest = Digest::of(b"");
        let text = format!(
            r#"{{"schemaVersion":2,"mediaType":"{}","config":{{"mediaType":"{}","size":2,"digest":"{digest}"}},
                "layers":[{{"mediaType":"{}","size":7,"digest":"{digest}","urls":["http://elsewhere"]}}],"annotations":null}}"#,
            media_type::DOCKER_MANIFEST,
            media_type::DOCKER_CONFIG,
            media_type::DOCKER_LAYER_GZIP,
        );
        let manifest: Manifest = serde_json::from_str(&text).unwrap();
        assert_eq!(manifest.blobs().map(|blob| blob.size).collect::<Vec<_>>(), [2, 7]);
        assert_eq!(media_type::of_oci(&manifest.layers[0].media_type), media_type::LAYER_GZIP);
    }

    #[test]
    fn a_manifest_without_notes_has_no_word_of_them() {
        let config = Descriptor::new(media_type::CONFIG, Digest::of(b"{}"), 2);
        let text = serde_json::to_string(&Manifest::new(config, vec![])).unwrap();
        assert!(
            text.starts_with(
                r#"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":"#
            )
        );
        assert!(text.ends_with(r#""layers":[]}"#));
    }
}
