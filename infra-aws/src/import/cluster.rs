//! A cluster as an attribute.

use std::collections::BTreeSet;

use aws_sdk_ecs::types::{AssignPublicIp, CapacityProviderStrategyItem, Cluster};
use infra_core::declaration::ItemKind;
use serde_json::Value;

use super::print::{Attribute, string, strings};
use super::read::{Found, FoundService, subnets};
use crate::direct::{list, text};

pub(super) fn attribute(found: &Found) -> Attribute {
    let mut attribute = Attribute::new(ItemKind::Cluster);
    capacity(&found.cluster, &mut attribute);
    network(found, &mut attribute);
    load_balancer(found, &mut attribute);
    let insights = found
        .cluster
        .settings()
        .iter()
        .find(|setting| setting.name().is_some_and(|name| name.as_str() == "containerInsights"));
    let insights = match insights.and_then(|setting| setting.value()) {
        Some("enabled") => "on",
        Some("enhanced") => "enhanced",
        _ => "off",
    };
    if insights != "on" {
        attribute.say("insights", format!("insights = {insights}"));
    }
    let own = |key: &str| key.starts_with("infra:") || key.starts_with("aws:");
    let tags: Vec<String> = found
        .cluster
        .tags()
        .iter()
        .filter_map(|tag| Some((tag.key()?, tag.value().unwrap_or_default())))
        .filter(|(key, _)| !own(key) && *key != "Name")
        .map(|(key, value)| format!("{} = {}", string(key), string(value)))
        .collect();
    if !tags.is_empty() {
        attribute.say("tags", format!("tags({})", tags.join(", ")));
    }
    attribute
}

/// The default strategy; without one, the providers that are Fargate's.
fn capacity(cluster: &Cluster, attribute: &mut Attribute) {
    let mut said: Vec<String> = cluster.default_capacity_provider_strategy().iter().filter_map(provider).collect();
    if said.is_empty() {
        said.push("fargate".to_owned());
    }
    let capacity = if let [one] = said.as_slice() { one.clone() } else { format!("[{}]", said.join(", ")) };
    attribute.say("capacity", format!("capacity = {capacity}"));
    for other in cluster.capacity_providers().iter().filter(|name| !name.starts_with("FARGATE")) {
        attribute.leave(format!("the capacity provider {other}: write `ec2(..)` with the instance type of its group"));
    }
}

/// An entry of a strategy of Fargate's.
pub(super) fn provider(item: &CapacityProviderStrategyItem) -> Option<String> {
    let word = match item.capacity_provider() {
        "FARGATE" => "fargate",
        "FARGATE_SPOT" => "fargate_spot",
        _ => return None,
    };
    let base = (item.base() > 0).then(|| format!("base = {}", item.base()));
    let weight = (item.weight() != 1).then(|| format!("weight = {}", item.weight()));
    let given: Vec<String> = base.into_iter().chain(weight).collect();
    Some(if given.is_empty() { word.to_owned() } else { format!("{word}({})", given.join(", ")) })
}

/// Whether the tasks of a service have public addresses.
fn is_public(service: &FoundService) -> bool {
    let network = service.service.network_configuration().and_then(|network| network.awsvpc_configuration());
    network.and_then(|network| network.assign_public_ip()) == Some(&AssignPublicIp::Enabled)
}

fn network(found: &Found, attribute: &mut Attribute) {
    let (mut public, mut private) = (BTreeSet::new(), BTreeSet::new());
    for service in &found.services {
        let side = if is_public(service) { &mut public } else { &mut private };
        side.extend(subnets(&service.service));
    }
    for task in &found.tasks {
        if task.is_public() { public.extend(task.subnets()) } else { private.extend(task.subnets()) }
    }
    for balancer in &found.balancing.balancers {
        let zones = list(balancer, "AvailabilityZones").iter().map(|zone| text(zone, "SubnetId").to_owned());
        if text(balancer, "Scheme") == "internal" { private.extend(zones) } else { public.extend(zones) }
    }
    private.retain(|id| !public.contains(id));
    let vpcs: BTreeSet<&String> = found.subnets.values().collect();
    let Some(vpc) = vpcs.first() else {
        attribute.leave("network: none of what was imported is in a subnet; a new network is made without a word");
        return;
    };
    if vpcs.len() > 1 {
        attribute.leave(format!("the services are in several VPCs ({vpcs:?}), and a cluster declares one"));
    }
    let side = |name: &str, ids: &BTreeSet<String>| (!ids.is_empty()).then(|| format!("{name} = {}", strings(ids)));
    let parts: Vec<String> =
        [Some(format!("vpc = {}", string(vpc))), side("public", &public), side("private", &private)]
            .into_iter()
            .flatten()
            .collect();
    attribute.say("network", format!("network = existing({})", parts.join(", ")));
}

/// The listeners of the load balancer. The declaration makes another one, to which the names of the old are moved.
fn load_balancer(found: &Found, attribute: &mut Attribute) {
    let application = found.balancing.balancers.iter().filter(|balancer| text(balancer, "Type") == "application");
    let application: Vec<&Value> = application.collect();
    for other in found.balancing.balancers.iter().filter(|balancer| text(balancer, "Type") != "application") {
        attribute.leave(format!("the {} load balancer {}", text(other, "Type"), text(other, "LoadBalancerName")));
    }
    let Some(balancer) = application.first() else { return };
    if application.len() > 1 {
        attribute.leave("there are several application load balancers, and a cluster has one");
    }
    let arn = text(balancer, "LoadBalancerArn");
    let listeners = found.balancing.listeners.iter().filter(|listener| text(listener, "LoadBalancerArn") == arn);
    let (mut listen, mut certificates) = (Vec::new(), BTreeSet::new());
    for listener in listeners {
        let port = text(listener, "Port");
        let redirect = list(listener, "DefaultActions").iter().find_map(|action| action.get("RedirectConfig"));
        match (text(listener, "Protocol"), redirect) {
            ("HTTP", Some(to)) if text(to, "Protocol") == "HTTPS" => {
                listen.push(format!("http({port}, redirect = {})", text(to, "Port")));
            }
            ("HTTP", _) => listen.push(format!("http({port})")),
            ("HTTPS", _) => {
                listen.push(format!("https({port})"));
                let arns = list(listener, "Certificates").iter().map(|it| text(it, "CertificateArn").to_owned());
                certificates.extend(arns);
            }
            (other, _) => attribute.leave(format!("the listener for {other} on port {port}")),
        }
    }
    listen.sort();
    let mut parts = Vec::new();
    if !listen.is_empty() && listen != ["http(80)"] {
        parts.push(format!("listen = [{}]", listen.join(", ")));
    }
    let mut certificates = certificates.into_iter();
    parts.extend(certificates.next().map(|arn| format!("certificate = {}", string(&arn))));
    for more in certificates {
        attribute.leave(format!("the certificate {more}"));
    }
    if text(balancer, "Scheme") == "internal" {
        parts.push("internal".to_owned());
    }
    if !parts.is_empty() {
        attribute.say("load_balancer", format!("load_balancer({})", parts.join(", ")));
    }
    attribute.leave(format!(
        "the load balancer {}: a deploy makes one of its own; move the domain's record to it when it serves",
        text(balancer, "LoadBalancerName")
    ));
}
