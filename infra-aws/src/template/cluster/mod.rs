//! The stack of a cluster: what its workloads share.

mod auto_scaling;
mod dashboard;
mod domain;
mod dynamic_ports;
mod instance;
mod launch_template;
mod load_balancer;
mod namespace;
mod network;
mod network_balancer;
mod provider;
mod recurrence;
mod shared;
mod user_data;

use infra_core::blueprint::{Blueprint, ClusterBlueprint};
use infra_core::declaration::{Insights, Subnets};
use serde_json::json;

pub(super) use provider::{provider_of, strategy_item};

use super::draft::Draft;
use super::intrinsic::{comma_joined, reference};
use super::stack::StackTemplate;
use super::{include, output};
use crate::Error;
pub(super) use load_balancer::{SSL_POLICY, callers};
use network::Side;

const CLUSTER: &str = "Cluster";
/// AWS's own providers, which every cluster lists.
const FARGATE_PROVIDERS: [&str; 2] = ["FARGATE", "FARGATE_SPOT"];

/// The stack of `cluster`: the ECS cluster, its network, load balancer and instances, and what it includes.
pub(crate) fn cluster(blueprint: &Blueprint, cluster: &ClusterBlueprint) -> StackTemplate {
    let mut stack = own(blueprint, cluster);
    // What cannot be included was refused before anything was planned.
    if let Ok(body) = include::merged(&stack.body, cluster) {
        stack.body = body;
    }
    stack
}

/// Refuses a stage that includes a template which cannot be included, or uses an output that none has.
pub(crate) fn check_includes(blueprint: &Blueprint) -> Result<(), Error> {
    for cluster in &blueprint.clusters {
        if !cluster.include.is_empty() {
            let refused = |why| Error::Conflict(format!("`{}`: {why}", cluster.identity.name));
            include::merged(&own(blueprint, cluster).body, cluster).map_err(refused)?;
        }
        include::check_outputs(cluster).map_err(Error::Conflict)?;
    }
    Ok(())
}

/// The stack without what the cluster includes.
fn own(blueprint: &Blueprint, cluster: &ClusterBlueprint) -> StackTemplate {
    let mut draft = Draft::new(blueprint, cluster, &cluster.identity);
    network::make(&mut draft, cluster);
    make_cluster(&mut draft, cluster.insights);
    namespace::make(&mut draft, cluster);
    auto_scaling::make_shared(&mut draft, cluster);
    auto_scaling::make(&mut draft, cluster);
    provider::make(&mut draft, cluster);
    if let Some(load_balancer) = cluster.load_balancer {
        load_balancer::make(&mut draft, cluster, &load_balancer);
    }
    dashboard::make(&mut draft, blueprint, cluster);
    if let Some(network_balancer) = cluster.network_balancer {
        network_balancer::make(&mut draft, cluster, &network_balancer);
    }
    dynamic_ports::make(&mut draft, cluster);
    draft.output(output::CLUSTER_NAME, reference(CLUSTER));
    let vpc = network::vpc(&mut draft, cluster);
    draft.output(output::VPC_ID, vpc);
    let subnets = network::task_subnets(&mut draft, cluster);
    draft.output(output::TASK_SUBNETS, comma_joined(&subnets));
    for (asked, name, side) in [
        (Subnets::Public, output::PUBLIC_TASK_SUBNETS, Side::Public),
        (Subnets::Private, output::PRIVATE_TASK_SUBNETS, Side::Private),
    ] {
        if cluster.workloads.iter().any(|workload| workload.subnets == Some(asked)) {
            let subnets = network::subnets(&mut draft, cluster, side);
            draft.output(name, comma_joined(&subnets));
        }
    }
    shared::put_out(&mut draft, cluster);
    draft.finish()
}

fn make_cluster(draft: &mut Draft, insights: Insights) {
    let insights = match insights {
        Insights::Off => "disabled",
        Insights::On => "enabled",
        Insights::Enhanced => "enhanced",
    };
    let properties = json!({
        "ClusterName": draft.physical(),
        "ClusterSettings": [{ "Name": "containerInsights", "Value": insights }],
        // Always both, whatever the strategy: ECS refuses to take a provider away that tasks still use. And no default
        // strategy, since services, runs and schedules name theirs: with another one CloudFormation would put the list
        // anew while its providers are in use. Providers of instances come after the cluster that their instances join:
        // an association of their own brings them in.
        "CapacityProviders": FARGATE_PROVIDERS,
    });
    draft.resource(CLUSTER, "AWS::ECS::Cluster", properties);
}
