//! The folders of a stage are made for its user alone: logs, secrets and the socket are in them.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::Place;

impl Place {
    /// Makes the folder of the stage, and what keeps `.infra` out of version control.
    pub(crate) fn make(&self) -> Result<(), (PathBuf, io::Error)> {
        let shared = self.shared();
        make(&shared)?;
        let ignore = shared.join(".gitignore");
        if !ignore.exists() {
            fs::write(&ignore, "*\n").map_err(|error| (ignore, error))?;
        }
        make(&self.folder())?;
        match self.socket().parent() {
            Some(folder) => make(folder),
            None => Ok(()),
        }
    }
}

/// Makes a folder that nobody else can look into.
pub(crate) fn make(folder: &Path) -> Result<(), (PathBuf, io::Error)> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| (folder.to_path_buf(), error))
}
