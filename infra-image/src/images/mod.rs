//! All images of an app: which are wanted, whether they must be built, building and pushing them.
//!
//! [`Works`] is what a deploy asks for; [`Workshop`] does it with cargo, the builders of Dockerfiles and registries. Nothing is
//! built by looking, and nothing here knows AWS.

mod cargo;
mod clean;
mod dockerfile;
mod error;
mod event;
mod inspect;
mod memory;
mod registry;
mod remote;
mod wanted;
mod workshop;

pub use error::ImageError;
pub use event::{ImageEvent, Tell};
pub use inspect::Inspected;
pub use remote::{Credentials, Missing, Remote};
pub use wanted::{Wanted, wanted};
pub use workshop::{Workshop, keep_out_of_git};

use std::collections::BTreeMap;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;

use crate::{Digest, Fingerprint, Platform, Record, Verdict};

/// What is given when it is there.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, ImageError>> + Send + 'a>>;

/// Builds that are known, by the keys of their images.
pub type Builds = BTreeMap<String, Vec<Record>>;

/// How images are built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct How {
    /// Whether each step of a Dockerfile runs again, also one whose result the builder has. Cargo knows itself what it must compile.
    pub anew: bool,
    /// Whether the symbols of binaries are kept aside.
    pub symbols: bool,
}

/// What an image would be built of, and whether it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The image.
    pub wanted: Wanted,
    /// All that it would be built of.
    pub fingerprint: Fingerprint,
    /// Whether it was built of the same.
    pub verdict: Verdict,
    /// What is odd about it, a line each.
    pub warnings: Vec<String>,
}

/// What does with images what a deploy asks for.
pub trait Works: Send + Sync {
    /// Says of each image what it would be built of, and whether it must be: by what this machine has built, and by builds of
    /// others that are `known`, by key. Builds nothing.
    fn look<'a>(&'a self, wanted: &'a [Wanted], known: &'a Builds) -> Later<'a, Vec<Looked>>;

    /// Builds images that were looked at, and gives their digests by key. What several want is built once. Where one fails,
    /// none is given.
    fn build<'a>(&'a self, images: &'a [Looked], how: How, tell: Tell<'a>) -> Later<'a, BTreeMap<String, Digest>>;

    /// Whether an image that was built is still here, so that it can be pushed.
    fn has(&self, image: &Digest) -> bool;

    /// How much of an image a repository lacks; all of it without one. Only reads.
    fn missing<'a>(&'a self, image: &'a Digest, to: Option<&'a Remote>) -> Later<'a, Missing>;

    /// Pushes an image and what says of what it was built, under a tag that is its own. Of one that is there, only what is
    /// new beside it is pushed.
    fn push<'a>(&'a self, image: &'a Digest, tag: &'a str, to: &'a Remote, tell: Tell<'a>) -> Later<'a, ()>;

    /// What an image in a repository was built of, as is said beside it; several where it came out of several sources.
    fn origins<'a>(&'a self, image: &'a Digest, at: &'a Remote) -> Later<'a, Vec<Fingerprint>>;

    /// What is in an image that was built here.
    fn inspect(&self, image: &Digest) -> Result<Inspected, ImageError>;

    /// What is in an image of a repository, with what is said beside it. Its layers are not fetched.
    fn inspect_pushed<'a>(&'a self, image: &'a Digest, at: &'a Remote) -> Later<'a, Inspected>;

    /// Writes images as a layout of the OCI into a folder, by the names of their keys.
    fn export<'a>(&'a self, images: &'a BTreeMap<String, Digest>, folder: &'a Path) -> Later<'a, ()>;

    /// What a reference with a tag stands for now; none where that is left to whoever pulls it.
    fn resolve<'a>(&'a self, asked: &'a Asked) -> Later<'a, Option<Resolved>>;
}

/// An image that exists, asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The reference, as it is declared.
    pub reference: String,
    /// What it is to run on.
    pub platform: Platform,
    /// Who asks; without them, whoever the user is to the registry, or everybody.
    pub credentials: Option<Credentials>,
}

/// What a reference stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The digest: of an image, or of a list of them for several platforms.
    pub digest: Digest,
    /// Whether it is there for the platform.
    pub fits: bool,
    /// The platforms for which it is there.
    pub platforms: Vec<String>,
}

/// The tag of an image of ours: the start of its digest, so that it is never put on another one.
#[must_use]
pub fn tag(image: &Digest) -> &str {
    image.hex().get(..16).unwrap_or_default()
}
