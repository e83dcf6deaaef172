//! What a task role may do with file systems.

use infra_core::blueprint::WorkloadBlueprint;
use infra_core::declaration::{FileSystem, VolumeSource};
use serde_json::{Value, json};

use super::file_system::{access_point_id, file_system_id};
use crate::template::iam;
use crate::template::intrinsic::{arn, attribute};

/// Where the role decides who may read and write a file system, this one may: all as root, as the mount needs it, and
/// write what is mounted to be written.
pub(super) fn statements(workload: &WorkloadBlueprint) -> Vec<Value> {
    let volumes = workload.volumes.iter().filter_map(|volume| match volume.source {
        VolumeSource::Efs(efs) if efs.iam => Some((volume, efs)),
        _ => None,
    });
    let statements = volumes.map(|(volume, efs)| {
        let (file_system, access_point) = match efs.file_system {
            FileSystem::New => {
                (attribute(&file_system_id(volume.name), "Arn"), Some(attribute(&access_point_id(volume.name), "Arn")))
            }
            FileSystem::Id(id) => {
                let point = efs.access_point.map(|id| arn("elasticfilesystem", &format!("access-point/{id}")));
                (arn("elasticfilesystem", &format!("file-system/{id}")), point)
            }
        };
        let mut actions = vec!["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess"];
        if is_written(workload, volume.name) {
            actions.push("elasticfilesystem:ClientWrite");
        }
        match access_point {
            None => iam::allow(&actions, vec![file_system]),
            Some(point) => {
                let by = json!({ "StringEquals": { "elasticfilesystem:AccessPointArn": point } });
                iam::allow_if(&actions, vec![file_system], by)
            }
        }
    });
    statements.collect()
}

/// Whether a container has a volume to write to it.
fn is_written(workload: &WorkloadBlueprint, volume: &str) -> bool {
    let mut mounts = workload.containers().flat_map(|container| &container.mounts);
    mounts.any(|mount| mount.volume == volume && !mount.read_only)
}
