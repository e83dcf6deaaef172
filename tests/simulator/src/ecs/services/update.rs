//! UpdateService.

use serde_json::{Value, json};

use super::super::{clusters, connect, definitions, deployments, scheduler};
use super::check::check;
use super::describe::told;
use super::{asked, fields};
use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

/// The fields whose change makes a new deployment.
const TRIGGERS: [&str; 8] = [
    "taskDefinition",
    "networkConfiguration",
    "loadBalancers",
    "serviceRegistries",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "platformVersion",
    "vpcLatticeConfigurations",
];

/// Changes what is sent. A new deployment begins only where something changed that tasks are made of, or where it is forced.
pub(in crate::ecs) fn update(world: &mut World, request: &Value) -> Answer {
    let cluster = clusters::find(world, request)?.clone();
    let missing = || AwsError::new("ServiceNotFoundException", "Service not found.");
    let service = asked(world, request).ok_or_else(missing)?;
    if service.status != "ACTIVE" {
        return Err(AwsError::new("ServiceNotActiveException", "Service was not ACTIVE."));
    }
    let (arn, old) = (service.arn.clone(), service.fields.clone());
    let mut new = old.clone();
    for name in fields::FIELDS.iter().filter(|name| !["launchType", "schedulingStrategy"].contains(name)) {
        let Some(value) = request.get(*name).filter(|value| !value.is_null()) else { continue };
        new[*name] = match *name {
            "deploymentConfiguration" => fields::merged(&old[*name], value),
            _ => value.clone(),
        };
    }
    if !request.text("taskDefinition").is_empty() {
        let definition = definitions::find(world, request.text("taskDefinition"))
            .ok_or_else(|| AwsError::client("TaskDefinition not found."))?;
        new["taskDefinition"] = definition["taskDefinitionArn"].clone();
    }
    let forced = request.truth("forceNewDeployment");
    if let Some(strategy) = request.get("capacityProviderStrategy").and_then(Value::as_array) {
        if old.list("capacityProviderStrategy") != strategy.as_slice() && !forced {
            let message = "When switching from launch type to capacity provider strategy on an existing service, or making \
                           a change to a capacity provider strategy on a service that is already using one, you must \
                           force a new deployment.";
            return Err(AwsError::parameter(message));
        }
        if strategy.is_empty() {
            new["launchType"] = if fields::is_fargate(&old) { json!("FARGATE") } else { json!("EC2") };
        } else if let Some(fields) = new.as_object_mut() {
            fields.remove("launchType");
        }
    }
    // What leaves Fargate leaves its platform.
    if !fields::is_fargate(&new) && request.text("platformVersion").is_empty() {
        new["platformVersion"] = Value::Null;
    }
    if fields::is_fargate(&new) {
        new["platformFamily"] = json!("Linux");
        if new.text("platformVersion").is_empty() {
            new["platformVersion"] = json!("LATEST");
        }
    } else if let (true, Some(fields)) = (request.text("platformVersion").is_empty(), new.as_object_mut()) {
        fields.remove("platformVersion");
        fields.remove("platformFamily");
    }
    // A revision that runs may be kept, though it is no longer active.
    let same = new["taskDefinition"] == old["taskDefinition"];
    if !same || new != old {
        check_changed(world, &cluster, &arn, &new, same)?;
    }
    let triggered = forced || TRIGGERS.iter().any(|name| new.get(*name) != old.get(*name));
    if request.number("desiredCount").is_some() && old.text("schedulingStrategy") == "DAEMON" {
        let message = "The daemon scheduling strategy does not support a desired count for services. Remove the desired count \
                       and try again.";
        return Err(AwsError::parameter(message));
    }
    let desired = request.number("desiredCount").and_then(|count| u32::try_from(count).ok());
    if let Some(service) = world.ecs.services.get_mut(&arn) {
        service.fields = new.clone();
        service.desired = desired.unwrap_or(service.desired);
    }
    if triggered {
        connect::publish(world, &cluster, &arn, &new);
        deployments::begin(world, &arn);
    } else {
        scheduler::poke(world, &arn);
    }
    let service = world.ecs.services.get(&arn).ok_or_else(missing)?;
    Ok(json!({"service": told(world, service, true)}))
}

fn check_changed(
    world: &World,
    cluster: &super::super::Cluster,
    owner: &str,
    new: &Value,
    same: bool,
) -> Result<(), AwsError> {
    match check(world, cluster, owner, new) {
        Err(error) if same && error.message.contains("TaskDefinition is inactive") => Ok(()),
        checked => checked,
    }
}
