//! Whether the listeners have room for the routes, at the places among their rules that the routes take.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use infra_core::blueprint::{Blueprint, ClusterBlueprint, TargetProtocol, WorkloadBlueprint};
use serde_json::Value;

use super::{Check, Verdict};
use crate::Error;
use crate::client::Clients;
use crate::direct::{self, LOAD_BALANCING, list, text};
use crate::observe::{self, ObservedStack};
use crate::template::output;

/// What is called, as IAM names it.
const LIMITS: &str = "elasticloadbalancing:DescribeAccountLimits";
const RULES: &str = "elasticloadbalancing:DescribeRules";

/// What the declarations make of an application load balancer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Need {
    listeners: usize,
    rules: usize,
    target_groups: usize,
}

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let balanced: Vec<&ClusterBlueprint> =
        blueprint.clusters.iter().filter(|cluster| cluster.load_balancer.is_some()).collect();
    if balanced.is_empty() {
        return Vec::new();
    }
    let (limits, stacks) = tokio::join!(limits(clients), observe::read_stacks(clients, &blueprint.names));
    let room = balanced.iter().flat_map(|cluster| room(cluster, limits.as_ref()));
    let slots = join_all(balanced.iter().map(|cluster| async {
        match &stacks {
            Ok(stacks) => slots(clients, cluster, stacks).await,
            Err(error) => vec![Check::new(cluster.identity.name, "places of listener rules", Verdict::unread(error))],
        }
    }));
    room.chain(slots.await.concat()).collect()
}

/// The limits of the account, by their names.
async fn limits(clients: &Clients) -> Result<BTreeMap<String, usize>, Error> {
    let answer = direct::query_value(clients, &LOAD_BALANCING, LIMITS, |_| {}).await?;
    let limits = list(&answer, "Limits").iter();
    Ok(limits.filter_map(|limit| Some((text(limit, "Name").to_owned(), text(limit, "Max").parse().ok()?))).collect())
}

fn room(cluster: &ClusterBlueprint, limits: Result<&BTreeMap<String, usize>, &Error>) -> Vec<Check> {
    let Need { listeners, rules, target_groups } = need(cluster);
    let told = [
        ("listeners", listeners, "listeners-per-application-load-balancer"),
        ("rules", rules, "rules-per-application-load-balancer"),
        ("target groups", target_groups, "target-groups-per-application-load-balancer"),
    ];
    let verdict = |what: &str, need: usize, name: &str| match limits {
        Err(error) => Verdict::unread(error),
        Ok(limits) => match limits.get(name) {
            None => Verdict::not_checked(format!("Elastic Load Balancing names no limit {name}")),
            Some(limit) if need > *limit => Verdict::failed(
                format!("{need} {what} are declared, and a load balancer takes {limit}"),
                format!("ask for more in Service Quotas (`{name}`), or divide the services among clusters"),
            ),
            Some(limit) => Verdict::ok(format!("{need} of {limit} {what}")),
        },
    };
    let subject = |what: &str| format!("load balancer's {what}");
    let checks = told.into_iter().map(|(what, need, name)| (subject(what), verdict(what, need, name)));
    checks.map(|(subject, verdict)| Check::new(cluster.identity.name, subject, verdict)).collect()
}

fn need(cluster: &ClusterBlueprint) -> Need {
    let Some(balancer) = cluster.load_balancer else { return Need::default() };
    let serving = balancer.listeners().iter().filter(|listener| listener.redirect().is_none()).count();
    let mut need = Need { listeners: balancer.listeners().len(), ..Need::default() };
    for service in cluster.workloads.iter().filter_map(WorkloadBlueprint::service) {
        let rules = service.routes.iter().map(|route| 1 + usize::from(route.test_priority.is_some()));
        need.rules += serving * rules.sum::<usize>();
        let groups = service.target_groups();
        need.target_groups += groups.iter().filter(|group| group.protocol == TargetProtocol::Http).count();
        need.target_groups += usize::from(service.deploy.moves_traffic());
    }
    need
}

/// Looks for rules of somebody else's at the places of ours, on the listeners that are there.
async fn slots(clients: &Clients, cluster: &ClusterBlueprint, stacks: &BTreeMap<String, ObservedStack>) -> Vec<Check> {
    let Some(stack) = stacks.get(&cluster.identity.physical) else { return Vec::new() };
    let ports = cluster.load_balancer.map(|balancer| balancer.listeners()).unwrap_or_default();
    let listeners = ports
        .iter()
        .filter_map(|listener| Some((listener.port(), stack.outputs.get(&output::listener(listener.port()))?.clone())));
    // What the stacks of services put out of their target groups.
    let outputs = stacks.values().flat_map(|stack| stack.outputs.values());
    let own: BTreeSet<&str> = outputs.map(String::as_str).filter(|value| value.contains(":targetgroup/")).collect();
    let own = &own;
    let asked = listeners.map(|(port, arn)| async move {
        let answer = direct::query_value(clients, &LOAD_BALANCING, RULES, |writer| {
            writer.prefix("ListenerArn").string(&arn);
        })
        .await;
        let verdict = match answer {
            Ok(answer) => judge(cluster, list(&answer, "Rules"), own),
            Err(error) => Verdict::unread(&error),
        };
        Check::new(cluster.identity.name, format!("places of rules on port {port}"), verdict)
    });
    join_all(asked).await
}

fn judge(cluster: &ClusterBlueprint, rules: &[Value], own: &BTreeSet<&str>) -> Verdict {
    let foreign: BTreeSet<u32> = rules
        .iter()
        .filter(|rule| text(rule, "IsDefault") != "true" && !forwards_to(rule, own))
        .filter_map(|rule| text(rule, "Priority").parse().ok())
        .collect();
    let routes = cluster.workloads.iter().filter_map(|workload| Some((workload, workload.service()?)));
    let taken = routes.flat_map(|(workload, service)| {
        let places = service.routes.iter().flat_map(|route| [Some(route.priority), route.test_priority]).flatten();
        places.map(move |place| (workload.identity.name, place))
    });
    let taken: Vec<String> =
        taken.filter(|(_, place)| foreign.contains(place)).map(|(item, place)| format!("{place} of {item}")).collect();
    if taken.is_empty() {
        return Verdict::ok("all are free, or have the rules of this app");
    }
    let reason = format!("rules that are not of this app have the places {}", taken.join(", "));
    Verdict::failed(reason, "give those rules other priorities, or take them out")
}

fn forwards_to(rule: &Value, own: &BTreeSet<&str>) -> bool {
    let actions = list(rule, "Actions");
    let groups = |action: &Value| {
        let several = action.get("ForwardConfig").map(|forward| list(forward, "TargetGroups")).unwrap_or_default();
        let several = several.iter().map(|group| text(group, "TargetGroupArn").to_owned());
        several.chain([text(action, "TargetGroupArn").to_owned()]).collect::<Vec<String>>()
    };
    actions.iter().flat_map(groups).any(|group| own.contains(group.as_str()))
}
