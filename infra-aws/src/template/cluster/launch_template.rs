//! What a new instance of a group starts from.

use infra_core::blueprint::ClusterBlueprint;
use infra_core::catalogue::{self, Accelerator, InstanceArchitecture};
use infra_core::declaration::{Ami, AutoScalingGroup, Disk};
use serde_json::{Value, json};

use super::network::{self, Side};
use super::{instance, user_data};
use crate::template::draft::Draft;

/// The device that Linux starts from.
const ROOT: &str = "/dev/xvda";
/// The device on which Bottlerocket has images and containers; its root device holds the system alone.
const BOTTLEROCKET_DATA: &str = "/dev/xvdb";
/// The device that Windows starts from.
const WINDOWS_ROOT: &str = "/dev/sda1";

/// The launch template of a group. Only a new instance takes a changed one.
pub(super) fn make(
    draft: &mut Draft,
    cluster: &ClusterBlueprint,
    (id, called): (&str, &str),
    (group, windows): (&AutoScalingGroup, bool),
) {
    let image = match group.ami {
        Ami::Id(id) => json!(id),
        Ami::Al2023 | Ami::Bottlerocket => {
            let kind = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>";
            draft.default_parameter(&format!("ImageId{called}"), kind, &image_parameter(group.ami, group.type_at(0)))
        }
    };
    let public = network::task_side(cluster) == Side::Public;
    let tags = draft.all_tags();
    let mut data = json!({
        "ImageId": image,
        "InstanceType": group.type_at(0),
        "IamInstanceProfile": { "Arn": instance::profile() },
        // The agent shares the host's network, so one hop is enough for it, and too few for a container.
        "MetadataOptions": { "HttpEndpoint": "enabled", "HttpTokens": "required", "HttpPutResponseHopLimit": 1 },
        // Without a NAT gateway an instance needs a public address to reach ECS at all.
        "NetworkInterfaces": [{
            "DeviceIndex": 0,
            "AssociatePublicIpAddress": public,
            "DeleteOnTermination": true,
            "Groups": [instance::security_group()],
        }],
        "UserData": { "Fn::Base64": user_data::of(group, windows) },
        // CloudFormation tags the Auto Scaling group, which tags instances, but not their volumes.
        "TagSpecifications": [
            { "ResourceType": "instance", "Tags": tags },
            { "ResourceType": "volume", "Tags": tags },
        ],
    });
    let devices = devices(group, windows);
    if !devices.is_empty() {
        data["BlockDeviceMappings"] = json!(devices);
    }
    if let Some(key) = group.key {
        data["KeyName"] = json!(key);
    }
    draft.resource(id, "AWS::EC2::LaunchTemplate", json!({ "LaunchTemplateData": data }));
}

/// The volumes: that of the system, that of images and containers where it is another one, and those for data.
fn devices(group: &AutoScalingGroup, windows: bool) -> Vec<Value> {
    let device = |name: &str, disk: Option<Disk>| json!({ "DeviceName": name, "Ebs": volume(disk) });
    let mut devices = match group.ami {
        Ami::Al2023 => vec![device(ROOT, group.disk)],
        Ami::Bottlerocket => vec![device(ROOT, None), device(BOTTLEROCKET_DATA, group.disk)],
        // What it starts from is the image's to say, unless it is declared.
        Ami::Id(_) => {
            group.disk.map(|disk| device(if windows { WINDOWS_ROOT } else { ROOT }, Some(disk))).into_iter().collect()
        }
    };
    let data = group.data.iter().zip('f'..='p');
    devices.extend(data.map(|(data, letter)| device(&format!("/dev/sd{letter}"), Some(data.disk()))));
    devices
}

/// A volume that is encrypted and goes with its instance; without a disk, gp3 of the image's size.
fn volume(disk: Option<Disk>) -> Value {
    let mut volume = json!({ "VolumeType": "gp3", "Encrypted": true, "DeleteOnTermination": true });
    if let Some(disk) = disk {
        volume["VolumeType"] = json!(disk.kind.word());
        volume["VolumeSize"] = json!(disk.size_gib);
        if let Some(iops) = disk.iops {
            volume["Iops"] = json!(iops);
        }
        if let Some(throughput) = disk.throughput {
            volume["Throughput"] = json!(throughput);
        }
    }
    volume
}

/// Where AWS keeps the id of the newest image of ECS for a type.
fn image_parameter(ami: Ami, instance_type: &str) -> String {
    let instance = catalogue::find(instance_type);
    let arm = instance.is_some_and(|instance| instance.architecture == InstanceArchitecture::Arm64);
    let gpus = instance.is_some_and(|instance| instance.gpus > 0);
    if matches!(ami, Ami::Bottlerocket) {
        let variant = if gpus { "aws-ecs-2-nvidia" } else { "aws-ecs-2" };
        let architecture = if arm { "arm64" } else { "x86_64" };
        return format!("/aws/service/bottlerocket/{variant}/{architecture}/latest/image_id");
    }
    let neuron = instance.is_some_and(|instance| matches!(instance.accelerator, Accelerator::Neuron(_)));
    let variant = match () {
        // There is no image for Arm with GPU drivers.
        () if arm => "arm64/",
        () if gpus => "gpu/",
        () if neuron => "neuron/",
        () => "",
    };
    format!("/aws/service/ecs/optimized-ami/amazon-linux-2023/{variant}recommended/image_id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_image_follows_the_type() {
        let path = "/aws/service/ecs/optimized-ami/amazon-linux-2023";
        let bottlerocket = "/aws/service/bottlerocket/aws-ecs-2";
        for (ami, instance_type, parameter) in [
            (Ami::Al2023, "c5n.xlarge", format!("{path}/recommended/image_id")),
            (Ami::Al2023, "c7g.large", format!("{path}/arm64/recommended/image_id")),
            (Ami::Al2023, "g4dn.xlarge", format!("{path}/gpu/recommended/image_id")),
            (Ami::Al2023, "inf2.xlarge", format!("{path}/neuron/recommended/image_id")),
            (Ami::Bottlerocket, "c5n.xlarge", format!("{bottlerocket}/x86_64/latest/image_id")),
            (Ami::Bottlerocket, "c7g.large", format!("{bottlerocket}/arm64/latest/image_id")),
            (Ami::Bottlerocket, "g5g.xlarge", format!("{bottlerocket}-nvidia/arm64/latest/image_id")),
        ] {
            assert_eq!(image_parameter(ami, instance_type), parameter);
        }
    }
}
