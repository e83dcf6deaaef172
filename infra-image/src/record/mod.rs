//! What was built on this machine, and of what.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::{Change, Digest, Fingerprint};

/// An image that was built: of what, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// All that it was built of.
    pub fingerprint: Fingerprint,
    /// The digest of its manifest.
    pub image: Digest,
}

/// Whether an image must be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This image was built of the same.
    Unchanged(Digest),
    /// It must be built: what is not as it was at the last build; nothing where none is known.
    Build(Vec<Change>),
}

impl Verdict {
    /// Holds what an image would be built of against what was built before, the last first.
    #[must_use]
    pub fn of(fingerprint: &Fingerprint, before: &[Record]) -> Self {
        match before.iter().find(|record| record.fingerprint == *fingerprint) {
            Some(record) => Self::Unchanged(record.image.clone()),
            None => Self::Build(before.first().map(|last| fingerprint.changes(&last.fingerprint)).unwrap_or_default()),
        }
    }
}

/// How many builds of one image are remembered: enough to go back and forth between branches.
const KEPT: usize = 20;

/// The records of this machine: a file an image.
#[derive(Clone, Debug)]
pub struct Records {
    folder: PathBuf,
}

impl Records {
    /// The records in this folder.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    fn file(&self, image: &str) -> PathBuf {
        self.folder.join(format!("{image}.json"))
    }

    /// What was built of an image, the last first. A file that cannot be understood is as none: the image is built anew.
    #[must_use]
    pub fn read(&self, image: &str) -> Vec<Record> {
        let text = fs::read(self.file(image)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// The digests of all images that are remembered.
    pub fn images(&self) -> io::Result<Vec<Digest>> {
        let files = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            files => files?,
        };
        let mut images = Vec::new();
        for file in files {
            let path = file?.path();
            let records: Vec<Record> = serde_json::from_slice(&fs::read(path)?).unwrap_or_default();
            images.extend(records.into_iter().map(|record| record.image));
        }
        Ok(images)
    }

    /// Remembers a build of an image as its last.
    pub fn add(&self, image: &str, record: Record) -> io::Result<()> {
        let mut records = self.read(image);
        records.retain(|other| other.fingerprint != record.fingerprint);
        records.insert(0, record);
        records.truncate(KEPT);
        fs::create_dir_all(&self.folder)?;
        write_whole(&self.file(image), &serde_json::to_vec(&records)?)
    }
}

/// Writes a file beside its place and moves it there.
fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = tempfile::NamedTempFile::new_in(file.parent().unwrap_or(Path::new(".")))?;
    beside.write_all(bytes)?;
    beside.persist(file).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(source: &str, image: &[u8]) -> Record {
        let mut fingerprint = Fingerprint::default();
        fingerprint.add("file", "src/main.rs", source);
        Record { fingerprint, image: Digest::of(image) }
    }

    #[test]
    fn what_was_built_is_not_built_again() {
        let folder = tempfile::tempdir().unwrap();
        let records = Records::at(folder.path().join("records"));
        assert_eq!(Verdict::of(&record("1", b"").fingerprint, &records.read("web")), Verdict::Build(vec![]));
        records.add("web", record("1", b"one")).unwrap();
        records.add("web", record("2", b"two")).unwrap();
        let known = records.read("web");
        assert_eq!(Verdict::of(&record("1", b"").fingerprint, &known), Verdict::Unchanged(Digest::of(b"one")));
        let changed = Change::Changed("file src/main.rs".into());
        assert_eq!(Verdict::of(&record("3", b"").fingerprint, &known), Verdict::Build(vec![changed]));
        assert_eq!(records.read("worker"), []);
    }

    #[test]
    fn the_last_builds_are_remembered_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let records = Records::at(folder.path());
        for build in 0..KEPT + 3 {
            records.add("web", record(&build.to_string(), b"")).unwrap();
        }
        assert_eq!(records.read("web").len(), KEPT);
        assert_eq!(records.read("web")[0], record(&(KEPT + 2).to_string(), b""));
    }
}
