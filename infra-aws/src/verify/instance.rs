//! Whether the region has the instance types, in the zones of the cluster.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use infra_core::blueprint::{Blueprint, ClusterBlueprint};
use infra_core::declaration::Provider;

use super::network::{pages, zones};
use super::{Check, Verdict};
use crate::Error;
use crate::client::Clients;
use crate::direct::text;

/// What is called, as IAM names it.
const OPERATION: &str = "ec2:DescribeInstanceTypeOfferings";

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let clusters = blueprint.clusters.iter().map(|cluster| (cluster, types(cluster)));
    let asked = clusters.filter(|(_, types)| !types.is_empty()).map(|(cluster, types)| async move {
        let (offered, zones) = tokio::join!(offered(clients, &types), zones(clients, cluster));
        let told = types.iter().map(|name| {
            let verdict = match &offered {
                Ok(offered) => judge(name, offered.get(*name), zones.as_ref().ok(), &clients.region),
                Err(error) => Verdict::unread(error),
            };
            Check::new(cluster.identity.name, format!("instance type {name}"), verdict)
        });
        told.collect::<Vec<Check>>()
    });
    join_all(asked).await.concat()
}

/// The instance types that a cluster names.
fn types(cluster: &ClusterBlueprint) -> BTreeSet<&'static str> {
    let groups = cluster.capacity.iter().filter_map(|provider| match provider {
        Provider::Ec2(group) => Some(group),
        _ => None,
    });
    groups.flat_map(|group| (0..group.type_count()).map(|at| group.type_at(at))).collect()
}

/// In which zones instance types are offered.
async fn offered(clients: &Clients, types: &BTreeSet<&str>) -> Result<BTreeMap<String, BTreeSet<String>>, Error> {
    let offerings = pages(clients, OPERATION, "instanceTypeOfferingSet", |writer| {
        writer.prefix("LocationType").string("availability-zone");
        writer.prefix("Filter.1.Name").string("instance-type");
        let mut values = writer.prefix("Filter.1.Value").start_list(true, None);
        for name in types {
            values.entry().string(name);
        }
        values.finish();
    })
    .await?;
    let mut offered: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for offering in &offerings {
        let zones = offered.entry(text(offering, "instanceType").to_owned()).or_default();
        zones.insert(text(offering, "location").to_owned());
    }
    Ok(offered)
}

fn judge(name: &str, offered: Option<&BTreeSet<String>>, zones: Option<&BTreeSet<String>>, region: &str) -> Verdict {
    let Some(offered) = offered else {
        let hint = "declare another type, or deploy to another region";
        return Verdict::failed(format!("{region} has no {name}"), hint);
    };
    let all: Vec<&str> = offered.iter().map(String::as_str).collect();
    let Some(zones) = zones else { return Verdict::ok(format!("it is offered in {}", all.join(", "))) };
    let without: Vec<&str> = zones.difference(offered).map(String::as_str).collect();
    if without.is_empty() {
        return Verdict::ok("it is offered in every zone of the cluster");
    }
    let reason =
        format!("it is offered in {}, and not in {} of the cluster's zones", all.join(", "), without.join(", "));
    if without.len() == zones.len() {
        return Verdict::failed(reason, "declare another type, or subnets in those zones");
    }
    Verdict::warning(
        reason,
        "instances come to be in the other zones alone: declare another type if they must be in all",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(offered: &[&str], zones: &[&str]) -> Verdict {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
        judge("c5n.xlarge", Some(&set(offered)), Some(&set(zones)), "eu-central-1")
    }

    #[test]
    fn a_type_is_offered_in_all_zones_in_some_or_in_none() {
        assert_eq!(judged(&["a", "b", "c"], &["a", "b"]).word(), "ok");
        assert_eq!(judged(&["a"], &["a", "b"]).word(), "warning");
        assert_eq!(judged(&["c"], &["a", "b"]).word(), "failed");
        assert_eq!(judge("x", None, None, "eu-central-1").reason(), "eu-central-1 has no x");
    }
}
