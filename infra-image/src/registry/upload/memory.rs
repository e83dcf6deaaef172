//! What is remembered of uploads that were begun, for whoever pushes after this one was killed.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use hyper::Uri;

use crate::{Digest, Store};

/// Where an upload goes on: a file beside the store's content. Nobody else reads it, as some registries let whoever knows the
/// address go on.
pub(super) struct Memory(PathBuf);

impl Memory {
    pub(super) fn new(store: &Store, registry: &str, repository: &str, blob: &Digest) -> Self {
        let place = Digest::of(format!("{registry}/{repository}@{blob}").as_bytes());
        Self(store.folder().join("uploads").join(place.hex()))
    }

    pub(super) fn read(&self) -> Option<Uri> {
        fs::read_to_string(&self.0).ok()?.parse().ok()
    }

    pub(super) fn keep(&self, at: &Uri) -> io::Result<()> {
        let folder = self.0.parent().unwrap_or(&self.0);
        fs::create_dir_all(folder)?;
        let mut beside = tempfile::NamedTempFile::new_in(folder)?;
        beside.write_all(at.to_string().as_bytes())?;
        beside.persist(&self.0).map_err(|error| error.error)?;
        Ok(())
    }

    pub(super) fn forget(&self) {
        // Where it cannot be removed it is found out of date the next time.
        let _ = fs::remove_file(&self.0);
    }
}
