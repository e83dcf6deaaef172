//! What was built or fetched, on disk: an OCI image layout.

mod descriptor;
mod writer;

pub use descriptor::Descriptor;
pub use writer::Writer;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::Digest;

/// A folder of content, each file named by its digest: an OCI image layout. Everything is written beside its place and moved
/// there, so that what has a name is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The store in this folder, made where there is none.
    pub fn at(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let store = Self { folder: folder.into() };
        fs::create_dir_all(store.blobs())?;
        let mark = store.folder.join("oci-layout");
        if !mark.exists() {
            fs::write(mark, json!({ "imageLayoutVersion": "1.0.0" }).to_string())?;
        }
        Ok(store)
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn blobs(&self) -> PathBuf {
        self.folder.join("blobs").join("sha256")
    }

    /// The file of content with this digest, whether it is there or not.
    #[must_use]
    pub fn path(&self, digest: &Digest) -> PathBuf {
        self.blobs().join(digest.hex())
    }

    /// Whether the content is there.
    #[must_use]
    pub fn has(&self, digest: &Digest) -> bool {
        self.path(digest).is_file()
    }

    /// Opens content.
    pub fn open(&self, digest: &Digest) -> io::Result<File> {
        File::open(self.path(digest))
    }

    /// Reads content: for manifests and configurations, which are small.
    pub fn read(&self, digest: &Digest) -> io::Result<Vec<u8>> {
        fs::read(self.path(digest))
    }

    /// Writes content that is at hand.
    pub fn put(&self, media_type: &str, bytes: &[u8]) -> io::Result<Descriptor> {
        let mut writer = self.writer()?;
        writer.write_all(bytes)?;
        writer.finish(media_type)
    }

    /// Begins content that is not at hand as a whole. What is dropped before its end leaves nothing.
    pub fn writer(&self) -> io::Result<Writer> {
        Writer::new(self.blobs())
    }
}

#[cfg(test)]
mod tests;
