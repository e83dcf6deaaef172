//! Building and pushing with what this machine has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Asked, ImageError, Later, Looked, Missing, Remote, Resolved, Tell, Wanted, Works};
use crate::{Digest, Fingerprint};

/// Builds with cargo and the builders of Dockerfiles, keeps what it has built under the workspace, and pushes to registries.
#[derive(Clone, Debug)]
pub struct Workshop {
    #[expect(dead_code, reason = "nothing is built yet")]
    folder: PathBuf,
    #[expect(dead_code, reason = "nothing is built yet")]
    live: bool,
}

impl Workshop {
    /// The workshop of the workspace around a folder. `live` says that somebody sees what is told as it comes.
    #[must_use]
    pub fn new(folder: &Path, live: bool) -> Self {
        Self { folder: folder.to_owned(), live }
    }
}

fn pending<T>() -> Result<T, ImageError> {
    Err(ImageError::Declared { what: "images are not built yet".into(), hint: None })
}

impl Works for Workshop {
    fn look<'a>(&'a self, _wanted: &'a [Wanted]) -> Later<'a, Vec<Looked>> {
        Box::pin(async { pending() })
    }

    fn build<'a>(&'a self, _images: &'a [Looked], _tell: Tell<'a>) -> Later<'a, BTreeMap<String, Digest>> {
        Box::pin(async { pending() })
    }

    fn has(&self, _image: &Digest) -> bool {
        false
    }

    fn missing<'a>(&'a self, _image: &'a Digest, _to: Option<&'a Remote>) -> Later<'a, Missing> {
        Box::pin(async { pending() })
    }

    fn push<'a>(&'a self, _image: &'a Digest, _tag: &'a str, _to: &'a Remote, _tell: Tell<'a>) -> Later<'a, ()> {
        Box::pin(async { pending() })
    }

    fn origins<'a>(&'a self, _image: &'a Digest, _at: &'a Remote) -> Later<'a, Vec<Fingerprint>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn resolve<'a>(&'a self, _asked: &'a Asked) -> Later<'a, Option<Resolved>> {
        Box::pin(async { Ok(None) })
    }
}
