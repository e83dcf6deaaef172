//! Route 53: hosted zones, their records, and ListHostedZonesByName.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::simulator::Simulator;
use crate::text::Request;
use crate::world::World;

/// The account's hosted zones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Route53 {
    /// By their id.
    pub(crate) zones: BTreeMap<String, Zone>,
    /// By zone, name and type: the properties as the template has them.
    pub(crate) records: BTreeMap<(String, String, String), Value>,
}

/// A hosted zone.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    /// The domain, without the dot at its end.
    pub(crate) name: String,
    pub(crate) private: bool,
    /// Whether the domain's parent names the zone's name servers, so that anybody sees its records.
    pub(crate) delegated: bool,
}

impl Zone {
    /// Whether a name can have a record in the zone.
    pub(crate) fn covers(&self, name: &str) -> bool {
        let name = name.trim_end_matches('.');
        name == self.name || name.strip_suffix(&self.name).is_some_and(|rest| rest.ends_with('.'))
    }
}

impl Simulator {
    /// A public hosted zone of a domain, to which the domain is delegated.
    pub fn put_hosted_zone(&self, id: &str, name: &str) {
        self.put_zone(id, Zone { name: name.to_owned(), private: false, delegated: true });
    }

    /// A public hosted zone whose domain is delegated to other name servers: nobody sees its records.
    pub fn put_undelegated_zone(&self, id: &str, name: &str) {
        self.put_zone(id, Zone { name: name.to_owned(), private: false, delegated: false });
    }

    /// A private hosted zone.
    pub fn put_private_zone(&self, id: &str, name: &str) {
        self.put_zone(id, Zone { name: name.to_owned(), private: true, delegated: false });
    }

    fn put_zone(&self, id: &str, zone: Zone) {
        self.world().route53.zones.insert(id.to_owned(), zone);
    }

    /// The records of all zones: name, type, and where an alias leads, sorted.
    #[must_use]
    pub fn records(&self) -> Vec<(String, String, String)> {
        let world = self.world();
        let records = world.route53.records.iter();
        let told = records.map(|((_, name, kind), properties)| {
            (name.clone(), kind.clone(), properties["AliasTarget"].text("DNSName").to_owned())
        });
        told.collect()
    }
}

pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    if operation != "ListHostedZonesByName" {
        return Err(AwsError::unknown_operation("route53", operation));
    }
    let from = request.text("dnsname").trim_end_matches('.');
    let most = request.text("maxitems").parse().unwrap_or(100);
    let mut zones: Vec<(&String, &Zone)> = world.route53.zones.iter().collect();
    zones.sort_by_key(|(id, zone)| (reversed(&zone.name), id.as_str().to_owned()));
    let found = zones.into_iter().filter(|(_, zone)| reversed(&zone.name) >= reversed(from)).take(most);
    let found: Vec<Value> = found
        .map(|(id, zone)| {
            json!({
                "Id": format!("/hostedzone/{id}"),
                "Name": format!("{}.", zone.name),
                "CallerReference": id,
                "Config": {"PrivateZone": zone.private},
            })
        })
        .collect();
    Ok(json!({"HostedZones": found, "DNSName": from, "IsTruncated": false, "MaxItems": most.to_string()}))
}

/// The labels from the last one on, by which Route 53 sorts.
fn reversed(name: &str) -> Vec<String> {
    name.split('.').rev().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_told_from_a_name_on_in_the_order_of_their_labels() {
        let mut world = World::new("111122223333", "eu-central-1", 1);
        for (id, name) in [("Z1", "example.com"), ("Z2", "shop.example.com"), ("Z3", "example.org"), ("Z4", "a.com")] {
            let zone = Zone { name: name.to_owned(), private: false, delegated: true };
            world.route53.zones.insert(id.to_owned(), zone);
        }
        let told = |from: &str| {
            let answer = answer(&world, "ListHostedZonesByName", &json!({"dnsname": from})).unwrap();
            let names: Vec<String> =
                answer.list("HostedZones").iter().map(|zone| zone.text("Name").to_owned()).collect();
            names
        };
        assert_eq!(told("example.com"), ["example.com.", "shop.example.com.", "example.org."]);
        assert_eq!(told("shop.example.com"), ["shop.example.com.", "example.org."]);
    }

    #[test]
    fn a_zone_covers_its_domain_and_what_is_below() {
        let zone = Zone { name: "example.com".to_owned(), private: false, delegated: true };
        assert!(zone.covers("example.com") && zone.covers("a.example.com.") && zone.covers("*.example.com"));
        assert!(!zone.covers("notexample.com") && !zone.covers("com"));
    }
}
