//! Scheduled actions. The schedules themselves are not read: a test says when one is due.

use std::time::Duration;

use serde_json::{Value, json};

use super::targets::{absent, bring_inside};
use super::validate;
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::{World, seconds};

/// PutScheduledAction: makes one, or changes what is sent.
pub(super) fn put(world: &mut World, request: &Value) -> Answer {
    let (id, name) = (request.text("ResourceId").to_owned(), request.text("ScheduledActionName").to_owned());
    if !world.autoscaling.targets.contains_key(&id) {
        return Err(absent(&id));
    }
    if name.is_empty() || name.contains([':', '/', '|']) {
        return Err(validate::refused("the name of a scheduled action has no `:`, `/` and `|`"));
    }
    let old = world.autoscaling.times.remove(&(id.clone(), name.clone()));
    let is_new = old.is_none();
    let mut action = old.clone().unwrap_or_else(|| json!({"CreationTime": seconds(world.now)}));
    for (key, value) in request.as_object().into_iter().flatten() {
        action[key] = value.clone();
    }
    let bound = |key: &str| action["ScalableTargetAction"].number(key);
    let checked = validate::schedule(action.text("Schedule"))
        .and_then(|()| validate::capacity(bound("MinCapacity"), bound("MaxCapacity")));
    if let Err(error) = checked {
        if let Some(old) = old {
            world.autoscaling.times.insert((id, name), old);
        }
        return Err(error);
    }
    if is_new {
        let uuid = world.random.uuid();
        let resource = format!("scheduledAction:{uuid}:resource/ecs/{id}:scheduledActionName/{name}");
        action["ScheduledActionARN"] = json!(world.arn("autoscaling", &resource));
    }
    world.autoscaling.times.insert((id, name), action);
    Ok(json!({}))
}

/// DeleteScheduledAction.
pub(super) fn delete(world: &mut World, request: &Value) -> Answer {
    let (id, name) = (request.text("ResourceId").to_owned(), request.text("ScheduledActionName").to_owned());
    match world.autoscaling.times.remove(&(id.clone(), name.clone())) {
        Some(_) => Ok(json!({})),
        None => {
            let message =
                format!("No scheduled action found for service namespace: ecs, resource ID: {id}, name: {name}");
            Err(AwsError::new("ObjectNotFoundException", message))
        }
    }
}

/// DescribeScheduledActions: those of one resource, or all.
pub(super) fn describe(world: &World, request: &Value) -> Value {
    let (id, names) = (request.text("ResourceId"), request.list("ScheduledActionNames"));
    let wanted = |resource: &str, name: &str| {
        (id.is_empty() || id == resource) && (names.is_empty() || texts(names).any(|asked| asked == name))
    };
    let found = world.autoscaling.times.iter().filter(|((resource, name), _)| wanted(resource, name));
    let found: Vec<Value> = found.map(|(_, action)| action.clone()).collect();
    crate::page::page("ScheduledActions", "NextToken", &found, request, "MaxResults", 50)
}

/// The time of every scheduled action of a service with this schedule has come.
pub(crate) fn due(world: &mut World, resource: &str, schedule: &str) {
    let actions = world.autoscaling.times.iter();
    let due = actions.filter(|((id, _), action)| id == resource && action.text("Schedule") == schedule);
    let ranges: Vec<Value> = due.map(|(_, action)| action["ScalableTargetAction"].clone()).collect();
    for range in ranges {
        let Some(target) = world.autoscaling.targets.get_mut(resource) else { return };
        for key in ["MinCapacity", "MaxCapacity"] {
            if let Some(bound) = range.get(key) {
                target[key] = bound.clone();
            }
        }
        bring_inside(world, resource, Duration::ZERO);
    }
}
