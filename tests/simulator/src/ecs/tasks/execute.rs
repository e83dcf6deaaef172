//! ExecuteCommand.

use serde_json::{Value, json};

use super::super::{Task, clusters};
use super::query::find;
use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

/// Opens a session in a container of a task that runs.
pub(in crate::ecs) fn execute(world: &mut World, request: &Value) -> Answer {
    let cluster = clusters::find(world, request)?.name.clone();
    if request.text("command").is_empty() {
        return Err(AwsError::parameter("command must not be empty."));
    }
    if !request.truth("interactive") {
        return Err(AwsError::parameter("Interactive is the only mode supported currently."));
    }
    let Some(task) = find(world, &cluster, request.text("task")).filter(|task| task.status == "RUNNING") else {
        let message = "The execute command failed due to an internal error. The task is not running.";
        return Err(AwsError::parameter(message));
    };
    if !task.executes {
        let message = "The execute command failed because execute command was not enabled when the task was run or the \
                       execute command agent isn’t running. Wait and try again or run a new task with execute command enabled \
                       and try again.";
        return Err(AwsError::parameter(message));
    }
    let asked = request.text("container");
    if asked.is_empty() && task.containers.len() > 1 {
        let message = "A container name must be specified for tasks with more than one container.";
        return Err(AwsError::parameter(message));
    }
    let container = task.containers.iter().find(|held| asked.is_empty() || held.name == asked);
    let Some(container) = container.map(|container| container.name.clone()) else {
        return Err(AwsError::parameter("The container does not exist in the task."));
    };
    if agent(world, task) != "RUNNING" {
        let message = "The execute command failed due to an internal error. Try again later.";
        return Err(AwsError::new("TargetNotConnectedException", message));
    }
    let (arn, id) = (task.arn.clone(), task.id.clone());
    let session = format!("ecs-execute-command-{}", world.random.suffix(17).to_lowercase());
    let token = world.random.hex(32);
    let region = &world.region;
    Ok(json!({
        "clusterArn": world.arn("ecs", &format!("cluster/{cluster}")),
        "containerArn": world.arn("ecs", &format!("container/{cluster}/{id}/{container}")),
        "containerName": container,
        "interactive": true,
        "session": {
            "sessionId": session,
            "streamUrl": format!("wss://ssmmessages.{region}.amazonaws.com/v1/data-channel/{session}?role=publish_subscribe"),
            "tokenValue": token,
        },
        "taskArn": arn,
    }))
}

/// The state of the agent that opens sessions: it starts with its task, where the task role lets it speak to Systems
/// Manager.
pub(super) fn agent(world: &World, task: &Task) -> &'static str {
    let Some(definition) = world.ecs.definition(&task.definition) else { return "STOPPED" };
    let Some(role) = world.iam.roles.get(definition.text("taskRoleArn")) else { return "STOPPED" };
    // Policies that are kept elsewhere than in the role are not looked into.
    let allowed = role.policies.to_string();
    let needed = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
    let may = needed.iter().all(|action| allowed.contains(&format!("ssmmessages:{action}")));
    match task.status.as_str() {
        "RUNNING" if may => "RUNNING",
        "RUNNING" => "STOPPED",
        _ => "PENDING",
    }
}
