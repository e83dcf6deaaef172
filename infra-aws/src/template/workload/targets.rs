//! The target groups of a service: one for each of its ports that the cluster's load balancers lead to.

use infra_core::blueprint::{ServiceBlueprint, TargetGroup, TargetProtocol, WorkloadBlueprint, shorten};
use infra_core::declaration::{Balance, HealthCheck};
use serde_json::{Value, json};

use crate::template::draft::Draft;
use crate::template::output;

const LONGEST_NAME: usize = 32;
/// The port of a target that is registered without one. ECS registers each task with its container's port, so this one
/// is never used; and since a target group cannot change it, another `port` would replace the group.
const UNUSED_PORT: u16 = 80;

/// The logical id of a target group. That of the main port has no number: with another main port, the tasks of both are in
/// it while the one takes the place of the other.
pub(super) fn id(service: &ServiceBlueprint, group: TargetGroup) -> String {
    let port = if service.port == Some(group.port) { String::new() } else { group.port.to_string() };
    match group.protocol {
        TargetProtocol::Http => format!("TargetGroup{port}"),
        TargetProtocol::Tcp => format!("StreamTargetGroup{port}"),
        TargetProtocol::Udp => format!("DatagramTargetGroup{port}"),
    }
}

/// Every target group, with its ARN among the outputs.
pub(super) fn make(draft: &mut Draft, workload: &WorkloadBlueprint, service: &ServiceBlueprint) {
    for group in service.target_groups() {
        let id = id(service, group);
        make_one(draft, &id, &part(service, group), group.protocol, (workload, service));
        draft.output(&output::target_group(service, group), crate::template::intrinsic::reference(&id));
    }
}

/// What stands behind the service's name in that of a target group.
fn part(service: &ServiceBlueprint, group: TargetGroup) -> String {
    let port = Some(group.port).filter(|port| service.port != Some(*port)).map(|port| port.to_string());
    let kind = match group.protocol {
        TargetProtocol::Http => None,
        TargetProtocol::Tcp => Some("tcp".to_owned()),
        TargetProtocol::Udp => Some("udp".to_owned()),
    };
    kind.into_iter().chain(port).collect::<Vec<_>>().join("-")
}

/// A target group called as the service, and `part` behind it.
pub(super) fn make_one(
    draft: &mut Draft,
    id: &str,
    part: &str,
    protocol: TargetProtocol,
    (workload, service): (&WorkloadBlueprint, &ServiceBlueprint),
) {
    let name = if part.is_empty() { draft.physical().to_owned() } else { format!("{}-{part}", draft.physical()) };
    let vpc = draft.cluster_output(output::VPC_ID, "AWS::EC2::VPC::Id");
    let HealthCheck { interval_seconds, timeout_seconds, healthy, unhealthy, .. } = service.health;
    let mut properties = json!({
        "Name": shorten(&name, LONGEST_NAME),
        "VpcId": vpc,
        // Where tasks share the network of their instance, that is the target.
        "TargetType": if workload.runtime.has_own_address() { "ip" } else { "instance" },
        "Port": UNUSED_PORT,
        "HealthCheckEnabled": true,
        "HealthCheckIntervalSeconds": interval_seconds,
        "HealthCheckTimeoutSeconds": timeout_seconds,
        "HealthyThresholdCount": healthy,
        "UnhealthyThresholdCount": unhealthy,
    });
    match protocol {
        TargetProtocol::Http => http(&mut properties, service),
        TargetProtocol::Tcp => {
            properties["Protocol"] = json!("TCP");
            properties["HealthCheckProtocol"] = json!("TCP");
            properties["HealthCheckPort"] = json!("traffic-port");
            // By default a target that is an address sees that of the load balancer.
            let client = json!({ "Key": "preserve_client_ip.enabled", "Value": "true" });
            properties["TargetGroupAttributes"] = json!([drain(service), client]);
        }
        TargetProtocol::Udp => {
            properties["Protocol"] = json!("UDP");
            // Health is asked over TCP, whatever the traffic is.
            properties["HealthCheckProtocol"] = json!("TCP");
            let port = service.health_port.map_or("traffic-port".to_owned(), |port| port.to_string());
            properties["HealthCheckPort"] = json!(port);
            properties["TargetGroupAttributes"] = json!([drain(service)]);
        }
    }
    draft.resource(id, "AWS::ElasticLoadBalancingV2::TargetGroup", properties);
}

fn drain(service: &ServiceBlueprint) -> Value {
    json!({ "Key": "deregistration_delay.timeout_seconds", "Value": service.drain_seconds.to_string() })
}

fn http(properties: &mut Value, service: &ServiceBlueprint) {
    properties["Protocol"] = json!("HTTP");
    properties["ProtocolVersion"] = json!("HTTP1");
    properties["HealthCheckProtocol"] = json!("HTTP");
    properties["HealthCheckPort"] = json!("traffic-port");
    properties["HealthCheckPath"] = json!(service.health.path);
    properties["Matcher"] = json!({ "HttpCode": service.health.codes });
    let mut attributes = vec![
        drain(service),
        json!({ "Key": "load_balancing.algorithm.type", "Value": algorithm(service.balance) }),
        json!({
            "Key": "slow_start.duration_seconds",
            "Value": service.slow_start_seconds.unwrap_or(0).to_string(),
        }),
        json!({ "Key": "stickiness.enabled", "Value": service.sticky_seconds.is_some().to_string() }),
    ];
    if let Some(seconds) = service.sticky_seconds {
        let seconds = seconds.to_string();
        attributes.push(json!({ "Key": "stickiness.type", "Value": "lb_cookie" }));
        attributes.push(json!({ "Key": "stickiness.lb_cookie.duration_seconds", "Value": seconds }));
    }
    properties["TargetGroupAttributes"] = Value::Array(attributes);
}

fn algorithm(balance: Balance) -> &'static str {
    match balance {
        Balance::RoundRobin => "round_robin",
        Balance::LeastOutstanding => "least_outstanding_requests",
        Balance::Random => "weighted_random",
    }
}
