//! The images in the repositories of a stage, and what uses them.

use std::collections::BTreeMap;

use infra_core::blueprint::Blueprint;
use serde::Serialize;

use super::host;
use super::repository::all;
use super::retire::revisions;
use crate::Error;
use crate::arn::short;
use crate::client::Clients;
use crate::template::repositories;

/// An image in a repository.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Listed {
    /// The repository.
    pub(crate) repository: String,
    /// The digest.
    pub(crate) digest: String,
    /// The bytes of its layers.
    pub(crate) bytes: u64,
    /// Whether it is marked to be deleted.
    pub(crate) retired: bool,
    /// The revisions that name it, and can still be started or are running.
    pub(crate) used_by: Vec<String>,
}

/// The images of all repositories of a stage, the newest of each first; what belongs to an image is left out.
pub(crate) async fn listed(clients: &Clients, blueprint: &Blueprint) -> Result<Vec<Listed>, Error> {
    let mut listed = Vec::new();
    for (cluster, workload) in blueprint.workloads() {
        if workload.built().next().is_none() {
            continue;
        }
        let named: BTreeMap<String, Vec<String>> = revisions(clients, cluster, workload).await?;
        for (_, repository) in repositories(workload) {
            let prefix = format!("{}/{repository}@", host(&clients.account, &clients.region));
            let mut images = all(clients, &repository).await?.unwrap_or_default();
            images.retain(|image| !image.tags.is_empty());
            images.sort_by_key(|image| std::cmp::Reverse(image.pushed));
            listed.extend(images.into_iter().map(|image| {
                let reference = format!("{prefix}{}", image.digest);
                let uses = named.iter().filter(|(_, images)| images.contains(&reference));
                Listed {
                    repository: repository.clone(),
                    retired: image.retired().is_some(),
                    used_by: uses.map(|(arn, _)| short(arn).to_owned()).collect(),
                    digest: image.digest,
                    bytes: image.bytes,
                }
            }));
        }
    }
    Ok(listed)
}
