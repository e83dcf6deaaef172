//! A service as an attribute.

use std::collections::BTreeMap;

use aws_sdk_applicationautoscaling::types::{MetricType, ScalingPolicy};
use aws_sdk_ecs::types::DeploymentConfiguration;
use infra_core::declaration::ItemKind;
use serde_json::Value;

use super::balancer::groups_of;
use super::cluster::provider;
use super::definition;
use super::print::{Attribute, seconds, string, strings};
use super::read::{Found, FoundService};
use crate::direct::{list, text};

pub(super) fn attribute(found: &FoundService, home: &Found, cluster: &str) -> Attribute {
    let mut attribute = Attribute::new(ItemKind::Service);
    attribute.say("cluster", format!("cluster = {cluster}"));
    let balanced = found.service.load_balancers().first().and_then(|balancer| balancer.container_name());
    if !definition::say(&found.definition, balanced, found.service.enable_execute_command(), &mut attribute) {
        return attribute;
    }
    capacity(found, home, &mut attribute);
    count(found, &mut attribute);
    balancing(found, home, &mut attribute);
    if let Some(configuration) = found.service.deployment_configuration() {
        deployment(configuration, &mut attribute);
    }
    rest(found, &mut attribute);
    attribute
}

/// Its own strategy, where it is another than the cluster's.
fn capacity(found: &FoundService, home: &Found, attribute: &mut Attribute) {
    let own = found.service.capacity_provider_strategy();
    if own.is_empty() || own == home.cluster.default_capacity_provider_strategy() {
        return;
    }
    let said: Vec<String> = own.iter().filter_map(provider).collect();
    if said.len() != own.len() {
        let names: Vec<&str> = own.iter().map(|item| item.capacity_provider()).collect();
        attribute.leave(format!("the capacity providers {}", names.join(", ")));
    } else if said != ["fargate"] || !home.cluster.default_capacity_provider_strategy().is_empty() {
        attribute.say("capacity", format!("capacity = [{}]", said.join(", ")));
    }
}

fn count(found: &FoundService, attribute: &mut Attribute) {
    let Some(target) = &found.target else {
        if found.service.desired_count() != 1 {
            attribute.say("count", format!("count = {}", found.service.desired_count()));
        }
        return;
    };
    let (min, max) = (target.min_capacity(), target.max_capacity());
    let mut parts = vec![format!("{min}..={max}")];
    for policy in &found.policies {
        match tracked(policy) {
            Some(part) => parts.push(part),
            None => attribute.leave(format!("the scaling policy {}", policy.policy_name())),
        }
    }
    if parts.len() > 1 {
        parts.sort_by_key(|part| part.contains(" = "));
        attribute.say("scale", format!("scale({})", parts.join(", ")));
    } else {
        attribute.leave(format!("scaling between {min} and {max}, by nothing that a declaration says"));
        attribute.say("count", format!("count = {}", found.service.desired_count()));
    }
}

/// A policy that holds the use of CPU or memory.
fn tracked(policy: &ScalingPolicy) -> Option<String> {
    let tracking = policy.target_tracking_scaling_policy_configuration()?;
    let metric = tracking.predefined_metric_specification()?.predefined_metric_type();
    let key = match metric {
        MetricType::EcsServiceAverageCpuUtilization => "cpu",
        MetricType::EcsServiceAverageMemoryUtilization => "memory",
        _ => return None,
    };
    let target = tracking.target_value();
    (target.fract() == 0.0).then(|| format!("{key} = {target}"))
}

fn balancing(found: &FoundService, home: &Found, attribute: &mut Attribute) {
    let groups = groups_of(&found.service);
    let Some(first) = found.service.load_balancers().first().and_then(|balancer| balancer.target_group_arn()) else {
        return;
    };
    let mut routes: Vec<String> = Vec::new();
    for rule in home.balancing.rules_to(&groups) {
        if text(rule, "IsDefault") == "true" {
            routes.push("route(\"/*\")".to_owned());
            continue;
        }
        if is_test(rule) {
            continue;
        }
        for route in route(rule, attribute) {
            if !routes.contains(&route) {
                routes.push(route);
            }
        }
    }
    routes.sort();
    for route in routes {
        attribute.say("route", route);
    }
    if found.service.load_balancers().len() > 1 {
        attribute.leave("more than one target group");
    }
    if let Some(group) = home.balancing.groups.get(first) {
        attribute.say_some("health", health(group, found.service.health_check_grace_period_seconds()));
    }
    if let Some(attributes) = home.balancing.attributes.get(first) {
        target_group(attributes, attribute);
    }
}

/// A rule that this project made for test requests.
fn is_test(rule: &Value) -> bool {
    list(rule, "Conditions").iter().any(|condition| {
        condition.get("HttpHeaderConfig").is_some_and(|header| {
            text(header, "HttpHeaderName").eq_ignore_ascii_case(infra_core::declaration::TEST_HEADER)
        })
    })
}

