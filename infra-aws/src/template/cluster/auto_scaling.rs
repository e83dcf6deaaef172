//! Auto Scaling groups.

use infra_core::blueprint::{CapacityPlace, ClusterBlueprint};
use infra_core::declaration::{AutoScalingGroup, OperatingSystem, Placement, Provider, ScaleInstancesAt};
use serde_json::{Value, json};

use super::{instance, launch_template, network, recurrence};
use crate::template::draft::Draft;
use crate::template::intrinsic::{attribute, comma_joined, reference};
use crate::template::output;

/// The groups of a cluster, each with what new instances start from; nothing where none is declared.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint) {
    let mut protected = Vec::new();
    for (at, provider) in cluster.capacity.iter().enumerate() {
        let Provider::Ec2(group) = provider else { continue };
        let id = output::provider_id(provider);
        make_group(draft, cluster, &id, (at, group));
        for (number, action) in (1..).zip(group.scale_at) {
            make_scheduled(draft, &id, number, action);
        }
        if let Some(percent) = group.predictive {
            make_forecast(draft, &id, percent, group.warm_up_seconds);
        }
        if group.protect_scale_in {
            protected.push(reference(&group_id(&id)));
        }
    }
    if !protected.is_empty() {
        draft.output(output::PROTECTED_GROUPS, comma_joined(&json!(protected)));
    }
}

fn make_group(draft: &mut Draft, cluster: &ClusterBlueprint, id: &str, (at, group): (usize, &AutoScalingGroup)) {
    let template = format!("LaunchTemplate{id}");
    launch_template::make(draft, cluster, (&template, id), (group, runs_windows(cluster, at)));
    let subnets = network::task_subnets(draft, cluster);
    let mut properties = json!({
        "MinSize": group.instances.min.to_string(),
        "MaxSize": group.instances.max.to_string(),
        "VPCZoneIdentifier": match group.placement {
            // A cluster placement group lies in one zone.
            Some(Placement::Cluster) => json!([first(&subnets)]),
            _ => subnets,
        },
        "HealthCheckType": "EC2",
        "NewInstancesProtectedFromScaleIn": group.protect_scale_in,
        "Tags": [
            { "Key": "Name", "Value": draft.physical(), "PropagateAtLaunch": true },
            // ECS adds this one; if the template did not have it, the next update would take it away.
            { "Key": "AmazonECSManaged", "Value": "true", "PropagateAtLaunch": true },
        ],
    });
    let template = json!({
        "LaunchTemplateId": reference(&template),
        "Version": attribute(&template, "LatestVersionNumber"),
    });
    if group.spot || !group.types.is_empty() {
        properties["MixedInstancesPolicy"] = mixed(group, template);
    } else {
        properties["LaunchTemplate"] = template;
    }
    if !group.termination.is_empty() {
        let policies = group.termination.iter().map(|policy| camel(policy.word()));
        properties["TerminationPolicies"] = policies.collect::<Vec<_>>().into();
    }
    if let Some(placement) = group.placement {
        properties["PlacementGroup"] = make_placement_group(draft, id, &placement);
    }
    // While instances drain they must still reach ECS.
    let ways = network::ways_out(cluster, network::task_side(cluster));
    draft.resource_after(&group_id(id), "AWS::AutoScaling::AutoScalingGroup", &ways, properties);
}

/// Several types, or spot instances: on demand the first type that is there, and of spot instances the cheapest of those
/// that are least likely to be taken back.
fn mixed(group: &AutoScalingGroup, template: Value) -> Value {
    let types = (0..group.type_count()).map(|at| json!({ "InstanceType": group.type_at(at) }));
    json!({
        "LaunchTemplate": { "LaunchTemplateSpecification": template, "Overrides": types.collect::<Vec<_>>() },
        "InstancesDistribution": {
            "OnDemandAllocationStrategy": "prioritized",
            "OnDemandBaseCapacity": group.on_demand_base,
            "OnDemandPercentageAboveBaseCapacity": if group.spot { 0 } else { 100 },
            "SpotAllocationStrategy": "price-capacity-optimized",
        },
    })
}

fn make_placement_group(draft: &mut Draft, id: &str, placement: &Placement) -> Value {
    let mut properties = json!({ "Strategy": placement.word() });
    if let Placement::Partition(partitions) = placement {
        properties["PartitionCount"] = json!(partitions.count);
    }
    draft.resource(&format!("PlacementGroup{id}"), "AWS::EC2::PlacementGroup", properties)
}

/// Another range from a certain time on. ECS goes on to scale between the bounds.
fn make_scheduled(draft: &mut Draft, id: &str, number: usize, action: &ScaleInstancesAt) {
    let mut properties = json!({
        "AutoScalingGroupName": reference(&group_id(id)),
        "MinSize": action.instances.min,
        "MaxSize": action.instances.max,
    });
    match recurrence::of(action.schedule) {
        recurrence::When::Again(recurrence) => {
            properties["Recurrence"] = json!(recurrence);
            properties["TimeZone"] = json!(action.zone.unwrap_or("UTC"));
        }
        recurrence::When::Once(time) => properties["StartTime"] = json!(time),
    }
    draft.resource(&format!("ScheduledAction{id}{number}"), "AWS::AutoScaling::ScheduledAction", properties);
}

/// Instances before the load comes. It only ever adds; what ECS's own policy scales by goes on beside it.
fn make_forecast(draft: &mut Draft, id: &str, percent: u32, warm_up_seconds: u32) {
    let properties = json!({
        "AutoScalingGroupName": reference(&group_id(id)),
        "PolicyType": "PredictiveScaling",
        "PredictiveScalingConfiguration": {
            "Mode": "ForecastAndScale",
            "SchedulingBufferTime": warm_up_seconds.min(LONGEST_BUFFER),
            "MaxCapacityBreachBehavior": "HonorMaxCapacity",
            "MetricSpecifications": [{
                "TargetValue": percent,
                "PredefinedMetricPairSpecification": { "PredefinedMetricType": "ASGCPUUtilization" },
            }],
        },
    });
    draft.resource(&format!("Forecast{id}"), "AWS::AutoScaling::ScalingPolicy", properties);
}

/// The earliest that instances are started before the hour for which they are needed, in seconds.
const LONGEST_BUFFER: u32 = 3_600;

/// Whether workloads that may be placed on a group ask for Windows.
fn runs_windows(cluster: &ClusterBlueprint, at: usize) -> bool {
    cluster.workloads.iter().any(|workload| {
        let is_placed = cluster.shares_of(workload).iter().any(|share| share.place == CapacityPlace::Group(at));
        is_placed && workload.runtime.os != OperatingSystem::Linux
    })
}

/// The first one of a list of subnets.
fn first(subnets: &Value) -> Value {
    match subnets.as_array().and_then(|subnets| subnets.first()) {
        Some(first) => first.clone(),
        None => json!({ "Fn::Select": [0, subnets] }),
    }
}

/// A word of the language as AWS spells it: `OldestInstance`.
fn camel(word: &str) -> String {
    output::id(word)
}

/// The logical id of a group.
pub(super) fn group_id(id: &str) -> String {
    format!("AutoScalingGroup{id}")
}

/// What instances of all groups have in common, where there is a group or Managed Instances.
pub(super) fn make_shared(draft: &mut Draft, cluster: &ClusterBlueprint) {
    if cluster.capacity.iter().any(|provider| !provider.is_fargate()) {
        instance::make_shared(draft, cluster);
    }
}
