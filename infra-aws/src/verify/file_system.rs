//! Whether file systems that exist already are there. What only their own service tells is asked through Cloud Control.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use infra_core::blueprint::Blueprint;
use infra_core::declaration::{EfsVolume, FileSystem, Volume, VolumeSource};
use serde_json::json;

use super::{Check, Verdict};
use crate::client::Clients;
use crate::direct::{self, CLOUD_CONTROL};

/// What is called, as IAM names it.
const OPERATION: &str = "cloudformation:GetResource";

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, workload) in blueprint.workloads() {
        for id in workload.volumes.iter().filter_map(existing) {
            users.entry(id).or_default().insert(workload.identity.name);
        }
    }
    let asked = users.into_iter().map(|(id, items)| async move {
        let verdict = find(clients, id).await;
        let told = items.into_iter().map(|item| Check::new(item, format!("file system {id}"), verdict.clone()));
        told.collect::<Vec<Check>>()
    });
    join_all(asked).await.concat()
}

/// The id of a volume's file system that is not made here.
fn existing(volume: &Volume) -> Option<&'static str> {
    match volume.source {
        VolumeSource::Efs(EfsVolume { file_system: FileSystem::Id(id), .. }) => Some(id),
        _ => None,
    }
}

async fn find(clients: &Clients, id: &str) -> Verdict {
    let asked = json!({ "TypeName": "AWS::EFS::FileSystem", "Identifier": id });
    match direct::json(clients, &CLOUD_CONTROL, OPERATION, &asked).await {
        Ok(_) => Verdict::ok("it is there"),
        Err(error) if error.code() == Some("ResourceNotFoundException") => Verdict::failed(
            format!("there is no such file system in {}", clients.region),
            "declare one of this region, or `efs(new)`",
        ),
        Err(error) => Verdict::unread(&error),
    }
}
