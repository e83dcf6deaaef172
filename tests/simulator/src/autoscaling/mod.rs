//! Application Auto Scaling: scalable targets and scaling policies.

mod policies;
mod targets;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::{Answer, AwsError};
use crate::world::World;

/// What scales. The keys are the resource, as `service/cluster/name`, and for policies their name.
#[derive(Clone, Debug, Default)]
pub(crate) struct ApplicationAutoScaling {
    pub(crate) targets: BTreeMap<String, Value>,
    pub(crate) policies: BTreeMap<(String, String), Value>,
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
        _ => Err(AwsError::unknown_operation("application-autoscaling", operation)),
    }
}
