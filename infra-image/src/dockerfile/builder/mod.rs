//! What builds Dockerfiles: BuildKit by `docker buildx`, Podman or Buildah.

mod call;
mod error;
mod find;
mod import;
mod masked;
mod words;

pub use error::{BuildError, NoBuilder};
pub use words::words;

use std::fs;
use std::path::{Path, PathBuf};

use super::Bases;
use super::look::Look;
use crate::{Descriptor, Store};
use call::{Call, Ear, call};
use masked::Masked;

/// A program that builds Dockerfiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Builder {
    kind: Kind,
    program: PathBuf,
    /// Whether each step runs, also one whose result it has.
    anew: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Docker,
    Podman,
    Buildah,
}

/// What BuildKit says where Docker keeps images in its own form.
const NO_LAYOUT: &str = "exporter is not supported for the docker driver";

impl Builder {
    /// Its program.
    #[must_use]
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// The same, and each step runs again: what it fetches is fetched as it is now.
    #[must_use]
    pub fn anew(self) -> Self {
        Self { anew: true, ..self }
    }

    /// Builds an image into a store, and gives its manifest. Each base image is the one of its digest in `bases`. What the builder
    /// says is passed to `tell`, line by line, without the values of build secrets. All times in the image are 1970, so that the
    /// same files give the same digest.
    pub async fn build(
        &self,
        look: &Look<'_>,
        bases: &Bases,
        store: &Store,
        tell: &(dyn Fn(&str) + Sync),
    ) -> Result<Descriptor, BuildError> {
        let folder = tempfile::tempdir_in(store.folder())?;
        let ear = Ear { masked: Masked::of(&look.dockerfile.secrets), tell };
        match self.kind {
            Kind::Docker => self.docker(look, bases, folder.path(), &ear).await?,
            Kind::Podman | Kind::Buildah => self.containers(look, bases, folder.path(), &ear).await?,
        }
        Ok(import::import(folder.path().join("image"), look.dockerfile.platform, store)?)
    }

    /// Builds by Podman or Buildah, which are one code.
    async fn containers(&self, look: &Look<'_>, bases: &Bases, folder: &Path, ear: &Ear<'_>) -> Result<(), BuildError> {
        let (layout, id) = (folder.join("image"), folder.join("id"));
        let mut words = vec!["build".to_owned(), "--layers".to_owned(), "--format=oci".to_owned()];
        words.extend(["--timestamp=0".to_owned(), "--identity-label=false".to_owned()]);
        words.extend(["--platform".to_owned(), look.dockerfile.platform.to_string()]);
        words.extend(["--iidfile".to_owned(), id.display().to_string()]);
        // The ignore file that counts here, whatever others the builder knows.
        let ignored = match &look.ignore_file {
            Some(file) => file.clone(),
            None => {
                let nothing = folder.join("ignore");
                fs::write(&nothing, "")?;
                nothing
            }
        };
        words.extend(["--ignorefile".to_owned(), ignored.display().to_string()]);
        if is_contained() && std::env::var_os("BUILDAH_ISOLATION").is_none() {
            // Within a container others cannot be made.
            words.extend(["--isolation".to_owned(), "chroot".to_owned()]);
        }
        words.extend(self.cache());
        words.extend(pins(look, bases));
        words.extend(super::builder::words(look.dockerfile));
        call(&self.program, Call { words, ..Call::default() }, ear).await?;
        let id = fs::read_to_string(id)?.trim().trim_start_matches("sha256:").to_owned();
        let layout = layout.display();
        let words = match self.kind {
            Kind::Buildah => vec!["push".to_owned(), "--quiet".to_owned(), id, format!("oci:{layout}:image")],
            _ => ["save", "--quiet", "--format", "oci-dir", "--output"]
                .map(str::to_owned)
                .into_iter()
                .chain([layout.to_string(), id])
                .collect(),
        };
        call(&self.program, Call { words, ..Call::default() }, ear).await
    }

    /// The word by which no result of an earlier build is taken: one for all builders.
    fn cache(&self) -> Option<String> {
        self.anew.then(|| "--no-cache".to_owned())
    }

    /// Builds by BuildKit. Where Docker cannot write a layout, it takes the image in and saves it.
    async fn docker(&self, look: &Look<'_>, bases: &Bases, folder: &Path, ear: &Ear<'_>) -> Result<(), BuildError> {
        let (layout, id) = (folder.join("image"), folder.join("id"));
        let build = |output: &[String]| {
            let mut words = ["buildx", "build", "--progress=plain", "--provenance=false", "--sbom=false"]
                .map(str::to_owned)
                .to_vec();
            words.extend(["--platform".to_owned(), look.dockerfile.platform.to_string()]);
            words.extend_from_slice(output);
            words.extend(self.cache());
            words.extend(pins(look, bases));
            words.extend(super::builder::words(look.dockerfile));
            // Times of the image and of its history; those of files are by `rewrite-timestamp`.
            Call { words, environment: vec![("SOURCE_DATE_EPOCH", "0")] }
        };
        let output = format!("type=oci,dest={},tar=false,rewrite-timestamp=true", layout.display());
        match call(&self.program, build(&["--output".to_owned(), output]), ear).await {
            Err(BuildError::Failed { last, .. }) if last.iter().any(|line| line.contains(NO_LAYOUT)) => {}
            done => return done,
        }
        call(&self.program, build(&["--load".to_owned(), "--iidfile".to_owned(), id.display().to_string()]), ear)
            .await?;
        let archive = folder.join("archive");
        let words = ["image", "save", "--output"].map(str::to_owned).into_iter();
        let words = words.chain([archive.display().to_string(), fs::read_to_string(id)?.trim().to_owned()]).collect();
        call(&self.program, Call { words, ..Call::default() }, ear).await?;
        Ok(tar::Archive::new(fs::File::open(archive)?).unpack(layout)?)
    }
}

/// The words by which a base image is the one of its digest: also where its name means another one by now, or where the builder
/// has an older one of that name.
fn pins(look: &Look<'_>, bases: &Bases) -> Vec<String> {
    let by_name = look.written.iter().filter(|(_, image)| image.reference.digest().is_none());
    let pinned = by_name.filter_map(|(written, image)| {
        let reference = image.reference.pinned(bases.get(image)?.digest.clone());
        Some(["--build-context".to_owned(), format!("{written}=docker-image://{reference}")])
    });
    pinned.flatten().collect()
}

/// Whether this runs in a container itself.
fn is_contained() -> bool {
    ["/.dockerenv", "/run/.containerenv"].iter().any(|mark| Path::new(mark).exists())
}

#[cfg(test)]
mod tests;
