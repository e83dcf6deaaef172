//! Service Connect: what ECS makes in a namespace for services that can be called.

use std::time::Duration;

use serde_json::Value;

use super::{Cluster, services, tasks};
use crate::error::AwsError;
use crate::text::Request;
use crate::world::{Endpoint, World};

/// How long ECS takes to delete from a namespace what it made there.
const CLEANING: Duration = Duration::from_secs(20);

/// The namespace of a service with Service Connect: its own, or its cluster's; empty where it has none.
pub(super) fn namespace<'fields>(cluster: &'fields Cluster, fields: &'fields Value) -> &'fields str {
    let configuration = &fields["serviceConnectConfiguration"];
    if !configuration.truth("enabled") {
        return "";
    }
    match configuration.text("namespace") {
        "" => &cluster.namespace,
        namespace => namespace,
    }
}

/// Refuses what does not fit the task definition or what others have in the namespace. `owner` is the ARN of the service.
pub(super) fn check(
    world: &World,
    cluster: &Cluster,
    definition: &Value,
    owner: &str,
    fields: &Value,
) -> Result<(), AwsError> {
    let configuration = &fields["serviceConnectConfiguration"];
    if !configuration.truth("enabled") {
        return Ok(());
    }
    let name = namespace(cluster, fields);
    if name.is_empty() {
        let message = "Service Connect requires a namespace: specify one in the serviceConnectConfiguration or as the default \
                       of the cluster.";
        return Err(AwsError::parameter(message));
    }
    let Some(held) = world.discovery.find(name) else {
        return Err(AwsError::new("NamespaceNotFoundException", "The specified namespace wasn't found."));
    };
    if ["host", "none"].contains(&definition.text("networkMode")) {
        let message = "Service Connect is not supported for task definitions that use the host or none network mode.";
        return Err(AwsError::parameter(message));
    }
    let made = endpoints(definition, owner, fields)?;
    for (at, (name, endpoint)) in made.iter().enumerate() {
        let before = made.iter().take(at);
        let mut others = held.endpoints.iter().filter(|(_, other)| other.owner != owner);
        if before.clone().any(|(other, _)| other == name) || others.clone().any(|(other, _)| other == name) {
            let message = format!("The discoveryName {name} is already used in the namespace.");
            return Err(AwsError::parameter(message));
        }
        let own = before.map(|(_, other)| other).any(|other| other.alias == endpoint.alias);
        if own || others.any(|(_, other)| other.alias == endpoint.alias) {
            let (host, port) = &endpoint.alias;
            let message = format!("The client alias {host}:{port} is already used in the namespace.");
            return Err(AwsError::parameter(message));
        }
    }
    Ok(())
}

/// What a configuration makes in the namespace, by name.
fn endpoints(definition: &Value, owner: &str, fields: &Value) -> Result<Vec<(String, Endpoint)>, AwsError> {
    let containers = definition.list("containerDefinitions");
    let mappings = || containers.iter().flat_map(|container| container.list("portMappings"));
    let mut made = Vec::new();
    for service in fields["serviceConnectConfiguration"].list("services") {
        let port_name = service.text("portName");
        let Some(mapping) = mappings().find(|mapping| mapping.text("name") == port_name) else {
            let message =
                format!("portName({port_name}) does not refer to any named PortMapping in the task definition.");
            return Err(AwsError::parameter(message));
        };
        if mapping.text("protocol") == "udp" {
            return Err(AwsError::parameter("Service Connect does not support the UDP protocol."));
        }
        let [alias] = service.list("clientAliases") else {
            return Err(AwsError::parameter("Each Service Connect service must have one client alias."));
        };
        let name = match service.text("discoveryName") {
            "" => port_name,
            name => name,
        };
        let number = |value: Option<i64>| value.and_then(|number| u16::try_from(number).ok()).unwrap_or_default();
        let alias = (alias.text("dnsName").to_owned(), number(alias.number("port")));
        let port = number(mapping.number("containerPort"));
        made.push((name.to_owned(), Endpoint { owner: owner.to_owned(), alias, port }));
    }
    Ok(made)
}

/// Makes in the namespace what a service that is made or changed offers. What it no longer offers goes a while later.
pub(super) fn publish(world: &mut World, cluster: &Cluster, owner: &str, fields: &Value) {
    let definition = super::definitions::find(world, fields.text("taskDefinition")).cloned().unwrap_or_default();
    let wanted = if fields["serviceConnectConfiguration"].truth("enabled") {
        endpoints(&definition, owner, fields).unwrap_or_default()
    } else {
        Vec::new()
    };
    let kept: Vec<String> = wanted.iter().map(|(name, _)| name.clone()).collect();
    let into = namespace(cluster, fields).to_owned();
    if let Some(held) = world.discovery.find_mut(&into) {
        held.endpoints.extend(wanted);
    }
    withdraw(world, owner, into, kept);
}

/// Lets go what a service no longer offers.
pub(super) fn withdraw(world: &mut World, owner: &str, namespace: String, kept: Vec<String>) {
    let owner = owner.to_owned();
    world.after(CLEANING, move |world| {
        for held in world.discovery.namespaces.values_mut() {
            let stays = [&held.arn, &held.name].contains(&&namespace);
            held.endpoints.retain(|name, endpoint| endpoint.owner != owner || stays && kept.contains(name));
        }
    });
}

/// The host names and ports that a deployment which begins now knows: its proxies learn of no others.
pub(super) fn known(world: &World, cluster: &str, fields: &Value) -> Vec<(String, u16)> {
    let Some(cluster) = world.ecs.clusters.get(cluster) else { return Vec::new() };
    let held = world.discovery.find(namespace(cluster, fields));
    held.into_iter().flat_map(|held| held.endpoints.values()).map(|endpoint| endpoint.alias.clone()).collect()
}

/// What keeps the running tasks of a service from calling an alias.
pub(crate) fn obstacles(world: &World, cluster: &str, caller: &str, (host, port): (&str, u16)) -> Vec<String> {
    let running = |arn: &str| {
        let tasks = world.ecs.tasks.values().filter(|task| task.status == "RUNNING" && task.is_wanted());
        tasks.filter(|task| task.service.as_deref() == Some(arn)).collect::<Vec<_>>()
    };
    let Some(service) = services::find(world, cluster, caller) else { return vec![format!("{caller} is not there")] };
    let namespace = world.ecs.clusters.get(cluster).map(|held| namespace(held, &service.fields).to_owned());
    let endpoints = namespace.and_then(|name| world.discovery.find(&name)).map(|held| &held.endpoints);
    let alias = (host.to_owned(), port);
    let Some(endpoint) = endpoints.and_then(|held| held.values().find(|endpoint| endpoint.alias == alias)) else {
        return vec![format!("{host}:{port} is no name of the namespace")];
    };
    let (callers, callees) = (running(&service.arn), running(&endpoint.owner));
    let mut found = Vec::new();
    if callers.is_empty() || callees.is_empty() {
        found.push("nothing runs".to_owned());
    }
    for task in &callers {
        let deployment = service.deployments.iter().find(|deployment| deployment.id == task.started_by);
        if !deployment.is_some_and(|deployment| deployment.hosts.contains(&alias)) {
            found.push(format!("task {} does not know {host}:{port}", task.id));
        }
    }
    for (task, callee) in callers.iter().flat_map(|task| callees.iter().map(move |callee| (task, callee))) {
        found.extend(tasks::closed(world, task, callee, endpoint.port));
    }
    found
}
