//! A small workspace of a user's: a binary with a build script, a library beside it, a member that has nothing to do with it, and
//! packages of others without a network.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use image_tests::script;
use infra_core::declaration::{CargoImage, Libc};
use infra_image::cargo::{BaseImage, Cargo, Compiled, Packed, Packer, Prepared, Recipe, triple};
use infra_image::{Architecture, Digest, Platform, Store};
use tempfile::TempDir;

/// The files of the workspace.
const FILES: [(&str, &str); 14] = [
    (
        "Cargo.toml",
        "[workspace]\nmembers = [\"web\", \"common\", \"unrelated\"]\nresolver = \"3\"\n\n[profile.release]\nopt-level = 1\n",
    ),
    (
        "web/Cargo.toml",
        "[package]\nname = \"web\"\nversion = \"0.1.0\"\nedition = \"2024\"\nlicense = \"MIT\"\n\n[features]\nloud = []\n\n\
         [dependencies]\ncommon = { path = \"../common\" }\nleaf = \"1\"\n\n[[bin]]\nname = \"web\"\npath = \"src/main.rs\"\n\n\
         [[bin]]\nname = \"worker\"\npath = \"src/worker.rs\"\n",
    ),
    (
        "web/build.rs",
        "fn main() {\n    println!(\"cargo::rerun-if-changed=data.txt\");\n    let out = std::env::var(\"OUT_DIR\").unwrap();\n    \
         let data = std::fs::read_to_string(\"data.txt\").unwrap();\n    \
         let made = format!(\"pub fn made() -> (&'static str, &'static str) {{ (file!(), {data:?}) }}\");\n    \
         std::fs::write(format!(\"{out}/made.rs\"), made).unwrap();\n}\n",
    ),
    ("web/data.txt", "data"),
    ("web/README.md", "# Web\n"),
    ("web/src/main.rs", include_str!("sample.rs")),
    ("web/src/worker.rs", "fn main() {\n    println!(\"{}\", common::place());\n}\n"),
    ("common/Cargo.toml", "[package]\nname = \"common\"\nversion = \"0.1.0\"\nedition = \"2024\"\n"),
    (
        "common/src/lib.rs",
        "pub fn place() -> &'static str {\n    assert!(std::env::args().count() < 9, \"too many\");\n    file!()\n}\n",
    ),
    (
        "unrelated/Cargo.toml",
        "[package]\nname = \"unrelated\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nother = \"1\"\n",
    ),
    ("unrelated/src/main.rs", "fn main() {}\n"),
    ("assets/hello.txt", "hello from the assets\n"),
    ("assets/run.sh", "#!/bin/sh\n"),
    (".cargo/config.toml", "[source.crates-io]\nreplace-with = \"here\"\n[source.here]\ndirectory = \"vendor\"\n"),
];

/// What is in the environment of these tests, and not in that of the builds that they look at.
const NOT_OURS: &str =
    "CARGO_TARGET_DIR CARGO_INCREMENTAL CARGO_PROFILE_DEV_DEBUG RUSTFLAGS CARGO_ENCODED_RUSTFLAGS RUSTC_WRAPPER";

pub(crate) struct Workspace {
    folder: TempDir,
    root: PathBuf,
}

impl Workspace {
    /// The workspace in a folder of its own, below others of these names.
    pub(crate) fn new(below: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join(below).join("shop");
        let workspace = Self { folder, root };
        for (name, text) in FILES {
            workspace.write(name, text);
        }
        for package in ["leaf", "other"] {
            for version in ["1.0.0", "1.0.1"] {
                workspace.vendor(package, version);
            }
        }
        workspace.lock("1.0.0", "1.0.0", "");
        script(&workspace.program(), &format!("unset {NOT_OURS}\nexec cargo \"$@\"\n"));
        workspace
    }

    /// A package as `cargo vendor` would put it there.
    fn vendor(&self, name: &str, version: &str) {
        let folder = format!("vendor/{name}-{version}");
        let manifest =
            format!("[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\nlicense = \"MIT\"\n");
        self.write(&format!("{folder}/Cargo.toml"), &manifest);
        let source = format!("pub fn version() -> &'static str {{\n    \"{version}\"\n}}\n");
        self.write(&format!("{folder}/src/lib.rs"), &source);
        let sum = Digest::of(format!("{name} {version}").as_bytes());
        let sum = serde_json::json!({ "files": {}, "package": sum.hex() });
        self.write(&format!("{folder}/.cargo-checksum.json"), &sum.to_string());
    }

