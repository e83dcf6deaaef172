//! What is ignored is in no layer, and what is reached is in one: held against what Buildah makes of the same ignore file.

use std::collections::BTreeSet;
use std::fs;

use image_tests::program;
use infra_image::dockerfile::{Bases, Builder, Dockerfile};
use infra_image::layer::{self, Kind, Limits};
use infra_image::{Image, Known, Platform, Store};

const FILES: [&str; 12] = [
    "a.md",
    "b",
    "docs/a.md",
    "docs/deep/a.md",
    "docs/deep/b",
    "src/main.rs",
    "src/deep/mod.rs",
    "target/debug/web",
    "target/release/web",
    "web/Cargo.toml",
    "web/target/x",
    ".hidden/x",
];

const IGNORED: [&str; 16] = [
    "",
    "target",
    "/target/",
    "**/target",
    "*.md",
    "**/*.md",
    "docs/*.md",
    "docs\n!docs/deep",
    "docs\n!docs/deep/b",
    "*\n!src",
    "*\n!src/*.rs",
    "**\n!web/Cargo.toml",
    "target/*\n!target/release",
    "[a-b]*\n?rc",
    ".*\nd*/d*",
    "docs/**\nweb/**/x",
];

/// What builders see differently: here a file too many may be reached.
const DISPUTED: [&str; 3] = ["docs/deep\n!docs", "b\n!docs\nb", "target/debug\n!target\ntarget/release"];

#[tokio::test]
async fn what_is_reached_is_what_is_built_in() {
    let folder = tempfile::tempdir().unwrap();
    let context = folder.path().join("context");
    for file in FILES {
        let file = context.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "").unwrap();
    }
    let file = folder.path().join("Dockerfile");
    fs::write(&file, "FROM scratch\nCOPY . /\n").unwrap();
    let builder = Builder::choose("", Some(program("buildah").to_str().unwrap())).await.unwrap();
    let store = Store::at(folder.path().join("store")).unwrap();
    for ignored in IGNORED.into_iter().chain(DISPUTED) {
        fs::write(folder.path().join("Dockerfile.dockerignore"), ignored).unwrap();
        let platform = Platform::here();
        let dockerfile = Dockerfile { file: file.clone(), context: context.clone(), platform, ..Dockerfile::default() };
        let look = dockerfile.look().unwrap();
        let inputs = look.inputs(&Bases::new(), b"", &mut Known::default()).unwrap();
        let reached = inputs.fingerprint.inputs().filter_map(|(name, _)| name.strip_prefix("file "));
        let reached: BTreeSet<String> = reached.filter(|name| !name.ends_with('/')).map(str::to_owned).collect();
        let image = builder.build(&look, &Bases::new(), &store, &|_| ()).await.unwrap();
        let mut built = BTreeSet::new();
        for layer in Image::read(&store, &image.digest).unwrap().layers {
            let each = |found: &layer::Found, _: &mut dyn std::io::Read| {
                if matches!(found.kind, Kind::File(_) | Kind::Link(_)) {
                    built.insert(found.name.clone());
                }
                Ok(())
            };
            layer::visit(store.open(&layer.digest).unwrap(), &layer.media_type, Limits::default(), each).unwrap();
        }
        if DISPUTED.contains(&ignored) {
            assert!(built.is_subset(&reached), "{ignored:?}: {built:?} is more than {reached:?}");
        } else {
            assert_eq!(reached, built, "{ignored:?}");
        }
    }
}
