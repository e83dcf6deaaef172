//! CreateService.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::{Service, clusters, connect, definitions, deployments};
use super::check::check;
use super::describe::told;
use super::fields;
use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

/// Makes a service, and begins its first deployment.
pub(in crate::ecs) fn create(world: &mut World, request: &Value) -> Answer {
    let cluster = clusters::find(world, request)?.clone();
    let name = request.text("serviceName").to_owned();
    if name.is_empty() {
        return Err(AwsError::parameter("Service name cannot be empty."));
    }
    let arn = world.arn("ecs", &format!("service/{}/{name}", cluster.name));
    let token = request.text("clientToken").to_owned();
    match world.ecs.services.get(&arn) {
        Some(held) if held.status == "ACTIVE" && !token.is_empty() && held.token == token => {
            return Ok(json!({"service": told(world, held, true)}));
        }
        Some(held) if held.status == "ACTIVE" => {
            return Err(AwsError::parameter("Creation of service was not idempotent."));
        }
        Some(held) if held.status == "DRAINING" => {
            return Err(AwsError::parameter("Unable to Start a service that is still Draining."));
        }
        _ => {}
    }
    let definition = definitions::find(world, request.text("taskDefinition"))
        .ok_or_else(|| AwsError::client("TaskDefinition not found."))?;
    let definition = definition.text("taskDefinitionArn").to_owned();
    let fields = fields::of_new(request, &cluster, &definition);
    let daemon = fields.text("schedulingStrategy") == "DAEMON";
    check(world, &cluster, &arn, &fields)?;
    crate::ecs::tags::check(request.list("tags"))?;
    if daemon && request.number("desiredCount").is_some() {
        let message = "The daemon scheduling strategy does not support a desired count for services. Remove the desired count \
                       and try again.";
        return Err(AwsError::parameter(message));
    }
    if request.number("desiredCount").is_none() && !daemon {
        return Err(AwsError::parameter("desiredCount is required for the REPLICA scheduling strategy."));
    }
    let desired = request.number("desiredCount").and_then(|count| u32::try_from(count).ok()).unwrap_or_default();
    let service = Service {
        arn: arn.clone(),
        name,
        cluster: cluster.name.clone(),
        status: "ACTIVE".to_owned(),
        fields: fields.clone(),
        desired,
        created_at: world.now,
        events: Vec::new(),
        deployments: Vec::new(),
        current: None,
        good: None,
        tags: request.list("tags").to_vec(),
        token,
        steady: false,
        failures: 0,
        wait_until: Duration::ZERO,
        unplaced: None,
        poked: false,
    };
    world.ecs.services.insert(arn.clone(), service);
    connect::publish(world, &cluster, &arn, &fields);
    deployments::begin(world, &arn);
    match world.ecs.services.get(&arn) {
        Some(service) => Ok(json!({"service": told(world, service, true)})),
        None => Err(AwsError::new("ServiceNotFoundException", "Service not found.")),
    }
}
