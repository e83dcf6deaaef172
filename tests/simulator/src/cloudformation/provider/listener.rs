//! `AWS::ElasticLoadBalancingV2::Listener`, and where actions forward to.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, refusal};
use crate::elb::{self, Forward};
use crate::text::Request;
use crate::world::World;

pub(super) struct Listener;

const SERVICE: &str = "ElasticLoadBalancingV2";

impl Provider for Listener {
    fn attributes(&self) -> &[&str] {
        &["ListenerArn"]
    }

    fn replacing(&self) -> &[&str] {
        &["LoadBalancerArn"]
    }

    fn takes_tags(&self) -> bool {
        false
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let balancer = order.text("LoadBalancerArn").to_owned();
        if !world.elb.load_balancers.contains_key(&balancer) {
            return Err(refusal(world, SERVICE, 400, "NotFound", "One or more load balancers not found"));
        }
        let (port, forwards) = check(world, order, &balancer, None)?;
        let arn = balancer.replacen(":loadbalancer/", ":listener/", 1);
        let arn = format!("{arn}/{}", world.random.hex(16));
        let listener = elb::Listener {
            arn: arn.clone(),
            load_balancer: balancer,
            port,
            protocol: order.text("Protocol").to_owned(),
            forwards,
            properties: order.properties.clone(),
        };
        world.elb.listeners.insert(arn.clone(), listener);
        Ok(Made { attributes: attributes([("ListenerArn", json!(arn))]), physical: arn, seconds: 2 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        let (port, forwards) = check(world, order, order.text("LoadBalancerArn"), Some(physical))?;
        let Some(listener) = world.elb.listeners.get_mut(physical) else { return Ok(Map::new()) };
        listener.port = port;
        order.text("Protocol").clone_into(&mut listener.protocol);
        // The whole of it is put, so that what ECS shifted is as the template has it again.
        listener.forwards = forwards;
        listener.properties = order.properties.clone();
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        world.elb.listeners.remove(physical);
        world.elb.rules.retain(|_, rule| rule.listener != physical);
        Deletion::Gone { seconds: 1 }
    }
}

/// The port and the target groups, where a load balancer can have such a listener.
fn check(
    world: &mut World,
    order: &Order<'_>,
    balancer: &str,
    own: Option<&str>,
) -> Result<(u16, Vec<Forward>), String> {
    let port = order.properties.number("Port").and_then(|port| u16::try_from(port).ok()).unwrap_or_default();
    let others = world.elb.listeners.values().filter(|listener| Some(listener.arn.as_str()) != own);
    if others.into_iter().any(|listener| listener.load_balancer == balancer && listener.port == port) {
        let message = format!("A listener already exists on this port for this load balancer '{balancer}'");
        return Err(refusal(world, SERVICE, 400, "AlreadyExists", &message));
    }
    let protocol = order.text("Protocol");
    if ["HTTPS", "TLS"].contains(&protocol) && order.properties.list("Certificates").is_empty() {
        let message = format!("A certificate must be specified for {protocol} listeners");
        return Err(refusal(world, SERVICE, 400, "InvalidRequest", &message));
    }
    let kind = world.elb.load_balancers.get(balancer).map(|balancer| balancer.kind.clone()).unwrap_or_default();
    let spoken: &[&str] = if kind == "network" { &["TCP", "TLS", "UDP", "TCP_UDP"] } else { &["HTTP", "HTTPS"] };
    if !spoken.contains(&protocol) {
        let message = format!("Listener protocol '{protocol}' must be one of '{}'", spoken.join(", "));
        return Err(refusal(world, SERVICE, 400, "InvalidRequest", &message));
    }
    let forwards = forwards(world, balancer, order.properties.list("DefaultActions"))?;
    for Forward { target_group, .. } in &forwards {
        let group = world.elb.target_groups.get(target_group).map(|group| group.protocol.clone()).unwrap_or_default();
        let taken: &[&str] = match protocol {
            "TLS" => &["TCP", "TLS"],
            "HTTP" | "HTTPS" => &["HTTP", "HTTPS"],
            other => &[other],
        };
        if !taken.contains(&group.as_str()) {
            let message = format!(
                "Listener protocol '{protocol}' is not supported with a target group with the protocol '{group}'"
            );
            return Err(refusal(world, SERVICE, 400, "InvalidRequest", &message));
        }
    }
    Ok((port, forwards))
}

/// Where actions of a load balancer forward to, where all of it exists and belongs to no other load balancer.
pub(super) fn forwards(world: &mut World, balancer: &str, actions: &[Value]) -> Result<Vec<Forward>, String> {
    let mut found = Vec::new();
    for action in actions {
        let weighted = action["ForwardConfig"].list("TargetGroups");
        for group in weighted {
            let weight = group.number("Weight").and_then(|weight| u32::try_from(weight).ok()).unwrap_or(1);
            found.push(Forward { target_group: group.text("TargetGroupArn").to_owned(), weight });
        }
        if weighted.is_empty() && !action.text("TargetGroupArn").is_empty() {
            found.push(Forward { target_group: action.text("TargetGroupArn").to_owned(), weight: 1 });
        }
    }
    for Forward { target_group, .. } in &found {
        if !world.elb.target_groups.contains_key(target_group) {
            let message = format!("Target groups '{target_group}' not found");
            return Err(refusal(world, SERVICE, 400, "NotFound", &message));
        }
        if balancers(world, target_group).any(|other| other != balancer) {
            let message = format!(
                "The following target groups cannot be associated with more than one load balancer: {target_group}"
            );
            return Err(refusal(world, SERVICE, 400, "InvalidRequest", &message));
        }
    }
    Ok(found)
}

/// The load balancers from which traffic comes to a target group.
fn balancers<'a>(world: &'a World, target_group: &'a str) -> impl Iterator<Item = &'a str> {
    let to = move |forwards: &[Forward]| forwards.iter().any(|forward| forward.target_group == target_group);
    let listeners = world.elb.listeners.values().filter(move |listener| to(&listener.forwards));
    let rules = world.elb.rules.values().filter(move |rule| to(&rule.forwards));
    let of_rules = rules.filter_map(|rule| world.elb.listeners.get(&rule.listener));
    listeners.chain(of_rules).map(|listener| listener.load_balancer.as_str())
}
