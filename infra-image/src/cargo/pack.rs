//! Putting images of binaries together.

use std::fs;
use std::path::Path;

use infra_core::declaration::Base;

use super::inputs::is_run;
use super::{CargoError, Compiled, Packer, Prepared, glibc, sbom};
use crate::oci::ImageError;
use crate::{Descriptor, Digest, Fingerprint, Image, LayerBuilder, Owner, Store, base, provenance};

/// The image that another one begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseImage {
    /// The digest of its manifest.
    pub digest: Digest,
    /// The image, whose layers the store has.
    pub image: Image,
}

impl BaseImage {
    /// Reads an image that the store has by the digest of its manifest.
    pub fn read(store: &Store, digest: &Digest) -> Result<Self, ImageError> {
        Ok(Self { digest: digest.clone(), image: Image::read(store, digest)? })
    }
}

/// An image that was put together.
#[derive(Clone, Debug)]
pub struct Packed {
    /// Its manifest, which the store has.
    pub image: Descriptor,
    /// What it was built of.
    pub fingerprint: Fingerprint,
    /// What software is in it, as CycloneDX in JSON.
    pub sbom: Vec<u8>,
    /// How it was built, as a statement of in-toto with SLSA's predicate.
    pub provenance: Vec<u8>,
    /// What is odd about it, a line each.
    pub warnings: Vec<String>,
}

/// Where binaries lie in an image.
const PROGRAMS: &str = "/usr/local/bin";
/// Where the files lie that a binary reads, and where it is started.
const FOLDER: &str = "/app";

impl Packer {
    /// Puts the image of a binary into a store. `base` is the image that it begins with, where its declaration names one.
    pub async fn pack(
        &self,
        prepared: &Prepared,
        compiled: &Compiled,
        base: Option<&BaseImage>,
        store: &Store,
    ) -> Result<Packed, CargoError> {
        let warnings = base.map(|base| starts(prepared, compiled, base, store)).transpose()?.flatten();
        let image = self
            .image(prepared, compiled, base, store)
            .map_err(|why| CargoError::Pack { binary: prepared.binary.name.clone(), why })?;
        let mut fingerprint = self.stated(prepared, base.map(|base| &base.digest))?;
        self.inputs().add_noted(&mut fingerprint, &compiled.notes, compiled.begun);
        let metadata = self.cargo.metadata(&self.workspace.root, &prepared.target.triple).await?;
        let sbom = sbom::of(prepared, &self.lock, &metadata)?;
        let recipe = &prepared.recipe;
        let parameters = [
            ("binary", prepared.binary.name.clone()),
            ("profile", recipe.profile.clone()),
            ("target", prepared.target.triple.clone()),
            ("base", recipe.base().unwrap_or("scratch").to_owned()),
        ];
        let provenance = provenance::of(&image.digest, "cargo", &parameters, &fingerprint);
        Ok(Packed { image, fingerprint, sbom, provenance, warnings: warnings.into_iter().collect() })
    }

    fn image(
        &self,
        prepared: &Prepared,
        compiled: &Compiled,
        base: Option<&BaseImage>,
        store: &Store,
    ) -> Result<Descriptor, String> {
        let (recipe, name) = (&prepared.recipe, &prepared.binary.name);
        let mut image = match (base, recipe.base) {
            (Some(base), _) => base.image.clone(),
            (None, Base::Scratch) => nothing(recipe.platform, store)?,
            (None, _) => return Err(format!("its base {} is not at hand", recipe.base().unwrap_or_default())),
        };
        let program = format!("{PROGRAMS}/{name}");
        let mut layer = LayerBuilder::new();
        let added = layer.directory(FOLDER, 0o755, Owner::ROOT);
        added.and_then(|layer| layer.file(&program, &compiled.file, 0o755, Owner::ROOT)).map_err(words)?;
        image.add(layer.finish(store).map_err(words)?, &format!("cargo build --bin {name}"));
        let mut assets = LayerBuilder::new();
        for (file, path) in self.included(recipe).map_err(|error| error.to_string())? {
            let mode = if is_run(&path) { 0o755 } else { 0o644 };
            // A link is followed: what it leads to is not in the image by that name.
            let path = path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))?;
            assets.file(&format!("{FOLDER}/{file}"), &path, mode, Owner::ROOT).map_err(words)?;
        }
        if !assets.is_empty() {
            image.add(assets.finish(store).map_err(words)?, &format!("include {}", recipe.include.join(" ")));
        }
        let run = &mut image.config.config;
        run.entrypoint = vec![program];
        run.cmd = Vec::new();
        run.user = base::NONROOT.into();
        run.working_dir = FOLDER.into();
        image.write(store).map_err(|error| error.to_string())
    }

    /// Puts the symbols of a binary aside, under the digest of its image: no image has them.
    pub fn keep_symbols(
        &self,
        prepared: &Prepared,
        compiled: &Compiled,
        image: &Digest,
        folder: &Path,
    ) -> Result<std::path::PathBuf, CargoError> {
        let file = folder.join(image.hex()).join(&prepared.binary.name);
        let copied = fs::create_dir_all(folder.join(image.hex())).and_then(|()| fs::copy(&compiled.symbols, &file));
        copied.map_err(|error| CargoError::Executable { path: file.clone(), why: error.to_string() })?;
        Ok(file)
    }
}

/// Refuses a base whose C library is too old for a binary, and says where that is not known.
fn starts(
    prepared: &Prepared,
    compiled: &Compiled,
    base: &BaseImage,
    store: &Store,
) -> Result<Option<String>, CargoError> {
    if prepared.target.is_static {
        return Ok(None);
    }
    let (recipe, binary) = (&prepared.recipe, prepared.binary.name.clone());
    let unread = |error: std::io::Error| CargoError::Executable { path: compiled.file.clone(), why: error.to_string() };
    let Some(needs) = glibc::needed(&fs::read(&compiled.file).map_err(unread)?) else { return Ok(None) };
    let name = recipe.base().unwrap_or_default().to_owned();
    let unknown = |why: String| {
        Some(format!(
            "whether `{binary}` starts on {name} is not known, {why}: with `libc = musl` it starts on any base"
        ))
    };
    match glibc::of_base(store, &base.image, recipe.architecture()) {
        Ok(Some(has)) if has < needs => Err(CargoError::OldLibrary { binary, base: name, has, needs }),
        Ok(Some(_)) => Ok(None),
        Ok(None) => Ok(unknown(format!("as no GNU C library is found there, of which it needs 2.{needs}"))),
        Err(error) => Ok(unknown(format!("as its C library cannot be looked at ({})", words(error)))),
    }
}

/// An image with what programs look for, and no program.
fn nothing(platform: crate::Platform, store: &Store) -> Result<Image, String> {
    let mut image = Image::empty(platform);
    image.add(base::layer(store).map_err(words)?, "certificates, time zones, users");
    image.config.config.set_env("PATH", base::PATH);
    image.config.config.set_env("SSL_CERT_FILE", base::CERTIFICATES);
    Ok(image)
}

/// An error with its causes.
fn words(error: impl std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}
