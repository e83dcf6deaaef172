//! Pushes an image, to be killed while it does: `image-push STORE REGISTRY REPOSITORY IMAGE`.

#![allow(clippy::unwrap_used, reason = "only tests use it")]

use std::sync::Arc;

use infra_image::push::Push;
use infra_image::{DockerConfig, Registry, Store};

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [store, registry, repository, image] = arguments.as_slice() else { std::process::exit(2) };
    let store = Store::at(store).unwrap();
    let registry = Registry::new(registry, Arc::new(DockerConfig::of_user()));
    let image = image.parse().unwrap();
    let push = Push { store: &store, registry: &registry, repository, image: &image, tags: &[], mount_from: &[] };
    push.run(&image_tests::quiet()).await.unwrap();
}
