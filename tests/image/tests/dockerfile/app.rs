//! An app with a Dockerfile, its bases in a registry of its own, and what a deploy does with it.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use image_tests::{Registry, program, quiet, run, script};
use infra_image::dockerfile::{Base, Bases, BuildError, Builder, Dockerfile, Inputs, Secret};
use infra_image::push::Push;
use infra_image::{Descriptor, Digest, Image, Known, LayerBuilder, Owner, Platform, Record, Store, Verdict};
use tempfile::TempDir;

/// Four stages: a base with a small program, one that makes, one that nothing needs, and the image.
const DOCKERFILE: &str = "\
ARG UNUSED=1
FROM REGISTRY/base:1 AS build
ARG PROFILE=dev
COPY Cargo.lock ./
COPY src src
RUN --mount=type=secret,id=token make src $PROFILE /run/secrets/token > /made
FROM REGISTRY/base:1 AS unneeded
COPY other /other
FROM scratch
COPY --from=build /made /made
COPY conf /conf
";

/// The value of the build secret.
pub(crate) const SECRET: &str = "first-secret-value";

/// The app in a folder of its own, the registry, and the builder.
pub(crate) struct App {
    folder: TempDir,
    registry: Registry,
    builder: Builder,
    /// What the next build is asked for.
    pub(crate) arguments: Vec<(String, String)>,
    records: Vec<Record>,
    lines: Mutex<Vec<String>>,
}

impl App {
    /// An app in a new folder, built by Buildah.
    pub(crate) async fn new() -> Self {
        Self::of("buildah", &program("buildah")).await
    }

    /// The same built by another one.
    pub(crate) async fn of(name: &str, program: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::start();
        let program = own(folder.path(), &registry, name, program);
        let builder = Builder::choose("", Some(program.to_str().unwrap())).await.unwrap();
        let lines = Mutex::default();
        let app = Self { folder, registry, builder, arguments: vec![], records: vec![], lines };
        app.base("one").await;
        app.write("Dockerfile", &DOCKERFILE.replace("REGISTRY", &app.registry.host()));
        for (file, text) in [
            (".dockerignore", "*.md\ntarget\n"),
            ("Cargo.lock", "version = 4\n"),
            ("README.md", "# Shop\n"),
            ("conf/web.toml", "port = 80\n"),
            ("other", "other\n"),
            ("src/main.rs", "fn main() {}\n"),
            ("unrelated/notes", "notes\n"),
            ("../token", SECRET),
        ] {
            app.write(file, text);
        }
        app
    }

