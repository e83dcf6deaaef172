//! Images of binaries in a workshop.

use std::sync::Arc;

use super::ImageError;
use super::memory::Memory;
use super::registry::{self, chain, refused};
use crate::cargo::{BaseImage, CargoError, Packed, Packer, Prepared, Recipe};
use crate::dockerfile::Base;
use crate::{Digest, Fingerprint, Image, Record, Reference, Registry, Store, Verdict, pull};

/// What an image would be built of, and whether it must be.
pub(super) async fn look(
    packer: &Packer,
    recipe: &Recipe,
    before: &[Record],
    memory: &mut Memory,
) -> Result<(Prepared, Option<Digest>, Fingerprint, Verdict), ImageError> {
    let prepared = packer.prepare(recipe).await.map_err(undeclared)?;
    let base = match recipe.base() {
        Some(reference) => base(reference, recipe, memory).await?,
        None => None,
    };
    let (fingerprint, verdict) = packer.look(&prepared, base.as_ref(), before).map_err(undeclared)?;
    Ok((prepared, base, fingerprint, verdict))
}

/// The digest of the base image for the platform, where it is known.
async fn base(reference: &str, recipe: &Recipe, memory: &mut Memory) -> Result<Option<Digest>, ImageError> {
    let (parsed, registry) = place(reference)?;
    let ask = async {
        let resolved = pull::resolve(&registry, &parsed, recipe.platform).await;
        let resolved = resolved.map_err(|error| refused(reference, &error))?;
        let Some(image) = resolved.image else {
            let platforms: Vec<String> = resolved.platforms.iter().map(ToString::to_string).collect();
            return Err(ImageError::Declared {
                what: format!(
                    "the base {reference} is there for {}, and not for {}",
                    platforms.join(" and "),
                    recipe.platform
                ),
                hint: Some("take another base, or another `arch`".to_owned()),
            });
        };
        // What a base asks of Dockerfiles is not asked of binaries.
        Ok(Base { digest: image.digest, on_build: Vec::new() })
    };
    let base = memory.base(&parsed, &format!("for binaries on {}", recipe.platform), ask).await?;
    Ok(base.map(|base| base.digest))
}

/// The base image with its layers, which are fetched where the store lacks them.
pub(super) async fn fetch(
    reference: &str,
    recipe: &Recipe,
    digest: Option<&Digest>,
    store: &Store,
) -> Result<BaseImage, ImageError> {
    let read = |digest: &Digest| {
        let image = Image::read(store, digest).map_err(|error| ImageError::Files(std::io::Error::other(error)))?;
        Ok::<_, ImageError>(BaseImage { digest: digest.clone(), image })
    };
    if let Some(digest) = digest.filter(|digest| registry::is_whole(store, digest)) {
        return read(digest);
    }
    let (parsed, registry) = place(reference)?;
    let events: pull::PullEvents = Arc::new(|_, _, _| {});
    let pulled = pull::pull(&registry, &parsed, recipe.platform, store, &events).await;
    let pulled = pulled.map_err(|error| refused(reference, &error))?;
    read(&pulled.digest)
}

fn place(reference: &str) -> Result<(Reference, Registry), ImageError> {
    let parsed: Reference = reference
        .parse()
        .map_err(|error| ImageError::Declared { what: format!("the base {reference}: {error}"), hint: None })?;
    let registry = registry::of(&parsed, None);
    Ok((parsed, registry))
}

/// Builds binaries by one call of cargo, and puts the image of each together.
pub(super) async fn build(
    packer: &Packer,
    wanted: &[(Prepared, Option<BaseImage>)],
    store: &Store,
    symbols: Option<&std::path::Path>,
    tell: &(dyn Fn(&str) + Sync),
) -> Result<Vec<Packed>, ImageError> {
    let prepared: Vec<&Prepared> = wanted.iter().map(|(prepared, _)| prepared).collect();
    let compiled = packer.compile(&prepared, tell).await.map_err(unbuilt)?;
    let mut packed = Vec::new();
    for ((prepared, base), compiled) in wanted.iter().zip(&compiled) {
        compiled.warnings.iter().for_each(|warning| tell(warning));
        let own = packer.pack(prepared, compiled, base.as_ref(), store).await.map_err(unbuilt)?;
        own.warnings.iter().for_each(|warning| tell(warning));
        if let Some(folder) = symbols {
            let kept = packer.keep_symbols(prepared, compiled, &own.image.digest, folder).map_err(unbuilt)?;
            tell(&format!("the symbols of {} are in {}", prepared.binary.name, kept.display()));
        }
        packed.push(own);
    }
    Ok(packed)
}

pub(super) fn undeclared(error: CargoError) -> ImageError {
    ImageError::Declared { hint: error.hint(), what: chain(&error) }
}

fn unbuilt(error: CargoError) -> ImageError {
    ImageError::Cargo { hint: error.hint(), why: chain(&error) }
}
