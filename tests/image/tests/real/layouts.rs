//! A layout on disk is read by tools of others.

use image_tests::{Made, Registry, run};
use infra_image::attach::attach;
use infra_image::{Digest, layout};

#[test]
fn skopeo_and_umoci_read_what_is_exported() {
    let made = Made::of(200_000);
    attach(&made.store, &made.image, "text/x-note", "text/plain", b"note").unwrap();
    let folder = made.folder.path().join("output");
    let images = [("web:v1", made.image.digest.clone()), ("latest", made.image.digest.clone())];
    layout::export(&made.store, &images, &folder).unwrap();
    layout::write_index(&made.store, &images).unwrap();
    for folder in [folder.as_path(), made.store.folder()] {
        let named = format!("oci:{}:web:v1", folder.display());
        let raw = run("skopeo", ["inspect", "--raw", &named]);
        assert_eq!(Digest::of(raw.as_bytes()), made.image.digest);
        let listed = run("umoci", ["list", "--layout", &folder.display().to_string()]);
        assert_eq!(listed.lines().collect::<Vec<_>>(), ["web:v1", "latest"]);
        let shown = run("umoci", ["stat", "--json", "--image", &format!("{}:latest", folder.display())]);
        assert!(shown.contains("cargo build"), "{shown}");
    }
    let registry = Registry::start();
    let to = format!("docker://{}/web:v1", registry.host());
    run("skopeo", ["copy", "--dest-tls-verify=false", &format!("oci:{}:latest", folder.display()), &to]);
    let raw = run("skopeo", ["inspect", "--raw", "--tls-verify=false", &to]);
    assert_eq!(Digest::of(raw.as_bytes()), made.image.digest);
}
