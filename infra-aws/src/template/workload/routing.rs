//! The way from the load balancer's listeners to a service.

use infra_core::blueprint::{ClusterBlueprint, ServiceBlueprint, TargetGroup, TargetProtocol, WorkloadBlueprint};
use infra_core::declaration::Route;
use serde_json::{Value, json};

use super::condition::{conditions, transforms};
use super::{moving, targets};
use crate::template::draft::Draft;
use crate::template::intrinsic::reference;
use crate::template::output;
use crate::template::stack::Serving;

const LISTENER_RULE: &str = "AWS::ElasticLoadBalancingV2::ListenerRule";

/// A rule a route on each listener that takes rules. Where deployments move traffic, a second target group, a rule for test
/// requests, and the role that moves it.
///
/// A service that is deployed by `rolling` again stays with the target group to which traffic was moved: `serving`.
pub(super) fn make(
    draft: &mut Draft,
    cluster: &ClusterBlueprint,
    (workload, service): (&WorkloadBlueprint, &ServiceBlueprint),
    serving: Serving,
) {
    let moves = service.deploy.moves_traffic();
    // What moves is the traffic of the main route.
    let moved = service.routes.first().and_then(|route| service.route_target(&route.route));
    let moved = moved.filter(|_| moves || serving == Serving::Alternate);
    let weighted = moved.map(|group| {
        targets::make_one(draft, moving::ALTERNATE, "alternate", TargetProtocol::Http, (workload, service));
        moving::forward(draft, &targets::id(service, group))
    });
    let action = |route: &Route, target: Option<TargetGroup>| match &weighted {
        Some(weighted) if target == moved => weighted.clone(),
        _ => forward_to(service, route),
    };
    // A parameter that no rule needs is one that cfn-lint complains of.
    let balancer = cluster.load_balancer.iter().filter(|_| !service.routes.is_empty());
    let listeners = balancer.flat_map(|load_balancer| load_balancer.listeners());
    let mut rules = Vec::new();
    for listener in listeners.filter(|listener| listener.redirect().is_none()) {
        let arn = draft.cluster_output(&output::listener(listener.port()), "String");
        for prioritized in &service.routes {
            let route = &prioritized.route;
            let forward = action(route, service.route_target(route));
            let id = rule_id(listener.port(), prioritized.priority);
            let properties = rule(&arn, prioritized.priority, conditions(route), &forward, route);
            draft.resource(&id, LISTENER_RULE, properties);
            let test = prioritized.test_priority.map(|priority| {
                let id = rule_id(listener.port(), priority);
                let asked = conditions(route).into_iter().chain([moving::is_test(draft)]).collect();
                let properties = rule(&arn, priority, asked, &forward, route);
                draft.resource(&id, LISTENER_RULE, properties);
                id
            });
            rules.push((id, test));
        }
    }
    // There is one, since such a service has one route on one listener.
    if let (true, Some(group), Some((production, test))) = (moves, moved, rules.first()) {
        moving::make(draft, &targets::id(service, group), production, test.as_deref());
    }
}

/// A rule is called by its priority, which no two rules of a listener can share: named by its route, a rule could be
/// made while another, still to be changed, has its priority, and AWS would refuse it.
fn rule_id(port: u16, priority: u32) -> String {
    format!("Listener{port}Rule{priority}")
}

/// The action that leads a request to a target group.
fn forward_to(service: &ServiceBlueprint, route: &Route) -> Value {
    let id = service.route_target(route).map(|group| targets::id(service, group)).unwrap_or_default();
    json!({ "Type": "forward", "TargetGroupArn": reference(&id) })
}

fn rule(listener: &Value, priority: u32, conditions: Vec<Value>, action: &Value, route: &Route) -> Value {
    let mut rule =
        json!({ "ListenerArn": listener, "Priority": priority, "Conditions": conditions, "Actions": [action] });
    if let Some(transforms) = transforms(route) {
        rule["Transforms"] = transforms;
    }
    rule
}
