use std::fs;
use std::path::Path;

use super::*;
use crate::dockerfile::{Base, BaseImage, Dockerfile, Secret};
use crate::{Change, Platform};

/// An app with a Dockerfile in two stages.
fn app() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [
        (
            "Dockerfile",
            "FROM debian:12 AS build\nARG PROFILE\nCOPY src src\nFROM build AS unneeded\nCOPY other /\nFROM scratch\nCOPY --from=build /src /\n",
        ),
        ("src/main.rs", "fn main() {}"),
        ("other", "other"),
        ("README.md", "# App"),
        (".dockerignore", "*.md\n"),
    ] {
        write(folder.path(), file, text);
    }
    folder
}

fn write(folder: &Path, file: &str, text: &str) {
    let file = folder.join(file);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn dockerfile(folder: &Path) -> Dockerfile {
    Dockerfile { file: folder.join("Dockerfile"), context: folder.to_owned(), ..Dockerfile::default() }
}

fn inputs(dockerfile: &Dockerfile) -> Inputs {
    let base = Base { digest: Digest::of(b"debian"), on_build: vec![] };
    let look = dockerfile.look().unwrap();
    let bases = look.bases().iter().map(|image| (image.clone(), base.clone())).collect();
    look.inputs(&bases, b"salt", &mut Known::default()).unwrap()
}

fn changes(before: &Inputs, after: &Inputs) -> Vec<String> {
    after.fingerprint.changes(&before.fingerprint).iter().map(Change::to_string).collect()
}

#[test]
fn an_image_is_built_of_what_the_target_reaches() {
    let folder = app();
    let inputs = inputs(&dockerfile(folder.path()));
    let names: Vec<&str> = inputs.fingerprint.inputs().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["base docker.io/library/debian:12", "file src/main.rs", "platform", "stage 2", "stage build", "target"]
    );
    let file = format!("100644 {}", Digest::of(b"fn main() {}"));
    assert!(inputs.fingerprint.inputs().any(|input| input == ("file src/main.rs", &file)));
    assert_eq!(inputs.warnings, []);
}

#[test]
fn only_what_reaches_the_image_changes_it() {
    let folder = app();
    let at = folder.path();
    let before = inputs(&dockerfile(at));
    let text = fs::read_to_string(at.join("Dockerfile")).unwrap();
    for (file, text) in [
        ("README.md", "# Other".to_owned()),
        ("other", "changed".to_owned()),
        (".dockerignore", "*.md\ntarget\n".to_owned()),
        ("Dockerfile", format!("# what it is\n\n{text}")),
        ("Dockerfile", text.replace("COPY other /", "COPY other /other")),
    ] {
        write(at, file, &text);
        assert_eq!(changes(&before, &inputs(&dockerfile(at))), [""; 0], "{file}");
    }
    write(at, "Dockerfile", &text.replace("COPY src src", "COPY src /src"));
    assert_eq!(changes(&before, &inputs(&dockerfile(at))), ["stage build changed"]);
    write(at, "Dockerfile", &text);
    write(at, "src/main.rs", "fn main() { }");
    write(at, "src/new.rs", "");
    assert_eq!(changes(&before, &inputs(&dockerfile(at))), ["file src/main.rs changed", "file src/new.rs is new"]);
}

#[test]
fn what_is_declared_counts_where_it_is_used() {
    let folder = app();
    let plain = dockerfile(folder.path());
    let before = inputs(&plain);
    let with = |name: &str| Dockerfile { arguments: vec![(name.into(), "value".into())], ..plain.clone() };
    assert_eq!(changes(&before, &inputs(&with("PROFILE"))), ["argument PROFILE is new"]);
    assert_eq!(changes(&before, &inputs(&with("UNUSED"))), [""; 0]);
    let other = Dockerfile { target: Some("build".into()), ..plain.clone() };
    assert_eq!(changes(&before, &inputs(&other)), ["stage 2 is gone", "target changed"]);
    let arm = Dockerfile { platform: Platform { architecture: crate::Architecture::Arm64 }, ..plain.clone() };
    assert_eq!(changes(&before, &inputs(&arm)), ["platform changed"]);

    let look = plain.look().unwrap();
    let [BaseImage { reference, .. }] = look.bases() else { panic!() };
    assert_eq!(reference.repository(), "library/debian");
    let nothing_known = look.inputs(&Bases::new(), b"salt", &mut Known::default()).unwrap();
    assert_eq!(changes(&before, &nothing_known), ["base docker.io/library/debian:12 changed"]);
    assert_eq!(
        nothing_known.warnings.iter().map(Warning::to_string).collect::<Vec<_>>(),
        [
            "line 1: no registry says what docker.io/library/debian:12 is now: what is new in it builds nothing; name it by its \
          digest, or with a registry that can be asked"
        ]
    );
}

