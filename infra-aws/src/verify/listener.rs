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

/// What the declarations make of one kind, and the limit of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Need {
    what: &'static str,
    count: usize,
    limit: &'static str,
}

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let has_balancer =
        |cluster: &&ClusterBlueprint| cluster.load_balancer.is_some() || cluster.network_balancer.is_some();
    let balanced: Vec<&ClusterBlueprint> = blueprint.clusters.iter().filter(has_balancer).collect();
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
    let told = |balancer: &str, Need { what, count, limit: name }: Need| {
        let verdict = match limits {
            Err(error) => Verdict::unread(error),
            Ok(limits) => match limits.get(name) {
                None => Verdict::not_checked(format!("Elastic Load Balancing names no limit {name}")),
                Some(limit) if count > *limit => Verdict::failed(
                    format!("{count} {what} are declared, and a {balancer} takes {limit}"),
                    format!("ask for more in Service Quotas (`{name}`), or divide the services among clusters"),
                ),
                Some(limit) => Verdict::ok(format!("{count} of {limit} {what}")),
            },
        };
        Check::new(cluster.identity.name, format!("{balancer}'s {what}"), verdict)
    };
    let application = application(cluster).into_iter().flatten().map(|need| told("load balancer", need));
    let network = cluster.network_balancer.map(|_| told("network load balancer", streams(cluster)));
    application.chain(network).collect()
}

/// What is made of the application load balancer.
fn application(cluster: &ClusterBlueprint) -> Option<[Need; 3]> {
    let balancer = cluster.load_balancer?;
    let listeners = balancer.listeners();
    let serving = listeners.iter().filter(|listener| listener.redirect().is_none()).count();
    let (mut rules, mut target_groups) = (0, 0);
    for service in cluster.workloads.iter().filter_map(WorkloadBlueprint::service) {
        let of_service = service.routes.iter().map(|route| 1 + usize::from(route.test_priority.is_some()));
        rules += serving * of_service.sum::<usize>();
        let groups = service.target_groups();
        target_groups += groups.iter().filter(|group| group.protocol == TargetProtocol::Http).count();
        target_groups += usize::from(service.deploy.moves_traffic());
    }
    Some([
        Need { what: "listeners", count: listeners.len(), limit: "listeners-per-application-load-balancer" },
        Need { what: "rules", count: rules, limit: "rules-per-application-load-balancer" },
        Need { what: "target groups", count: target_groups, limit: "target-groups-per-application-load-balancer" },
    ])
}

/// The listeners of the network load balancer: one a stream.
fn streams(cluster: &ClusterBlueprint) -> Need {
    let services = cluster.workloads.iter().filter_map(WorkloadBlueprint::service);
    let count = services.map(|service| service.streams.len()).sum();
    Need { what: "listeners", count, limit: "listeners-per-network-load-balancer" }
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
