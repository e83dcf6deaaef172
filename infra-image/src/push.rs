//! Pushes images: only what a registry does not have.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::contents::Contents;
use crate::oci::ImageError;
use crate::registry::Arrived;
use crate::{Descriptor, Digest, Registry, RegistryError, Store, attach};

/// How many blobs are asked about, or sent, at a time.
const ASKED: usize = 8;
const SENT: usize = 4;

/// Why an image is not pushed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PushError {
    /// The store does not have the whole image.
    #[error(transparent)]
    Image(#[from] ImageError),
    /// The registry does not take it.
    #[error(transparent)]
    Registry(#[from] RegistryError),
}

/// What a registry does not have of an image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Its configuration and layers that are not in the repository.
    pub blobs: Vec<Descriptor>,
    /// Their bytes.
    pub bytes: u64,
    /// Whether the image itself is not there.
    pub manifest: bool,
}

/// What happens while an image is pushed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PushEvent {
    /// It is known what is missing.
    Missing {
        /// How many blobs.
        blobs: usize,
        /// Their bytes.
        bytes: u64,
    },
    /// Bytes of a blob are on their way. After a broken connection there may be fewer than before.
    Sent {
        /// The blob.
        blob: Digest,
        /// How many of its bytes.
        bytes: u64,
        /// Of how many.
        of: u64,
    },
    /// A blob was taken over from another repository of the registry: nothing of it is sent.
    Mounted {
        /// The blob.
        blob: Digest,
        /// The repository.
        from: String,
    },
    /// The image is there.
    Pushed(Digest),
}

/// Is told what happens.
pub type PushEvents = Arc<dyn Fn(PushEvent) + Send + Sync>;

/// What to push, and where to.
#[derive(Clone)]
pub struct Push<'a> {
    /// The store that has it.
    pub store: &'a Store,
    /// The registry.
    pub registry: &'a Registry,
    /// The repository in it.
    pub repository: &'a str,
    /// The image.
    pub image: &'a Digest,
    /// The names that it gets.
    pub tags: &'a [String],
    /// Repositories of the same registry that may have some of it.
    pub mount_from: &'a [String],
}

impl fmt::Debug for Push<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Push({} to {}/{})", self.image, self.registry.name(), self.repository)
    }
}

/// What a repository does not have of an image. It only reads.
pub async fn missing(
    store: &Store,
    registry: &Registry,
    repository: &str,
    image: &Digest,
) -> Result<Missing, PushError> {
    let contents = Contents::of(store, image)?;
    if registry.manifest_descriptor(repository, image.as_str()).await?.is_some() {
        // A registry takes an image only when it has all of it.
        return Ok(Missing::default());
    }
    // Boxed one by one, as the compiler cannot tell else that the whole can be moved to another thread.
    let mut asked: Vec<BoxFuture<'_, Result<Option<Descriptor>, RegistryError>>> = vec![];
    for blob in contents.blobs {
        asked.push(Box::pin(async move {
            let is_there = registry.has_blob(repository, &blob.digest).await?;
            Ok((!is_there).then_some(blob))
        }));
    }
    let asked = stream::iter(asked);
    let blobs: Vec<Option<Descriptor>> = asked.buffered(ASKED).try_collect().await?;
    let blobs: Vec<Descriptor> = blobs.into_iter().flatten().collect();
    Ok(Missing { bytes: blobs.iter().map(|blob| blob.size).sum(), blobs, manifest: true })
}

impl Push<'_> {
    /// Pushes the image with what is attached to it: blobs that are missing, then the manifest, then its names. Run again after
    /// it was stopped anywhere, it sends what is still missing.
    pub async fn run(&self, events: &PushEvents) -> Result<(), PushError> {
        self.image(self.image, events).await?;
        for tag in self.tags {
            let known = self.registry.manifest_descriptor(self.repository, tag).await?;
            if known.is_none_or(|known| known.digest != *self.image) {
                self.put(self.image, tag).await?;
            }
        }
        let quiet: PushEvents = Arc::new(|_| {});
        for artifact in attach::attached(self.store, self.image).map_err(RegistryError::from)? {
            let lists_itself = self.image(&artifact.digest, &quiet).await?;
            if lists_itself != Some(true) {
                self.list(artifact).await?;
            }
        }
        Ok(())
    }

    /// Pushes an image or an artifact, if it is not there. Whether the registry lists it under its subject; nothing where it was
    /// there before.
    async fn image(&self, image: &Digest, events: &PushEvents) -> Result<Option<bool>, PushError> {
        let missing = missing(self.store, self.registry, self.repository, image).await?;
        events(PushEvent::Missing { blobs: missing.blobs.len(), bytes: missing.bytes });
        let mut lists_itself = None;
        if missing.manifest {
            let mut sent: Vec<BoxFuture<'_, Result<(), RegistryError>>> = vec![];
            for blob in &missing.blobs {
                sent.push(Box::pin(self.blob(blob, events)));
            }
            stream::iter(sent).buffer_unordered(SENT).try_collect::<()>().await?;
            for manifest in Contents::of(self.store, image)?.manifests {
                lists_itself = Some(self.put(&manifest.digest, manifest.digest.as_str()).await?);
            }
        }
        events(PushEvent::Pushed(image.clone()));
        Ok(lists_itself)
    }

    async fn blob(&self, blob: &Descriptor, events: &PushEvents) -> Result<(), RegistryError> {
        let mut mount_from = None;
        for other in self.mount_from.iter().filter(|other| *other != self.repository) {
            // Who may not look there cannot take anything over either.
            if self.registry.has_blob(other, &blob.digest).await.is_ok_and(|has| has) {
                mount_from = Some(other.as_str());
                break;
            }
        }
        let tell = {
            let (events, digest, of) = (Arc::clone(events), blob.digest.clone(), blob.size);
            Arc::new(move |bytes| events(PushEvent::Sent { blob: digest.clone(), bytes, of }))
        };
        let arrived = self.registry.upload(self.repository, blob, self.store, mount_from, tell).await?;
        if let (Arrived::Mounted, Some(from)) = (arrived, mount_from) {
            events(PushEvent::Mounted { blob: blob.digest.clone(), from: from.to_owned() });
        }
        Ok(())
    }

    async fn put(&self, manifest: &Digest, name: &str) -> Result<bool, PushError> {
        let bytes = self.store.read(manifest).map_err(RegistryError::from)?;
        let contents = Contents::of(self.store, manifest)?;
        let media_type = contents.manifests.last().map(|last| last.media_type.clone()).unwrap_or_default();
        Ok(self.registry.put_manifest(self.repository, name, &media_type, Bytes::from(bytes)).await?)
    }

    /// Sees to it that an artifact is found from the image it is about.
    async fn list(&self, artifact: Descriptor) -> Result<(), RegistryError> {
        let listed = self.registry.referrers(self.repository, self.image, None).await?;
        if listed.iter().any(|known| known.digest == artifact.digest) {
            return Ok(());
        }
        self.registry.tag_referrer(self.repository, self.image, artifact).await
    }
}
