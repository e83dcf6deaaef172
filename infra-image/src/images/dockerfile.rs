//! Images of Dockerfiles in a workshop.

use std::path::PathBuf;

use super::ImageError;
use super::memory::Memory;
use super::registry::{self, chain, refused};
use crate::dockerfile::{Base, Bases, Builder, Dockerfile, Inputs};
use crate::{Descriptor, Known, Store};

/// What secrets are salted with, beside the Dockerfile that has them: a digest of theirs says nothing elsewhere.
const SALT: &str = "infra build secret of ";

/// What the base images of a Dockerfile are now. Where a registry does not answer, they are what they were on this machine the
/// last time; what was never known counts by its name.
pub(super) async fn bases(dockerfile: &Dockerfile, memory: &mut Memory) -> Result<Bases, ImageError> {
    let images = dockerfile.look().map_err(|error| undeclared(&error))?.bases().to_vec();
    let mut bases = Bases::new();
    for image in images {
        let registry = registry::of(&image.reference, None);
        let ask = async { Base::ask(&registry, &image).await.map_err(|error| refused(registry.name(), &error)) };
        if let Some(base) = memory.base(&image.reference, &format!("on {}", image.platform), ask).await? {
            bases.insert(image, base);
        }
    }
    Ok(bases)
}

/// All that an image would be built of: the same for all that want the same one, as it is built once for them.
pub(super) async fn inputs(
    dockerfile: Dockerfile,
    bases: Bases,
    place: &str,
    known: PathBuf,
) -> Result<Inputs, ImageError> {
    let salt = format!("{SALT}{place}");
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

/// Builds an image into a store; `anew` takes no step that the builder has done before.
pub(super) async fn build(
    name: &str,
    (dockerfile, bases): (&Dockerfile, &Bases),
    anew: bool,
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
    let builder = if anew { builder.anew() } else { builder };
    builder.build(&look, bases, store, tell).await.map_err(|error| failed(chain(&error), None))
}

fn undeclared(error: &dyn std::error::Error) -> ImageError {
    ImageError::Declared { what: chain(error), hint: None }
}