#[test]
fn a_secret_counts_by_its_version_and_its_value_is_nowhere() {
    let folder = app();
    write(folder.path(), "token", "hunter2");
    let with = |salt: &[u8]| {
        let secrets = vec![("token".to_owned(), Secret::File(folder.path().join("token")))];
        let dockerfile = Dockerfile { secrets, ..dockerfile(folder.path()) };
        dockerfile.look().unwrap().inputs(&Bases::new(), salt, &mut Known::default()).unwrap()
    };
    let (one, salted) = (with(b"one"), with(b"other"));
    assert_eq!(changes(&one, &salted), ["secret token changed"]);
    let shown = serde_json::to_string(&one.fingerprint).unwrap();
    assert!(!shown.contains("hunter2") && !shown.contains(Digest::of(b"hunter2").hex()), "{shown}");
    write(folder.path(), "token", "hunter3");
    assert_eq!(changes(&one, &with(b"one")), ["secret token changed"]);
    fs::remove_file(folder.path().join("token")).unwrap();
    let secrets = vec![("token".to_owned(), Secret::Variable("INFRA_TEST_NO_SUCH_VARIABLE".into()))];
    let dockerfile = Dockerfile { secrets, ..dockerfile(folder.path()) };
    let error = dockerfile.look().unwrap().inputs(&Bases::new(), b"", &mut Known::default()).unwrap_err();
    assert!(error.to_string().ends_with("the variable INFRA_TEST_NO_SUCH_VARIABLE is not set"), "{error}");
}

#[test]
fn what_is_not_understood_takes_all_that_is_not_ignored() {
    let folder = app();
    for text in ["FROM debian\nCOPY $HOME /\n", "FROM debian\nNEWS of tomorrow\n", "# syntax=other/one\nFROM scratch\n"]
    {
        write(folder.path(), "Dockerfile", text);
        let inputs = inputs(&dockerfile(folder.path()));
        let [warning] = &inputs.warnings[..] else { panic!("{text}: {:?}", inputs.warnings) };
        assert!(warning.problem.ends_with(": all of the context that is not ignored counts"), "{warning}");
        let files: Vec<&str> = inputs.fingerprint.inputs().filter_map(|(name, _)| name.strip_prefix("file ")).collect();
        assert_eq!(files, [".dockerignore", "Dockerfile", "other", "src/main.rs"], "{text}");
    }
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    let folder = app();
    let error = |dockerfile: &Dockerfile| dockerfile.look().unwrap_err().to_string();
    let target = Dockerfile { target: Some("release".into()), ..dockerfile(folder.path()) };
    assert!(error(&target).ends_with("Dockerfile has no stage release; its stages are: build, unneeded"));
    write(folder.path(), ".dockerignore", "a\n[z-a]\n");
    assert!(error(&dockerfile(folder.path())).ends_with(".dockerignore:2: `[z-a]` is no pattern"));
    let nowhere = Dockerfile { file: "/nowhere/Dockerfile".into(), ..Dockerfile::default() };
    assert!(error(&nowhere).starts_with("/nowhere/Dockerfile cannot be read: "));
}

#[test]
fn warnings_name_the_line_and_the_way_out() {
    let folder = app();
    let text = "FROM debian\nCOPY . .\nADD https://x.test/a /\nRUN make\n";
    write(folder.path(), "Dockerfile", text);
    write(folder.path(), "target/debug/web", "");
    write(folder.path(), "web/.env", "TOKEN=x");
    let warnings = inputs(&dockerfile(folder.path())).warnings;
    let shown: Vec<String> = warnings.iter().map(Warning::to_string).collect();
    assert_eq!(
        shown,
        [
            "line 2: `COPY . .` takes in target/, which changes with each build of cargo, and all that follows runs anew; \
             add `target` to .dockerignore",
            "line 2: `COPY . .` takes in web/.env, which may hold secrets: who has the image has them; add `web/.env` to \
             .dockerignore, and pass what the build needs by secrets(..)",
            "line 3: ADD fetches https://x.test/a, of which no version is known: what is new there builds nothing; name it by \
             --checksum=sha256:.., or by a commit",
        ]
    );
}
