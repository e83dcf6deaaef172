//! Items that want the same image.

use std::fs;

use infra_core::declaration::{self, Image};
use infra_image::Platform;
use infra_image::images::{Builds, Wanted, Works, Workshop};

#[tokio::test]
async fn what_is_built_once_for_several_items_is_built_of_the_same_for_each() {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [
        ("Cargo.toml", "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n"),
        ("src/lib.rs", ""),
        ("web/Dockerfile", "FROM scratch\nCOPY page /\n"),
        ("web/page", "hello"),
        ("token", "first-secret-value"),
    ] {
        let file = folder.path().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let image = Image::Dockerfile(declaration::Dockerfile {
        path: "web/Dockerfile",
        context: None,
        target: None,
        args: &[],
        secrets: &[("token", "token")],
    });
    let wanted = ["web", "api"].map(|key| Wanted {
        key: key.to_owned(),
        image,
        platform: Platform::here(),
        file: "src/lib.rs".to_owned(),
    });
    assert!(wanted[0].is_same(&wanted[1]));
    let looked = Workshop::new(folder.path(), false).look(&wanted, &Builds::new()).await.unwrap();
    assert!(looked[0].fingerprint.inputs().any(|(name, _)| name == "secret token"));
    assert_eq!(looked[0].fingerprint, looked[1].fingerprint);
}
