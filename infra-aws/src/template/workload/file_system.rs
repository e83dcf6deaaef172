//! File systems of EFS that are made for a workload: they outlive it.

use infra_core::blueprint::{ClusterBlueprint, WorkloadBlueprint};
use infra_core::declaration::{EfsVolume, FileSystem, Network, Volume, VolumeSource};
use serde_json::{Value, json};

use super::{network, security_group};
use crate::template::draft::Draft;
use crate::template::intrinsic::{attribute, reference};
use crate::template::output::{self, volume_id};
use crate::template::stack::ParameterValue;

/// The port of NFS.
const NFS: u16 = 2049;
const SECURITY_GROUP: &str = "FileSystemSecurityGroup";
/// No region has more zones, and the default VPC has a subnet a zone.
const MOST_ZONES: u8 = 6;
/// The owner of what is made in a new file system: root, so that each container may write, whatever its user.
const OWNER: u32 = 0;

/// The volumes of a workload that are file systems of their own.
pub(in crate::template) fn made(
    workload: &WorkloadBlueprint,
) -> impl Iterator<Item = (&'static str, EfsVolume)> + use<'_> {
    workload.volumes.iter().filter_map(|volume: &Volume| match volume.source {
        VolumeSource::Efs(efs) if efs.file_system == FileSystem::New => Some((volume.name, efs)),
        _ => None,
    })
}

/// A file system, a mount target a zone, and an access point for each such volume; nothing without one.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint, workload: &WorkloadBlueprint) {
    if made(workload).next().is_none() {
        return;
    }
    make_security_group(draft, workload);
    for (name, efs) in made(workload) {
        let file_system = make_file_system(draft, name, &efs);
        make_mount_targets(draft, cluster, name, &file_system);
        make_access_point(draft, name, &efs, &file_system);
        draft.output(&output::file_system(name), file_system);
        draft.output(&output::access_point(name), reference(&access_point_id(name)));
    }
}

/// The logical id of a volume's file system.
pub(super) fn file_system_id(volume: &str) -> String {
    format!("{}FileSystem", volume_id(volume))
}

/// The logical id of a volume's access point.
pub(super) fn access_point_id(volume: &str) -> String {
    format!("{}AccessPoint", volume_id(volume))
}

/// Lets the workload's tasks in, and nobody else.
fn make_security_group(draft: &mut Draft, workload: &WorkloadBlueprint) {
    let vpc = draft.cluster_output(output::VPC_ID, "AWS::EC2::VPC::Id");
    let source = network::source(draft, workload);
    let properties = json!({
        "GroupDescription": format!("File systems of {}", draft.physical()),
        "VpcId": vpc,
        "SecurityGroupIngress": [{
            "IpProtocol": "tcp",
            "FromPort": NFS,
            "ToPort": NFS,
            "SourceSecurityGroupId": source,
            "Description": "From its tasks",
        }],
        // It opens no connection itself, and without a rule EC2 would allow it all.
        "SecurityGroupEgress": [{ "IpProtocol": "-1", "CidrIp": "127.0.0.1/32", "Description": "To nowhere" }],
        "Tags": draft.name_tag("file-systems"),
    });
    draft.resource(SECURITY_GROUP, "AWS::EC2::SecurityGroup", properties);
    open_to_file_systems(draft, workload);
}

/// Where the tasks' own security group lets them connect to some places only, this is one of them.
fn open_to_file_systems(draft: &mut Draft, workload: &WorkloadBlueprint) {
    if workload.egress.is_empty() {
        return;
    }
    let properties = json!({
        "GroupId": security_group::id(),
        "IpProtocol": "tcp",
        "FromPort": NFS,
        "ToPort": NFS,
        "DestinationSecurityGroupId": attribute(SECURITY_GROUP, "GroupId"),
        "Description": "To its file systems",
    });
    draft.resource("FileSystemEgress", "AWS::EC2::SecurityGroupEgress", properties);
}

