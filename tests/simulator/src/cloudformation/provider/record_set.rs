//! `AWS::Route53::RecordSet`.

use serde_json::{Map, Value};

use super::{Deletion, Made, Order, Provider, Updated};
use crate::text::Request;
use crate::world::World;

pub(super) struct RecordSet;

impl Provider for RecordSet {
    fn attributes(&self) -> &[&str] {
        &[]
    }

    fn replacing(&self) -> &[&str] {
        &["HostedZoneId", "HostedZoneName", "Name"]
    }

    fn takes_tags(&self) -> bool {
        false
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let key = key(order.properties);
        let Some(zone) = world.route53.zones.get(&key.0) else {
            return Err(format!("No hosted zone found with ID: {}", key.0));
        };
        let (name, kind) = (&key.1, &key.2);
        if !zone.covers(name) {
            let zone = &zone.name;
            return Err(format!("[RRSet with DNS name {name}. is not permitted in zone {zone}.]"));
        }
        if world.route53.records.contains_key(&key) {
            let what = format!("name='{name}.', type='{kind}'");
            return Err(format!("[Tried to create resource record set [{what}] but it already exists]"));
        }
        let physical = name.clone();
        world.route53.records.insert(key, order.properties.clone());
        // Route 53 answers with a change right away, and all of its servers know it within a minute.
        Ok(Made { physical, attributes: Map::new(), seconds: 35 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, _: &str, before: &Value) -> Updated {
        world.route53.records.remove(&key(before));
        world.route53.records.insert(key(order.properties), order.properties.clone());
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, _: &str, properties: &Value) -> Deletion {
        world.route53.records.remove(&key(properties));
        Deletion::Gone { seconds: 35 }
    }
}

fn key(properties: &Value) -> (String, String, String) {
    let name = properties.text("Name").trim_end_matches('.').to_owned();
    (properties.text("HostedZoneId").to_owned(), name, properties.text("Type").to_owned())
}
