//! Scalable targets.

use std::time::Duration;

use serde_json::{Value, json};

use super::validate;
use crate::ecs;
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::{World, seconds};

/// RegisterScalableTarget: makes one, or changes what is sent.
pub(super) fn register(world: &mut World, request: &Value) -> Answer {
    let id = request.text("ResourceId").to_owned();
    let mut parts = id.splitn(3, '/');
    let (_, cluster, service) = (parts.next(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if !ecs::is_active(world, cluster, service) {
        return Err(AwsError::new("ValidationException", format!("ECS service doesn't exist: {id}")));
    }
    let old = world.autoscaling.targets.get(&id);
    let capacity = |key: &str| request.number(key).or_else(|| old.and_then(|old| old.number(key)));
    let (Some(minimum), Some(maximum)) = (capacity("MinCapacity"), capacity("MaxCapacity")) else {
        return Err(AwsError::new("ValidationException", "Both MinCapacity and MaxCapacity must be specified."));
    };
    validate::capacity(Some(minimum), Some(maximum))?;
    let none = json!({
        "DynamicScalingInSuspended": false, "DynamicScalingOutSuspended": false, "ScheduledScalingSuspended": false
    });
    let mut suspended = old.map_or(none, |old| old["SuspendedState"].clone());
    for (key, value) in request.get("SuspendedState").and_then(Value::as_object).into_iter().flatten() {
        suspended[key] = value.clone();
    }
    let made = old.map_or_else(|| json!(seconds(world.now)), |old| old["CreationTime"].clone());
    let arn = old.map_or_else(|| Value::Null, |old| old["ScalableTargetARN"].clone());
    let arn = match arn {
        Value::String(arn) => arn,
        _ => {
            let suffix = world.random.hex(24);
            world.arn("application-autoscaling", &format!("scalable-target/0ec5{suffix}"))
        }
    };
    let role = format!(
        "arn:aws:iam::{}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/\
         AWSServiceRoleForApplicationAutoScaling_ECSService",
        world.account
    );
    let target = json!({
        "ServiceNamespace": "ecs",
        "ResourceId": id,
        "ScalableDimension": "ecs:service:DesiredCount",
        "MinCapacity": minimum,
        "MaxCapacity": maximum,
        "RoleARN": role,
        "CreationTime": made,
        "SuspendedState": suspended,
        "ScalableTargetARN": arn,
    });
    world.autoscaling.targets.insert(id.clone(), target);
    bring_inside(world, &id, Duration::from_secs(5));
    Ok(json!({"ScalableTargetARN": arn}))
}

/// A service that is outside the bounds of its target is brought inside after a while.
pub(super) fn bring_inside(world: &mut World, id: &str, wait: Duration) {
    let id = id.to_owned();
    world.after(wait, move |world| {
        let Some(target) = world.autoscaling.targets.get(&id) else { return };
        let bound = |key: &str| target.number(key).and_then(|count| u32::try_from(count).ok()).unwrap_or_default();
        let (minimum, maximum) = (bound("MinCapacity"), bound("MaxCapacity"));
        let mut parts = id.splitn(3, '/').skip(1);
        let (cluster, service) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        ecs::clamp(world, cluster, service, minimum, maximum);
    });
}

/// DeregisterScalableTarget: its policies and scheduled actions go with it.
pub(super) fn deregister(world: &mut World, request: &Value) -> Answer {
    let id = request.text("ResourceId");
    if world.autoscaling.targets.remove(id).is_none() {
        return Err(absent(id));
    }
    world.autoscaling.policies.retain(|(resource, _), _| resource != id);
    world.autoscaling.times.retain(|(resource, _), _| resource != id);
    Ok(json!({}))
}

/// DescribeScalableTargets.
pub(super) fn describe(world: &World, request: &Value) -> Value {
    let ids = request.list("ResourceIds");
    let found =
        world.autoscaling.targets.iter().filter(|(id, _)| ids.is_empty() || texts(ids).any(|asked| asked == *id));
    let found: Vec<Value> = found.map(|(_, target)| target.clone()).collect();
    crate::page::page("ScalableTargets", "NextToken", &found, request, "MaxResults", 50)
}

/// The error of a target that is not registered.
pub(super) fn absent(id: &str) -> AwsError {
    let message = format!(
        "No scalable target found for service namespace: ecs, resource ID: {id}, scalable dimension: \
         ecs:service:DesiredCount"
    );
    AwsError::new("ObjectNotFoundException", message)
}
