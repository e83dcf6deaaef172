//! The capacity providers of a cluster, and its default strategy.

use infra_core::blueprint::{CapacityPlace, ClusterBlueprint, Share};
use infra_core::declaration::{AutoScalingGroup, ManagedInstances, Provider};
use serde_json::{Value, json};

use super::auto_scaling::group_id;
use super::{CLUSTER, FARGATE_PROVIDERS, instance, network};
use crate::template::draft::Draft;
use crate::template::iam;
use crate::template::intrinsic::{attribute, reference, substitute};
use crate::template::output;

const INFRASTRUCTURE_ROLE: &str = "InfrastructureRole";

/// A provider for each group and for Managed Instances, and all of them in the cluster; nothing on Fargate alone.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint) {
    // An association puts the cluster's whole list. Fargate's stay in it: tasks of a cluster that was on Fargate until
    // now still use them.
    let mut names: Vec<Value> = FARGATE_PROVIDERS.map(Value::from).into();
    for provider in &cluster.capacity {
        match provider {
            Provider::Ec2(group) => names.push(make_of_group(draft, provider, group)),
            Provider::Managed(managed) => names.push(make_managed(draft, cluster, provider, managed)),
            Provider::Fargate(_) | Provider::FargateSpot(_) => {}
        }
    }
    if names.len() == FARGATE_PROVIDERS.len() {
        return;
    }
    let strategy = cluster.shares().into_iter().map(|share| {
        let name = provider_of(cluster, share.place, reference);
        strategy_item(name, share)
    });
    let strategy: Vec<Value> = strategy.collect();
    draft.resource(
        "CapacityProviderAssociations",
        "AWS::ECS::ClusterCapacityProviderAssociations",
        json!({
            "Cluster": reference(CLUSTER),
            "CapacityProviders": names,
            "DefaultCapacityProviderStrategy": strategy,
        }),
    );
}

/// The provider before a group; gives the reference to it.
fn make_of_group(draft: &mut Draft, declared: &Provider, group: &AutoScalingGroup) -> Value {
    let id = output::provider_id(declared);
    // A provider belongs to one group for life, so a replaced group needs a provider of another name.
    let name = substitute(&format!("{}${{{}}}", output::PROVIDER_OF_GROUP, group_id(&id)));
    let on = |on: bool| if on { "ENABLED" } else { "DISABLED" };
    let provider = output::capacity_provider(declared);
    let made = draft.resource(
        &provider,
        "AWS::ECS::CapacityProvider",
        json!({
            "Name": name,
            "AutoScalingGroupProvider": {
                // Despite its name it takes the group's name as well.
                "AutoScalingGroupArn": reference(&group_id(&id)),
                "ManagedScaling": {
                    "Status": "ENABLED",
                    "TargetCapacity": group.target,
                    "InstanceWarmupPeriod": group.warm_up_seconds,
                },
                "ManagedDraining": "ENABLED",
                "ManagedTerminationProtection": on(group.protect_scale_in),
            },
        }),
    );
    draft.output(&provider, name);
    made
}

/// The provider of instances that ECS starts and stops by itself; gives the reference to it.
fn make_managed(
    draft: &mut Draft,
    cluster: &ClusterBlueprint,
    declared: &Provider,
    managed: &ManagedInstances,
) -> Value {
    make_infrastructure_role(draft);
    let subnets = network::task_subnets(draft, cluster);
    let mut template = json!({
        "Ec2InstanceProfileArn": instance::profile(),
        "NetworkConfiguration": { "Subnets": subnets, "SecurityGroups": [instance::security_group()] },
        "CapacityOptionType": if managed.spot { "SPOT" } else { "ON_DEMAND" },
        // A tag may have letters that the metadata service does not take.
        "InstanceMetadataTagsPropagation": false,
    });
    if managed.vcpu.is_some() || managed.memory.is_some() || !managed.types.is_empty() {
        template["InstanceRequirements"] = requirements(managed);
    }
    let name = json!(format!("cp-{}-{}", draft.physical(), output::provider_id(declared)));
    let id = output::capacity_provider(declared);
    let ways = network::ways_out(cluster, network::task_side(cluster));
    let properties = json!({
        "Name": name,
        "ClusterName": reference(CLUSTER),
        "ManagedInstancesProvider": {
            "InfrastructureRoleArn": attribute(INFRASTRUCTURE_ROLE, "Arn"),
            "InstanceLaunchTemplate": template,
            "PropagateTags": "CAPACITY_PROVIDER",
        },
    });
    draft.output(&id, name);
    draft.resource_after(&id, "AWS::ECS::CapacityProvider", &ways, properties)
}

/// AWS wants the least of vCPUs and of memory, whatever else is asked for.
fn requirements(managed: &ManagedInstances) -> Value {
    let mut vcpus = json!({ "Min": 1 });
    if let Some(range) = managed.vcpu {
        vcpus = json!({ "Min": range.min, "Max": range.max });
    }
    let mut memory = json!({ "Min": 1 });
    if let Some(range) = managed.memory {
        memory = json!({ "Min": u64::from(range.min) * 1024, "Max": u64::from(range.max) * 1024 });
    }
    let mut requirements = json!({ "VCpuCount": vcpus, "MemoryMiB": memory });
    if !managed.types.is_empty() {
        requirements["AllowedInstanceTypes"] = json!(managed.types);
    }
    requirements
}

/// With this role ECS starts instances. AWS's own policy lets it hand over roles of one name only, which ours has not.
fn make_infrastructure_role(draft: &mut Draft) {
    let condition = json!({ "StringLike": { "iam:PassedToService": "ec2.*" } });
    let statement = iam::allow_if(&["iam:PassRole"], vec![instance::role()], condition);
    draft.resource(
        INFRASTRUCTURE_ROLE,
        "AWS::IAM::Role",
        json!({
            "AssumeRolePolicyDocument": iam::trust_for_account("ecs.amazonaws.com", None),
            "ManagedPolicyArns": [instance::managed_policy("AmazonECSInfrastructureRolePolicyForManagedInstances")],
            "Policies": iam::policies("instances", vec![statement]),
        }),
    );
}

/// The name of the provider at a place: AWS's own for Fargate, else what `named` makes of the output that tells it.
pub(in crate::template) fn provider_of(
    cluster: &ClusterBlueprint,
    place: CapacityPlace,
    named: impl FnOnce(&str) -> Value,
) -> Value {
    match place {
        CapacityPlace::Fargate => json!("FARGATE"),
        CapacityPlace::FargateSpot => json!("FARGATE_SPOT"),
        CapacityPlace::Group(at) | CapacityPlace::Managed(at) => {
            named(&cluster.capacity.get(at).map(output::capacity_provider).unwrap_or_default())
        }
    }
}

/// The entry of a strategy for the provider called `name`.
pub(in crate::template) fn strategy_item(name: Value, share: Share) -> Value {
    json!({ "CapacityProvider": name, "Base": share.base, "Weight": share.weight })
}
