//! A folder for one benchmark's crates and target folders.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::workspace;

/// An empty folder under the target folder, removed when this is dropped: a clean build of the SDK leaves gigabytes.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes `target/bench`, without what an interrupted run may have left in it.
    pub(crate) fn new() -> Result<Self, Failure> {
        let folder = Self(workspace::target().join("bench"));
        workspace::remove_folder(&folder.0)?;
        workspace::make_folder(&folder.0)?;
        Ok(folder)
    }

    /// The path of `name` in it.
    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(failure) = workspace::remove_folder(&self.0) {
            eprintln!("{failure}");
        }
    }
}
