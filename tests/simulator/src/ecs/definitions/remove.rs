//! DeregisterTaskDefinition and DeleteTaskDefinitions.

use std::time::Duration;

use serde_json::{Value, json};

use super::{find, find_mut};
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::{World, seconds};

/// Makes a revision inactive: what runs goes on, nothing new starts with it.
pub(in crate::ecs) fn deregister(world: &mut World, request: &Value) -> Answer {
    let now = seconds(world.now);
    let name = request.text("taskDefinition");
    if !name.contains(':') {
        return Err(AwsError::client("Invalid revision number. Number: ."));
    }
    let definition = find_mut(world, name);
    let definition = definition.ok_or_else(|| AwsError::client("The specified task definition does not exist."))?;
    match definition.text("status") {
        "ACTIVE" => {
            definition["status"] = json!("INACTIVE");
            definition["deregisteredAt"] = json!(now);
            Ok(json!({"taskDefinition": definition.clone()}))
        }
        "INACTIVE" => Ok(json!({"taskDefinition": definition.clone()})),
        _ => Err(AwsError::client("The specified task definition is being deleted.")),
    }
}

/// Begins to delete up to ten inactive revisions. They are gone when nothing uses them any more.
pub(in crate::ecs) fn delete(world: &mut World, request: &Value) -> Answer {
    let names = request.list("taskDefinitions");
    if names.is_empty() || names.len() > 10 {
        return Err(AwsError::parameter("taskDefinitions must have between 1 and 10 elements."));
    }
    let now = seconds(world.now);
    let (mut deleted, mut failures) = (Vec::new(), Vec::new());
    for name in texts(names) {
        let Some(definition) = find_mut(world, name) else {
            failures.push(json!({"arn": name, "reason": "The specified task definition does not exist."}));
            continue;
        };
        if definition.text("status") == "ACTIVE" {
            let reason = "The specified task definition is still in ACTIVE status. Please deregister the target and try \
                          again.";
            failures.push(json!({"arn": name, "reason": reason}));
            continue;
        }
        definition["status"] = json!("DELETE_IN_PROGRESS");
        definition["deleteRequestedAt"] = json!(now);
        deleted.push(definition.clone());
        let arn = definition.text("taskDefinitionArn").to_owned();
        forget(world, arn);
    }
    Ok(json!({"taskDefinitions": deleted, "failures": failures}))
}

fn forget(world: &mut World, arn: String) {
    world.later(Duration::from_mins(1), move |world| {
        let used = world.ecs.tasks.values().any(|task| task.definition == arn && task.status != "STOPPED")
            || world
                .ecs
                .services
                .values()
                .any(|service| service.status != "INACTIVE" && service.fields.text("taskDefinition") == arn);
        if used {
            return forget(world, arn);
        }
        let Some(definition) = find(world, &arn) else { return };
        let family = definition.text("family").to_owned();
        let revision = definition.number("revision").and_then(|revision| u32::try_from(revision).ok());
        if let (Some(revisions), Some(revision)) = (world.ecs.task_definitions.get_mut(&family), revision) {
            revisions.remove(&revision);
            if revisions.is_empty() {
                world.ecs.task_definitions.remove(&family);
            }
        }
        world.ecs.tags.remove(&arn);
    });
}
