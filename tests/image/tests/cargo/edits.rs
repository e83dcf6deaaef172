//! What an edit leads to: nothing, a build whose result is the same, or another image.

use infra_core::declaration::{Base, Libc};
use infra_image::cargo::{BaseImage, Recipe};
use infra_image::{Image, Record, Verdict};

use crate::workspace::{Workspace, here, recipe};

/// What is expected of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// Nothing is built.
    Nothing,
    /// It is built for these reasons, and is the same image.
    Same(&'static [&'static str]),
    /// It is built for these reasons, and is another one.
    Other(&'static [&'static str]),
}

type Edit = fn(&Workspace, &mut Recipe);

const BASE: &str = "example.com/base@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

const EDITS: [(&str, Edit, Expected); 20] = [
    ("README", |shop, _| shop.append("web/README.md", "More.\n"), Expected::Nothing),
    ("a file that nothing reads", |shop, _| shop.write("web/notes.txt", "?"), Expected::Nothing),
    (
        "a comment",
        |shop, _| shop.append("web/src/main.rs", "// More.\n"),
        Expected::Same(&["file web/src/main.rs changed"]),
    ),
    (
        "source",
        |shop, _| shop.replace("web/src/main.rs", "certificates {}", "authorities {}"),
        Expected::Other(&["file web/src/main.rs changed"]),
    ),
    (
        "source of a package beside it",
        |shop, _| shop.replace("common/src/lib.rs", "too many", "far too many"),
        Expected::Other(&["file common/src/lib.rs changed"]),
    ),
    ("source of another binary", |shop, _| shop.append("web/src/worker.rs", "fn more() {}\n"), Expected::Nothing),
    (
        "what a build script reads",
        |shop, _| shop.write("web/data.txt", "more"),
        Expected::Other(&["file web/data.txt changed"]),
    ),
    ("an unrelated member", |shop, _| shop.append("unrelated/src/main.rs", "fn more() {}\n"), Expected::Nothing),
    (
        "another member",
        |shop, _| {
            shop.write("more/Cargo.toml", "[package]\nname = \"more\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
            shop.write("more/src/lib.rs", "");
            shop.replace("Cargo.toml", "\"unrelated\"", "\"unrelated\", \"more\"");
            shop.lock("1.0.0", "1.0.0", "more");
        },
        Expected::Nothing,
    ),
    (
        "another version of what it depends on",
        |shop, _| shop.lock("1.0.1", "1.0.0", ""),
        Expected::Other(&["package leaf 1.0.0 is gone", "package leaf 1.0.1 is new"]),
    ),
    ("another version of what it does not depend on", |shop, _| shop.lock("1.0.0", "1.0.1", ""), Expected::Nothing),
    ("a comment in a manifest", |shop, _| shop.append("web/Cargo.toml", "# More.\n"), Expected::Nothing),
    (
        "a manifest",
        |shop, _| shop.replace("web/Cargo.toml", "license = \"MIT\"", "license = \"MIT\"\ndescription = \"A web\""),
        Expected::Same(&["manifest web/Cargo.toml changed"]),
    ),
    (
        "a profile",
        |shop, _| shop.replace("Cargo.toml", "opt-level = 1", "opt-level = 2"),
        Expected::Other(&["profile release changed"]),
    ),
    (
        "a profile of another name",
        |shop, _| shop.append("Cargo.toml", "[profile.dev]\nopt-level = 1\n"),
        Expected::Nothing,
    ),
    ("a feature", |_, recipe| recipe.binary.features = vec!["loud".to_owned()], Expected::Other(&["features is new"])),
    (
        "an included file",
        |shop, _| shop.write("assets/hello.txt", "other words\n"),
        Expected::Other(&["include assets/hello.txt changed"]),
    ),
    (
        "an included file's mode",
        |shop, _| shop.run_by("assets/run.sh", 0o755),
        Expected::Other(&["include assets/run.sh changed"]),
    ),
    ("a file more", |shop, _| shop.write("assets/new.txt", ""), Expected::Other(&["include assets/new.txt is new"])),
    (
        "a base",
        |_, recipe| recipe.base = Base::Reference(BASE),
        Expected::Other(&["base example.com/base", "base scratch is gone"]),
    ),
];

#[tokio::test]
async fn each_edit_leads_to_what_it_must() {
    let mut failures = Vec::new();
    let original = Workspace::new("a");
    let first = original.build(&recipe(), None).await;
    let before = Record { fingerprint: first.packed.fingerprint.clone(), image: first.packed.image.digest.clone() };
    let (_, verdict) = first.packer.look(&first.prepared, None, std::slice::from_ref(&before)).unwrap();
    assert_eq!(verdict, Verdict::Unchanged(before.image.clone()), "nothing was edited");
    for (name, edit, expected) in EDITS {
        let shop = Workspace::new("b");
        let mut recipe = recipe();
        edit(&shop, &mut recipe);
        let packer = shop.packer().await;
        let prepared = packer.prepare(&recipe).await.unwrap();
        let base = recipe.base().map(|_| {
            let image = Image::empty(here());
            BaseImage { digest: image.write(&shop.store()).unwrap().digest, image }
        });
        let digest = base.as_ref().map(|base| &base.digest);
        // The record is that of another folder: it says nothing of where it was made.
        let (_, verdict) = packer.look(&prepared, digest, std::slice::from_ref(&before)).unwrap();
        let (reasons, same) = match expected {
            Expected::Nothing => {
                if verdict != Verdict::Unchanged(before.image.clone()) {
                    failures.push(format!("{name}: {verdict:?}"));
                }
                // What decides that nothing is built is right.
                if shop.build(&recipe, base.as_ref()).await.packed.image.digest != before.image {
                    failures.push(format!("{name}: a build would give another image"));
                }
                continue;
            }
            Expected::Same(reasons) => (reasons, true),
            Expected::Other(reasons) => (reasons, false),
        };
        let Verdict::Build(changes) = verdict else {
            failures.push(format!("{name}: nothing is built"));
            continue;
        };
        let mut changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
        if recipe.libc == Libc::Gnu && digest.is_some() {
            // That base has a glibc of its own, and the binary is linked for it.
            changes.retain(|change| change != "target changed");
        }
        if changes.len() != reasons.len()
            || !changes.iter().zip(reasons).all(|(change, reason)| change.starts_with(reason))
        {
            failures.push(format!("{name}: {changes:?}"));
        }
        let built = shop.build(&recipe, base.as_ref()).await;
        if (built.packed.image.digest == before.image) != same {
            failures.push(format!("{name}: the image is {}the same", if same { "not " } else { "" }));
        }
        // What was built is known now.
        let record = Record { fingerprint: built.packed.fingerprint.clone(), image: built.packed.image.digest.clone() };
        let (_, verdict) = packer.look(&prepared, digest, &[record.clone(), before.clone()]).unwrap();
        if verdict != Verdict::Unchanged(record.image) {
            failures.push(format!("{name}: after the build {verdict:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
