//! Tasks in the registries of Cloud Map, and who can call them by DNS names.

use serde_json::Value;

use super::super::Task;
use super::{change, target};
use crate::cloudformation::rules_of_group;
use crate::error::AwsError;
use crate::text::Request;
use crate::world::World;

/// Refuses registries that are not there, or that the network mode of the tasks does not go with.
pub(in crate::ecs) fn check(world: &World, definition: &Value, fields: &Value) -> Result<(), AwsError> {
    let registries = fields.list("serviceRegistries");
    if registries.len() > 1 {
        return Err(AwsError::parameter("Multiple service registries are not supported."));
    }
    for registry in registries {
        let arn = registry.text("registryArn");
        if !world.discovery.registries.values().any(|held| held.arn == arn) {
            return Err(AwsError::parameter(format!("ServiceRegistry {arn} not found.")));
        }
        if definition.text("networkMode") != "awsvpc" {
            let message = "When specifying a service registry for a task definition that uses the bridge or host network mode, \
                           you must specify a containerName and containerPort.";
            return Err(AwsError::parameter(message));
        }
    }
    Ok(())
}

/// Registers a task that has started, and keeps what names it finds there.
pub(super) fn register(world: &mut World, arn: &str) {
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let (id, address) = (task.id.clone(), task.address.clone());
    let registries = target::deployed(world, task).map(|(_, fields)| fields.list("serviceRegistries").to_vec());
    for registry in registries.into_iter().flatten() {
        if let Some(held) = world.discovery.registry_mut(registry.text("registryArn")) {
            held.instances.insert(id.clone(), address.clone());
        }
    }
    let names = world.discovery.names();
    change(world, arn, |task| task.names = names);
}

/// Takes a task out of all registries.
pub(super) fn deregister(world: &mut World, arn: &str) {
    let Some(id) = world.ecs.tasks.get(arn).map(|task| task.id.clone()) else { return };
    for held in world.discovery.registries.values_mut() {
        held.instances.remove(&id);
    }
}

/// What keeps, or kept, the tasks of a family from calling a DNS name.
pub(crate) fn obstacles(world: &World, family: &str, name: &str, port: u16) -> Vec<String> {
    let of_family = format!(":task-definition/{family}:");
    let callers: Vec<&Task> = world
        .ecs
        .tasks
        .values()
        .filter(|task| task.definition.contains(&of_family) && task.started_at.is_some())
        .collect();
    let registered = world.discovery.named(name).map(|held| &held.instances);
    let is_called = |task: &&Task| registered.is_some_and(|registered| registered.contains_key(&task.id));
    let callees: Vec<&Task> = world.ecs.tasks.values().filter(is_called).collect();
    let mut found = Vec::new();
    if callers.is_empty() || callees.is_empty() {
        found.push("nothing runs".to_owned());
    }
    for task in &callers {
        if !task.names.iter().any(|known| known == name) {
            found.push(format!("task {} began before {name} led anywhere", task.id));
        }
        for callee in &callees {
            found.extend(closed(world, task, callee, port));
        }
    }
    found
}

/// Which of the security groups of two tasks keeps the one from calling the other.
pub(in crate::ecs) fn closed(world: &World, caller: &Task, callee: &Task, port: u16) -> Option<String> {
    let covers = |rule: &Value| {
        rule.text("IpProtocol") == "-1"
            || rule.number("FromPort") <= Some(port.into()) && rule.number("ToPort") >= Some(port.into())
    };
    let of = |group: &String, kind: &'static str| -> Vec<Value> {
        rules_of_group(world, group, kind).into_iter().filter(|rule| covers(rule)).cloned().collect()
    };
    let lets_in = callee
        .security_groups
        .iter()
        .flat_map(|group| of(group, "SecurityGroupIngress"))
        .any(|rule| caller.security_groups.iter().any(|group| rule.text("SourceSecurityGroupId") == group));
    let lets_out = caller.security_groups.iter().flat_map(|group| of(group, "SecurityGroupEgress")).any(|rule| {
        rule.text("CidrIp") == "0.0.0.0/0"
            || callee.security_groups.iter().any(|group| rule.text("DestinationSecurityGroupId") == group)
    });
    match (lets_in, lets_out) {
        (false, _) => Some(format!("the security groups of task {} do not let task {} in", callee.id, caller.id)),
        (_, false) => Some(format!("the security groups of task {} do not let it out", caller.id)),
        _ => None,
    }
}
