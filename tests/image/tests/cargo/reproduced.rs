//! The same source is the same image, wherever it lies.

use crate::workspace::{Workspace, inputs, recipe};

#[tokio::test]
async fn two_builds_in_two_folders_give_one_digest() {
    let (one, other) = (Workspace::new("a"), Workspace::new("far away/and deep"));
    let (first, second) = (one.build(&recipe(), None).await, other.build(&recipe(), None).await);
    assert_eq!(inputs(&first), inputs(&second));
    assert_eq!(first.packed.image, second.packed.image);
    assert_eq!(first.packed.sbom, second.packed.sbom);
    assert_eq!(first.packed.provenance, second.packed.provenance);
    let said = [&first, &second].map(|built| std::fs::read(&built.compiled.file).unwrap());
    let root = one.root().to_str().unwrap().as_bytes();
    assert!(!said[0].windows(root.len()).any(|part| part == root), "the folder of the source is in the binary");
}

#[tokio::test]
async fn a_folder_that_gets_into_the_binary_is_told() {
    let workspace = Workspace::new("a");
    workspace.replace("web/src/worker.rs", "common::place()", "env!(\"CARGO_MANIFEST_DIR\")");
    let mut recipe = recipe();
    recipe.binary.binary = "worker".to_owned();
    let built = workspace.build(&recipe, None).await;
    assert_eq!(
        built.compiled.warnings,
        ["`worker` reads CARGO_MANIFEST_DIR while it is compiled: a workspace in another folder gives another image"]
    );
}
