//! `AWS::EFS::FileSystem`, its mount targets and its access points.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, interface, missing_group, missing_subnet, refusal};
use crate::text::{Request, texts};
use crate::world::World;

const FILE_SYSTEM: &str = "AWS::EFS::FileSystem";
pub(super) const MOUNT_TARGET: &str = "AWS::EFS::MountTarget";
const ACCESS_POINT: &str = "AWS::EFS::AccessPoint";

/// `AWS::EFS::FileSystem`.
pub(super) struct FileSystem;
/// `AWS::EFS::MountTarget`.
pub(super) struct MountTarget;
/// `AWS::EFS::AccessPoint`.
pub(super) struct AccessPoint;

impl Provider for FileSystem {
    fn attributes(&self) -> &[&str] {
        &["Arn", "FileSystemId"]
    }

    fn replacing(&self) -> &[&str] {
        &["AvailabilityZoneName", "Encrypted", "KmsKeyId", "PerformanceMode"]
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let id = world.random.id("fs");
        let arn = world.arn("elasticfilesystem", &format!("file-system/{id}"));
        world.opaque.put(FILE_SYSTEM, &id, order.properties);
        let mut tags = order.ecs_tags();
        tags.extend(
            order
                .properties
                .list("FileSystemTags")
                .iter()
                .map(|tag| json!({ "key": tag.text("Key"), "value": tag.text("Value") })),
        );
        world.file_systems.insert(id.clone(), tags);
        let attributes = attributes([("Arn", json!(arn)), ("FileSystemId", json!(id))]);
        Ok(Made { physical: id, attributes, seconds: 15 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        world.opaque.put(FILE_SYSTEM, physical, order.properties);
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        if world.opaque.properties(MOUNT_TARGET).any(|target| target.text("FileSystemId") == physical) {
            let message = format!("The file system '{physical}' has mount targets and cannot be deleted.");
            let reason = refusal(world, "Efs", 409, "ResourceConflict", &message);
            return Deletion::Refused { reason, patience: 0 };
        }
        world.opaque.remove(FILE_SYSTEM, physical);
        world.file_systems.remove(physical);
        Deletion::Gone { seconds: 5 }
    }
}

impl Provider for MountTarget {
    fn attributes(&self) -> &[&str] {
        &["Id", "IpAddress"]
    }

    fn replacing(&self) -> &[&str] {
        &["FileSystemId", "IpAddress", "SubnetId"]
    }

    fn takes_tags(&self) -> bool {
        false
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        check_file_system(world, order)?;
        let (file_system, subnet) = (order.text("FileSystemId").to_owned(), order.text("SubnetId").to_owned());
        let Some(zone) = zone(world, &subnet) else {
            let message = missing_subnet(world, [subnet.as_str()]).unwrap_or_default();
            return Err(refusal(world, "Efs", 400, "InvalidRequest", &message));
        };
        if let Some(message) = missing_group(world, texts(order.properties.list("SecurityGroups"))) {
            return Err(refusal(world, "Efs", 400, "InvalidRequest", &message));
        }
        let taken = world
            .opaque
            .properties(MOUNT_TARGET)
            .filter(|target| target.text("FileSystemId") == file_system)
            .any(|target| self::zone(world, target.text("SubnetId")).as_ref() == Some(&zone));
        if taken {
            let message = "mount target already exists in this AZ";
            return Err(refusal(world, "Efs", 409, "AlreadyExists", message));
        }
        let id = world.random.id("fsmt");
        world.opaque.put(MOUNT_TARGET, &id, order.properties);
        let address = format!("10.0.0.{}", world.random.digits(2));
        Ok(Made {
            physical: id.clone(),
            attributes: attributes([("Id", json!(id)), ("IpAddress", json!(address))]),
            seconds: 90,
        })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        world.opaque.put(MOUNT_TARGET, physical, order.properties);
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, properties: &Value) -> Deletion {
        let file_system = properties.text("FileSystemId");
        let mounted = world.ecs.tasks.values().filter(|task| task.status == "RUNNING").any(|task| {
            let definition = crate::ecs::definition(world, &task.definition);
            let volumes = definition.into_iter().flat_map(|definition| definition.list("volumes"));
            let mut ids = volumes.map(|volume| volume["efsVolumeConfiguration"].text("fileSystemId"));
            ids.any(|id| id == file_system)
        });
        if mounted {
            let message = format!("mount target {physical} of {file_system} was deleted while tasks had it mounted");
            world.violations.push(message);
        }
        world.opaque.remove(MOUNT_TARGET, physical);
        Deletion::Gone { seconds: 30 }
    }
}

impl Provider for AccessPoint {
    fn attributes(&self) -> &[&str] {
        &["AccessPointId", "Arn"]
    }

    fn replacing(&self) -> &[&str] {
        &["ClientToken", "FileSystemId", "PosixUser", "RootDirectory"]
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        check_file_system(world, order)?;
        let id = world.random.id("fsap");
        let arn = world.arn("elasticfilesystem", &format!("access-point/{id}"));
        world.opaque.put(ACCESS_POINT, &id, order.properties);
        let attributes = attributes([("AccessPointId", json!(id)), ("Arn", json!(arn))]);
        Ok(Made { physical: id, attributes, seconds: 5 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        world.opaque.put(ACCESS_POINT, physical, order.properties);
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        world.opaque.remove(ACCESS_POINT, physical);
        Deletion::Gone { seconds: 2 }
    }
}

/// The network interfaces of mount targets.
pub(super) fn interfaces(world: &World) -> impl Iterator<Item = interface::Interface> {
    world.opaque.properties(MOUNT_TARGET).map(|target| interface::Interface {
        subnet: target.text("SubnetId").to_owned(),
        security_groups: texts(target.list("SecurityGroups")).map(str::to_owned).collect(),
        public: false,
    })
}

fn check_file_system(world: &mut World, order: &Order<'_>) -> Result<(), String> {
    let file_system = order.text("FileSystemId").to_owned();
    if world.file_systems.contains_key(&file_system) {
        return Ok(());
    }
    let message = format!("File system '{file_system}' does not exist.");
    Err(refusal(world, "Efs", 404, "NotFound", &message))
}

fn zone(world: &World, subnet: &str) -> Option<String> {
    world.network.subnets.get(subnet).map(|subnet| subnet.zone.clone())
}
