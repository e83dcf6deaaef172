//! CloudFormation.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::world::World;

/// The stacks.
#[derive(Clone, Debug, Default)]
pub(crate) struct CloudFormation {}

/// Answers an operation.
pub(crate) fn answer(_world: &mut World, operation: &str, _request: &Value) -> Answer {
    Err(AwsError::unknown_operation("cloudformation", operation))
}

/// The stacks as `Simulator::snapshot` tells them.
pub(crate) fn snapshot(_world: &World) -> Value {
    json!({})
}

/// What of the world should not be: resources that belong to no stack.
pub(crate) fn violations(_world: &World) -> Vec<String> {
    Vec::new()
}