/// The routes that a rule stands for: one a path and host.
fn route(rule: &Value, attribute: &mut Attribute) -> Vec<String> {
    let (mut paths, mut hosts) = (Vec::new(), Vec::new());
    for condition in list(rule, "Conditions") {
        let values = |config: &str| -> Vec<String> {
            let own = condition.get(config).map(|config| list(config, "Values")).unwrap_or_default();
            let all = if own.is_empty() { list(condition, "Values") } else { own };
            all.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
        };
        match text(condition, "Field") {
            "path-pattern" => paths.extend(values("PathPatternConfig")),
            "host-header" => hosts.extend(values("HostHeaderConfig")),
            other => {
                attribute.leave(format!("the condition {other} of the rule with priority {}", text(rule, "Priority")));
            }
        }
    }
    if paths.is_empty() {
        paths.push("/*".to_owned());
    }
    let route = |path: &String, host: Option<&String>| match host {
        Some(host) => format!("route({}, host = {})", string(path), string(host)),
        None => format!("route({})", string(path)),
    };
    paths
        .iter()
        .flat_map(|path| {
            let of_hosts = hosts.iter().map(|host| route(path, Some(host)));
            of_hosts.chain(hosts.is_empty().then(|| route(path, None))).collect::<Vec<String>>()
        })
        .collect()
}

/// The health check, where it differs from a declaration's own.
fn health(group: &Value, grace: Option<i32>) -> Option<String> {
    let codes = group.get("Matcher").map(|matcher| text(matcher, "HttpCode")).unwrap_or_default();
    let number = |key: &str, name: &str, default: &str| {
        Some(text(group, name))
            .filter(|value| !value.is_empty() && *value != default)
            .map(|value| format!("{key} = {value}"))
    };
    let time = |key: &str, name: &str, default: &str| {
        Some(text(group, name))
            .filter(|value| !value.is_empty() && *value != default)
            .map(|value| format!("{key} = {}", seconds(value)))
    };
    let path = text(group, "HealthCheckPath");
    let parts: Vec<String> = [
        (!path.is_empty() && path != "/").then(|| string(path)),
        (!codes.is_empty() && codes != "200-299").then(|| format!("codes = {}", string(codes))),
        time("every", "HealthCheckIntervalSeconds", "10"),
        time("timeout", "HealthCheckTimeoutSeconds", "5"),
        number("healthy", "HealthyThresholdCount", "2"),
        number("unhealthy", "UnhealthyThresholdCount", "3"),
        grace.filter(|grace| *grace != 30).map(|grace| format!("grace = {}", seconds(grace))),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| format!("health({})", parts.join(", ")))
}

fn target_group(attributes: &BTreeMap<String, String>, attribute: &mut Attribute) {
    let value = |name: &str| attributes.get(name).map(String::as_str).unwrap_or_default();
    let drain = value("deregistration_delay.timeout_seconds");
    if !matches!(drain, "" | "30") {
        attribute.say("drain", format!("drain = {}", seconds(drain)));
    }
    if value("stickiness.enabled") == "true" {
        let time = value("stickiness.lb_cookie.duration_seconds");
        attribute.say("sticky", format!("sticky = {}", seconds(if time.is_empty() { "86400" } else { time })));
    }
    let slow = value("slow_start.duration_seconds");
    if !matches!(slow, "" | "0") {
        attribute.say("slow_start", format!("slow_start = {}", seconds(slow)));
    }
    match value("load_balancing.algorithm.type") {
        "least_outstanding_requests" => attribute.say("balance", "balance = least_outstanding"),
        "weighted_random" => attribute.say("balance", "balance = random"),
        _ => {}
    }
}

fn deployment(configuration: &DeploymentConfiguration, attribute: &mut Attribute) {
    let percents = (configuration.minimum_healthy_percent(), configuration.maximum_percent());
    match configuration.strategy().map(|strategy| strategy.as_str()) {
        None | Some("ROLLING") => {
            if let (Some(min), Some(max)) = percents
                && (min, max) != (100, 200)
            {
                attribute.say("deploy", format!("deploy = rolling(min = {min}, max = {max})"));
            }
        }
        Some("BLUE_GREEN") => {
            let bake = configuration.bake_time_in_minutes().map_or(5, |minutes| minutes);
            attribute.say("deploy", format!("deploy = blue_green(bake = \"{bake}m\")"));
        }
        Some(other) => attribute.leave(format!("the deployment strategy {other}")),
    }
    let alarms = configuration.alarms().filter(|alarms| alarms.enable()).map(|alarms| alarms.alarm_names());
    if let Some(names) = alarms.filter(|names| !names.is_empty()) {
        attribute.say("alarms", format!("alarms = {}", strings(names)));
    }
    for hook in configuration.lifecycle_hooks() {
        attribute.leave(format!("the lifecycle hook {}", hook.hook_target_arn().unwrap_or_default()));
    }
}

/// What the language says in another way, or not at all.
fn rest(found: &FoundService, attribute: &mut Attribute) {
    let service = &found.service;
    if service.scheduling_strategy().is_some_and(|strategy| strategy.as_str() == "DAEMON") {
        attribute.say("daemon", "daemon");
    }
    if !service.enable_execute_command() {
        attribute.say("exec", "exec = off");
    }
    for place in service.placement_strategy() {
        let kind = place.r#type().map(|kind| kind.as_str()).unwrap_or_default();
        attribute.leave(format!("placement {kind} by {}", place.field().unwrap_or_default()));
    }
    for constraint in service.placement_constraints() {
        attribute.leave(format!("the placement constraint {}", constraint.expression().unwrap_or("distinctInstance")));
    }
    for registry in service.service_registries() {
        attribute.leave(format!("the service registry {}", registry.registry_arn().unwrap_or_default()));
    }
    let network = service.network_configuration().and_then(|network| network.awsvpc_configuration());
    let groups = network.map(|network| network.security_groups()).unwrap_or_default();
    if !groups.is_empty() {
        attribute.leave(format!("the security groups {}: a deploy makes one of its own", groups.join(", ")));
    }
}
