//! Content that is being written.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use super::Descriptor;
use crate::Digest;

/// Content on its way into a store.
#[derive(Debug)]
pub struct Writer {
    blobs: PathBuf,
    file: NamedTempFile,
    hash: Sha256,
    size: u64,
}

impl Writer {
    pub(super) fn new(blobs: PathBuf) -> io::Result<Self> {
        let file = NamedTempFile::new_in(&blobs)?;
        Ok(Self { blobs, file, hash: Sha256::new(), size: 0 })
    }

    /// Moves it to its place, and says what it is called there.
    pub fn finish(self, media_type: &str) -> io::Result<Descriptor> {
        let digest = Digest::finish(self.hash);
        let file = self.file.into_temp_path();
        let place = self.blobs.join(digest.hex());
        if !place.exists() {
            fs::set_permissions(&file, readable())?;
            file.persist(place).map_err(|error| error.error)?;
        }
        Ok(Descriptor { media_type: media_type.to_owned(), digest, size: self.size, annotations: [].into() })
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.file.write(bytes)?;
        self.hash.update(&bytes[..length]);
        self.size += u64::try_from(length).unwrap_or(u64::MAX);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Others may read it: another tool that reads the layout need not be the same user.
fn readable() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;

    fs::Permissions::from_mode(0o644)
}
