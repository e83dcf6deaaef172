//! `AWS::ElasticLoadBalancingV2::LoadBalancer`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, missing_group, missing_subnet, refusal, taken};
use crate::elb;
use crate::text::{Request, texts};
use crate::world::World;

pub(super) struct LoadBalancer;

const SERVICE: &str = "ElasticLoadBalancingV2";

impl Provider for LoadBalancer {
    fn attributes(&self) -> &[&str] {
        &[
            "LoadBalancerArn",
            "DNSName",
            "CanonicalHostedZoneID",
            "LoadBalancerFullName",
            "LoadBalancerName",
            "SecurityGroups",
        ]
    }

    fn replacing(&self) -> &[&str] {
        &["Name", "Type", "Scheme"]
    }

    fn name(&self) -> Option<&str> {
        Some("Name")
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let name = order.name(world, "Name", 32);
        if world.elb.load_balancers.values().any(|balancer| balancer.name == name) {
            return Err(taken(world, order.kind, "Name", &name));
        }
        let kind = if order.text("Type").is_empty() { "application" } else { order.text("Type") }.to_owned();
        let scheme = if order.text("Scheme").is_empty() { "internet-facing" } else { order.text("Scheme") }.to_owned();
        let (subnets, vpc) = check_subnets(world, order, &kind, &scheme)?;
        check_logs(world, order)?;
        let short = if kind == "network" { "net" } else { "app" };
        let full = format!("{short}/{name}/{}", world.random.hex(16));
        let arn = world.arn("elasticloadbalancing", &format!("loadbalancer/{full}"));
        let inside = if scheme == "internal" { "internal-" } else { "" };
        let dns_name = format!("{inside}{name}-{}.{}.elb.amazonaws.com", world.random.digits(10), world.region);
        let security_groups: Vec<String> = texts(order.properties.list("SecurityGroups")).map(str::to_owned).collect();
        let attributes = attributes([
            ("LoadBalancerArn", json!(arn)),
            ("DNSName", json!(dns_name)),
            ("CanonicalHostedZoneID", json!("Z215JYRZR1TBD5")),
            ("LoadBalancerFullName", json!(full)),
            ("LoadBalancerName", json!(name)),
            ("SecurityGroups", json!(security_groups)),
        ]);
        let properties = order.properties.clone();
        let arn_of = arn.clone();
        let balancer =
            elb::LoadBalancer { arn, name, kind, scheme, dns_name, vpc, subnets, security_groups, properties };
        world.elb.load_balancers.insert(arn_of.clone(), balancer);
        Ok(Made { physical: arn_of, attributes, seconds: 120 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        let Some(balancer) = world.elb.load_balancers.get(physical) else { return Ok(Map::new()) };
        let (kind, scheme) = (balancer.kind.clone(), balancer.scheme.clone());
        let (subnets, vpc) = check_subnets(world, order, &kind, &scheme)?;
        check_logs(world, order)?;
        let security_groups: Vec<String> = texts(order.properties.list("SecurityGroups")).map(str::to_owned).collect();
        if let Some(balancer) = world.elb.load_balancers.get_mut(physical) {
            (balancer.subnets, balancer.vpc) = (subnets, vpc);
            balancer.security_groups.clone_from(&security_groups);
            balancer.properties = order.properties.clone();
        }
        Ok(attributes([("SecurityGroups", json!(security_groups))]))
    }

    fn delete(&self, world: &mut World, physical: &str, properties: &Value) -> Deletion {
        let protection = properties
            .list("LoadBalancerAttributes")
            .iter()
            .any(|attribute| attribute.text("Key") == "deletion_protection.enabled" && attribute.truth("Value"));
        if protection {
            let message =
                format!("Load balancer '{physical}' cannot be deleted because deletion protection is enabled");
            return Deletion::Refused { reason: refusal(world, SERVICE, 400, "InvalidRequest", &message), patience: 0 };
        }
        world.elb.load_balancers.remove(physical);
        let gone: Vec<String> = world
            .elb
            .listeners
            .values()
            .filter(|listener| listener.load_balancer == physical)
            .map(|listener| listener.arn.clone())
            .collect();
        for listener in gone {
            world.elb.listeners.remove(&listener);
            world.elb.rules.retain(|_, rule| rule.listener != listener);
        }
        Deletion::Gone { seconds: 15 }
    }
}

/// Refuses access logs to a bucket whose policy does not let them in.
fn check_logs(world: &mut World, order: &Order<'_>) -> Result<(), String> {
    let attributes = order.properties.list("LoadBalancerAttributes");
    let bucket = attributes.iter().find(|attribute| attribute.text("Key") == "access_logs.s3.bucket");
    let bucket = bucket.map(|attribute| attribute.text("Value").to_owned()).unwrap_or_default();
    if !world.scripts.closed_buckets.contains(&bucket) {
        return Ok(());
    }
    let message = format!("Access Denied for bucket: {bucket}. Please check S3bucket permission");
    Err(refusal(world, SERVICE, 400, "InvalidRequest", &message))
}

/// The subnets and their VPC, where a load balancer can be in them.
fn check_subnets(
    world: &mut World,
    order: &Order<'_>,
    kind: &str,
    scheme: &str,
) -> Result<(Vec<String>, String), String> {
    let plain = texts(order.properties.list("Subnets"));
    let mapped = order.properties.list("SubnetMappings").iter().map(|mapping| mapping.text("SubnetId"));
    let ids: Vec<String> = plain.chain(mapped).map(str::to_owned).collect();
    let mut zones = BTreeSet::new();
    let mut vpc = String::new();
    let mut message = missing_subnet(world, ids.iter().map(String::as_str)).unwrap_or_default();
    for subnet in ids.iter().filter_map(|id| world.network.subnets.get(id)) {
        zones.insert(subnet.zone.clone());
        vpc.clone_from(&subnet.vpc);
    }
    if message.is_empty() && kind == "application" && zones.len() < 2 {
        "At least two subnets in two different Availability Zones must be specified".clone_into(&mut message);
    }
    let closed = |vpc: &crate::world::Vpc| vpc.internet_gateways.is_empty();
    if message.is_empty() && scheme == "internet-facing" && world.network.vpcs.get(&vpc).is_some_and(closed) {
        message = format!("VPC {vpc} has no internet gateway");
    }
    if message.is_empty() {
        message = missing_group(world, texts(order.properties.list("SecurityGroups"))).unwrap_or_default();
    }
    if message.is_empty() {
        return Ok((ids, vpc));
    }
    Err(refusal(world, SERVICE, 400, "InvalidRequest", &message))
}
