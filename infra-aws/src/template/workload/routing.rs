//! The way from the load balancer's listeners to a service.

use infra_core::blueprint::{ClusterBlueprint, PrioritizedRoute, ServiceBlueprint, shorten};
use infra_core::declaration::Balance;
use serde_json::{Value, json};

use super::moving;
use crate::template::draft::Draft;
use crate::template::intrinsic::reference;
use crate::template::output;
use crate::template::stack::Serving;

pub(super) const TARGET_GROUP: &str = "TargetGroup";
const LISTENER_RULE: &str = "AWS::ElasticLoadBalancingV2::ListenerRule";
const LONGEST_NAME: usize = 32;
/// The port of a target that is registered without one. ECS registers each task with its container's port, so this one
/// is never used; and since a target group cannot change it, another `port` would replace the group.
const UNUSED_PORT: u16 = 80;

/// The target group, and a rule a route on each listener that takes rules. Where deployments move traffic, a second target
/// group, a rule for test requests, and the role that moves it.
///
/// A service that is deployed by `rolling` again stays with the target group to which traffic was moved: `serving`.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint, service: &ServiceBlueprint, serving: Serving) {
    let moves = service.deploy.moves_traffic();
    make_target_group(draft, TARGET_GROUP, "", service);
    draft.output(output::TARGET_GROUP_ARN, reference(TARGET_GROUP));
    let forward = if moves || serving == Serving::Alternate {
        make_target_group(draft, moving::ALTERNATE, "alternate", service);
        moving::forward(draft)
    } else {
        json!({ "Type": "forward", "TargetGroupArn": reference(TARGET_GROUP) })
    };
    let listeners = cluster.load_balancer.iter().flat_map(|load_balancer| load_balancer.listen);
    let mut rules = Vec::new();
    for listener in listeners.filter(|listener| listener.redirect().is_none()) {
        let arn = draft.cluster_output(&output::listener(listener.port()), "String");
        for route in &service.routes {
            let id = rule_id(listener.port(), route.priority);
            let properties = rule(&arn, route.priority, conditions(route), &forward);
            draft.resource(&id, LISTENER_RULE, properties);
            let test = route.test_priority.map(|priority| {
                let id = rule_id(listener.port(), priority);
                let asked = conditions(route).into_iter().chain([moving::is_test(draft)]).collect();
                let properties = rule(&arn, priority, asked, &forward);
                draft.resource(&id, LISTENER_RULE, properties);
                id
            });
            rules.push((id, test));
        }
    }
    // There is one, since such a service has one route on one listener.
    if let (true, Some((production, test))) = (moves, rules.first()) {
        moving::make(draft, production, test.as_deref());
    }
}

fn make_target_group(draft: &mut Draft, id: &str, part: &str, service: &ServiceBlueprint) {
    let name = if part.is_empty() { draft.physical().to_owned() } else { format!("{}-{part}", draft.physical()) };
    let health = &service.health;
    let vpc = draft.cluster_output(output::VPC_ID, "AWS::EC2::VPC::Id");
    let mut properties = json!({
        "Name": shorten(&name, LONGEST_NAME),
        "VpcId": vpc,
        "TargetType": "ip",
        "Protocol": "HTTP",
        "ProtocolVersion": "HTTP1",
        "Port": UNUSED_PORT,
        "HealthCheckEnabled": true,
        "HealthCheckProtocol": "HTTP",
        "HealthCheckPort": "traffic-port",
        "HealthCheckPath": health.path,
        "HealthCheckIntervalSeconds": health.interval_seconds,
        "HealthCheckTimeoutSeconds": health.timeout_seconds,
        "HealthyThresholdCount": health.healthy,
        "UnhealthyThresholdCount": health.unhealthy,
        "Matcher": { "HttpCode": health.codes },
        "TargetGroupAttributes": [
            { "Key": "deregistration_delay.timeout_seconds", "Value": service.drain_seconds.to_string() },
            { "Key": "load_balancing.algorithm.type", "Value": algorithm(service.balance) },
            { "Key": "slow_start.duration_seconds", "Value": service.slow_start_seconds.unwrap_or(0).to_string() },
            { "Key": "stickiness.enabled", "Value": service.sticky_seconds.is_some().to_string() },
        ],
    });
    if let Some(seconds) = service.sticky_seconds
        && let Some(attributes) = properties["TargetGroupAttributes"].as_array_mut()
    {
        let seconds = seconds.to_string();
        attributes.push(json!({ "Key": "stickiness.type", "Value": "lb_cookie" }));
        attributes.push(json!({ "Key": "stickiness.lb_cookie.duration_seconds", "Value": seconds }));
    }
    draft.resource(id, "AWS::ElasticLoadBalancingV2::TargetGroup", properties);
}

fn algorithm(balance: Balance) -> &'static str {
    match balance {
        Balance::RoundRobin => "round_robin",
        Balance::LeastOutstanding => "least_outstanding_requests",
        Balance::Random => "weighted_random",
    }
}

/// A rule is called by its priority, which no two rules of a listener can share: named by its route, a rule could be
/// made while another, still to be changed, has its priority, and AWS would refuse it.
fn rule_id(port: u16, priority: u32) -> String {
    format!("Listener{port}Rule{priority}")
}

/// Which requests a route is for.
fn conditions(route: &PrioritizedRoute) -> Vec<Value> {
    let host = route.route.host.map(|host| json!({ "Field": "host-header", "HostHeaderConfig": { "Values": [host] } }));
    let path = json!({ "Field": "path-pattern", "PathPatternConfig": { "Values": [route.route.path] } });
    host.into_iter().chain([path]).collect()
}

fn rule(listener: &Value, priority: u32, conditions: Vec<Value>, action: &Value) -> Value {
    json!({ "ListenerArn": listener, "Priority": priority, "Conditions": conditions, "Actions": [action] })
}
