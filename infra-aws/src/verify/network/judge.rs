//! What a network that exists is good for.

use std::collections::{BTreeMap, BTreeSet};

use infra_core::declaration::ExistingNetwork;

use super::read::{Endpoint, RouteTable, Subnet, Way};
use crate::verify::Verdict;

/// What tasks reach for as they start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Needs {
    /// The services of AWS, by the names of their endpoints.
    pub(super) endpoints: BTreeSet<String>,
    /// The images that are somewhere on the internet.
    pub(super) internet: BTreeSet<String>,
}

/// Whether the subnets are there, in the VPC.
pub(super) fn subnets(network: &ExistingNetwork, found: &[Subnet]) -> Verdict {
    let declared = network.public.iter().chain(network.private);
    let missing: Vec<&str> = declared.copied().filter(|id| !found.iter().any(|subnet| subnet.id == *id)).collect();
    if !missing.is_empty() {
        let hint = "declare subnets of this region and account, under `public` and `private`";
        return Verdict::failed(format!("there is no {}", missing.join(", ")), hint);
    }
    let elsewhere: Vec<String> = found
        .iter()
        .filter(|subnet| subnet.vpc != network.vpc)
        .map(|subnet| format!("{} is in {}", subnet.id, subnet.vpc))
        .collect();
    if !elsewhere.is_empty() {
        let reason = format!("{}, and not in {}", elsewhere.join(", "), network.vpc);
        return Verdict::failed(reason, "declare subnets of one VPC, and that VPC");
    }
    Verdict::ok(format!("all {} are in {}", found.len(), network.vpc))
}

/// An application load balancer has one subnet in each of at least two zones.
pub(super) fn balancer_zones(ids: &[&str], found: &[Subnet]) -> Verdict {
    let mut zones: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for subnet in found.iter().filter(|subnet| ids.contains(&subnet.id.as_str())) {
        zones.entry(&subnet.zone).or_default().push(&subnet.id);
    }
    if let Some((zone, subnets)) = zones.iter().find(|(_, subnets)| subnets.len() > 1) {
        let reason = format!("{} are both in {zone}; a load balancer takes one subnet a zone", subnets.join(" and "));
        return Verdict::failed(reason, "declare one subnet a zone");
    }
    let names = zones.keys().copied().collect::<Vec<&str>>().join(", ");
    if zones.len() < 2 {
        let reason = format!("its subnets are in {names} alone; a load balancer needs two zones");
        return Verdict::failed(reason, "declare a subnet in another zone as well");
    }
    Verdict::ok(names)
}

/// Whether there are addresses for all tasks.
pub(super) fn addresses(ids: &[&str], found: &[Subnet], tasks: u32) -> Verdict {
    let free: u32 = found.iter().filter(|subnet| ids.contains(&subnet.id.as_str())).map(|subnet| subnet.free).sum();
    if free < tasks {
        let reason = format!("{free} are free, and there may be {tasks} tasks while everything is deployed");
        return Verdict::warning(reason, "declare larger subnets, or more of them");
    }
    Verdict::ok(format!("{free}, for up to {tasks} tasks"))
}

/// Whether subnets have a way in from the internet.
pub(super) fn public(ids: &[&str], tables: &[RouteTable]) -> Verdict {
    let closed: Vec<String> = ids
        .iter()
        .filter_map(|id| match table_of(id, tables).and_then(|table| table.way.as_ref()) {
            Some(Way::InternetGateway) => None,
            Some(Way::Other(to)) => Some(format!("{id} leads to {to}")),
            Some(Way::BlackHole(to)) => Some(format!("{id} leads to {to}, which is no more")),
            None => Some(format!("{id} has no route to 0.0.0.0/0")),
        })
        .collect();
    if closed.is_empty() {
        return Verdict::ok("each has a route to an internet gateway");
    }
    let hint = "add a route from 0.0.0.0/0 to an internet gateway, or declare the subnets as `private`";
    Verdict::failed(format!("{}, and not to an internet gateway", closed.join("; ")), hint)
}

/// Whether tasks without a public address reach what they need.
pub(super) fn private(ids: &[&str], tables: &[RouteTable], endpoints: &[Endpoint], needs: &Needs) -> Verdict {
    let mut troubles = Vec::new();
    for id in ids {
        let table = table_of(id, tables);
        match table.and_then(|table| table.way.as_ref()) {
            Some(Way::Other(_)) => {}
            Some(Way::InternetGateway) => troubles.push(format!(
                "{id} leads to an internet gateway, which serves public addresses, and tasks in private subnets have none"
            )),
            Some(Way::BlackHole(to)) => troubles.push(format!("{id} leads to {to}, which is no more")),
            None => {
                let lacks: Vec<&str> = needs
                    .endpoints
                    .iter()
                    .filter(|service| !endpoints.iter().any(|endpoint| leads(endpoint, service, table)))
                    .map(String::as_str)
                    .collect();
                if !lacks.is_empty() {
                    troubles.push(format!("{id} has no way out, and no endpoint for {}", lacks.join(", ")));
                }
                if let Some(image) = needs.internet.iter().next() {
                    troubles.push(format!("{id} has no way out, and {image} is pulled from the internet"));
                }
            }
        }
    }
    if troubles.is_empty() {
        return Verdict::ok("tasks reach what they need");
    }
    let hint = "add a route from 0.0.0.0/0 to a NAT gateway, or the endpoints (and keep the images in ECR)";
    Verdict::failed(troubles.join("; "), hint)
}