    fn context(&self) -> PathBuf {
        self.folder.path().join("app")
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        let file = self.context().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.context().join(file)).unwrap()
    }

    pub(crate) fn mode(&self, file: &str, mode: u32) {
        fs::set_permissions(self.context().join(file), fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Makes a base image and pushes it as `base:1`: a shell of this machine, and a script that makes.
    pub(crate) async fn base(&self, version: &str) {
        self.base_that_asks(version, "1", &[]).await;
    }

    /// The same under another tag, with instructions for whatever is built on it.
    pub(crate) async fn base_that_asks(&self, version: &str, tag: &str, on_build: &[&str]) -> Digest {
        let store = Store::at(self.folder.path().join("bases")).unwrap();
        let mut layer = LayerBuilder::new();
        let programs = ["sh", "cat", "sha256sum"].map(program);
        for (program, name) in programs.iter().zip(["bin/sh", "bin/cat", "bin/sha256sum"]) {
            layer.file(name, program, 0o755, Owner::ROOT).unwrap();
        }
        // What they are linked with.
        let linked = run("ldd", &programs);
        let files: BTreeSet<&str> =
            linked.split_whitespace().filter(|word| word.starts_with('/') && !word.ends_with(':')).collect();
        for file in files {
            layer.file(file.trim_start_matches('/'), Path::new(file), 0o755, Owner::ROOT).unwrap();
        }
        let make =
            format!("#!/bin/sh\nset -eu\necho made by {version} as $2\ncat $1/*.rs\nsha256sum < $3\ncat $3 >&2\n");
        layer.bytes("bin/make", make.as_bytes(), 0o755, Owner::ROOT).unwrap();
        let mut image = Image::empty(Platform::default());
        image.add(layer.finish(&store).unwrap(), "base");
        image.config.config.env = vec!["PATH=/bin".to_owned()];
        image.config.config.on_build = on_build.iter().map(|&instruction| instruction.to_owned()).collect();
        let image = image.write(&store).unwrap();
        let registry = self.registry.client();
        let push = Push {
            store: &store,
            registry: &registry,
            repository: "base",
            image: &image.digest,
            tags: &[tag.to_owned()],
            mount_from: &[],
        };
        push.run(&quiet()).await.unwrap();
        image.digest
    }

    pub(crate) fn dockerfile(&self) -> Dockerfile {
        Dockerfile {
            file: self.context().join("Dockerfile"),
            context: self.context(),
            target: None,
            arguments: self.arguments.clone(),
            secrets: vec![("token".to_owned(), Secret::File(self.folder.path().join("token")))],
            platform: Platform::default(),
        }
    }

    async fn bases(&self, dockerfile: &Dockerfile) -> Bases {
        let client = self.registry.client();
        let mut bases = Bases::new();
        for image in dockerfile.look().unwrap().bases() {
            bases.insert(image.clone(), Base::ask(&client, image).await.unwrap());
        }
        bases
    }

    /// What the image would be built of now.
    pub(crate) async fn inputs(&self) -> Inputs {
        let dockerfile = self.dockerfile();
        let bases = self.bases(&dockerfile).await;
        let known = self.folder.path().join("known.json");
        let mut files = Known::read(&known);
        let inputs = dockerfile.look().unwrap().inputs(&bases, b"shop", &mut files).unwrap();
        files.write(&known).unwrap();
        inputs
    }

    /// Whether the image must be built, and what asks for it.
    pub(crate) async fn verdict(&self) -> Verdict {
        Verdict::of(&self.inputs().await.fingerprint, &self.records)
    }

    /// Builds it, whatever the verdict, and remembers that.
    pub(crate) async fn build(&mut self) -> Digest {
        let built = self.try_build().await.unwrap_or_else(|error| panic!("{error}"));
        let record = Record { fingerprint: self.inputs().await.fingerprint, image: built.digest.clone() };
        self.records.insert(0, record);
        built.digest
    }

    pub(crate) async fn try_build(&self) -> Result<Descriptor, BuildError> {
        let dockerfile = self.dockerfile();
        let bases = self.bases(&dockerfile).await;
        let tell = |line: &str| self.lines.lock().unwrap().push(line.to_owned());
        self.builder.build(&dockerfile.look().unwrap(), &bases, &self.store(), &tell).await
    }

    pub(crate) fn store(&self) -> Store {
        Store::at(self.folder.path().join("store")).unwrap()
    }

    /// The registry as it stands in references.
    pub(crate) fn registry(&self) -> String {
        self.registry.host()
    }

    /// All that the builder said.
    pub(crate) fn said(&self) -> String {
        self.lines.lock().unwrap().join("\n")
    }

    /// The words of all calls of the builder.
    pub(crate) fn calls(&self) -> String {
        fs::read_to_string(self.folder.path().join("calls")).unwrap()
    }
}

/// A builder with a storage of its own, to which the registry is one without encryption. It notes what it is called with.
fn own(folder: &Path, registry: &Registry, name: &str, program: &Path) -> PathBuf {
    let at = folder.display();
    let known = format!("[[registry]]\nlocation = \"{}\"\ninsecure = true\n", registry.host());
    fs::write(folder.join("registries.conf"), known).unwrap();
    let file = folder.join(name);
    let text = format!(
        "echo \"$*\" >> {at}/calls\nexport CONTAINERS_REGISTRIES_CONF={at}/registries.conf BUILDAH_ISOLATION=chroot\n\
         exec {} --root {at}/storage --runroot {at}/run --storage-driver vfs \"$@\"\n",
        program.display()
    );
    script(&file, &text);
    file
}
