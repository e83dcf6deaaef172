//! Building and pushing with what this machine has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::{Asked, Builds, ImageError, Later, Looked, Missing, Remote, Resolved, Tell, Wanted, Works, registry};
use crate::{Digest, Fingerprint, Store};

/// Builds with cargo and the builders of Dockerfiles, keeps what it has built under the workspace, and pushes to registries.
#[derive(Debug)]
pub struct Workshop {
    folder: PathBuf,
    live: bool,
    /// The store, once the workspace is known.
    store: OnceLock<Store>,
}

impl Workshop {
    /// The workshop of the workspace around a folder. `live` says that somebody sees what is told as it comes.
    #[must_use]
    pub fn new(folder: &Path, live: bool) -> Self {
        Self { folder: folder.to_owned(), live, store: OnceLock::new() }
    }

    fn store(&self) -> Result<&Store, ImageError> {
        let missing = || ImageError::Files(std::io::Error::other("no image was looked at yet"));
        self.store.get().ok_or_else(missing)
    }
}

fn pending<T>() -> Result<T, ImageError> {
    Err(ImageError::Declared { what: "images are not built yet".into(), hint: None })
}

impl Works for Workshop {
    fn look<'a>(&'a self, _wanted: &'a [Wanted], _known: &'a Builds) -> Later<'a, Vec<Looked>> {
        let _ = (&self.folder, self.live);
        Box::pin(async { pending() })
    }

    fn build<'a>(&'a self, _images: &'a [Looked], _tell: Tell<'a>) -> Later<'a, BTreeMap<String, Digest>> {
        Box::pin(async { pending() })
    }

    fn has(&self, image: &Digest) -> bool {
        self.store().is_ok_and(|store| registry::is_whole(store, image))
    }

    fn missing<'a>(&'a self, image: &'a Digest, to: Option<&'a Remote>) -> Later<'a, Missing> {
        Box::pin(async move {
            match to {
                Some(remote) => registry::missing(self.store()?, image, remote).await,
                None => Ok(Missing { manifest: true, bytes: registry::size(self.store()?, image)? }),
            }
        })
    }

    fn push<'a>(&'a self, image: &'a Digest, tag: &'a str, to: &'a Remote, tell: Tell<'a>) -> Later<'a, ()> {
        Box::pin(async move { registry::push(self.store()?, image, tag, to, tell).await })
    }

    fn origins<'a>(&'a self, image: &'a Digest, at: &'a Remote) -> Later<'a, Vec<Fingerprint>> {
        Box::pin(registry::origins(image, at))
    }

    fn resolve<'a>(&'a self, asked: &'a Asked) -> Later<'a, Option<Resolved>> {
        Box::pin(async move { registry::resolve(asked).await.map(Some) })
    }
}
