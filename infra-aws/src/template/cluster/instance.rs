//! The instances of a cluster: what they boot, who they are, and how they join.

use infra_core::blueprint::ClusterBlueprint;
use infra_core::catalogue::{self, InstanceArchitecture};
use serde_json::{Value, json};

use super::network::{self, Side};
use crate::template::draft::Draft;
use crate::template::iam;
use crate::template::intrinsic::{attribute, reference, substitute};

const ROLE: &str = "InstanceRole";
const PROFILE: &str = "InstanceProfile";
const SECURITY_GROUP: &str = "InstanceSecurityGroup";

/// The id of the instances' security group.
pub(super) fn security_group() -> Value {
    attribute(SECURITY_GROUP, "GroupId")
}

/// What the instances of all groups have in common: their role and their security group, both named by CloudFormation.
pub(super) fn make_shared(draft: &mut Draft, cluster: &ClusterBlueprint) {
    draft.resource(
        ROLE,
        "AWS::IAM::Role",
        json!({
            "AssumeRolePolicyDocument": iam::trust("ec2.amazonaws.com"),
            "ManagedPolicyArns": [
                managed_policy("service-role/AmazonEC2ContainerServiceforEC2Role"),
                // A shell on an instance without an open port and without a key.
                managed_policy("AmazonSSMManagedInstanceCore"),
            ],
        }),
    );
    draft.resource(PROFILE, "AWS::IAM::InstanceProfile", json!({ "Roles": [reference(ROLE)] }));
    // Nothing comes in: tasks have network interfaces and security groups of their own.
    let vpc = network::vpc(draft, cluster);
    let properties = json!({
        "GroupDescription": format!("Instances of {}", draft.physical()),
        "VpcId": vpc,
        "SecurityGroupEgress": [{ "IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "To anywhere" }],
        "Tags": draft.name_tag("instance"),
    });
    draft.resource(SECURITY_GROUP, "AWS::EC2::SecurityGroup", properties);
}

/// The launch template `id` for instances of one type. Only a new instance takes a changed template: those that run
/// stay as they are until they are replaced.
pub(super) fn make_launch_template(
    draft: &mut Draft,
    cluster: &ClusterBlueprint,
    id: &str,
    image: &str,
    instance_type: &str,
) {
    let kind = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>";
    let image = draft.default_parameter(image, kind, &image_parameter(instance_type));
    let public = network::task_side(cluster) == Side::Public;
    let tags = draft.all_tags();
    let properties = json!({
        "LaunchTemplateData": {
            "ImageId": image,
            "InstanceType": instance_type,
            "IamInstanceProfile": { "Arn": attribute(PROFILE, "Arn") },
            // The agent shares the host's network, so one hop is enough for it, and too few for a container.
            "MetadataOptions": { "HttpEndpoint": "enabled", "HttpTokens": "required", "HttpPutResponseHopLimit": 1 },
            // Without a NAT gateway an instance needs a public address to reach ECS at all.
            "NetworkInterfaces": [{
                "DeviceIndex": 0,
                "AssociatePublicIpAddress": public,
                "DeleteOnTermination": true,
                "Groups": [attribute(SECURITY_GROUP, "GroupId")],
            }],
            // The root device of Amazon Linux 2023; its size stays the image's.
            "BlockDeviceMappings": [{
                "DeviceName": "/dev/xvda",
                "Ebs": { "VolumeType": "gp3", "Encrypted": true, "DeleteOnTermination": true },
            }],
            "UserData": { "Fn::Base64": substitute(&user_data(instance_type)) },
            // CloudFormation tags the Auto Scaling group, which tags instances, but not their volumes.
            "TagSpecifications": [
                { "ResourceType": "instance", "Tags": tags },
                { "ResourceType": "volume", "Tags": tags },
            ],
        },
    });
    draft.resource(id, "AWS::EC2::LaunchTemplate", properties);
}

/// Where AWS keeps the id of the newest ECS-optimized image of Amazon Linux 2023 for a type.
fn image_parameter(instance_type: &str) -> String {
    let variant = match catalogue::find(instance_type) {
        // There is no image for Arm with GPU drivers.
        Some(instance) if instance.architecture == InstanceArchitecture::Arm64 => "arm64/",
        Some(instance) if instance.gpus > 0 => "gpu/",
        _ => "",
    };
    format!("/aws/service/ecs/optimized-ami/amazon-linux-2023/{variant}recommended/image_id")
}

/// The agent's settings. That they name the cluster also has CloudFormation delete the instances before the cluster,
/// which cannot go while instances are registered.
fn user_data(instance_type: &str) -> String {
    let mut settings = vec![
        "ECS_CLUSTER=${Cluster}",
        "ECS_ENABLE_TASK_IAM_ROLE=true",
        "ECS_ENABLE_TASK_ENI=true",
        // Logs are written with the workload's execution role, not with the instance's.
        "ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true",
        // A task has an interface of its own, so the hop limit does not keep it from the instance's credentials.
        "ECS_AWSVPC_BLOCK_IMDS=true",
    ];
    if catalogue::find(instance_type).is_some_and(|instance| instance.gpus > 0) {
        settings.push("ECS_ENABLE_GPU_SUPPORT=true");
    }
    format!("#!/bin/bash\ncat >> /etc/ecs/ecs.config <<'END'\n{}\nEND\n", settings.join("\n"))
}

fn managed_policy(name: &str) -> Value {
    substitute(&format!("arn:${{AWS::Partition}}:iam::aws:policy/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_image_follows_the_type() {
        let path = "/aws/service/ecs/optimized-ami/amazon-linux-2023";
        assert_eq!(image_parameter("c5n.xlarge"), format!("{path}/recommended/image_id"));
        assert_eq!(image_parameter("c7g.large"), format!("{path}/arm64/recommended/image_id"));
        assert_eq!(image_parameter("g4dn.xlarge"), format!("{path}/gpu/recommended/image_id"));
    }
}
