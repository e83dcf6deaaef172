//! Building and pushing with what this machine has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use futures_util::stream::{self, StreamExt, TryStreamExt};
use infra_core::declaration::Image;
use tokio::sync::{Mutex, OnceCell};

use super::memory::Memory;
use super::{
    Asked, Builds, How, ImageError, ImageEvent, Inspected, Later, Looked, Missing, Remote, Resolved, Tell, Wanted,
    Works, cargo, clean, dockerfile, inspect, registry,
};
use crate::cargo::{BaseImage, Cargo, Packer, Prepared, Recipe};
use crate::dockerfile::{Bases, Dockerfile};
use crate::{Descriptor, Digest, Fingerprint, Record, Records, Store, Verdict, attach, provenance};

/// Builds with cargo and the builders of Dockerfiles, keeps what it has built under the workspace, and pushes to registries.
#[derive(Debug)]
pub struct Workshop {
    folder: PathBuf,
    live: bool,
    place: OnceCell<Place>,
}

/// A workspace with what was built of it.
#[derive(Debug)]
struct Place {
    packer: Packer,
    root: PathBuf,
    store: Store,
    records: Records,
    memory: Mutex<Memory>,
    /// What was found out by looking, by what it is of.
    found: Mutex<Vec<(Wanted, Found)>>,
}

/// What building an image needs.
#[derive(Clone, Debug)]
enum Found {
    Cargo { recipe: Box<Recipe>, prepared: Box<Prepared>, base: Option<Digest> },
    Dockerfile { dockerfile: Box<Dockerfile>, bases: Bases, fingerprint: Fingerprint },
}

/// Images that are the same one: the first, what building it needs, and the keys of all.
type Group<'a> = (&'a Wanted, Found, Vec<String>);

/// Images that are being built, each with what it was built of.
type Builts<'a> = Later<'a, Vec<(Descriptor, Fingerprint)>>;

/// What an artifact is that lists what software is in an image.
pub(super) const SBOM: &str = "application/vnd.cyclonedx+json";
/// How many Dockerfiles are built at a time.
const AT_ONCE: usize = 2;

impl Workshop {
    /// The workshop of the workspace around a folder. `live` says that somebody sees what is told as it comes.
    #[must_use]
    pub fn new(folder: &Path, live: bool) -> Self {
        Self { folder: folder.to_owned(), live, place: OnceCell::new() }
    }

    async fn place(&self) -> Result<&Place, ImageError> {
        let open = async {
            let packer = Packer::open(Cargo::of(&self.folder, self.live)).await.map_err(cargo::undeclared)?;
            let root = packer.workspace.root.clone();
            keep_out_of_git(&root.join(".infra"))?;
            let images = root.join(".infra").join("images");
            Ok(Place {
                store: Store::at(images.join("store"))?,
                records: Records::at(images.join("records")),
                memory: Mutex::new(Memory::read(&images.join("bases.json"))),
                found: Mutex::default(),
                packer,
                root,
            })
        };
        self.place.get_or_try_init(|| open).await
    }

    fn store(&self) -> Result<&Store, ImageError> {
        let missing = || ImageError::Files(std::io::Error::other("no image was looked at yet"));
        self.place.get().map(|place| &place.store).ok_or_else(missing)
    }
}

/// Makes the folder in which everything of this machine is kept, and keeps it out of the source: it has what was built, and
/// secrets of the local target.
pub fn keep_out_of_git(folder: &Path) -> std::io::Result<()> {
    let ignore = folder.join(".gitignore");
    if ignore.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    std::fs::write(ignore, "*\n")
}

impl Place {
    async fn look(&self, wanted: &Wanted, known: &Builds) -> Result<Looked, ImageError> {
        let mut before = known.get(&wanted.key).cloned().unwrap_or_default();
        before.extend(self.records.read(&wanted.key));
        let mut memory = self.memory.lock().await;
        let (found, fingerprint, verdict, warnings) = match &wanted.image {
            Image::Cargo(image) => {
                let recipe = Recipe::of(image, &wanted.file, wanted.platform);
                let looked = cargo::look(&self.packer, &recipe, &before, &mut memory).await?;
                let (prepared, base, fingerprint, verdict) = looked;
                let found = Found::Cargo { recipe: Box::new(recipe), prepared: Box::new(prepared), base };
                (found, fingerprint, verdict, Vec::new())
            }
            Image::Dockerfile(image) => {
                let declared = Dockerfile::declared(image, &self.root, &wanted.file, wanted.platform);
                let bases = dockerfile::bases(&declared, &mut memory).await?;
                let place = format!("{} {}", wanted.file, image.path);
                let known = self.store.folder().with_file_name("known").join(format!("{}.json", wanted.key));
                let inputs = dockerfile::inputs(declared.clone(), bases.clone(), &place, known).await?;
                let fingerprint = inputs.fingerprint;
                let found =
                    Found::Dockerfile { dockerfile: Box::new(declared), bases, fingerprint: fingerprint.clone() };
                let warnings = inputs.warnings.iter().map(|warning| format!("{}: {warning}", wanted.key)).collect();
                let verdict = Verdict::of(&fingerprint, &before);
                (found, fingerprint, verdict, warnings)
            }
            Image::Reference(reference) => {
                return Err(ImageError::Declared { what: format!("{reference} is there already"), hint: None });
            }
        };
        drop(memory);
        let mut all = self.found.lock().await;
        all.retain(|(other, _)| other != wanted);
        all.push((wanted.clone(), found));
        Ok(Looked { wanted: wanted.clone(), fingerprint, verdict, warnings })
    }

