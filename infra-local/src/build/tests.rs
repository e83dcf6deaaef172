//! With a real cargo.

use std::sync::Mutex;

use super::*;
use crate::scratch::Scratch;

/// A workspace with a package that has two binaries. Its names are no other test's, as a folder to build in may be shared.
fn workspace(scratch: &Scratch, main: &str) {
    scratch.file("Cargo.toml", "[workspace]\nmembers = [\"app\"]\nresolver = \"3\"\n");
    let manifest = "[package]\nname = \"infra-local-scratch\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    scratch.file("app/Cargo.toml", manifest);
    scratch.file("app/src/bin/infra-local-scratch-web.rs", main);
    scratch.file("app/src/bin/infra-local-scratch-worker.rs", "fn main() {}");
}

fn wanted() -> Vec<Wanted> {
    let names = ["infra-local-scratch-web", "infra-local-scratch-worker", "infra-local-scratch-web"];
    names.map(|name| Wanted { binary: name.to_owned(), file: "app/src/lib.rs".to_owned(), features: vec![] }).to_vec()
}

async fn build(scratch: &Scratch) -> (Result<BTreeMap<String, BuiltBinary>, BuildError>, String) {
    let said = Mutex::new(String::new());
    let tell = |line: &str| said.lock().unwrap().push_str(line);
    let cargo = Cargo::of(&scratch.path().join("app/src"), false);
    let workspace = cargo.workspace().await.unwrap();
    assert!(workspace.root.ends_with(scratch.path().file_name().unwrap()), "{workspace:?}");
    let built = binaries(&cargo, &workspace, &wanted(), &scratch.path().join("bin"), &tell).await;
    (built, said.into_inner().unwrap())
}

#[tokio::test]
async fn binaries_are_built_and_kept_and_a_change_of_one_leaves_the_other() {
    let scratch = Scratch::new();
    workspace(&scratch, "fn main() {}");
    let (built, said) = build(&scratch).await;
    let first = built.unwrap();
    assert!(said.contains("Compiling infra-local-scratch"), "{said}");
    let lies = |(name, binary): (&String, &BuiltBinary)| {
        binary.path.exists() && binary.path.ends_with(format!("{}/{name}", binary.digest))
    };
    assert!(first.iter().all(lies), "{first:?}");

    workspace(&scratch, "fn main() { println!(\"changed\"); }");
    let second = build(&scratch).await.0.unwrap();
    let digest = |built: &BTreeMap<String, BuiltBinary>, name: &str| built[name].digest.clone();
    assert_ne!(digest(&first, "infra-local-scratch-web"), digest(&second, "infra-local-scratch-web"));
    assert_eq!(digest(&first, "infra-local-scratch-worker"), digest(&second, "infra-local-scratch-worker"));

    workspace(&scratch, "fn main() { it does not build }");
    let (built, said) = build(&scratch).await;
    assert!(matches!(built, Err(BuildError::Cargo(CargoError::Failed { .. }))), "{built:?}");
    assert!(said.contains("error: expected one of"), "{said}");
}

#[tokio::test]
async fn where_there_is_no_workspace_it_is_said() {
    let scratch = Scratch::new();
    let error = Cargo::of(scratch.path(), false).workspace().await.unwrap_err();
    assert!(error.to_string().contains("could not find `Cargo.toml`"), "{error}");
}
