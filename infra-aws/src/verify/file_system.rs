//! Whether file systems that exist already are there, and tasks reach them: EFS is reached by a mount target in the zone of
//! the task, in its VPC.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use infra_core::blueprint::{Blueprint, ClusterBlueprint, WorkloadBlueprint};
use infra_core::declaration::{EfsVolume, FileSystem, Network, Volume, VolumeSource};
use serde_json::Value;

use super::network::{self, Place};
use super::{Check, Verdict};
use crate::Error;
use crate::client::Clients;
use crate::direct::{self, FILE_SYSTEMS, list, text};
use crate::observe::{self, ObservedStack};

/// What is called, as IAM names it.
const OPERATION: &str = "elasticfilesystem:DescribeMountTargets";

/// A mount target that works.
#[derive(Clone, Debug, PartialEq, Eq)]
struct MountTarget {
    vpc: String,
    zone: String,
}

/// The stacks that stand, by name.
type Stacks = Result<BTreeMap<String, ObservedStack>, Error>;

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let mut users: BTreeMap<&str, Vec<(&ClusterBlueprint, &WorkloadBlueprint)>> = BTreeMap::new();
    for (cluster, workload) in blueprint.workloads() {
        for id in workload.volumes.iter().filter_map(existing).collect::<BTreeSet<&str>>() {
            users.entry(id).or_default().push((cluster, workload));
        }
    }
    let in_new = users.values().flatten().any(|(cluster, _)| matches!(cluster.network, Network::New(_)));
    // A network that is made here is known by what its stack says.
    let stacks = if in_new { observe::read_stacks(clients, &blueprint.names).await } else { Ok(BTreeMap::new()) };
    let stacks = &stacks;
    let asked = users.into_iter().map(|(id, users)| async move {
        let targets = mount_targets(clients, id).await;
        let told = users.into_iter().map(|(cluster, workload)| {
            let targets = &targets;
            async move {
                let verdict = match targets {
                    Ok(targets) => reached(clients, id, targets, (cluster, workload), stacks).await,
                    Err(error) if error.code() == Some("FileSystemNotFound") => Verdict::failed(
                        format!("there is no such file system in {}", clients.region),
                        "declare one of this region, or `efs(new)`",
                    ),
                    Err(error) => Verdict::unread(error),
                };
                Check::new(workload.identity.name, format!("file system {id}"), verdict)
            }
        });
        join_all(told).await
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

/// The mount targets of a file system that work.
async fn mount_targets(clients: &Clients, id: &str) -> Result<Vec<MountTarget>, Error> {
    let mut found = Vec::new();
    let mut next = String::new();
    loop {
        let path = format!("/2015-02-01/mount-targets?FileSystemId={id}{next}");
        let answer = direct::get_json(clients, &FILE_SYSTEMS, OPERATION, &path).await?;
        let works = |target: &&Value| text(target, "LifeCycleState") == "available";
        let targets = list(&answer, "MountTargets").iter().filter(works);
        found.extend(targets.map(|target| MountTarget {
            vpc: text(target, "VpcId").to_owned(),
            zone: text(target, "AvailabilityZoneName").to_owned(),
        }));
        let marker = text(&answer, "NextMarker");
        if marker.is_empty() {
            return Ok(found);
        }
        next = format!("&Marker={}", direct::encoded(marker));
    }
}

/// Whether the tasks of a workload reach a file system.
async fn reached(
    clients: &Clients,
    id: &str,
    targets: &[MountTarget],
    (cluster, workload): (&ClusterBlueprint, &WorkloadBlueprint),
    stacks: &Stacks,
) -> Verdict {
    let place = match stacks {
        Ok(stacks) => network::place(clients, cluster, workload, stacks).await,
        Err(error) => return Verdict::unread(error),
    };
    match place {
        Ok(Some(place)) => judge(id, targets, &place),
        Ok(None) => judge_new(targets),
        Err(error) => Verdict::unread(&error),
    }
}

fn judge(id: &str, targets: &[MountTarget], place: &Place) -> Verdict {
    let near: BTreeSet<&str> =
        targets.iter().filter(|target| target.vpc == place.vpc).map(|target| target.zone.as_str()).collect();
    if near.is_empty() && !targets.is_empty() {
        return Verdict::failed(
            format!("its mount targets are in {}, and tasks run in {}", vpcs(targets), place.vpc),
            "declare a file system of that VPC, or `efs(new)`",
        );
    }
    let bare: Vec<&str> = place.zones.keys().map(String::as_str).filter(|zone| !near.contains(zone)).collect();
    if bare.is_empty() {
        return Verdict::ok(format!("it has a mount target in {}", near.into_iter().collect::<Vec<&str>>().join(", ")));
    }
    let subnet = bare.first().and_then(|zone| place.zones.get(*zone)).map_or("SUBNET", String::as_str);
    Verdict::failed(
        format!("it has no mount target in {}: tasks there cannot start", bare.join(", ")),
        format!("`aws efs create-mount-target --file-system-id {id} --subnet-id {subnet}`, and so for each zone"),
    )
}

/// Where the network is still to be made, nothing can have a mount target in it.
fn judge_new(targets: &[MountTarget]) -> Verdict {
    let there = if targets.is_empty() { "nowhere".to_owned() } else { format!("in {}", vpcs(targets)) };
    Verdict::failed(
        format!("its mount targets are {there}, and tasks run in a network that is still to be made"),
        "declare the network of the file system with `network = existing(..)`, or `efs(new)`",
    )
}

fn vpcs(targets: &[MountTarget]) -> String {
    let vpcs: BTreeSet<&str> = targets.iter().map(|target| target.vpc.as_str()).collect();
    vpcs.into_iter().collect::<Vec<&str>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(vpc: &str, zone: &str) -> MountTarget {
        MountTarget { vpc: vpc.to_owned(), zone: zone.to_owned() }
    }

    fn judged(targets: &[MountTarget]) -> Verdict {
        let zones = [("z1", "subnet-1"), ("z2", "subnet-2")].map(|(zone, subnet)| (zone.to_owned(), subnet.to_owned()));
        judge("fs-1", targets, &Place { vpc: "vpc-1".to_owned(), zones: zones.into() })
    }

    #[test]
    fn tasks_reach_a_file_system_in_their_zones() {
        assert_eq!(judged(&[target("vpc-1", "z1"), target("vpc-1", "z2")]).reason(), "it has a mount target in z1, z2");
        let bare = judged(&[target("vpc-1", "z1"), target("vpc-2", "z2")]);
        assert_eq!(bare.reason(), "it has no mount target in z2: tasks there cannot start");
        assert!(bare.hint().is_some_and(|hint| hint.contains("--file-system-id fs-1 --subnet-id subnet-2")));
        assert!(judged(&[]).reason().contains("z1, z2"));
        assert_eq!(judged(&[target("vpc-2", "z1")]).reason(), "its mount targets are in vpc-2, and tasks run in vpc-1");
        assert!(judge_new(&[target("vpc-2", "z1")]).reason().contains("are in vpc-2"));
    }
}
