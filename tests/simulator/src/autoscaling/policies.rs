//! Scaling policies.

use serde_json::{Value, json};

use super::targets::absent;
use super::validate;
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::{World, seconds};

/// PutScalingPolicy: makes one, or changes what is sent. Each put of a target tracking policy makes its alarms anew.
pub(super) fn put(world: &mut World, request: &Value) -> Answer {
    let (id, name) = (request.text("ResourceId").to_owned(), request.text("PolicyName").to_owned());
    if !world.autoscaling.targets.contains_key(&id) {
        return Err(absent(&id));
    }
    validate::policy(world, request)?;
    let old = world.autoscaling.policies.remove(&(id.clone(), name.clone()));
    let arn = match old.as_ref().map(|old| old.text("PolicyARN").to_owned()) {
        Some(arn) => arn,
        None => {
            let uuid = world.random.uuid();
            world.arn("autoscaling", &format!("scalingPolicy:{uuid}:resource/ecs/{id}:policyName/{name}"))
        }
    };
    let made = old.as_ref().map_or_else(|| json!(seconds(world.now)), |old| old["CreationTime"].clone());
    let mut policy = old.unwrap_or_else(|| json!({}));
    for (key, value) in request.as_object().into_iter().flatten() {
        policy[key] = value.clone();
    }
    let mut alarms = Vec::new();
    if policy.text("PolicyType") == "TargetTrackingScaling" {
        for kind in ["AlarmHigh", "AlarmLow"] {
            let alarm = format!("TargetTracking-{id}-{kind}-{}", world.random.uuid());
            alarms.push(json!({"AlarmARN": world.arn("cloudwatch", &format!("alarm:{alarm}")), "AlarmName": alarm}));
        }
    }
    policy["PolicyARN"] = json!(arn);
    policy["CreationTime"] = made;
    policy["Alarms"] = json!(alarms);
    world.autoscaling.policies.insert((id, name), policy);
    Ok(json!({"PolicyARN": arn, "Alarms": alarms}))
}

/// DeleteScalingPolicy.
pub(super) fn delete(world: &mut World, request: &Value) -> Answer {
    let (id, name) = (request.text("ResourceId").to_owned(), request.text("PolicyName").to_owned());
    match world.autoscaling.policies.remove(&(id.clone(), name.clone())) {
        Some(_) => Ok(json!({})),
        None => {
            let message =
                format!("No scaling policy found for service namespace: ecs, resource ID: {id}, policy name: {name}");
            Err(AwsError::new("ObjectNotFoundException", message))
        }
    }
}

/// DescribeScalingPolicies: those of one resource, or all.
pub(super) fn describe(world: &World, request: &Value) -> Value {
    let (id, names) = (request.text("ResourceId"), request.list("PolicyNames"));
    let wanted = |resource: &str, name: &str| {
        (id.is_empty() || id == resource) && (names.is_empty() || texts(names).any(|asked| asked == name))
    };
    let found = world.autoscaling.policies.iter().filter(|((resource, name), _)| wanted(resource, name));
    let found: Vec<Value> = found.map(|(_, policy)| told(world, policy)).collect();
    crate::page::page("ScalingPolicies", "NextToken", &found, request, "MaxResults", 50)
}

/// A policy with its alarms: those that a user has made for steps are known by what they act on.
fn told(world: &World, policy: &Value) -> Value {
    let mut policy = policy.clone();
    if policy.text("PolicyType") == "StepScaling" {
        policy["Alarms"] = json!(crate::cloudwatch::acting_on(world, policy.text("PolicyARN")));
    }
    policy
}
