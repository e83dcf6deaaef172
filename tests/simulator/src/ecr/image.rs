//! An image in a repository.

use std::collections::BTreeSet;
use std::time::Duration;

use super::Repository;

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
}
