//! `AWS::ElasticLoadBalancingV2::TargetGroup`.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, refusal};
use crate::elb::{self, HealthCheck};
use crate::text::Request;
use crate::world::World;

pub(super) struct TargetGroup;

const SERVICE: &str = "ElasticLoadBalancingV2";

impl Provider for TargetGroup {
    fn attributes(&self) -> &[&str] {
        &["TargetGroupArn", "TargetGroupFullName", "TargetGroupName", "LoadBalancerArns"]
    }

    fn replacing(&self) -> &[&str] {
        &["Name", "VpcId", "TargetType", "Protocol", "ProtocolVersion", "Port", "IpAddressType"]
    }

    fn name(&self) -> Option<&str> {
        Some("Name")
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let name = order.name(world, "Name", 32);
        if world.elb.target_groups.values().any(|group| group.name == name) {
            let message = format!("A target group with the same name '{name}' exists, but with different settings");
            return Err(refusal(world, SERVICE, 400, "AlreadyExists", &message));
        }
        let vpc = order.text("VpcId").to_owned();
        if order.text("TargetType") != "lambda" && !world.network.vpcs.contains_key(&vpc) {
            let message = format!("The VPC ID '{vpc}' is not found");
            return Err(refusal(world, SERVICE, 400, "InvalidRequest", &message));
        }
        let health_check = health_check(order.properties);
        check(world, &health_check)?;
        check_protocol(world, order)?;
        let full = format!("targetgroup/{name}/{}", world.random.hex(16));
        let arn = world.arn("elasticloadbalancing", &full);
        let target_type = if order.text("TargetType").is_empty() { "instance" } else { order.text("TargetType") };
        let group = elb::TargetGroup {
            arn: arn.clone(),
            name: name.clone(),
            vpc,
            target_type: target_type.to_owned(),
            protocol: order.text("Protocol").to_owned(),
            port: order.properties.number("Port").and_then(|port| u16::try_from(port).ok()).unwrap_or_default(),
            health_check,
            deregistration_delay: deregistration_delay(order.properties),
            targets: BTreeMap::new(),
            properties: order.properties.clone(),
        };
        world.elb.target_groups.insert(arn.clone(), group);
        let attributes = attributes([
            ("TargetGroupArn", json!(arn)),
            ("TargetGroupFullName", json!(full)),
            ("TargetGroupName", json!(name)),
            ("LoadBalancerArns", json!([])),
        ]);
        Ok(Made { physical: arn, attributes, seconds: 4 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        let health_check = health_check(order.properties);
        check(world, &health_check)?;
        check_protocol(world, order)?;
        if let Some(group) = world.elb.target_groups.get_mut(physical) {
            group.health_check = health_check;
            group.deregistration_delay = deregistration_delay(order.properties);
            group.properties = order.properties.clone();
        }
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        if world.elb.is_attached(physical) {
            let message = format!("Target group '{physical}' is currently in use by a listener or a rule");
            let reason = refusal(world, SERVICE, 400, "ResourceConflict", &message);
            return Deletion::Refused { reason, patience: 0 };
        }
        world.elb.target_groups.remove(physical);
        Deletion::Gone { seconds: 1 }
    }
}

/// What the load balancers of a protocol do not know.
fn check_protocol(world: &mut World, order: &Order<'_>) -> Result<(), String> {
    let protocol = order.text("Protocol");
    let http = ["HTTP", "HTTPS"].contains(&protocol);
    let health = order.text("HealthCheckProtocol");
    let mut message = String::new();
    if http && health == "TCP" || !["HTTP", "HTTPS", "TCP", ""].contains(&health) {
        message = format!("Health check protocol '{health}' is not supported with the protocol '{protocol}'");
    }
    if health == "TCP" && (order.properties.get("Matcher").is_some() || !order.text("HealthCheckPath").is_empty()) {
        "Health check matcher and path are not supported with the health check protocol 'TCP'".clone_into(&mut message);
    }
    for attribute in order.properties.list("TargetGroupAttributes") {
        let key = attribute.text("Key");
        let of_http = ["slow_start.", "load_balancing.algorithm.", "stickiness.lb_cookie."];
        let of_network = ["preserve_client_ip.", "deregistration_delay.connection_termination."];
        let foreign: &[&str] = if http { &of_network } else { &of_http };
        if foreign.iter().any(|start| key.starts_with(start)) {
            message = format!("Target group attribute key '{key}' is not recognized");
        }
    }
    if message.is_empty() { Ok(()) } else { Err(refusal(world, SERVICE, 400, "InvalidRequest", &message)) }
}

fn check(world: &mut World, check: &HealthCheck) -> Result<(), String> {
    if check.timeout < check.interval {
        return Ok(());
    }
    let message = format!(
        "Health check timeout '{}' must be smaller than the interval '{}'",
        check.timeout.as_secs(),
        check.interval.as_secs()
    );
    Err(refusal(world, SERVICE, 400, "InvalidRequest", &message))
}

fn health_check(properties: &Value) -> HealthCheck {
    let number = |name: &str, default: u32| {
        properties.number(name).and_then(|number| u32::try_from(number).ok()).unwrap_or(default)
    };
    let seconds = |name: &str, default: u32| Duration::from_secs(u64::from(number(name, default)));
    HealthCheck {
        interval: seconds("HealthCheckIntervalSeconds", 30),
        timeout: seconds("HealthCheckTimeoutSeconds", 5),
        healthy_threshold: number("HealthyThresholdCount", 5),
        unhealthy_threshold: number("UnhealthyThresholdCount", 2),
    }
}

fn deregistration_delay(properties: &Value) -> Duration {
    let attributes = properties.list("TargetGroupAttributes");
    let mut delays = attributes
        .iter()
        .filter(|attribute| attribute.text("Key") == "deregistration_delay.timeout_seconds")
        .filter_map(|attribute| attribute.number("Value"));
    let seconds = delays.next().and_then(|seconds| u64::try_from(seconds).ok());
    Duration::from_secs(seconds.unwrap_or(300))
}
