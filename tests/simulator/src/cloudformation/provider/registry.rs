//! `AWS::ServiceDiscovery::Service`: what has a DNS name in a namespace.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, refusal};
use crate::text::Request;
use crate::world::{Registry, World};

pub(super) struct Service;

const SERVICE: &str = "ServiceDiscovery";

impl Provider for Service {
    fn attributes(&self) -> &[&str] {
        &["Arn", "Id", "Name"]
    }

    fn replacing(&self) -> &[&str] {
        &["HealthCheckCustomConfig", "Name", "NamespaceId", "Type"]
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let (name, namespace) = (order.text("Name").to_owned(), order.text("NamespaceId").to_owned());
        let Some(held) = world.discovery.namespaces.get(&namespace) else {
            let message = format!("Namespace {namespace} not found");
            return Err(refusal(world, SERVICE, 404, "NotFound", &message));
        };
        let of_connect = held.endpoints.keys().any(|other| other.eq_ignore_ascii_case(&name));
        let mut others = world.discovery.registries.values().filter(|other| other.namespace == namespace);
        if of_connect || others.any(|other| other.name.eq_ignore_ascii_case(&name)) {
            return Err(refusal(world, SERVICE, 400, "AlreadyExists", "Service already exists."));
        }
        let id = format!("srv-{}", world.random.hex(16));
        let arn = world.arn("servicediscovery", &format!("service/{id}"));
        let attributes = attributes([("Arn", json!(arn)), ("Id", json!(id)), ("Name", json!(name))]);
        let registry = Registry { arn, name, namespace, instances: BTreeMap::new() };
        world.discovery.registries.insert(id.clone(), registry);
        Ok(Made { physical: id, attributes, seconds: 4 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, _physical: &str, before: &Value) -> Updated {
        let kind = |properties: &Value| properties["DnsConfig"].list("DnsRecords").first().map(|it| it["Type"].clone());
        if kind(before) != kind(order.properties) {
            return Err(refusal(world, SERVICE, 400, "InvalidRequest", "The type of DNS records can't be changed."));
        }
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        let held = world.discovery.registries.get(physical);
        if held.is_some_and(|held| !held.instances.is_empty()) {
            let message = "Service contains registered instances; delete the instances before deleting the service";
            let reason = refusal(world, SERVICE, 400, "ResourceConflict", message);
            return Deletion::Refused { reason, patience: 0 };
        }
        world.discovery.registries.remove(physical);
        Deletion::Gone { seconds: 2 }
    }
}
