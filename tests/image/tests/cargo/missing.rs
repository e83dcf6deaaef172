//! What is missing is said before anything is built, with what to do.

use infra_core::declaration::Libc;
use infra_image::Architecture;

use crate::workspace::{Workspace, here, recipe};

#[tokio::test]
async fn what_is_to_be_included_and_is_not_there_is_said() {
    let shop = Workspace::new("a");
    let mut recipe = recipe();
    recipe.include.push("web/templates/**".to_owned());
    let error = shop.packer().await.prepare(&recipe).await.unwrap_err();
    assert!(error.to_string().starts_with("`include = [\"web/templates/**\"]`: there is no such file in "), "{error}");
    assert_eq!(error.hint().unwrap(), "paths begin at the root of the workspace");
}

#[tokio::test]
async fn a_target_that_is_not_installed_is_said_with_the_command_that_installs_it() {
    let shop = Workspace::new("a");
    let mut packer = shop.packer().await;
    packer.toolchain.sysroot = shop.path("nowhere");
    let mut recipe = recipe();
    recipe.libc = Libc::Musl;
    recipe.platform.architecture = Architecture::Arm64;
    let error = packer.prepare(&recipe).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the Rust on this machine has no standard library for aarch64-unknown-linux-musl, for which `web` is built"
    );
    assert!(error.hint().unwrap().starts_with("`rustup target add aarch64-unknown-linux-musl` installs it"));
    let gnu = infra_image::cargo::triple(here().architecture, Libc::Gnu);
    std::fs::create_dir_all(shop.path("nowhere/lib/rustlib").join(gnu).join("lib")).unwrap();
    recipe.platform = here();
    let hint = packer.prepare(&recipe).await.unwrap_err().hint().unwrap();
    assert!(hint.ends_with("or take the GNU C library: `cargo(\"web\", libc = gnu)`"), "{hint}");
}

#[tokio::test]
async fn a_lock_that_is_not_up_to_date_is_said() {
    let shop = Workspace::new("a");
    shop.replace("web/Cargo.toml", "leaf = \"1\"", "leaf = \"1\"\nother = \"1\"");
    let error = shop.packer().await.prepare(&recipe()).await.unwrap_err();
    assert_eq!(error.hint().unwrap(), "Cargo.lock is not up to date: `cargo update --workspace` brings it there");
}

#[tokio::test]
async fn a_feature_that_is_not_there_is_said() {
    let shop = Workspace::new("a");
    let mut recipe = recipe();
    recipe.binary.features = vec!["shout".to_owned()];
    let error = shop.packer().await.prepare(&recipe).await.unwrap_err().to_string();
    assert!(error.starts_with("what `web` is built of cannot be told: ") && error.contains("shout"), "{error}");
}
