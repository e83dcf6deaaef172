//! An image in a repository.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use super::Repository;
use crate::text::Request;

/// An image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Image {
    /// Its manifest.
    pub(crate) manifest: String,
    /// What the manifest is.
    pub(crate) media_type: String,
    /// Its tags.
    pub(crate) tags: BTreeSet<String>,
    /// When it was pushed.
    pub(crate) pushed: Duration,
    /// The bytes of its layers.
    pub(crate) size: u64,
    /// What is kept beside it.
    pub(crate) attached: BTreeSet<String>,
}

impl Repository {
    /// The digest of the image with a tag.
    pub(crate) fn tagged(&self, tag: &str) -> Option<String> {
        self.images.iter().find(|(_, image)| image.tags.contains(tag)).map(|(digest, _)| digest.clone())
    }

    /// The digest of the image that is meant by a digest or a tag.
    pub(crate) fn find(&self, digest: &str, tag: &str) -> Option<String> {
        if digest.is_empty() {
            return self.tagged(tag);
        }
        let image = self.images.get(digest)?;
        (tag.is_empty() || image.tags.contains(tag)).then(|| digest.to_owned())
    }

    /// Keeps an image, where it is not there yet, and gives it a tag, which no other image has from then on.
    pub(crate) fn put(&mut self, digest: &str, tag: &str, manifest: &str, media_type: &str, now: Duration) {
        let image = self.images.entry(digest.to_owned()).or_insert_with(|| Image {
            manifest: manifest.to_owned(),
            media_type: media_type.to_owned(),
            pushed: now,
            ..Image::default()
        });
        let is_new = !tag.is_empty() && image.tags.insert(tag.to_owned());
        if is_new {
            for (_, other) in self.images.iter_mut().filter(|(other, _)| *other != digest) {
                other.tags.remove(tag);
            }
        }
    }

    /// Whether a tag stays with the image that has it.
    pub(crate) fn is_immutable(&self) -> bool {
        self.properties.text("ImageTagMutability") == "IMMUTABLE"
    }

    /// Why an operation on many images leaves this one out.
    pub(crate) fn failure(&self, id: &Value) -> Value {
        let (digest, tag) = (id.text("imageDigest"), id.text("imageTag"));
        let (code, reason) = if digest.is_empty() && tag.is_empty() {
            ("MissingDigestAndTag", "Invalid request parameters: both tag and digest cannot be null")
        } else if !tag.is_empty() && self.images.contains_key(digest) {
            ("ImageTagDoesNotMatchDigest", "The specified tag does not match the specified digest")
        } else {
            ("ImageNotFound", "Requested image not found")
        };
        json!({ "imageId": id, "failureCode": code, "failureReason": reason })
    }
}

/// What names an image in an answer: a tag only where one was meant.
pub(crate) fn id(digest: &str, tag: &str) -> Value {
    if tag.is_empty() { json!({ "imageDigest": digest }) } else { json!({ "imageDigest": digest, "imageTag": tag }) }
}
