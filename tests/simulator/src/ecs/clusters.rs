//! The operations on clusters and their container instances.

use serde_json::{Value, json};

use super::{Cluster, ContainerInstance};
use crate::error::{Answer, AwsError};
use crate::page::page;
use crate::text::{Request, texts};
use crate::world::{World, seconds};

/// The name in the name or ARN of a cluster; `default` where none is given.
pub(super) fn name_of(cluster: &str) -> &str {
    match cluster.rsplit('/').next().unwrap_or_default() {
        "" => "default",
        name => name,
    }
}

/// The cluster that a request names.
pub(super) fn find<'world>(world: &'world World, request: &Value) -> Result<&'world Cluster, AwsError> {
    let cluster = world.ecs.clusters.get(name_of(request.text("cluster")));
    cluster
        .filter(|cluster| cluster.status == "ACTIVE")
        .ok_or_else(|| AwsError::new("ClusterNotFoundException", "Cluster not found."))
}

/// DescribeClusters.
pub(super) fn describe(world: &World, request: &Value) -> Value {
    let asked = request.list("clusters");
    let names: Vec<&str> = if asked.is_empty() { vec!["default"] } else { texts(asked).collect() };
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for name in names {
        match world.ecs.clusters.get(name_of(name)) {
            Some(cluster) => found.push(told(world, cluster)),
            None => {
                let arn = world.arn("ecs", &format!("cluster/{}", name_of(name)));
                failures.push(json!({"arn": arn, "reason": "MISSING"}));
            }
        }
    }
    json!({"clusters": found, "failures": failures})
}

fn told(world: &World, cluster: &Cluster) -> Value {
    let tasks = |status: &str| {
        world.ecs.tasks.values().filter(|task| task.cluster == cluster.name && task.status == status).count()
    };
    let services = world.ecs.services.values();
    let services = services.filter(|service| service.cluster == cluster.name && service.status == "ACTIVE").count();
    let instances = world.ecs.container_instances.values();
    json!({
        "clusterArn": cluster.arn,
        "clusterName": cluster.name,
        "status": cluster.status,
        "registeredContainerInstancesCount": instances.filter(|held| held.cluster == cluster.name).count(),
        "runningTasksCount": tasks("RUNNING"),
        "pendingTasksCount": tasks("PENDING") + tasks("PROVISIONING") + tasks("ACTIVATING"),
        "activeServicesCount": services,
        "statistics": [],
        "tags": cluster.tags,
        "settings": cluster.settings,
        "capacityProviders": cluster.capacity_providers,
        "defaultCapacityProviderStrategy": cluster.default_strategy,
    })
}

/// ListContainerInstances.
pub(super) fn list_instances(world: &World, request: &Value) -> Answer {
    let cluster = find(world, request)?;
    let status = request.text("status");
    let found = world.ecs.container_instances.values();
    let found = found.filter(|held| held.cluster == cluster.name && (status.is_empty() || held.status == status));
    let found: Vec<Value> = found.map(|held| json!(held.arn)).collect();
    Ok(page("containerInstanceArns", "nextToken", &found, request, "maxResults", 100))
}

/// DescribeContainerInstances.
pub(super) fn describe_instances(world: &World, request: &Value) -> Answer {
    find(world, request)?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for name in texts(request.list("containerInstances")) {
        match world.ecs.container_instances.values().find(|held| held.arn.ends_with(name)) {
            Some(held) => found.push(told_instance(world, held)),
            None => failures.push(json!({"arn": name, "reason": "MISSING"})),
        }
    }
    Ok(json!({"containerInstances": found, "failures": failures}))
}

fn told_instance(world: &World, held: &ContainerInstance) -> Value {
    let tasks = world.ecs.tasks.values().filter(|task| task.instance.as_ref() == Some(&held.arn));
    let running = tasks.filter(|task| task.status == "RUNNING").count();
    let resources = |cpu: u32, memory: u32| {
        json!([
            {"name": "CPU", "type": "INTEGER", "integerValue": cpu},
            {"name": "MEMORY", "type": "INTEGER", "integerValue": memory},
        ])
    };
    let (cpu, memory) = super::scheduler::remaining(world, held);
    json!({
        "containerInstanceArn": held.arn,
        "ec2InstanceId": held.instance,
        "capacityProviderName": held.capacity_provider,
        "status": held.status,
        "agentConnected": true,
        "runningTasksCount": running,
        "registeredResources": resources(held.cpu, held.memory),
        "remainingResources": resources(cpu, memory),
        "registeredAt": seconds(held.registered_at),
    })
}

/// UpdateCapacityProvider.
pub(super) fn update_provider(world: &mut World, request: &Value) -> Answer {
    let missing = || AwsError::client("The specified capacity provider does not exist.");
    let provider = world.ecs.capacity_providers.get_mut(request.text("name")).ok_or_else(missing)?;
    let wanted = request["autoScalingGroupProvider"].text("managedTerminationProtection");
    if !wanted.is_empty() {
        provider.properties["AutoScalingGroupProvider"]["ManagedTerminationProtection"] = json!(wanted);
    }
    Ok(json!({"capacityProvider": {"capacityProviderArn": provider.arn, "name": provider.name, "status": "ACTIVE"}}))
}

/// DescribeCapacityProviders: those with some names, or all.
pub(super) fn describe_providers(world: &World, request: &Value) -> Value {
    let names = request.list("capacityProviders");
    let wanted = |name: &str| names.is_empty() || texts(names).any(|asked| asked == name);
    let held = world.ecs.capacity_providers.values().filter(|provider| wanted(&provider.name));
    let found = held.map(|provider| {
        let mut told = json!({"capacityProviderArn": provider.arn, "name": provider.name, "status": "ACTIVE"});
        let group = provider.auto_scaling_group.as_ref().and_then(|name| world.auto_scaling_groups.get(name));
        if let Some(group) = group {
            told["autoScalingGroupProvider"] = json!({"autoScalingGroupArn": group.arn});
        }
        told
    });
    let of_fargate = ["FARGATE", "FARGATE_SPOT"].into_iter().filter(|name| wanted(name));
    let of_fargate = of_fargate.map(|name| {
        let arn = world.arn("ecs", &format!("capacity-provider/{name}"));
        json!({"capacityProviderArn": arn, "name": name, "status": "ACTIVE"})
    });
    let found: Vec<Value> = of_fargate.chain(found).collect();
    let missing = texts(names).filter(|name| !found.iter().any(|held| held.text("name") == *name));
    let failures: Vec<Value> = missing.map(|name| json!({"arn": name, "reason": "MISSING"})).collect();
    json!({"capacityProviders": found, "failures": failures})
}
