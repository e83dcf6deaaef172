//! A registry is not believed.

use std::fs;

use image_tests::{Made, Registry, Server, answer};
use infra_image::pull::{PullError, pull};
use infra_image::{Descriptor, Digest, Image, Platform, RegistryError, Store};

use crate::support::{push, reference, unheard};

async fn refused(registry: &infra_image::Registry, name: &str) -> (RegistryError, Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path()).unwrap();
    let refused = pull(registry, &reference(registry, name), Platform::default(), &store, &unheard()).await;
    let Err(PullError::Registry(refused)) = refused else { panic!("{refused:?}") };
    (refused, store, folder)
}

#[tokio::test]
async fn content_that_was_changed_does_not_get_in() {
    let registry = Registry::start();
    let made = Made::of(100_000);
    push(&made, &registry.client(), "web", &["v1"]).await.unwrap();
    let layer = Image::read(&made.store, &made.image.digest).unwrap().layers.remove(1);
    let mut bytes = fs::read(registry.blob(&layer.digest)).unwrap();
    bytes[50_000] ^= 1;
    fs::write(registry.blob(&layer.digest), &bytes).unwrap();
    let (error, store, _folder) = refused(&registry.client(), "web:v1").await;
    assert!(matches!(&error, RegistryError::Corrupt { digest, .. } if *digest == layer.digest), "{error}");
    assert!(!store.has(&layer.digest));
    assert!(!store.has(&made.image.digest));
    assert!(!store.has(&Digest::of(&bytes)));

    bytes.extend([0; 100]);
    fs::write(registry.blob(&layer.digest), &bytes).unwrap();
    let (error, ..) = refused(&registry.client(), "web:v1").await;
    assert!(error.to_string().contains("it has more than"), "{error}");
}

#[tokio::test]
async fn a_manifest_is_what_its_digest_says() {
    let registry = Registry::start();
    let made = Made::of(1000);
    push(&made, &registry.client(), "web", &["v1"]).await.unwrap();
    let forged = fs::read_to_string(made.store.path(&made.image.digest))
        .unwrap()
        .replace("\"schemaVersion\":2", "\"schemaVersion\": 2");
    let server = Server::start(Some(registry.address()), move |request| {
        let mut answer = answer(200, forged.clone());
        let kind = "application/vnd.oci.image.manifest.v1+json".parse().unwrap();
        answer.headers_mut().insert("content-type", kind);
        request.uri.path().contains("/manifests/").then_some(answer)
    })
    .await;
    let (error, ..) = refused(&server.client(), &format!("web@{}", made.image.digest)).await;
    assert!(matches!(&error, RegistryError::Corrupt { digest, .. } if *digest == made.image.digest), "{error}");
}

#[tokio::test]
async fn what_is_endless_is_not_read_to_its_end() {
    let server = Server::start(None, |_| Some(answer(200, vec![b' '; 5 << 20]))).await;
    let (error, ..) = refused(&server.client(), "web:v1").await;
    assert!(matches!(&error, RegistryError::Malformed { .. }), "{error}");
}

#[tokio::test]
async fn a_registry_that_stores_something_else_is_found_out() {
    let made = Made::of(1000);
    let server = Server::start(None, |request| {
        let mut answer = answer(201, "");
        let other = Digest::of(b"other").to_string().parse().unwrap();
        answer.headers_mut().insert("docker-content-digest", other);
        (request.method == "PUT").then_some(answer)
    })
    .await;
    let bytes = made.store.read(&made.image.digest).unwrap();
    let Descriptor { media_type, digest, .. } = made.image;
    let error = server.client().put_manifest("web", digest.as_str(), &media_type, bytes.into()).await.unwrap_err();
    assert!(matches!(&error, RegistryError::Corrupt { .. }), "{error}");
}
