//! The load balancers that lead to services.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ecs::types::Service;
use aws_smithy_query::QueryWriter;
use serde_json::Value;

use crate::Error;
use crate::client::Clients;
use crate::direct::{self, LOAD_BALANCING, list, text};

/// What leads to services.
#[derive(Debug, Default)]
pub(super) struct Balancing {
    /// Target groups by their ARN, as they are described.
    pub(super) groups: BTreeMap<String, Value>,
    /// The attributes of target groups, by the group's ARN.
    pub(super) attributes: BTreeMap<String, BTreeMap<String, String>>,
    /// The load balancers, as they are described.
    pub(super) balancers: Vec<Value>,
    /// Their listeners, as they are described.
    pub(super) listeners: Vec<Value>,
    /// The rules of all of them, as they are described.
    pub(super) rules: Vec<Value>,
}

impl Balancing {
    /// The subnets that load balancers are in.
    pub(super) fn subnets(&self) -> Vec<String> {
        let zones = self.balancers.iter().flat_map(|balancer| list(balancer, "AvailabilityZones"));
        zones.map(|zone| text(zone, "SubnetId").to_owned()).collect()
    }

    /// The rules that forward to one of a service's target groups.
    pub(super) fn rules_to(&self, groups: &BTreeSet<&str>) -> Vec<&Value> {
        self.rules.iter().filter(|rule| forwards(rule).iter().any(|group| groups.contains(group.as_str()))).collect()
    }
}

/// The target groups that a rule, or a listener by its default action, forwards to.
fn forwards(rule: &Value) -> Vec<String> {
    let actions = list(rule, "Actions");
    let several = |action: &Value| {
        let groups = action.get("ForwardConfig").map(|forward| list(forward, "TargetGroups")).unwrap_or_default();
        groups.iter().map(|group| text(group, "TargetGroupArn").to_owned()).collect::<Vec<String>>()
    };
    actions
        .iter()
        .flat_map(|action| several(action).into_iter().chain([text(action, "TargetGroupArn").to_owned()]))
        .filter(|group| !group.is_empty())
        .collect()
}

/// The ARNs of the target groups of a service, both of one that moves traffic.
pub(super) fn groups_of(service: &Service) -> BTreeSet<&str> {
    let balancers = service.load_balancers().iter();
    balancers
        .flat_map(|balancer| {
            let alternate = balancer.advanced_configuration().and_then(|more| more.alternate_target_group_arn());
            [balancer.target_group_arn(), alternate]
        })
        .flatten()
        .collect()
}

pub(super) async fn read(clients: &Clients, services: &[Service]) -> Result<Balancing, Error> {
    let arns: BTreeSet<&str> = services.iter().flat_map(groups_of).collect();
    let mut balancing = Balancing::default();
    if arns.is_empty() {
        return Ok(balancing);
    }
    let groups = ask(clients, "elasticloadbalancing:DescribeTargetGroups", "TargetGroups", |writer| {
        members(writer, "TargetGroupArns", arns.iter().copied());
    })
    .await?;
    let balancers: BTreeSet<String> = groups
        .iter()
        .flat_map(|group| list(group, "LoadBalancerArns"))
        .filter_map(|arn| arn.as_str().map(str::to_owned))
        .collect();
    for arn in &arns {
        let attributes = ask(clients, "elasticloadbalancing:DescribeTargetGroupAttributes", "Attributes", |writer| {
            writer.prefix("TargetGroupArn").string(arn);
        })
        .await?;
        let pairs = attributes.iter().map(|pair| (text(pair, "Key").to_owned(), text(pair, "Value").to_owned()));
        balancing.attributes.insert((*arn).to_owned(), pairs.collect());
    }
    balancing.groups = groups.into_iter().map(|group| (text(&group, "TargetGroupArn").to_owned(), group)).collect();
    if balancers.is_empty() {
        return Ok(balancing);
    }
    balancing.balancers = ask(clients, "elasticloadbalancing:DescribeLoadBalancers", "LoadBalancers", |writer| {
        members(writer, "LoadBalancerArns", balancers.iter().map(String::as_str));
    })
    .await?;
    for arn in &balancers {
        balancing.listeners.extend(
            ask(clients, "elasticloadbalancing:DescribeListeners", "Listeners", |writer| {
                writer.prefix("LoadBalancerArn").string(arn);
            })
            .await?,
        );
    }
    for listener in &balancing.listeners {
        balancing.rules.extend(
            ask(clients, "elasticloadbalancing:DescribeRules", "Rules", |writer| {
                writer.prefix("ListenerArn").string(text(listener, "ListenerArn"));
            })
            .await?,
        );
    }
    Ok(balancing)
}

async fn ask(
    clients: &Clients,
    operation: &'static str,
    name: &str,
    fill: impl FnOnce(&mut QueryWriter<'_>),
) -> Result<Vec<Value>, Error> {
    let answer = direct::query_value(clients, &LOAD_BALANCING, operation, fill).await?;
    Ok(list(&answer, name).to_vec())
}

fn members<'a>(writer: &mut QueryWriter<'_>, name: &'static str, values: impl Iterator<Item = &'a str>) {
    let mut members = writer.prefix(name).start_list(false, None);
    for value in values {
        members.entry().string(value);
    }
    members.finish();
}
