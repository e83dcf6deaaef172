//! Images of Dockerfiles in a workshop.

use std::path::PathBuf;
use std::sync::Arc;

use super::ImageError;
use super::memory::{Memory, PATIENCE, RETRIES, Remembered};
use super::registry::chain;
use crate::dockerfile::{Base, BaseImage, Bases, Builder, Dockerfile, Inputs};
use crate::oci::Manifest;
use crate::registry::DockerConfig;
use crate::{Descriptor, Known, Registry, RegistryError, Store, pull};

/// The most that a configuration may have.
const MOST: u64 = 8 << 20;
/// What secrets are salted with, beside the item that has them: a digest of theirs says nothing elsewhere.
const SALT: &str = "infra build secret of ";

/// What the base images of a Dockerfile are now. Where a registry does not answer, they are what they were on this machine the
/// last time; what was never known counts by its name.
pub(super) async fn bases(dockerfile: &Dockerfile, memory: &mut Memory) -> Result<Bases, ImageError> {
    let images = dockerfile.look().map_err(|error| undeclared(&error))?.bases().to_vec();
    let mut bases = Bases::new();
    for image in images {
        let name = format!("{} on {}", image.reference, image.platform);
        let answer = tokio::time::timeout(PATIENCE, base(&image)).await;
        let answer = answer.ok().and_then(Result::ok);
        if let Some(Remembered { digest, on_build }) = memory.settle(&name, answer) {
            bases.insert(image, Base { digest, on_build });
        }
    }
    Ok(bases)
}

async fn base(image: &BaseImage) -> Result<Remembered, RegistryError> {
    let (name, repository) = (image.reference.registry(), image.reference.repository());
    let registry = Registry::with(name, Arc::new(DockerConfig::of_user()), RETRIES, false);
    let resolved = pull::resolve(&registry, &image.reference, image.platform).await?;
    let mut on_build = Vec::new();
    if let Some(own) = &resolved.image
        && let Some(fetched) = registry.manifest(repository, own.digest.as_str()).await?
        && let Ok(manifest) = serde_json::from_slice::<Manifest>(&fetched.bytes)
    {
        let text = registry.small_blob(repository, &manifest.config, MOST).await?;
        let config: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
        let triggers = config["config"]["OnBuild"].as_array().cloned().unwrap_or_default();
        on_build = triggers.iter().filter_map(serde_json::Value::as_str).map(str::to_owned).collect();
    }
    Ok(Remembered { digest: resolved.digest, on_build })
}

/// All that an image would be built of.
pub(super) async fn inputs(
    dockerfile: Dockerfile,
    bases: Bases,
    item: &str,
    known: PathBuf,
) -> Result<Inputs, ImageError> {
    let salt = format!("{SALT}{item}");
    // A large context takes a while to be read.
    let read = tokio::task::spawn_blocking(move || {
        let look = dockerfile.look().map_err(|error| undeclared(&error))?;
        let mut digests = Known::read(&known);
        let inputs = look.inputs(&bases, salt.as_bytes(), &mut digests).map_err(|error| undeclared(&error))?;
        // What is not remembered is read again.
        let _ = digests.write(&known);
        Ok(inputs)
    });
    read.await.map_err(|error| ImageError::Files(std::io::Error::other(error)))?
}

/// Builds an image into a store.
pub(super) async fn build(
    name: &str,
    dockerfile: &Dockerfile,
    bases: &Bases,
    store: &Store,
    tell: &(dyn Fn(&str) + Sync),
) -> Result<Descriptor, ImageError> {
    let failed = |why: String, hint: Option<String>| ImageError::Build { image: name.to_owned(), why, hint };
    let path = std::env::var("PATH").unwrap_or_default();
    let builder = Builder::find(&path).await.map_err(|error| {
        failed(
            chain(&error),
            Some("install Docker with buildx, Podman or Buildah, and start it where it is a daemon".to_owned()),
        )
    })?;
    let look = dockerfile.look().map_err(|error| undeclared(&error))?;
    builder.build(&look, bases, store, tell).await.map_err(|error| failed(chain(&error), None))
}

fn undeclared(error: &dyn std::error::Error) -> ImageError {
    ImageError::Declared { what: chain(error), hint: None }
}
