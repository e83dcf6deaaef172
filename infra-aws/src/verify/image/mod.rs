//! Whether images are there, for the processor that runs them.

mod ecr;
mod manifest;
mod reference;
mod registry;

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use infra_core::blueprint::Blueprint;

use super::{Check, Verdict};
use crate::client::Clients;
use crate::template::Repository;
use manifest::Platforms;
use reference::Reference;

/// What is known of an image.
enum Image {
    /// It is there, and says for what it is.
    There(Platforms),
    /// It is not there, or nobody may know that it is.
    Missing(String),
    /// It was not found out.
    Unknown(Verdict),
}

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let mut users: BTreeMap<&str, BTreeSet<(&'static str, &'static str)>> = BTreeMap::new();
    for (_, workload) in blueprint.workloads() {
        let platform = manifest::word(workload.runtime.os, workload.architecture);
        for image in workload.existing_images() {
            users.entry(image).or_default().insert((workload.identity.name, platform));
        }
    }
    let asked = users.into_iter().filter(|(image, _)| !image.is_empty()).map(|(image, users)| async move {
        let found = find(clients, image).await;
        let told = |(item, platform)| Check::new(item, format!("image {image}"), found.verdict(image, platform));
        users.into_iter().map(told).collect::<Vec<Check>>()
    });
    join_all(asked).await.concat()
}

async fn find(clients: &Clients, image: &str) -> Image {
    let reference = Reference::of(image);
    match Repository::of(image) {
        Some(repository) => ecr::find(clients, repository, &reference).await,
        None => registry::find(clients, &reference).await,
    }
}

impl Image {
    fn verdict(&self, image: &str, wanted: &str) -> Verdict {
        match self {
            Self::Unknown(verdict) => verdict.clone(),
            Self::Missing(reason) => Verdict::failed(reason, format!("push {image}, or declare one that is there")),
            Self::There(Platforms::Unsaid) => Verdict::ok("it is there; it does not say for which platform"),
            Self::There(Platforms::Of(platforms)) if platforms.iter().any(|platform| platform == wanted) => {
                Verdict::ok(format!("it is there for {wanted}"))
            }
            Self::There(Platforms::Of(platforms)) => Verdict::failed(
                format!("it is there for {}, and not for {wanted}", platforms.join(" and ")),
                format!("build it for {wanted}, or declare `arch` as the image is"),
            ),
        }
    }
}
