//! What is pushed is what others read.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};

use image_tests::{Made, Registry, noise, run};
use infra_image::push::missing;
use infra_image::{Digest, Image, LayerBuilder, Owner, Platform, Store, pull};

use crate::support::{push, reference, unheard};

#[tokio::test]
async fn skopeo_and_umoci_read_what_was_pushed() {
    let registry = Registry::start();
    let made = Made::of(3 << 20);
    push(&made, &registry.client(), "shop/web", &["v1", "latest"]).await.unwrap();
    let image = format!("docker://{}/shop/web:v1", registry.host());
    let manifest = run("skopeo", ["inspect", "--raw", "--tls-verify=false", &image]);
    assert_eq!(Digest::of(manifest.as_bytes()), made.image.digest);

    let copy = made.folder.path().join("copy");
    let to = format!("oci:{}:v1", copy.display());
    run("skopeo", ["copy", "--src-tls-verify=false", &image, &to]);
    let copied = Store::at(&copy).unwrap();
    assert!(copied.has(&made.image.digest));
    for blob in &Image::read(&made.store, &made.image.digest).unwrap().layers {
        assert!(copied.has(&blob.digest));
    }

    let bundle = made.folder.path().join("bundle");
    let layout = format!("{}:v1", copy.display());
    run("umoci", ["unpack", "--rootless", "--image", &layout, &bundle.display().to_string()]);
    let root = bundle.join("rootfs");
    assert_eq!(fs::read(root.join("app/web")).unwrap(), noise(3 << 20));
    assert_eq!(fs::metadata(root.join("app/web")).unwrap().permissions().mode() & 0o7777, 0o755);
    assert_eq!(fs::metadata(root.join("app/web")).unwrap().mtime(), 0);
    assert_eq!(fs::metadata(root.join("tmp")).unwrap().permissions().mode() & 0o7777, 0o1777);
    assert_eq!(fs::read_link(root.join("etc/localtime")).unwrap().to_str(), Some("/usr/share/zoneinfo/UTC"));
    let runs = fs::read_to_string(bundle.join("config.json")).unwrap();
    assert!(runs.contains("\"/app/web\"") && runs.contains("65532"), "{runs}");
}

#[tokio::test]
async fn what_is_pulled_is_what_was_pushed() {
    let registry = Registry::start();
    let made = Made::of(100_000);
    let client = registry.client();
    assert!(missing(&made.store, &client, "web", &made.image.digest).await.unwrap().manifest);
    push(&made, &client, "web", &["v1"]).await.unwrap();
    assert_eq!(missing(&made.store, &client, "web", &made.image.digest).await.unwrap(), <_>::default());
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path()).unwrap();
    let name = reference(&client, "web:v1");
    let pulled = pull::pull(&client, &name, Platform::default(), &store, &unheard()).await.unwrap();
    assert_eq!(pulled, made.image);
    let image = Image::read(&store, &pulled.digest).unwrap();
    assert!(image.layers.iter().all(|layer| store.has(&layer.digest)));
    assert_eq!(client.tags("web").await.unwrap(), ["v1"]);
    assert_eq!(client.tags("nothing").await.unwrap(), [""; 0]);
}

#[tokio::test]
async fn what_docker_wrote_is_a_base_as_well() {
    let registry = Registry::start();
    let made = Made::of(100_000);
    let client = registry.client();
    push(&made, &client, "web", &["oci"]).await.unwrap();
    let of = |tag: &str| format!("docker://{}/web:{tag}", registry.host());
    let both = ["--src-tls-verify=false", "--dest-tls-verify=false"];
    run("skopeo", ["copy", "--format", "v2s2", both[0], both[1], &of("oci"), &of("docker")]);
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path()).unwrap();
    let base = reference(&client, "web:docker");
    let base = pull::pull(&client, &base, Platform::default(), &store, &unheard()).await.unwrap();
    assert!(base.media_type.contains("docker"), "{}", base.media_type);
    let mut image = Image::read(&store, &base.digest).unwrap();
    let mut layer = LayerBuilder::new();
    layer.bytes("srv/page", "hello", 0o644, Owner::ROOT).unwrap();
    image.add(layer.finish(&store).unwrap(), "page");
    let derived = image.write(&store).unwrap();
    let derived = Made { folder, store, image: derived };
    push(&derived, &client, "derived", &["v1"]).await.unwrap();
    let inspected = format!("docker://{}/derived:v1", registry.host());
    let inspected: serde_json::Value =
        serde_json::from_str(&run("skopeo", ["inspect", "--tls-verify=false", &inspected])).unwrap();
    assert_eq!(inspected["Digest"], derived.image.digest.as_str());
    assert_eq!(inspected["Layers"].as_array().unwrap().len(), 3);
}

#[test]
fn two_folders_give_one_digest() {
    assert_eq!(Made::of(50_000).image, Made::of(50_000).image);
}
