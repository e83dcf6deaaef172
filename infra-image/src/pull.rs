//! Fetches images: what a name means, and the image of one platform.

use std::io;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::oci::{ImageConfig, ImagePlatform, Index, Manifest, media_type};
use crate::registry::Fetched;
use crate::{Descriptor, Digest, Platform, Reference, Registry, RegistryError, Store};

/// How many blobs are fetched at a time.
const FETCHED: usize = 4;

/// The most that a configuration may have.
const MOST: u64 = 8 << 20;

/// What the name of an image means now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The digest that the name stands for: of an image, or of a list of images for several platforms.
    pub digest: Digest,
    /// The manifest of the image for the platform that was asked for; nothing where it has none.
    pub image: Option<Descriptor>,
    /// All that it is there for.
    pub platforms: Vec<ImagePlatform>,
}

/// Why an image is not fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PullError {
    /// The registry does not give it.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// It is not there for the platform.
    #[error("{reference} has no image for {platform}: it has {}", listed(has))]
    Platform {
        /// The image.
        reference: Box<Reference>,
        /// What is wanted.
        platform: Platform,
        /// What there is.
        has: Vec<ImagePlatform>,
    },
}

fn listed(platforms: &[ImagePlatform]) -> String {
    let words: Vec<String> = platforms.iter().map(ImagePlatform::to_string).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

/// Is told the digest of a blob, how many of its bytes have come, and of how many.
pub type PullEvents = Arc<dyn Fn(&Digest, u64, u64) + Send + Sync>;

/// What a name means now, and what it is there for.
pub async fn resolve(
    registry: &Registry,
    reference: &Reference,
    platform: Platform,
) -> Result<Resolved, RegistryError> {
    Ok(look(registry, reference, platform).await?.0)
}

/// Fetches the image of one platform into a store, and says what its manifest is called. All is what its digest says.
pub async fn pull(
    registry: &Registry,
    reference: &Reference,
    platform: Platform,
    store: &Store,
    events: &PullEvents,
) -> Result<Descriptor, PullError> {
    let (resolved, fetched) = look(registry, reference, platform).await?;
    let Some(image) = resolved.image else {
        return Err(PullError::Platform { reference: Box::new(reference.clone()), platform, has: resolved.platforms });
    };
    let fetched = match fetched.filter(|fetched| fetched.descriptor.digest == image.digest) {
        Some(fetched) => fetched,
        None => fetch(registry, reference, image.digest.as_str()).await?,
    };
    let manifest: Manifest = read(registry, &fetched)?;
    // Boxed one by one, as the compiler cannot tell else that the whole can be moved to another thread.
    let mut blobs: Vec<BoxFuture<'_, Result<(), RegistryError>>> = vec![];
    for blob in manifest.blobs() {
        blobs.push(Box::pin(async move {
            let tell = |bytes| events(&blob.digest, bytes, blob.size);
            registry.fetch_blob(reference.repository(), blob, store, &tell).await
        }));
    }
    stream::iter(blobs).buffer_unordered(FETCHED).try_collect::<()>().await?;
    // Last, so that a manifest in the store is one of a whole image.
    Ok(store.put(&fetched.descriptor.media_type, &fetched.bytes).map_err(RegistryError::from)?)
}

/// What a name means, and the manifest of its image where that had to be fetched to know it.
async fn look(
    registry: &Registry,
    reference: &Reference,
    platform: Platform,
) -> Result<(Resolved, Option<Fetched>), RegistryError> {
    let fetched = fetch(registry, reference, reference.wanted()).await?;
    let digest = fetched.descriptor.digest.clone();
    if media_type::is_index(&fetched.descriptor.media_type) {
        let index: Index = read(registry, &fetched)?;
        let image = index.find(platform).cloned();
        return Ok((Resolved { digest, image, platforms: index.platforms() }, None));
    }
    let config = config_of(registry, reference, &fetched).await?;
    let its = ImagePlatform { architecture: config.architecture, os: config.os, variant: None };
    let image = its.is(platform).then(|| fetched.descriptor.clone());
    Ok((Resolved { digest, image, platforms: vec![its] }, Some(fetched)))
}

/// The configuration of an image, which is named by the digest of its manifest.
pub async fn config(registry: &Registry, reference: &Reference) -> Result<ImageConfig, RegistryError> {
    let fetched = fetch(registry, reference, reference.wanted()).await?;
    config_of(registry, reference, &fetched).await
}

async fn config_of(
    registry: &Registry,
    reference: &Reference,
    fetched: &Fetched,
) -> Result<ImageConfig, RegistryError> {
    let manifest: Manifest = read(registry, fetched)?;
    let text = registry.small_blob(reference.repository(), &manifest.config, MOST).await?;
    serde_json::from_slice(&text).map_err(|_| RegistryError::Malformed {
        registry: registry.name().to_owned(),
        what: format!("the configuration of {reference} is none of an image"),
    })
}

async fn fetch(registry: &Registry, reference: &Reference, name: &str) -> Result<Fetched, RegistryError> {
    let fetched = registry.manifest(reference.repository(), name).await?;
    fetched.ok_or_else(|| RegistryError::Missing {
        registry: registry.name().to_owned(),
        what: format!("image {}:{name}", reference.repository()).replace(":sha256:", "@sha256:"),
    })
}

fn read<T: serde::de::DeserializeOwned>(registry: &Registry, fetched: &Fetched) -> Result<T, RegistryError> {
    serde_json::from_slice(&fetched.bytes).map_err(|error| RegistryError::Malformed {
        registry: registry.name().to_owned(),
        what: format!("{} is no manifest: {error}", fetched.descriptor.digest),
    })
}

impl From<io::Error> for PullError {
    fn from(error: io::Error) -> Self {
        Self::Registry(error.into())
    }
}
