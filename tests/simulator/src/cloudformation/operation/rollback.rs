//! CancelUpdateStack and ContinueUpdateRollback.

use serde_json::{Value, json};

use super::{found, no_stack, token};
use crate::cloudformation::engine;
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

pub(super) fn cancel_update_stack(world: &mut World, request: &Value) -> Answer {
    let stack = found(world, request, no_stack)?;
    if stack.status != "UPDATE_IN_PROGRESS" {
        return Err(AwsError::validation("CancelUpdateStack cannot be called from current stack status"));
    }
    let id = stack.id.clone();
    engine::with(world, &id, engine::cancel);
    Ok(json!({}))
}

pub(super) fn continue_update_rollback(world: &mut World, request: &Value) -> Answer {
    let stack = found(world, request, no_stack)?;
    if stack.status != "UPDATE_ROLLBACK_FAILED" {
        let message = format!("Stack:{} is in {} state and can not continue update rollback.", stack.id, stack.status);
        return Err(AwsError::validation(message));
    }
    let skipped: Vec<&str> = texts(request.list("ResourcesToSkip")).collect();
    let failed = |id: &&&str| stack.resources.0.get(**id).is_none_or(|record| record.status != "UPDATE_FAILED");
    let wrong: Vec<&&str> = skipped.iter().filter(failed).collect();
    if !wrong.is_empty() {
        let wrong: Vec<&str> = wrong.into_iter().copied().collect();
        return Err(AwsError::validation(format!(
            "The resources [{}] cannot be skipped: only resources in the UPDATE_FAILED state can",
            wrong.join(", ")
        )));
    }
    let id = stack.id.clone();
    let token = token(request);
    engine::with(world, &id, |world, stack| {
        stack.token = token;
        engine::continue_rollback(world, stack, &skipped);
    });
    Ok(json!({}))
}
