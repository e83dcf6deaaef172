//! Who the instances of a cluster are: the role and the security group that those of all groups have in common.

use infra_core::blueprint::ClusterBlueprint;
use infra_core::declaration::Provider;
use serde_json::{Value, json};

use super::network;
use crate::template::draft::Draft;
use crate::template::iam;
use crate::template::intrinsic::{attribute, reference, substitute};

const ROLE: &str = "InstanceRole";
const PROFILE: &str = "InstanceProfile";
const SECURITY_GROUP: &str = "InstanceSecurityGroup";

/// The role and its profile, and the security group; all named by CloudFormation.
pub(super) fn make_shared(draft: &mut Draft, cluster: &ClusterBlueprint) {
    let groups = || {
        cluster.capacity.iter().filter_map(|provider| match provider {
            Provider::Ec2(group) => Some(group),
            _ => None,
        })
    };
    let mut policies = Vec::new();
    if groups().next().is_some() {
        policies.push(managed_policy("service-role/AmazonEC2ContainerServiceforEC2Role"));
        // A shell on an instance without an open port and without a key.
        policies.push(managed_policy("AmazonSSMManagedInstanceCore"));
    }
    if cluster.capacity.iter().any(|provider| matches!(provider, Provider::Managed(_))) {
        policies.push(managed_policy("AmazonECSInstanceRolePolicyForManagedInstances"));
    }
    let mut role = json!({
        "AssumeRolePolicyDocument": iam::trust("ec2.amazonaws.com"),
        "ManagedPolicyArns": policies,
    });
    if groups().any(|group| group.trunking) {
        // An account setting is no resource, and ECS lets a role change none but its own.
        let condition = json!({ "StringEquals": { "ecs:account-setting": "awsvpcTrunking" } });
        let statement = iam::allow_if(&["ecs:PutAccountSetting"], vec![json!("*")], condition);
        role["Policies"] = iam::policies("trunking", vec![statement]);
    }
    draft.resource(ROLE, "AWS::IAM::Role", role);
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

/// The ARN of the role.
pub(super) fn role() -> Value {
    attribute(ROLE, "Arn")
}

/// The ARN of the role's profile.
pub(super) fn profile() -> Value {
    attribute(PROFILE, "Arn")
}

/// The id of the security group.
pub(super) fn security_group() -> Value {
    attribute(SECURITY_GROUP, "GroupId")
}

/// The ARN of a policy of AWS's own.
pub(super) fn managed_policy(name: &str) -> Value {
    substitute(&format!("arn:${{AWS::Partition}}:iam::aws:policy/{name}"))
}