/// A gateway endpoint serves the route tables that it is in, an interface endpoint the whole VPC.
fn leads(endpoint: &Endpoint, service: &str, table: Option<&RouteTable>) -> bool {
    endpoint.service == service
        && (!endpoint.is_gateway || table.is_some_and(|table| endpoint.route_tables.contains(&table.id)))
}

/// The route table of a subnet: the one that names it, else the main one.
fn table_of<'tables>(id: &str, tables: &'tables [RouteTable]) -> Option<&'tables RouteTable> {
    let named = tables.iter().find(|table| table.subnets.iter().any(|subnet| subnet == id));
    named.or_else(|| tables.iter().find(|table| table.is_main))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subnet(id: &str, zone: &str, free: u32) -> Subnet {
        Subnet { id: id.into(), vpc: "vpc-1".into(), zone: zone.into(), free }
    }

    fn table(id: &str, subnets: &[&str], way: Option<Way>) -> RouteTable {
        let subnets: Vec<String> = subnets.iter().map(|id| (*id).to_owned()).collect();
        RouteTable { id: id.into(), is_main: subnets.is_empty(), subnets, way }
    }

    fn endpoint(service: &str, route_tables: &[&str]) -> Endpoint {
        let route_tables: Vec<String> = route_tables.iter().map(|id| (*id).to_owned()).collect();
        Endpoint { service: service.into(), is_gateway: !route_tables.is_empty(), route_tables }
    }

    #[test]
    fn subnets_are_there_and_in_the_vpc() {
        let network = ExistingNetwork { public: &["a", "b"], ..ExistingNetwork::new("vpc-1") };
        assert_eq!(subnets(&network, &[subnet("a", "z1", 9), subnet("b", "z2", 9)]).word(), "ok");
        assert_eq!(subnets(&network, &[subnet("a", "z1", 9)]).reason(), "there is no b");
        let other = Subnet { vpc: "vpc-2".into(), ..subnet("b", "z2", 9) };
        assert_eq!(subnets(&network, &[subnet("a", "z1", 9), other]).reason(), "b is in vpc-2, and not in vpc-1");
    }

    #[test]
    fn a_load_balancer_needs_a_subnet_in_each_of_two_zones() {
        let zones =
            |zones: [&str; 2]| balancer_zones(&["a", "b"], &[subnet("a", zones[0], 9), subnet("b", zones[1], 9)]);
        assert_eq!(zones(["z1", "z2"]), Verdict::ok("z1, z2"));
        assert!(zones(["z1", "z1"]).reason().contains("both in z1"));
        assert!(balancer_zones(&["a"], &[subnet("a", "z1", 9)]).reason().contains("z1 alone"));
    }

    #[test]
    fn few_addresses_are_a_warning() {
        let subnets = [subnet("a", "z1", 3), subnet("b", "z2", 4), subnet("c", "z3", 100)];
        assert_eq!(addresses(&["a", "b"], &subnets, 7).word(), "ok");
        assert_eq!(addresses(&["a", "b"], &subnets, 8).word(), "warning");
    }

    #[test]
    fn public_subnets_have_a_way_in() {
        let tables = [table("main", &[], None), table("open", &["a"], Some(Way::InternetGateway))];
        assert_eq!(public(&["a"], &tables).word(), "ok");
        assert!(public(&["a", "b"], &tables).reason().starts_with("b has no route to 0.0.0.0/0"));
        let nat = [table("main", &[], Some(Way::Other("nat-1".into())))];
        assert!(public(&["a"], &nat).reason().starts_with("a leads to nat-1"));
    }

    #[test]
    fn private_subnets_reach_what_tasks_need_by_a_way_out_or_by_endpoints() {
        let needs = Needs { endpoints: ["s3".to_owned(), "logs".to_owned()].into(), internet: BTreeSet::new() };
        let out = |way| [table("main", &[], way)];
        assert_eq!(private(&["a"], &out(Some(Way::Other("nat-1".into()))), &[], &needs).word(), "ok");
        assert!(private(&["a"], &out(Some(Way::InternetGateway)), &[], &needs).is_failed());
        assert!(private(&["a"], &out(Some(Way::BlackHole("nat-1".into()))), &[], &needs).is_failed());
        let both = [endpoint("s3", &["main"]), endpoint("logs", &[])];
        assert_eq!(private(&["a"], &out(None), &both, &needs).word(), "ok");
        let other_table = [endpoint("s3", &["other"]), endpoint("logs", &[])];
        let verdict = private(&["a"], &out(None), &other_table, &needs);
        assert_eq!(verdict.reason(), "a has no way out, and no endpoint for s3");
        let internet = Needs { internet: ["nginx:1".to_owned()].into(), ..needs };
        assert!(private(&["a"], &out(None), &both, &internet).reason().contains("nginx:1 is pulled from the internet"));
    }
}
