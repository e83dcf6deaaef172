//! The way from the load balancer's listeners to a service.

use infra_core::blueprint::{ClusterBlueprint, PrioritizedRoute, ServiceBlueprint, shorten};
use infra_core::declaration::Balance;
use serde_json::{Value, json};

use crate::template::draft::Draft;
use crate::template::intrinsic::reference;
use crate::template::output;

const TARGET_GROUP: &str = "TargetGroup";
const LONGEST_NAME: usize = 32;
/// The port of a target that is registered without one. ECS registers each task with its container's port, so this one
/// is never used; and since a target group cannot change it, another `port` would replace the group.
const UNUSED_PORT: u16 = 80;

/// The target group, and a rule a route on each listener that takes rules.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint, service: &ServiceBlueprint) {
    make_target_group(draft, service);
    let listeners = cluster.load_balancer.iter().flat_map(|load_balancer| load_balancer.listen);
    for listener in listeners.filter(|listener| listener.redirect().is_none()) {
        let arn = draft.cluster_output(&output::listener(listener.port()), "String");
        for route in &service.routes {
            draft.resource(
                &rule_id(listener.port(), route.priority),
                "AWS::ElasticLoadBalancingV2::ListenerRule",
                rule(&arn, route),
            );
        }
    }
    draft.output(output::TARGET_GROUP_ARN, reference(TARGET_GROUP));
}

fn make_target_group(draft: &mut Draft, service: &ServiceBlueprint) {
    let health = &service.health;
    let vpc = draft.cluster_output(output::VPC_ID, "AWS::EC2::VPC::Id");
    let mut properties = json!({
        "Name": shorten(draft.physical(), LONGEST_NAME),
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
    draft.resource(TARGET_GROUP, "AWS::ElasticLoadBalancingV2::TargetGroup", properties);
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

fn rule(listener: &Value, route: &PrioritizedRoute) -> Value {
    let host = route.route.host.map(|host| json!({ "Field": "host-header", "HostHeaderConfig": { "Values": [host] } }));
    let path = json!({ "Field": "path-pattern", "PathPatternConfig": { "Values": [route.route.path] } });
    let conditions: Vec<Value> = host.into_iter().chain([path]).collect();
    json!({
        "ListenerArn": listener,
        "Priority": route.priority,
        "Conditions": conditions,
        "Actions": [{ "Type": "forward", "TargetGroupArn": reference(TARGET_GROUP) }],
    })
}
