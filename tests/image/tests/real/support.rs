//! What these tests share.

use std::sync::Arc;

use image_tests::{Made, quiet};
use infra_image::pull::PullEvents;
use infra_image::push::{Push, PushError};
use infra_image::{Reference, Registry};

pub(crate) fn tags(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

pub(crate) async fn push(made: &Made, registry: &Registry, repository: &str, names: &[&str]) -> Result<(), PushError> {
    let tags = tags(names);
    let (store, image) = (&made.store, &made.image.digest);
    Push { store, registry, repository, image, tags: &tags, mount_from: &[] }.run(&quiet()).await
}

pub(crate) fn reference(registry: &Registry, name: &str) -> Reference {
    format!("{}/{name}", registry.name()).parse().unwrap()
}

pub(crate) fn unheard() -> PullEvents {
    Arc::new(|_, _, _| {})
}
