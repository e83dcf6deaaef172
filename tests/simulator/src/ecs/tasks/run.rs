//! RunTask and StopTask.

use serde_json::{Value, json};

use super::super::scheduler::{self, Placing};
use super::super::{clusters, definitions, volumes};
use super::end::{Why, stop};
use super::make::{Origin, make};
use super::query::find;
use super::told::told;
use crate::error::{Answer, AwsError};
use crate::script::Capacity;
use crate::text::Request;
use crate::world::World;

/// RunTask: one to ten tasks. With a client token that was used before it answers the tasks of then.
pub(in crate::ecs) fn run(world: &mut World, request: &Value) -> Answer {
    let cluster = clusters::find(world, request)?.clone();
    let token = request.text("clientToken").to_owned();
    let repeated = world.ecs.tasks.values().filter(|task| !token.is_empty() && task.token == token);
    let repeated: Vec<Value> = repeated.map(|task| told(world, task, true)).collect();
    if !repeated.is_empty() {
        return Ok(json!({"tasks": repeated, "failures": []}));
    }
    let definition = definitions::find(world, request.text("taskDefinition"));
    let definition = definition.ok_or_else(|| AwsError::client("TaskDefinition not found."))?.clone();
    if definition.text("status") != "ACTIVE" {
        return Err(AwsError::client("TaskDefinition is inactive"));
    }
    let network = request.get("networkConfiguration").cloned().unwrap_or_default();
    if definition.text("networkMode") == "awsvpc" && !network.is_object() {
        let message = "Network Configuration must be provided when networkMode 'awsvpc' is specified.";
        return Err(AwsError::parameter(message));
    }
    if definition.text("networkMode") != "awsvpc" && network.is_object() {
        let message = "Network Configuration is not valid for the given networkMode of this task definition.";
        return Err(AwsError::parameter(message));
    }
    volumes::check_configurations(world, &definition, request.list("volumeConfigurations"))?;
    for override_ in
        request.get("overrides").map(|overrides| overrides.list("containerOverrides")).into_iter().flatten()
    {
        let name = override_.text("name");
        if !definition.list("containerDefinitions").iter().any(|held| held.text("name") == name) {
            let message = format!("Override for container named {name} is not a container in the TaskDefinition.");
            return Err(AwsError::parameter(message));
        }
    }
    let family = definition.text("family").to_owned();
    if let Some(capacity) = world.scripts.capacity(&family) {
        return no_capacity(world, capacity);
    }
    let group = match request.text("group") {
        "" => format!("family:{family}"),
        group => group.to_owned(),
    };
    let mut tags = request.list("tags").to_vec();
    if request.text("propagateTags") == "TASK_DEFINITION" {
        let of_definition = world.ecs.tags.get(definition.text("taskDefinitionArn")).cloned().unwrap_or_default();
        tags.extend(of_definition.into_iter().filter(|tag| !request.list("tags").contains(tag)));
    }
    let mut tasks = Vec::new();
    let mut failures = Vec::new();
    for _ in 0..request.number("count").unwrap_or(1).clamp(1, 10) {
        let place = match scheduler::place(world, &cluster.name, &definition, request) {
            Placing::At(place) => place,
            Placing::Wait => scheduler::waiting_place(world, request),
            Placing::None(reason) => {
                failures.push(json!({"arn": cluster.arn, "reason": reason}));
                continue;
            }
        };
        let origin = Origin {
            cluster: &cluster.name,
            definition: &definition,
            group: group.clone(),
            started_by: request.text("startedBy").to_owned(),
            service: None,
            network: &network,
            place,
            overrides: request.get("overrides").cloned().unwrap_or_else(|| json!({})),
            tags: tags.clone(),
            token: token.clone(),
            executes: request.truth("enableExecuteCommand"),
        };
        tasks.push(make(world, origin));
    }
    let tasks: Vec<Value> =
        tasks.iter().filter_map(|arn| world.ecs.tasks.get(arn)).map(|task| told(world, task, true)).collect();
    Ok(json!({"tasks": tasks, "failures": failures}))
}

fn no_capacity(world: &World, capacity: &Capacity) -> Answer {
    match capacity {
        Capacity::FargateUnavailable | Capacity::VcpuQuota => Err(AwsError::client(capacity.failure())),
        Capacity::NoInstances => Err(AwsError::parameter("No Container Instances were found in your cluster.")),
        Capacity::Insufficient(_) => {
            let arn = world.ecs.container_instances.keys().next().cloned();
            let arn = arn.unwrap_or_else(|| world.arn("ecs", "container-instance/unknown"));
            Ok(json!({"tasks": [], "failures": [{"arn": arn, "reason": capacity.failure()}]}))
        }
    }
}

/// StopTask.
pub(in crate::ecs) fn stop_task(world: &mut World, request: &Value) -> Answer {
    let cluster = clusters::find(world, request)?.name.clone();
    let missing = || AwsError::parameter("The referenced task was not found.");
    let arn = find(world, &cluster, request.text("task")).ok_or_else(missing)?.arn.clone();
    let reason = match request.text("reason") {
        "" => "Task stopped by user".to_owned(),
        reason => reason.to_owned(),
    };
    stop(world, &arn, Why { code: "UserInitiated", reason });
    let task = world.ecs.tasks.get(&arn).ok_or_else(missing)?;
    Ok(json!({"task": told(world, task, true)}))
}
