//! StopServiceDeployment and ContinueServiceDeployment.

use serde_json::{Value, json};

use super::super::ServiceDeployment;
use super::super::scheduler::{Cause, answer_hook, fail};
use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

/// Rolls back what is under way, with every strategy.
pub(in crate::ecs) fn stop(world: &mut World, request: &Value) -> Answer {
    let record = find(world, request)?;
    let arn = record.arn.clone();
    if !["", "ROLLBACK"].contains(&request.text("stopType")) {
        let message =
            format!("ECS StopServiceDeployment API with {} stopType is not supported.", request.text("stopType"));
        return Err(AwsError::new("UnsupportedFeatureException", message));
    }
    match record.status.as_str() {
        "PENDING" | "IN_PROGRESS" => fail(world, &arn, Cause::Stopped),
        // It is on its way back already.
        "ROLLBACK_REQUESTED" | "ROLLBACK_IN_PROGRESS" => {}
        status => {
            let message = format!("The service deployment cannot be stopped because it is in {status} status.");
            return Err(AwsError::new("ConflictException", message));
        }
    }
    Ok(json!({"serviceDeploymentArn": arn}))
}

/// Answers a hook that pauses a deployment.
pub(in crate::ecs) fn proceed(world: &mut World, request: &Value) -> Answer {
    let record = find(world, request)?;
    let (arn, id) = (record.arn.clone(), request.text("hookId").to_owned());
    let Some(hook) = record.hooks.iter().find(|hook| hook.id == id) else {
        return Err(AwsError::parameter("The lifecycle hook was not found."));
    };
    if hook.status != "AWAITING_ACTION" || record.status != "IN_PROGRESS" {
        let message = format!("The lifecycle hook is not awaiting an action: it is in {} status.", hook.status);
        return Err(AwsError::new("ConflictException", message));
    }
    match request.text("action") {
        "" | "CONTINUE" => answer_hook(world, &arn, &id, "SUCCEEDED", true),
        "ROLLBACK" => answer_hook(world, &arn, &id, "FAILED", false),
        _ => return Err(AwsError::parameter("The action is not supported.")),
    }
    Ok(json!({"serviceDeploymentArn": arn}))
}

fn find<'world>(world: &'world World, request: &Value) -> Result<&'world ServiceDeployment, AwsError> {
    let missing = || AwsError::new("ServiceDeploymentNotFoundException", "The service deployment was not found.");
    world.ecs.service_deployments.get(request.text("serviceDeploymentArn")).ok_or_else(missing)
}
