//! What ECS needs to make a volume of EBS for each task.

use infra_core::blueprint::{ClusterBlueprint, WorkloadBlueprint};
use infra_core::declaration::VolumeSource;
use serde_json::{Value, json};

use crate::template::draft::Draft;
use crate::template::intrinsic::{arn, attribute, substitute};
use crate::template::{iam, output};

/// The role with which ECS makes and attaches volumes.
pub(crate) const ROLE: &str = "VolumeRole";

/// The role that makes, attaches and deletes the volumes of this cluster's tasks; nothing for a workload without one.
///
/// It may what AmazonECSInfrastructureRolePolicyForVolumes allows, for tasks of this cluster and in this region alone.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint, workload: &WorkloadBlueprint) {
    if !is_needed(workload) {
        return;
    }
    let volumes = || vec![arn("ec2", "volume/*")];
    let tasks = arn("ecs", &format!("task/{}/*", cluster.identity.physical));
    let of_ecs = |kind: &str| json!({ format!("aws:{kind}/AmazonECSManaged"): "true" });
    let of_tasks = |kind: &str| json!({ format!("aws:{kind}/AmazonECSCreated"): tasks });
    let mut tagging = of_ecs("RequestTag");
    tagging["ec2:CreateAction"] = json!("CreateVolume");
    let statements = vec![
        iam::allow_if(&["ec2:CreateVolume"], volumes(), both(of_ecs("RequestTag"), of_tasks("RequestTag"))),
        iam::allow_if(&["ec2:CreateTags"], volumes(), both(tagging, of_tasks("RequestTag"))),
        iam::allow_if(
            &["ec2:AttachVolume", "ec2:DetachVolume"],
            volumes(),
            json!({ "StringEquals": of_ecs("ResourceTag") }),
        ),
        // The instances of Fargate are in an account of AWS's.
        iam::allow(
            &["ec2:AttachVolume", "ec2:DetachVolume"],
            vec![substitute("arn:${AWS::Partition}:ec2:${AWS::Region}:*:instance/*")],
        ),
        iam::allow_if(&["ec2:DeleteVolume"], volumes(), both(of_ecs("ResourceTag"), of_tasks("ResourceTag"))),
        // IAM knows no resource for them.
        iam::allow(&["ec2:DescribeAvailabilityZones", "ec2:DescribeVolumes"], vec![json!("*")]),
    ];
    draft.resource(
        ROLE,
        "AWS::IAM::Role",
        json!({
            "AssumeRolePolicyDocument": iam::trust("ecs.amazonaws.com"),
            "Policies": iam::policies("volumes", statements),
        }),
    );
    draft.output(output::VOLUME_ROLE_ARN, attribute(ROLE, "Arn"));
}

/// Whether ECS makes volumes for the tasks of a workload.
pub(super) fn is_needed(workload: &WorkloadBlueprint) -> bool {
    workload.volumes.iter().any(|volume| matches!(volume.source, VolumeSource::Ebs(_)))
}

fn both(equals: Value, like: Value) -> Value {
    json!({ "StringEquals": equals, "ArnLike": like })
}
