//! DeleteStack, and what keeps a stack from being deleted.

use serde_json::{Value, json};

use super::{found, no_stack, token};
use crate::cloudformation::engine;
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

pub(super) fn delete_stack(world: &mut World, request: &Value) -> Answer {
    // Deleting what is not there is no mistake.
    let Some(stack) = world.cloudformation.find(request.text("StackName")) else { return Ok(json!({})) };
    if matches!(stack.status.as_str(), "DELETE_COMPLETE" | "DELETE_IN_PROGRESS") {
        return Ok(json!({}));
    }
    if stack.protected {
        let message = format!("Stack [{}] cannot be deleted while TerminationProtection is enabled", stack.name);
        return Err(AwsError::validation(message));
    }
    // What is being made can be deleted at once; what is being changed comes to rest first.
    if stack.is_moving() && !matches!(stack.status.as_str(), "CREATE_IN_PROGRESS" | "ROLLBACK_IN_PROGRESS") {
        let message = format!("Stack [{}] cannot be deleted while in status {}", stack.name, stack.status);
        return Err(AwsError::validation(message));
    }
    let retained: Vec<&str> = texts(request.list("RetainResources")).collect();
    if !retained.is_empty() && stack.status != "DELETE_FAILED" {
        return Err(AwsError::validation(format!(
            "Invalid operation on stack [{}]. Retaining resources is only possible for stacks in DELETE_FAILED state.",
            stack.id
        )));
    }
    let id = stack.id.clone();
    let token = token(request);
    engine::with(world, &id, |world, stack| {
        stack.token = token;
        engine::delete(world, stack, &retained);
    });
    Ok(json!({}))
}

pub(super) fn update_termination_protection(world: &mut World, request: &Value) -> Answer {
    let id = found(world, request, no_stack)?.id.clone();
    let protected = request.truth("EnableTerminationProtection");
    engine::with(world, &id, |_, stack| stack.protected = protected);
    Ok(json!({ "StackId": id }))
}
