//! The volume of EBS that ECS makes for each task, as a value.

use aws_sdk_ecs::types::{
    EbsResourceType, EbsTagSpecification, PropagateTags, ServiceVolumeConfiguration, TaskFilesystemType,
    TaskManagedEbsVolumeConfiguration, TaskManagedEbsVolumeTerminationPolicy, TaskVolumeConfiguration,
};
use infra_core::blueprint::WorkloadBlueprint;
use infra_core::declaration::{DiskKind, EbsVolume, OperatingSystem, VolumeSource};
use serde_json::{Value, json};

use super::{Fields, Known, Object, set};
use crate::template::output;

/// What AWS gives a volume of gp3 where nothing is said.
const GP3: (i32, i32) = (3_000, 125);
/// What the fields of a disk begin with.
pub(crate) const VOLUME: &str = "volume ";

/// The volume of EBS of a service's tasks, or of a task's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Disk {
    /// The name of the volume in the task definition.
    pub(crate) name: String,
    pub(crate) size_gib: i32,
    /// As `gp3`.
    pub(crate) kind: String,
    pub(crate) iops: Option<i32>,
    pub(crate) throughput: Option<i32>,
    /// As `xfs`.
    pub(crate) file_system: String,
    /// The ARN of the role with which ECS makes it.
    pub(crate) role: String,
    pub(crate) encrypted: bool,
}

impl Disk {
    /// The disks that a workload declares, at most one; none while the role of its stack is not known yet.
    pub(crate) fn declared(workload: &WorkloadBlueprint, known: &Known) -> Option<Vec<Self>> {
        let disks = workload.volumes.iter().filter_map(|volume| match volume.source {
            VolumeSource::Ebs(disk) => Some((volume.name, disk)),
            _ => None,
        });
        disks.map(|(name, disk)| Self::of(name, &disk, workload, known)).collect()
    }

    fn of(name: &str, disk: &EbsVolume, workload: &WorkloadBlueprint, known: &Known) -> Option<Self> {
        let is_gp3 = disk.kind == DiskKind::Gp3;
        let number = |number: Option<u32>| number.map(|number| i32::try_from(number).unwrap_or(i32::MAX));
        Some(Self {
            name: name.to_owned(),
            size_gib: i32::try_from(disk.size_gib).unwrap_or(i32::MAX),
            kind: disk.kind.word().to_owned(),
            iops: number(disk.iops).or(is_gp3.then_some(GP3.0)),
            throughput: number(disk.throughput).or(is_gp3.then_some(GP3.1)),
            file_system: if workload.runtime.os == OperatingSystem::Linux { "xfs" } else { "ntfs" }.to_owned(),
            role: known.output(&workload.identity.physical, output::VOLUME_ROLE_ARN)?.to_owned(),
            encrypted: true,
        })
    }

    /// What a service in AWS has.
    pub(crate) fn existing(sdk: &ServiceVolumeConfiguration) -> Option<Self> {
        let disk = sdk.managed_ebs_volume()?;
        Some(Self {
            name: sdk.name().to_owned(),
            size_gib: disk.size_in_gib().unwrap_or_default(),
            kind: disk.volume_type().unwrap_or_default().to_owned(),
            iops: disk.iops(),
            throughput: disk.throughput(),
            file_system: disk.filesystem_type().map_or("xfs", TaskFilesystemType::as_str).to_owned(),
            role: disk.role_arn().to_owned(),
            encrypted: disk.encrypted().unwrap_or(true),
        })
    }

    /// As services take it.
    pub(crate) fn json(&self) -> Value {
        json!({ "name": self.name, "managedEBSVolume": self.made("SERVICE").value() })
    }

    /// As `RunTask` takes it; it goes with its task.
    pub(crate) fn json_of_run(&self) -> Value {
        let disk = self.made("TASK_DEFINITION").with("terminationPolicy", json!({ "deleteOnTermination": true }));
        json!({ "name": self.name, "managedEBSVolume": disk.value() })
    }

    /// The volume, with the tags of what `tags` names.
    fn made(&self, tags: &str) -> Object {
        Object::new()
            .with("encrypted", self.encrypted)
            .with("volumeType", self.kind.as_str())
            .with("sizeInGiB", self.size_gib)
            .with_some("iops", self.iops)
            .with_some("throughput", self.throughput)
            .with("filesystemType", self.file_system.as_str())
            .with("roleArn", self.role.as_str())
            .with("tagSpecifications", json!([{ "resourceType": "volume", "propagateTags": tags }]))
    }

    /// As a run takes it; it goes with its task.
    pub(crate) fn of_run(&self) -> Option<TaskVolumeConfiguration> {
        let tags = EbsTagSpecification::builder()
            .resource_type(EbsResourceType::Volume)
            .propagate_tags(PropagateTags::TaskDefinition)
            .build()
            .ok()?;
        let ends = TaskManagedEbsVolumeTerminationPolicy::builder().delete_on_termination(true).build().ok()?;
        let disk = TaskManagedEbsVolumeConfiguration::builder()
            .encrypted(self.encrypted)
            .volume_type(&self.kind)
            .size_in_gib(self.size_gib)
            .set_iops(self.iops)
            .set_throughput(self.throughput)
            .filesystem_type(TaskFilesystemType::from(self.file_system.as_str()))
            .role_arn(&self.role)
            .tag_specifications(tags)
            .termination_policy(ends)
            .build()
            .ok()?;
        TaskVolumeConfiguration::builder().name(&self.name).managed_ebs_volume(disk).build().ok()
    }

    /// Adds what a plan shows of it.
    pub(crate) fn add_fields(&self, fields: &mut Fields) {
        let name = format!("{VOLUME}{}", self.name);
        set(fields, name.clone(), format!("{} GiB {}", self.size_gib, self.kind));
        let speeds = [("operations a second", self.iops), ("MiB a second", self.throughput)];
        for (what, speed) in speeds {
            if let Some(speed) = speed {
                set(fields, format!("{name} {what}"), speed);
            }
        }
        set(fields, format!("{name} file system"), &self.file_system);
        set(fields, format!("{name} role"), &self.role);
        if !self.encrypted {
            set(fields, format!("{name} encryption"), "off");
        }
    }
}
