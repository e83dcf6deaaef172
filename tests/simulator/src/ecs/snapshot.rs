//! What ECS holds, in a form that two runs can be compared by.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::service::target_group;
use super::{Service, Task};
use crate::text::Request;
use crate::world::World;

/// Services with what they run, tasks that run by themselves, and the families with their latest active revision.
pub(crate) fn snapshot(world: &World) -> Value {
    let services = world.ecs.services.values().filter(|service| service.status != "INACTIVE");
    let services: Map<String, Value> =
        services.map(|service| (format!("{}/{}", service.cluster, service.name), told(world, service))).collect();
    let mut families = Map::new();
    for (family, revisions) in &world.ecs.task_definitions {
        let active = revisions.values().rev().find(|definition| definition.text("status") == "ACTIVE");
        if let Some(definition) = active {
            families.insert(family.clone(), content(world, definition));
        }
    }
    let alone = world.ecs.tasks.values().filter(|task| task.service.is_none() && task.is_wanted()).count();
    json!({"services": services, "families": families, "tasks": alone})
}

/// The target groups that services shift traffic between, by ARN: which of the two has the traffic depends on how many
/// deployments there were, so that each is told by what it is for.
pub(crate) fn pairs(world: &World) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for service in world.ecs.services.values().filter(|service| service.status == "ACTIVE") {
        let alternate = service.deployments.first().is_some_and(|deployment| deployment.alternate);
        for balancer in service.fields.list("loadBalancers") {
            let (live, idle) = (target_group(balancer, alternate), target_group(balancer, !alternate));
            if live != idle {
                found.insert(live.to_owned(), format!("<live target group of {}>", service.name));
                found.insert(idle.to_owned(), format!("<idle target group of {}>", service.name));
            }
        }
    }
    found
}

fn told(world: &World, service: &Service) -> Value {
    let mut told = service.fields.clone();
    let definition = world.ecs.definition(service.fields.text("taskDefinition"));
    told["taskDefinition"] = definition.map(|definition| content(world, definition)).unwrap_or_default();
    // No hooks are the same whether that was said or not.
    if let Some(deployment) = told.get_mut("deploymentConfiguration").and_then(Value::as_object_mut) {
        deployment
            .retain(|name, value| name != "lifecycleHooks" || value.as_array().is_some_and(|hooks| !hooks.is_empty()));
    }
    // So are no Service Connect and no volumes.
    if !told["serviceConnectConfiguration"].truth("enabled") {
        told["serviceConnectConfiguration"] = Value::Null;
    }
    if told.list("volumeConfigurations").is_empty() {
        told["volumeConfigurations"] = Value::Null;
    }
    told["status"] = json!(service.status);
    told["desiredCount"] = json!(service.desired);
    told["tags"] = sorted(&service.tags);
    let running = world.ecs.tasks.values().filter(|task| task.service.as_ref() == Some(&service.arn));
    let running: Vec<&Task> = running.filter(|task| task.status == "RUNNING" && task.is_wanted()).collect();
    told["running"] = json!(running.len());
    told["launchTypes"] = json!(running.iter().map(|task| task.launch_type.as_str()).collect::<BTreeSet<_>>());
    told["deployments"] = json!(service.deployments.len());
    told["rolloutState"] = json!(service.deployments.first().map(|deployment| deployment.state.clone()));
    told["deploying"] = json!(service.current.is_some());
    told
}

/// A task definition without its number and its times.
fn content(world: &World, definition: &Value) -> Value {
    let mut content = definition.clone();
    let tags = world.ecs.tags.get(definition.text("taskDefinitionArn")).map(|tags| sorted(tags)).unwrap_or_default();
    if let Some(fields) = content.as_object_mut() {
        for name in
            ["taskDefinitionArn", "revision", "registeredAt", "registeredBy", "deregisteredAt", "deleteRequestedAt"]
        {
            fields.remove(name);
        }
    }
    content["tags"] = tags;
    content
}

fn sorted(tags: &[Value]) -> Value {
    let mut tags: Vec<&Value> = tags.iter().collect();
    tags.sort_by_key(|tag| tag.text("key").to_owned());
    json!(tags)
}
