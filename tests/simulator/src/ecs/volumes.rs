//! What ECS refuses of volumes.

use serde_json::{Value, json};

use crate::ecs::roles;
use crate::error::AwsError;
use crate::text::{Request, texts};
use crate::world::World;

/// The volumes of a task definition, and where its containers have them.
pub(super) fn check_definition(request: &Value, fargate: bool) -> Result<(), AwsError> {
    let volumes = request.list("volumes");
    for volume in volumes {
        let name = volume.text("name");
        if volumes.iter().filter(|other| other.text("name") == name).count() > 1 {
            return Err(AwsError::client(format!("Duplicate volume name '{name}'.")));
        }
        if fargate && !volume["host"].text("sourcePath").is_empty() {
            return Err(AwsError::client("host.sourcePath should not be set for volumes in Fargate."));
        }
        check_file_system(&volume["efsVolumeConfiguration"])?;
    }
    if volumes.iter().filter(|volume| volume.truth("configuredAtLaunch")).count() > 1 {
        return Err(AwsError::client("Only one volume can be configured at launch."));
    }
    let mounts = request.list("containerDefinitions").iter().flat_map(|container| container.list("mountPoints"));
    for mount in mounts {
        let name = mount.text("sourceVolume");
        if !volumes.iter().any(|volume| volume.text("name") == name) {
            return Err(AwsError::client(format!("Unknown volume '{name}'.")));
        }
    }
    match request["ephemeralStorage"].number("sizeInGiB") {
        None | Some(21..=200) if fargate => Ok(()),
        None => Ok(()),
        Some(_) if fargate => Err(AwsError::client("EphemeralStorage must be between 21 and 200 GiB.")),
        Some(_) => Err(AwsError::client("EphemeralStorage is only supported on Fargate.")),
    }
}

fn check_file_system(efs: &Value) -> Result<(), AwsError> {
    let authorization = &efs["authorizationConfig"];
    let (access_point, iam) = (authorization.text("accessPointId"), authorization.text("iam") == "ENABLED");
    if !access_point.is_empty() && !["", "/"].contains(&efs.text("rootDirectory")) {
        let message = "EFS rootDirectory must be either omitted or set to / when an access point is used.";
        return Err(AwsError::client(message));
    }
    if (!access_point.is_empty() || iam) && efs.text("transitEncryption") != "ENABLED" {
        return Err(AwsError::client(
            "EFS transit encryption must be enabled with an access point or IAM authorization.",
        ));
    }
    Ok(())
}

/// What a service or a run says of the volumes that its task definition leaves to it.
pub(super) fn check_configurations(
    world: &World,
    definition: &Value,
    configurations: &[Value],
) -> Result<(), AwsError> {
    let left = |name: &str| {
        let volumes = definition.list("volumes").iter();
        volumes.filter(|volume| volume.truth("configuredAtLaunch")).any(|volume| volume.text("name") == name)
    };
    for configuration in configurations {
        let name = configuration.text("name");
        if !left(name) {
            let message = format!("The volume '{name}' is not configured at launch in the task definition.");
            return Err(AwsError::parameter(message));
        }
        let disk = &configuration["managedEBSVolume"];
        let role = disk.text("roleArn");
        roles::check(world, role, "ecs.amazonaws.com", || {
            AwsError::parameter(format!("ECS was unable to assume the role '{role}' that was provided for this task."))
        })?;
        check_disk(disk)?;
    }
    let given = |name: &str| configurations.iter().any(|configuration| configuration.text("name") == name);
    for volume in definition.list("volumes").iter().filter(|volume| volume.truth("configuredAtLaunch")) {
        let name = volume.text("name");
        if !given(name) {
            let message = format!("The volume '{name}' must have a volume configuration.");
            return Err(AwsError::parameter(message));
        }
    }
    Ok(())
}

fn check_disk(disk: &Value) -> Result<(), AwsError> {
    let kind = disk.text("volumeType");
    let Some(size) = disk.number("sizeInGiB") else {
        return Err(AwsError::parameter("sizeInGiB or snapshotId is required."));
    };
    let (iops, throughput) = (disk.number("iops"), disk.number("throughput"));
    let sizes = match kind {
        "gp2" | "gp3" => 1..=16_384,
        "io1" | "io2" => 4..=16_384,
        "st1" | "sc1" => 125..=16_384,
        _ => 1..=1_024,
    };
    let takes_iops = ["gp3", "io1", "io2"].contains(&kind);
    let needs_iops = kind.starts_with("io");
    if !sizes.contains(&size)
        || (iops.is_some() && !takes_iops)
        || (iops.is_none() && needs_iops)
        || (throughput.is_some() && kind != "gp3")
        || !["ext3", "ext4", "xfs", "ntfs", ""].contains(&disk.text("filesystemType"))
    {
        return Err(AwsError::parameter(format!("The configuration of a volume of type {kind} is not valid.")));
    }
    let mut tags = disk.list("tagSpecifications").iter();
    if tags.any(|tags| json!(tags.text("resourceType")) != "volume") {
        return Err(AwsError::parameter("The resource type of a tag specification must be volume."));
    }
    Ok(())
}

/// The file systems that are made here and that a task mounts, of which none has a mount target.
pub(super) fn unreachable(world: &World, definition: &Value) -> Vec<String> {
    let targets = world.opaque.properties("AWS::EFS::MountTarget");
    let reached: Vec<&str> = targets.map(|target| target.text("FileSystemId")).collect();
    let volumes = definition.list("volumes").iter().map(|volume| volume["efsVolumeConfiguration"].text("fileSystemId"));
    let made = volumes.filter(|id| world.file_systems.contains_key(*id));
    made.filter(|id| !reached.contains(id)).map(str::to_owned).collect()
}

/// Whether ports go with a network mode.
pub(super) fn check_ports(request: &Value) -> Result<(), AwsError> {
    let mode = request.text("networkMode");
    for mapping in request.list("containerDefinitions").iter().flat_map(|container| container.list("portMappings")) {
        let (container, host) = (mapping.number("containerPort"), mapping.number("hostPort"));
        if mode == "none" {
            return Err(AwsError::client("Port mappings are not allowed with network mode 'none'."));
        }
        if ["awsvpc", "host"].contains(&mode) && host.is_some_and(|host| Some(host) != container) {
            let message =
                format!("When networkMode={mode}, the host ports and container ports in port mappings must match.");
            return Err(AwsError::client(message));
        }
    }
    let kinds: Vec<&str> = texts(request.list("requiresCompatibilities")).collect();
    let windows = request["runtimePlatform"].text("operatingSystemFamily").starts_with("WINDOWS");
    if windows && kinds.contains(&"FARGATE") && !["1024", "2048", "4096"].contains(&request.text("cpu")) {
        return Err(AwsError::client("Windows tasks on Fargate have 1, 2 or 4 vCPU."));
    }
    Ok(())
}
