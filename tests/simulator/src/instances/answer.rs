//! The operations.

use serde_json::{Value, json};

use super::{refresh, told};
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::{World, seconds};

/// Answers an operation.
pub(crate) fn answer(world: &mut World, operation: &str, request: &Value) -> Answer {
    match operation {
        "DescribeAutoScalingGroups" => Ok(groups(world, request)),
        "DescribeScalingActivities" => activities(world, request),
        "UpdateAutoScalingGroup" => update(world, request),
        "SetInstanceProtection" => protect(world, request),
        "StartInstanceRefresh" => refresh::start(world, request),
        "CancelInstanceRefresh" => refresh::cancel(world, request),
        "DescribeInstanceRefreshes" => refresh::describe(world, request),
        _ => Err(AwsError::unknown_operation("autoscaling", operation)),
    }
}

fn groups(world: &World, request: &Value) -> Value {
    let names = request.list("AutoScalingGroupNames");
    let wanted = |name: &str| names.is_empty() || texts(names).any(|asked| asked == name);
    let found = world.auto_scaling_groups.keys().filter(|name| wanted(name));
    let found: Vec<Value> = found.filter_map(|name| told(world, name)).collect();
    json!({ "AutoScalingGroups": found })
}

/// The name of the group that a request is about.
pub(super) fn group(world: &World, request: &Value) -> Result<String, AwsError> {
    let name = request.text("AutoScalingGroupName");
    if world.auto_scaling_groups.contains_key(name) {
        return Ok(name.to_owned());
    }
    Err(AwsError::validation(format!("AutoScalingGroup name not found - AutoScalingGroup '{name}' not found")))
}

/// What a group did, the latest first.
fn activities(world: &World, request: &Value) -> Answer {
    let name = group(world, request)?;
    let held = world.auto_scaling_groups.get(&name).map(|group| group.activities.as_slice()).unwrap_or_default();
    let most = request.text("MaxRecords").parse().unwrap_or(100);
    let told = held.iter().take(most).map(|activity| {
        json!({
            "AutoScalingGroupName": name,
            "StatusCode": activity.status,
            "Description": activity.description,
            "StatusMessage": activity.message,
            "StartTime": seconds(activity.at),
        })
    });
    Ok(json!({ "Activities": told.collect::<Vec<_>>() }))
}

fn update(world: &mut World, request: &Value) -> Answer {
    let name = group(world, request)?;
    if let Some(group) = world.auto_scaling_groups.get_mut(&name) {
        match request.text("NewInstancesProtectedFromScaleIn") {
            "" => {}
            protected => group.new_protected = protected == "true",
        }
    }
    Ok(json!({}))
}

/// Protects instances from scaling in, up to 50 a call, or no longer.
fn protect(world: &mut World, request: &Value) -> Answer {
    let name = group(world, request)?;
    let ids: Vec<String> = texts(request.list("InstanceIds")).map(str::to_owned).collect();
    if ids.is_empty() || ids.len() > 50 {
        return Err(AwsError::validation("The number of instance ids must be between 1 and 50."));
    }
    let on = request.text("ProtectedFromScaleIn") == "true";
    let busy = if on { Vec::new() } else { super::held_by_ecs(world, &name) };
    let Some(group) = world.auto_scaling_groups.get_mut(&name) else { return Ok(json!({})) };
    if let Some(foreign) = ids.iter().find(|id| !group.instances.contains(id)) {
        return Err(AwsError::validation(format!("The instance {foreign} is not part of Auto Scaling group {name}.")));
    }
    for id in ids {
        if on {
            group.protected.insert(id);
        } else if !busy.contains(&id) {
            group.protected.remove(&id);
        }
    }
    Ok(json!({}))
}
