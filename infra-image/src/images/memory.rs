//! What base images were the last time that their registries answered.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Digest, Retries};

/// How long a registry may take to say what a base image is now.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);
/// How often it is asked.
pub(super) const RETRIES: Retries = Retries { most: 2, first: Duration::from_millis(500) };

/// A file of base images. Where a registry does not answer, an image is what it was: else everything would be built for that.
#[derive(Debug)]
pub(super) struct Memory {
    file: PathBuf,
    known: BTreeMap<String, Remembered>,
}

/// A base image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) digest: Digest,
    /// What it asks of what is built on it.
    #[serde(default)]
    pub(super) on_build: Vec<String>,
}

impl Memory {
    /// What a file remembers; nothing where it cannot be understood.
    pub(super) fn read(file: &Path) -> Self {
        let text = std::fs::read(file).ok();
        let known = text.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        Self { file: file.to_owned(), known }
    }

    /// Takes an answer in, and gives what the image is: by the answer, or by what is remembered.
    pub(super) fn settle(&mut self, name: &str, answer: Option<Remembered>) -> Option<Remembered> {
        let Some(answer) = answer else { return self.known.get(name).cloned() };
        if self.known.insert(name.to_owned(), answer.clone()).as_ref() != Some(&answer) {
            // What is not remembered is asked for again.
            let _ = std::fs::write(&self.file, serde_json::to_vec(&self.known).unwrap_or_default());
        }
        Some(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_registry_said_counts_until_it_says_something_else() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bases.json");
        let base = |text: &[u8]| Remembered { digest: Digest::of(text), on_build: vec![] };
        let mut memory = Memory::read(&file);
        assert_eq!(memory.settle("debian", None), None);
        assert_eq!(memory.settle("debian", Some(base(b"1"))), Some(base(b"1")));
        let mut again = Memory::read(&file);
        assert_eq!(again.settle("debian", None), Some(base(b"1")));
        assert_eq!(again.settle("debian", Some(base(b"2"))), Some(base(b"2")));
    }
}
