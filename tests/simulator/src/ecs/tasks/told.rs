//! A task as the answers tell it.

use serde_json::{Value, json};

use super::super::{Task, definitions};
use super::execute;
use crate::world::{World, seconds};

/// The fields of DescribeTasks.
pub(super) fn told(world: &World, task: &Task, tags: bool) -> Value {
    let definition = definitions::find(world, &task.definition);
    let text = |key: &str| definition.map(|definition| definition[key].clone()).unwrap_or_default();
    let containers: Vec<Value> = task
        .containers
        .iter()
        .map(|container| {
            let mut told = json!({
                "containerArn": world.arn("ecs", &format!("container/{}/{}/{}", task.cluster, task.id, container.name)),
                "taskArn": task.arn,
                "name": container.name,
                "runtimeId": format!("{}-{}", task.id, task.created_at.as_secs()),
                "image": container.image,
                "lastStatus": container.status,
                "networkBindings": [],
                "networkInterfaces": [{"privateIpv4Address": task.address}],
                "healthStatus": container.health,
            });
            if task.executes {
                let status = execute::agent(world, task);
                told["managedAgents"] = json!([{"name": "ExecuteCommandAgent", "lastStatus": status}]);
            }
            if let Some(code) = container.exit_code {
                told["exitCode"] = json!(code);
            }
            if !container.reason.is_empty() {
                told["reason"] = json!(container.reason);
            }
            told
        })
        .collect();
    let mut told = json!({
        "taskArn": task.arn,
        "clusterArn": world.arn("ecs", &format!("cluster/{}", task.cluster)),
        "taskDefinitionArn": task.definition,
        "group": task.group,
        "desiredStatus": task.desired,
        "lastStatus": task.status,
        "healthStatus": task.health,
        "enableExecuteCommand": task.executes,
        "containers": containers,
        "launchType": task.launch_type,
        "cpu": text("cpu"),
        "memory": text("memory"),
        "connectivity": "CONNECTED",
        "version": task.version,
        "overrides": task.overrides,
        "attachments": attachments(task),
        "availabilityZone": world.network.subnets.get(&task.subnet).map(|subnet| subnet.zone.clone()),
        "createdAt": seconds(task.created_at),
    });
    let optional = [
        ("startedBy", &task.started_by),
        ("capacityProviderName", &task.capacity_provider),
        ("stopCode", &task.stop_code),
        ("stoppedReason", &task.stopped_reason),
    ];
    for (name, value) in optional.into_iter().filter(|(_, value)| !value.is_empty()) {
        told[name] = json!(value);
    }
    if let Some(instance) = &task.instance {
        told["containerInstanceArn"] = json!(instance);
    }
    if task.launch_type == "FARGATE" {
        told["platformVersion"] = json!("1.4.0");
        told["platformFamily"] = json!("Linux");
    }
    let times = [
        ("pullStoppedAt", task.pulled_at),
        ("connectivityAt", task.pulled_at),
        ("startedAt", task.started_at),
        ("stoppingAt", task.stopping_at),
        ("stoppedAt", task.stopped_at),
    ];
    for (name, at) in times {
        if let Some(at) = at {
            told[name] = json!(seconds(at));
        }
    }
    if tags {
        told["tags"] = json!(task.tags);
    }
    told
}

fn attachments(task: &Task) -> Value {
    if task.subnet.is_empty() {
        return json!([]);
    }
    let status = match task.status.as_str() {
        "PROVISIONING" => "ATTACHING",
        "STOPPED" => "DELETED",
        _ => "ATTACHED",
    };
    json!([{
        "id": task.id,
        "type": "ElasticNetworkInterface",
        "status": status,
        "details": [
            {"name": "subnetId", "value": task.subnet},
            {"name": "privateIPv4Address", "value": task.address},
        ],
    }])
}
