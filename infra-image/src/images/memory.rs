//! What base images were the last time that their registries answered.

use std::collections::BTreeMap;
use std::future::Future;
use std::path::{Path, PathBuf};

use super::ImageError;
use super::registry::PATIENCE;
use crate::Reference;
use crate::dockerfile::Base;

/// A file of base images. Where a registry does not answer, an image is what it was: else everything would be built for that.
#[derive(Debug)]
pub(super) struct Memory {
    file: PathBuf,
    known: BTreeMap<String, Base>,
    /// What was asked for already: what a name means does not change while one command runs.
    asked: BTreeMap<String, Option<Base>>,
}

impl Memory {
    /// What a file remembers; nothing where it cannot be understood.
    pub(super) fn read(file: &Path) -> Self {
        let text = std::fs::read(file).ok();
        let known = text.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        Self { file: file.to_owned(), known, asked: BTreeMap::new() }
    }

    /// What an image is: by what is answered, else by what is remembered, and nothing where neither knows. A digest is asked
    /// about once and for all. That the image cannot be what is declared is an error.
    pub(super) async fn base(
        &mut self,
        reference: &Reference,
        used: &str,
        ask: impl Future<Output = Result<Base, ImageError>>,
    ) -> Result<Option<Base>, ImageError> {
        let name = format!("{reference} {used}");
        if let Some(asked) = self.asked.get(&name) {
            return Ok(asked.clone());
        }
        let remembered = self.known.get(&name).cloned();
        let base = if reference.digest().is_some() && remembered.is_some() {
            remembered
        } else {
            match tokio::time::timeout(PATIENCE, ask).await {
                Ok(Ok(answer)) => {
                    self.remember(&name, &answer);
                    Some(answer)
                }
                Ok(Err(error @ ImageError::Declared { .. })) => return Err(error),
                Ok(Err(_)) | Err(_) => remembered,
            }
        };
        self.asked.insert(name, base.clone());
        Ok(base)
    }

    fn remember(&mut self, name: &str, answer: &Base) {
        if self.known.insert(name.to_owned(), answer.clone()).as_ref() != Some(answer) {
            // What is not remembered is asked for again.
            let _ = std::fs::write(&self.file, serde_json::to_vec(&self.known).unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Digest;

    fn base(text: &[u8]) -> Base {
        Base { digest: Digest::of(text), on_build: vec![] }
    }

    async fn asked(memory: &mut Memory, reference: &str, answer: Option<Base>) -> Option<Base> {
        let ask = async { answer.ok_or_else(|| ImageError::Files(std::io::Error::other("no answer"))) };
        memory.base(&reference.parse().unwrap(), "here", ask).await.unwrap()
    }

    #[tokio::test]
    async fn what_a_registry_said_counts_until_it_says_something_else() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bases.json");
        assert_eq!(asked(&mut Memory::read(&file), "debian", None).await, None);
        assert_eq!(asked(&mut Memory::read(&file), "debian", Some(base(b"1"))).await, Some(base(b"1")));
        assert_eq!(asked(&mut Memory::read(&file), "debian", None).await, Some(base(b"1")));
        assert_eq!(asked(&mut Memory::read(&file), "debian", Some(base(b"2"))).await, Some(base(b"2")));
        assert_eq!(asked(&mut Memory::read(&file), "debian", None).await, Some(base(b"2")));
    }

    #[tokio::test]
    async fn a_name_means_one_image_while_one_command_runs() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = Memory::read(&folder.path().join("bases.json"));
        assert_eq!(asked(&mut memory, "debian", Some(base(b"1"))).await, Some(base(b"1")));
        assert_eq!(asked(&mut memory, "debian", Some(base(b"2"))).await, Some(base(b"1")));
        assert_eq!(asked(&mut memory, "alpine", None).await, None);
        assert_eq!(asked(&mut memory, "alpine", Some(base(b"3"))).await, None);
    }

    #[tokio::test]
    async fn a_digest_is_asked_about_once_and_for_all() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bases.json");
        let pinned = format!("debian@{}", Digest::of(b"1"));
        assert_eq!(asked(&mut Memory::read(&file), &pinned, Some(base(b"1"))).await, Some(base(b"1")));
        assert_eq!(asked(&mut Memory::read(&file), &pinned, Some(base(b"2"))).await, Some(base(b"1")));
    }

    #[tokio::test(start_paused = true)]
    async fn a_registry_that_says_nothing_is_not_waited_for_without_end() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = Memory::read(&folder.path().join("bases.json"));
        let never = std::future::pending::<Result<Base, ImageError>>();
        assert_eq!(memory.base(&"debian".parse().unwrap(), "here", never).await.unwrap(), None);
    }
}
