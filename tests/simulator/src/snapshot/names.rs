//! Generated ids, replaced by what names the thing.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::world::World;

/// Replaces what was generated wherever it stands: the longest first, so that an ARN goes before the id in it.
pub(super) fn canonical(world: &World, value: Value) -> Value {
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    for group in world.elb.target_groups.values() {
        names.insert(&group.arn, format!("<target group {}>", group.name));
    }
    for balancer in world.elb.load_balancers.values() {
        names.insert(&balancer.arn, format!("<load balancer {}>", balancer.name));
    }
    for rule in world.elb.rules.values() {
        let port = world.elb.listeners.get(&rule.listener).map(|listener| listener.port).unwrap_or_default();
        names.insert(&rule.arn, format!("<rule {} of port {port}>", rule.priority));
    }
    for listener in world.elb.listeners.values() {
        names.insert(&listener.arn, format!("<listener of port {}>", listener.port));
    }
    for (id, group) in &world.network.security_groups {
        names.insert(id, format!("<security group {}>", without_suffix(&group.name)));
    }
    for (id, subnet) in world.network.subnets.iter().filter(|(_, subnet)| !subnet.default_for_zone) {
        names.insert(id, format!("<subnet {} in {}>", subnet.cidr, subnet.zone));
    }
    for (id, vpc) in world.network.vpcs.iter().filter(|(_, vpc)| !vpc.default) {
        names.insert(id, format!("<VPC {}>", vpc.cidr));
    }
    for namespace in world.discovery.namespaces.values() {
        names.insert(&namespace.arn, format!("<namespace {}>", namespace.name));
    }
    for registry in world.discovery.registries.values() {
        names.insert(&registry.arn, format!("<registry {}>", world.discovery.dns_name(registry)));
    }
    for role in world.iam.roles.values() {
        let name = without_suffix(&role.name);
        names.insert(&role.arn, format!("<role {name}>"));
        names.insert(&role.name, format!("<role name {name}>"));
    }
    for provider in world.ecs.capacity_providers.values() {
        names.insert(&provider.name, format!("<capacity provider {}>", without_suffix(&provider.name)));
    }
    let mut ordered: Vec<(&str, String)> = names.into_iter().collect();
    ordered.sort_by_key(|(id, _)| std::cmp::Reverse(id.len()));
    replaced(value, &ordered)
}

/// A name without what CloudFormation put behind it.
fn without_suffix(name: &str) -> &str {
    match name.rsplit_once('-') {
        Some((rest, end)) if end.len() >= 8 && end.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) => {
            rest
        }
        _ => name,
    }
}

fn replaced(value: Value, names: &[(&str, String)]) -> Value {
    match value {
        Value::String(text) => {
            let mut text = text;
            for (id, name) in names {
                if text.contains(id) {
                    text = text.replace(id, name);
                }
            }
            Value::String(text)
        }
        Value::Array(list) => list.into_iter().map(|value| replaced(value, names)).collect(),
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, replaced(value, names))).collect(),
        other => other,
    }
}
