//! Whether there is the network that a cluster is to be in, and tasks reach from it what they need.

mod existing;
mod judge;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use infra_core::blueprint::{Blueprint, ClusterBlueprint, WorkloadBlueprint};
use infra_core::declaration::Network;

use super::{Check, Verdict};
use crate::client::Clients;
use crate::observe::ObservedStack;
use crate::template::output;
use crate::{Error, default_network};
pub(super) use read::pages;

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    join_all(blueprint.clusters.iter().map(|cluster| async move {
        match cluster.network {
            Network::New(new) => {
                let verdict = match read::zones(clients).await {
                    Ok(zones) => enough(usize::from(new.zones), zones.len(), &clients.region),
                    Err(error) => Verdict::unread(&error),
                };
                vec![Check::new(cluster.identity.name, "zones", verdict)]
            }
            Network::Existing(network) => existing::check(clients, cluster, &network).await,
            Network::Default => {
                let verdict = match default_network::read(clients).await {
                    Ok((vpc, subnets)) => Verdict::ok(format!("{vpc} with {} subnets", subnets.len())),
                    Err(Error::Conflict(missing)) => {
                        let hint = "declare `network = new(..)`, or `aws ec2 create-default-vpc`";
                        Verdict::failed(missing, hint)
                    }
                    Err(error) => Verdict::unread(&error),
                };
                vec![Check::new(cluster.identity.name, "default VPC", verdict)]
            }
        }
    }))
    .await
    .concat()
}

fn enough(wanted: usize, there: usize, region: &str) -> Verdict {
    if wanted > there {
        let reason = format!("the network is to span {wanted} zones, and {region} has {there}");
        return Verdict::failed(reason, format!("declare `zones = {there}` or fewer"));
    }
    Verdict::ok(format!("{wanted} of the {there} that {region} has"))
}

/// The zones that a cluster is in.
pub(super) async fn zones(clients: &Clients, cluster: &ClusterBlueprint) -> Result<BTreeSet<String>, Error> {
    let asked = match &cluster.network {
        // CloudFormation gives them in their order.
        Network::New(new) => {
            return Ok(read::zones(clients).await?.into_iter().take(usize::from(new.zones)).collect());
        }
        Network::Existing(network) if !network.private.is_empty() => read::Subnets::Of(network.private),
        Network::Existing(network) => read::Subnets::Of(network.public),
        Network::Default => read::Subnets::Default,
    };
    Ok(read::subnets(clients, asked).await?.into_iter().map(|subnet| subnet.zone).collect())
}

/// Where the tasks of a workload run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) vpc: String,
    /// A subnet of each zone, by the zones.
    pub(super) zones: BTreeMap<String, String>,
}

/// Where the tasks of a workload run; none where its network is still to be made.
pub(super) async fn place(
    clients: &Clients,
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
    stacks: &BTreeMap<String, ObservedStack>,
) -> Result<Option<Place>, Error> {
    let told;
    let asked = match &cluster.network {
        Network::New(_) => {
            let stack = stacks.get(&cluster.identity.physical);
            let Some(ids) = stack.and_then(|stack| stack.outputs.get(output::subnets(workload))) else {
                return Ok(None);
            };
            told = ids.split(',').collect::<Vec<&str>>();
            read::Subnets::Of(&told)
        }
        Network::Existing(network) if cluster.runs_in_private_subnets(workload) => read::Subnets::Of(network.private),
        Network::Existing(network) => read::Subnets::Of(network.public),
        Network::Default => read::Subnets::Default,
    };
    let subnets = read::subnets(clients, asked).await?;
    let Some(vpc) = subnets.first().map(|subnet| subnet.vpc.clone()) else {
        return Err(Error::Conflict("the subnets in which its tasks run are not there".to_owned()));
    };
    Ok(Some(Place { vpc, zones: subnets.into_iter().map(|subnet| (subnet.zone, subnet.id)).collect() }))
}