    /// Builds one of each group of images that are the same, and gives the digest by key.
    async fn build(&self, images: &[Looked], how: How, tell: Tell<'_>) -> Result<BTreeMap<String, Digest>, ImageError> {
        let found = self.found.lock().await.clone();
        let mut groups: Vec<Group<'_>> = Vec::new();
        for looked in images {
            let wanted = &looked.wanted;
            if let Some((_, _, keys)) = groups.iter_mut().find(|(other, _, _)| other.is_same(wanted)) {
                keys.push(wanted.key.clone());
            } else if let Some((_, found)) = found.iter().find(|(other, _)| other == wanted) {
                groups.push((wanted, found.clone(), vec![wanted.key.clone()]));
            }
        }
        let (binaries, files): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(_, found, _)| matches!(found, Found::Cargo { .. }));
        let (of_cargo, of_files) = tokio::try_join!(
            self.build_binaries(&binaries, how.symbols, tell),
            self.build_files(&files, how.anew, tell)
        )?;
        let mut digests = BTreeMap::new();
        for ((_, _, keys), (image, fingerprint)) in binaries.iter().zip(of_cargo).chain(files.iter().zip(of_files)) {
            let bytes = registry::size(&self.store, &image.digest)?;
            for key in keys {
                self.records.add(key, Record { fingerprint: fingerprint.clone(), image: image.digest.clone() })?;
                digests.insert(key.clone(), image.digest.clone());
                tell(ImageEvent::Built { image: key.clone(), digest: image.digest.to_string(), bytes });
            }
        }
        // What cannot be deleted is in nobody's way.
        let _ = clean::clean(&self.store, &self.records);
        Ok(digests)
    }

    /// Builds the images of binaries: all by one call of cargo.
    fn build_binaries<'a>(&'a self, groups: &'a [Group<'a>], symbols: bool, tell: Tell<'a>) -> Builts<'a> {
        Box::pin(async move {
            let mut wanted: Vec<(Prepared, Option<BaseImage>)> = Vec::new();
            for (_, found, _) in groups {
                let Found::Cargo { recipe, prepared, base } = found else { continue };
                let base = match recipe.base() {
                    Some(reference) => Some(cargo::fetch(reference, recipe, base.as_ref(), &self.store).await?),
                    None => None,
                };
                wanted.push((prepared.as_ref().clone(), base));
            }
            if wanted.is_empty() {
                return Ok(Vec::new());
            }
            let names: Vec<&str> = groups.iter().flat_map(|(_, _, keys)| keys).map(String::as_str).collect();
            let name = names.join(", ");
            let say = |line: &str| tell(ImageEvent::Line { image: name.clone(), line: line.to_owned() });
            let folder = self.store.folder().with_file_name("debug");
            let packed =
                cargo::build(&self.packer, &wanted, &self.store, symbols.then_some(folder.as_path()), &say).await?;
            let mut built = Vec::new();
            for packed in packed {
                attach::attach(&self.store, &packed.image, SBOM, SBOM, &packed.sbom)?;
                let kind = provenance::MEDIA_TYPE;
                attach::attach(&self.store, &packed.image, kind, kind, &packed.provenance)?;
                built.push((packed.image, packed.fingerprint));
            }
            Ok(built)
        })
    }

    /// Builds Dockerfiles, a few at a time.
    fn build_files<'a>(&'a self, groups: &'a [Group<'a>], anew: bool, tell: Tell<'a>) -> Builts<'a> {
        let mut builds: Vec<Later<'a, (Descriptor, Fingerprint)>> = Vec::new();
        for (wanted, found, _) in groups {
            let Found::Dockerfile { dockerfile, bases, fingerprint } = found else { continue };
            builds.push(Box::pin(async move {
                let say = |line: &str| tell(ImageEvent::Line { image: wanted.key.clone(), line: line.to_owned() });
                let image = dockerfile::build(&wanted.key, (dockerfile, bases), anew, &self.store, &say).await?;
                let parameters = [("dockerfile", wanted.key.clone())];
                let statement = provenance::of(&image.digest, "dockerfile", &parameters, fingerprint);
                let kind = provenance::MEDIA_TYPE;
                attach::attach(&self.store, &image, kind, kind, &statement)?;
                Ok((image, fingerprint.clone()))
            }));
        }
        Box::pin(stream::iter(builds).buffered(AT_ONCE).try_collect())
    }
}

impl Works for Workshop {
    fn look<'a>(&'a self, wanted: &'a [Wanted], known: &'a Builds) -> Later<'a, Vec<Looked>> {
        Box::pin(async move {
            let place = self.place().await?;
            let mut looked = Vec::new();
            for wanted in wanted {
                looked.push(place.look(wanted, known).await?);
            }
            Ok(looked)
        })
    }

    fn build<'a>(&'a self, images: &'a [Looked], how: How, tell: Tell<'a>) -> Later<'a, BTreeMap<String, Digest>> {
        Box::pin(async move { self.place().await?.build(images, how, tell).await })
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

    fn export<'a>(&'a self, images: &'a BTreeMap<String, Digest>, folder: &'a Path) -> Later<'a, ()> {
        Box::pin(async move {
            let images: Vec<(&str, Digest)> =
                images.iter().map(|(key, digest)| (key.as_str(), digest.clone())).collect();
            let exported = crate::layout::export(self.store()?, &images, folder);
            exported.map_err(|error| ImageError::Files(std::io::Error::other(error)))
        })
    }

    fn inspect(&self, image: &Digest) -> Result<Inspected, ImageError> {
        inspect::inspect(self.store()?, image)
    }

    fn inspect_pushed<'a>(&'a self, image: &'a Digest, at: &'a Remote) -> Later<'a, Inspected> {
        Box::pin(inspect::inspect_pushed(image, at))
    }
}
