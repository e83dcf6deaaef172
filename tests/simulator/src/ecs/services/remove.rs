//! DeleteService.

use serde_json::{Value, json};

use super::super::{clusters, deployments, scheduler};
use super::asked;
use super::describe::told;
use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

/// Lets a service drain. Its tasks are stopped, and when the last is gone it is inactive.
pub(in crate::ecs) fn delete(world: &mut World, request: &Value) -> Answer {
    clusters::find(world, request)?;
    let missing = || AwsError::new("ServiceNotFoundException", "Service not found.");
    let service = asked(world, request).ok_or_else(missing)?;
    if service.status == "INACTIVE" {
        return Err(AwsError::new("ServiceNotActiveException", "Service was not ACTIVE."));
    }
    let running = service.desired > 0 && service.fields.text("schedulingStrategy") == "REPLICA";
    if service.status == "ACTIVE" && running && !request.truth("force") {
        return Err(AwsError::parameter("The service cannot be stopped while it is scaled above 0."));
    }
    let arn = service.arn.clone();
    if service.status == "ACTIVE" {
        deployments::supersede(world, &arn, "The service was deleted.");
        if let Some(service) = world.ecs.services.get_mut(&arn) {
            "DRAINING".clone_into(&mut service.status);
            service.desired = 0;
        }
        scheduler::poke(world, &arn);
    }
    let service = world.ecs.services.get(&arn).ok_or_else(missing)?;
    Ok(json!({"service": told(world, service, true)}))
}