fn make_file_system(draft: &mut Draft, volume: &str, efs: &EfsVolume) -> Value {
    let mut properties = json!({
        "Encrypted": true,
        "PerformanceMode": "generalPurpose",
        "ThroughputMode": "elastic",
        "FileSystemTags": draft.name_tag(volume),
    });
    if efs.iam {
        // Without a policy of its own a file system lets in whoever reaches it, whatever the roles say. With this one it
        // lets in whom a role lets in.
        properties["FileSystemPolicy"] = json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Deny",
                "Principal": { "AWS": "*" },
                "Action": "*",
                "Condition": { "Bool": { "aws:SecureTransport": "false" } },
            }],
        });
    }
    draft.kept(&file_system_id(volume), "AWS::EFS::FileSystem", properties)
}

/// A file system has one mount target a zone, by which every subnet of the zone reaches it.
fn make_mount_targets(draft: &mut Draft, cluster: &ClusterBlueprint, volume: &str, file_system: &Value) {
    for (number, subnet) in (1..).zip(subnets(draft, cluster)) {
        let properties = json!({
            "FileSystemId": file_system,
            "SubnetId": subnet.id,
            "SecurityGroups": [attribute(SECURITY_GROUP, "GroupId")],
        });
        let id = format!("{}MountTarget{number}", volume_id(volume));
        draft.resource(&id, "AWS::EFS::MountTarget", properties);
        if let Some(condition) = subnet.condition {
            draft.only_if(&id, &condition);
        }
    }
}

/// A subnet in which a mount target is.
struct MountSubnet {
    id: Value,
    /// The name of the condition under which there is one.
    condition: Option<String>,
}

/// One subnet a zone. A mount target cannot move within its zone, so they are those that stay when NAT gateways come and
/// go: the public ones of a new network.
fn subnets(draft: &mut Draft, cluster: &ClusterBlueprint) -> Vec<MountSubnet> {
    let kind = "AWS::EC2::Subnet::Id";
    let always = |id| MountSubnet { id, condition: None };
    match cluster.network {
        Network::New(new) => {
            (1..=new.zones).map(|number| always(draft.cluster_output(&output::zone_subnet(number), kind))).collect()
        }
        Network::Existing(existing) => {
            let side = if cluster.tasks_in_private_subnets() { existing.private } else { existing.public };
            let known = |id: &str| ParameterValue::Known(id.to_owned());
            (1..)
                .zip(side)
                .map(|(number, id)| always(draft.parameter(&output::zone_subnet(number), kind, known(id))))
                .collect()
        }
        Network::Default => (1..=MOST_ZONES).map(|number| default_subnet(draft, number)).collect(),
    }
}

/// Only AWS knows how many the default VPC has.
fn default_subnet(draft: &mut Draft, number: u8) -> MountSubnet {
    let name = output::zone_subnet(number);
    // A parameter that may be empty can be of no type of EC2's.
    let id = draft.parameter(&name, "String", ParameterValue::DefaultSubnet(number));
    let condition = format!("Has{name}");
    draft.condition(&condition, json!({ "Fn::Not": [{ "Fn::Equals": [id, ""] }] }));
    MountSubnet { id, condition: Some(condition) }
}

/// By which tasks mount it: it makes the folder, and lets each container write.
fn make_access_point(draft: &mut Draft, volume: &str, efs: &EfsVolume, file_system: &Value) {
    let mut root = json!({ "Path": efs.root.unwrap_or("/") });
    if efs.root.is_some_and(|root| !root.trim_matches('/').is_empty()) {
        root["CreationInfo"] =
            json!({ "OwnerUid": OWNER.to_string(), "OwnerGid": OWNER.to_string(), "Permissions": "0755" });
    }
    let properties = json!({
        "FileSystemId": file_system,
        "PosixUser": { "Uid": OWNER.to_string(), "Gid": OWNER.to_string() },
        "RootDirectory": root,
        "AccessPointTags": draft.name_tag(volume),
    });
    // Tasks of the last release use the one that is replaced; it costs nothing, and goes with its file system.
    draft.kept_when_replaced(&access_point_id(volume), "AWS::EFS::AccessPoint", properties);
}
