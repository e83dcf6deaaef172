//! Elastic File System: DescribeMountTargets.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    if operation != "DescribeMountTargets" {
        return Err(AwsError::unknown_operation("elasticfilesystem", operation));
    }
    let file_system = request.text("FileSystemId");
    if !world.opaque.has("AWS::EFS::FileSystem", file_system) {
        let message = format!("File system '{file_system}' does not exist.");
        return Err(AwsError { status: 404, ..AwsError::new("FileSystemNotFound", message) });
    }
    let targets =
        world.opaque.of("AWS::EFS::MountTarget").filter(|(_, target)| target.text("FileSystemId") == file_system);
    let told = targets.map(|(id, target)| {
        let subnet = world.network.subnets.get(target.text("SubnetId"));
        json!({
            "MountTargetId": id,
            "FileSystemId": file_system,
            "SubnetId": target.text("SubnetId"),
            "VpcId": subnet.map(|subnet| &subnet.vpc),
            "AvailabilityZoneName": subnet.map(|subnet| &subnet.zone),
            "LifeCycleState": "available",
        })
    });
    Ok(json!({ "MountTargets": told.collect::<Vec<Value>>() }))
}
