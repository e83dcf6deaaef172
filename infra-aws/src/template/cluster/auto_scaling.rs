//! Auto Scaling groups and the capacity providers before them.

use infra_core::blueprint::ClusterBlueprint;
use infra_core::declaration::{AutoScalingGroup, Provider};
use serde_json::{Value, json};

use super::{CLUSTER, FARGATE_PROVIDERS, instance, network, provider_of, strategy_item};
use crate::template::draft::Draft;
use crate::template::intrinsic::{attribute, reference, substitute};
use crate::template::output;

/// A group and a provider for each of the strategy's instance types; nothing on Fargate.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint) {
    let groups: Vec<_> = cluster
        .capacity
        .iter()
        .filter_map(|provider| match provider {
            Provider::Ec2(group) => Some((output::id(&provider.called()), provider, group)),
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
    for (id, provider, group) in groups {
        make_group(draft, cluster, &id, group);
        names.push(make_provider(draft, &id, &provider.called()));
    }
    let strategy = cluster.shares().into_iter().map(|share| {
        let name = match provider_of(cluster, share.place) {
            Ok(fargate) => json!(fargate),
            Err(name) => reference(&output::capacity_provider(&name)),
        };
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

fn make_group(draft: &mut Draft, cluster: &ClusterBlueprint, id: &str, group: &AutoScalingGroup) {
    let template = format!("LaunchTemplate{id}");
    instance::make_launch_template(draft, cluster, &template, &format!("ImageId{id}"), group.type_at(0));
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
    draft.resource_after(&group_id(id), "AWS::AutoScaling::AutoScalingGroup", &ways, properties);
}

/// The capacity provider before the group `id`; gives the reference to it.
fn make_provider(draft: &mut Draft, id: &str, called: &str) -> Value {
    let provider = output::capacity_provider(called);
    let made = draft.resource(
        &provider,
        "AWS::ECS::CapacityProvider",
        json!({
            "Name": provider_name(id),
            "AutoScalingGroupProvider": {
                // Despite its name it takes the group's name as well.
                "AutoScalingGroupArn": reference(&group_id(id)),
                "ManagedScaling": { "Status": "ENABLED", "TargetCapacity": 100 },
                "ManagedDraining": "ENABLED",
                // Protected instances would have to be terminated by hand before the group could be deleted.
                "ManagedTerminationProtection": "DISABLED",
            },
        }),
    );
    draft.output(&provider, provider_name(id));
    made
}

/// A provider belongs to one group for life, so a replaced group needs a provider of another name.
fn provider_name(id: &str) -> Value {
    substitute(&format!("cp-${{{}}}", group_id(id)))
}

fn group_id(id: &str) -> String {
    format!("AutoScalingGroup{id}")
}
