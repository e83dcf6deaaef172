//! Content that is being written.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::SystemTime;

use tempfile::NamedTempFile;

use super::Descriptor;
use crate::digest::Hasher;

/// Content on its way into a store.
#[derive(Debug)]
pub struct Writer {
    blobs: PathBuf,
    file: NamedTempFile,
    hasher: Hasher,
    size: u64,
}

impl Writer {
    pub(super) fn new(blobs: PathBuf) -> io::Result<Self> {
        let file = NamedTempFile::new_in(&blobs)?;
        Ok(Self { blobs, file, hasher: Hasher::default(), size: 0 })
    }

    /// How many bytes it has so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Moves it to its place if it is what was announced; else it is given up, and an error of the kind `InvalidData` says so.
    pub fn finish_as(self, announced: &Descriptor) -> io::Result<()> {
        let digest = self.hasher.clone().finish();
        if digest != announced.digest || self.size != announced.size {
            let what = format!(
                "the content is {digest} of {} bytes where {} of {} bytes was announced",
                self.size, announced.digest, announced.size
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        self.finish(&announced.media_type).map(|_| ())
    }

    /// Moves it to its place, and says what it is called there.
    pub fn finish(self, media_type: &str) -> io::Result<Descriptor> {
        let digest = self.hasher.finish();
        let file = self.file.into_temp_path();
        let place = self.blobs.join(digest.hex());
        // What a machine that stopped left half is written anew.
        if place.metadata().is_ok_and(|there| there.len() == self.size) {
            // Whoever cleans goes by its age. Where that cannot be set it may be cleaned, and is made again.
            let _ = fs::File::open(place).and_then(|there| there.set_modified(SystemTime::now()));
        } else {
            fs::set_permissions(&file, readable())?;
            file.persist(place).map_err(|error| error.error)?;
        }
        Ok(Descriptor::new(media_type, digest, self.size))
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.file.write(bytes)?;
        self.hasher.update(&bytes[..length]);
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
