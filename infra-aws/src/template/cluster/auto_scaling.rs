//! Auto Scaling groups and the capacity providers before them.

use infra_core::blueprint::ClusterBlueprint;
use infra_core::declaration::{AutoScalingGroup, Provider};
use serde_json::{Value, json};

use super::{CLUSTER, FARGATE_PROVIDERS, instance, network, strategy_item};
use crate::template::draft::Draft;
use crate::template::intrinsic::{attribute, reference, substitute};
use crate::template::output;

/// A group and a provider for each of the strategy's instance types; nothing on Fargate.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint) {
    let groups: Vec<_> = cluster
        .capacity
        .iter()
        .enumerate()
        .filter_map(|(index, provider)| match provider {
            Provider::Ec2(group) => Some((index, provider, group)),
            Provider::Fargate(_) | Provider::FargateSpot(_) | Provider::Managed(_) => None,
        })
        .collect();
    if groups.is_empty() {
        return;
    }
    instance::make_shared(draft, cluster);
    // An association puts the cluster's whole list. Fargate's stay in it: tasks of a cluster that was on Fargate until
    // now still use them.
    let mut names: Vec<Value> = FARGATE_PROVIDERS.map(Value::from).into();
    let mut strategy = Vec::new();
    for (index, provider, group) in groups {
        make_group(draft, cluster, index, group);
        let name = make_provider(draft, index);
        strategy.push(strategy_item(name.clone(), provider));
        names.push(name);
    }
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

fn make_group(draft: &mut Draft, cluster: &ClusterBlueprint, index: usize, group: &AutoScalingGroup) {
    let template = format!("LaunchTemplate{index}");
    instance::make_launch_template(draft, cluster, &template, &format!("ImageId{index}"), group.type_at(0));
    let subnets = network::task_subnets(draft, cluster);
    let properties = json!({
        "MinSize": group.instances.min.to_string(),
        "MaxSize": group.instances.max.to_string(),
        "VPCZoneIdentifier": subnets,
        "LaunchTemplate": {
            "LaunchTemplateId": reference(&template),
            "Version": attribute(&template, "LatestVersionNumber"),
        },
        "HealthCheckType": "EC2",
        // Protection would keep a deleted group's instances alive, and the stack with them.
        "NewInstancesProtectedFromScaleIn": false,
        "Tags": [
            { "Key": "Name", "Value": draft.physical(), "PropagateAtLaunch": true },
            // ECS adds this one; if the template did not have it, the next update would take it away.
            { "Key": "AmazonECSManaged", "Value": "true", "PropagateAtLaunch": true },
        ],
    });
    // While instances drain they must still reach ECS.
    let ways = network::ways_out(cluster, network::task_side(cluster));
    draft.resource_after(&group_id(index), "AWS::AutoScaling::AutoScalingGroup", &ways, properties);
}

/// The capacity provider of group `index`; gives the reference to it.
fn make_provider(draft: &mut Draft, index: usize) -> Value {
    let id = output::capacity_provider(index);
    let made = draft.resource(
        &id,
        "AWS::ECS::CapacityProvider",
        json!({
            "Name": provider_name(index),
            "AutoScalingGroupProvider": {
                // Despite its name it takes the group's name as well.
                "AutoScalingGroupArn": reference(&group_id(index)),
                "ManagedScaling": { "Status": "ENABLED", "TargetCapacity": 100 },
                "ManagedDraining": "ENABLED",
                // Protected instances would have to be terminated by hand before the group could be deleted.
                "ManagedTerminationProtection": "DISABLED",
            },
        }),
    );
    draft.output(&id, provider_name(index));
    made
}

/// A provider belongs to one group for life, so a replaced group needs a provider of another name.
fn provider_name(index: usize) -> Value {
    substitute(&format!("cp-${{{}}}", group_id(index)))
}

fn group_id(index: usize) -> String {
    format!("AutoScalingGroup{index}")
}