    /// Writes `Cargo.lock`, with these versions of what others have made, and a further member where one is named.
    pub(crate) fn lock(&self, leaf: &str, other: &str, member: &str) {
        let others = |name: &str, version: &str| {
            let sum = Digest::of(format!("{name} {version}").as_bytes());
            let index = "registry+https://github.com/rust-lang/crates.io-index";
            format!(
                "[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"{index}\"\nchecksum = \"{}\"\n",
                sum.hex()
            )
        };
        let own = |name: &str, on: &[&str]| {
            let on: String = on.iter().map(|on| format!(" \"{on}\",\n")).collect();
            let on = if on.is_empty() { on } else { format!("dependencies = [\n{on}]\n") };
            format!("[[package]]\nname = \"{name}\"\nversion = \"0.1.0\"\n{on}")
        };
        let mut packages = vec![own("common", &[]), others("leaf", leaf)];
        packages.extend((!member.is_empty()).then(|| own(member, &[])));
        packages.extend([others("other", other), own("unrelated", &["other"]), own("web", &["common", "leaf"])]);
        let head = "# This file is automatically @generated by Cargo.\n# It is not intended for manual editing.\nversion = 4\n";
        self.write("Cargo.lock", &format!("{head}\n{}", packages.join("\n")));
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    fn program(&self) -> PathBuf {
        self.folder.path().join("cargo-of-the-user")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    pub(crate) fn append(&self, name: &str, text: &str) {
        self.write(name, &(self.read(name) + text));
    }

    pub(crate) fn replace(&self, name: &str, old: &str, new: &str) {
        let text = self.read(name);
        assert!(text.contains(old), "{name} has no {old}");
        self.write(name, &text.replace(old, new));
    }

    pub(crate) fn run_by(&self, name: &str, mode: u32) {
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(mode)).unwrap();
    }

    pub(crate) async fn packer(&self) -> Packer {
        let cargo = Cargo { program: self.program().into(), folder: self.root.join("web"), colours: false };
        Packer::open(cargo).await.unwrap()
    }

    pub(crate) fn store(&self) -> Store {
        Store::at(self.path(".infra/images/store")).unwrap()
    }

    /// Builds an image, all of it.
    pub(crate) async fn build(&self, recipe: &Recipe, base: Option<&BaseImage>) -> Built {
        let packer = self.packer().await;
        let prepared = packer.prepare(recipe).await.unwrap();
        let said = std::sync::Mutex::new(String::new());
        let tell = |line: &str| said.lock().unwrap().push_str(line);
        let compiled = packer.compile(&[&prepared], &tell).await;
        let compiled = compiled.unwrap_or_else(|error| panic!("{error}\n{}", said.lock().unwrap())).remove(0);
        let packed = packer.pack(&prepared, &compiled, base, &self.store()).await.unwrap();
        Built { packer, prepared, compiled, packed }
    }
}

pub(crate) struct Built {
    pub(crate) packer: Packer,
    pub(crate) prepared: Prepared,
    pub(crate) compiled: Compiled,
    pub(crate) packed: Packed,
}

/// The machine that the tests run on.
pub(crate) fn here() -> Platform {
    let architecture = if cfg!(target_arch = "aarch64") { Architecture::Arm64 } else { Architecture::Amd64 };
    Platform { architecture }
}

/// What is declared of the image of `web`: with the C library for which this machine has a standard library.
pub(crate) fn recipe() -> Recipe {
    let mut recipe = Recipe::of(&CargoImage::new("web"), "web/src/main.rs", here());
    recipe.include = vec!["assets".to_owned()];
    recipe.libc = libc();
    recipe
}

fn libc() -> Libc {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().unwrap();
    let sysroot = PathBuf::from(String::from_utf8(sysroot.stdout).unwrap().trim());
    let musl = sysroot.join("lib/rustlib").join(triple(here().architecture, Libc::Musl));
    if musl.is_dir() { Libc::Musl } else { Libc::Gnu }
}

/// The inputs of a fingerprint by name.
pub(crate) fn inputs(built: &Built) -> BTreeMap<String, String> {
    built.packed.fingerprint.inputs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
