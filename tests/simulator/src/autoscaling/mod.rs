//! Application Auto Scaling: scalable targets, scaling policies and scheduled actions.

mod policies;
mod targets;
mod times;
mod validate;

use std::collections::BTreeMap;

use serde_json::Value;

pub(crate) use times::due;

use crate::error::{Answer, AwsError};
use crate::world::World;

/// What scales. The keys are the resource, as `service/cluster/name`, and for policies their name.
#[derive(Clone, Debug, Default)]
pub(crate) struct ApplicationAutoScaling {
    pub(crate) targets: BTreeMap<String, Value>,
    pub(crate) policies: BTreeMap<(String, String), Value>,
    /// The scheduled actions.
    pub(crate) times: BTreeMap<(String, String), Value>,
}

/// Answers an operation.
pub(crate) fn answer(world: &mut World, operation: &str, request: &Value) -> Answer {
    match operation {
        "RegisterScalableTarget" => targets::register(world, request),
        "DeregisterScalableTarget" => targets::deregister(world, request),
        "DescribeScalableTargets" => Ok(targets::describe(world, request)),
        "PutScalingPolicy" => policies::put(world, request),
        "DeleteScalingPolicy" => policies::delete(world, request),
        "DescribeScalingPolicies" => Ok(policies::describe(world, request)),
        "PutScheduledAction" => times::put(world, request),
        "DeleteScheduledAction" => times::delete(world, request),
        "DescribeScheduledActions" => Ok(times::describe(world, request)),
        _ => Err(AwsError::unknown_operation("application-autoscaling", operation)),
    }
}
