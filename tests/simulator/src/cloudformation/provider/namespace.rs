//! `AWS::ServiceDiscovery::PrivateDnsNamespace`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, refusal};
use crate::world::{Namespace, World};

pub(super) struct PrivateDnsNamespace;

const SERVICE: &str = "ServiceDiscovery";
/// How long CloudFormation goes on trying to delete a namespace in which there are services, in seconds.
const PATIENCE: u64 = 60;

impl Provider for PrivateDnsNamespace {
    fn attributes(&self) -> &[&str] {
        &["Arn", "Id", "HostedZoneId"]
    }

    fn replacing(&self) -> &[&str] {
        &["Name", "Vpc"]
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let (name, vpc) = (order.text("Name").to_owned(), order.text("Vpc").to_owned());
        if !world.network.vpcs.contains_key(&vpc) {
            let message = format!("The vpc ID '{vpc}' does not exist");
            return Err(refusal(world, SERVICE, 400, "NotFound", &message));
        }
        if world.discovery.namespaces.values().any(|held| held.name == name && held.vpc == vpc) {
            let message =
                format!("The VPC {vpc} has already been associated with a hosted zone of the same domain name.");
            return Err(refusal(world, SERVICE, 400, "AlreadyExists", &message));
        }
        let id = format!("ns-{}", world.random.hex(16));
        let arn = world.arn("servicediscovery", &format!("namespace/{id}"));
        let zone = format!("Z{}", world.random.suffix(20));
        let attributes = attributes([("Arn", json!(arn)), ("Id", json!(id)), ("HostedZoneId", json!(zone))]);
        let namespace = Namespace { arn, name, vpc, endpoints: BTreeMap::new() };
        world.discovery.namespaces.insert(id.clone(), namespace);
        Ok(Made { physical: id, attributes, seconds: 45 })
    }

    fn update(&self, _world: &mut World, _order: &Order<'_>, _physical: &str, _before: &Value) -> Updated {
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        let held = world.discovery.namespaces.get(physical);
        let named = world.discovery.registries.values().any(|registry| registry.namespace == physical);
        if named || held.is_some_and(|held| !held.endpoints.is_empty()) {
            let message = "Namespace has associated services; delete the services before deleting the namespace";
            let reason = refusal(world, SERVICE, 400, "ResourceConflict", message);
            return Deletion::Refused { reason, patience: PATIENCE };
        }
        world.discovery.namespaces.remove(physical);
        Deletion::Gone { seconds: 45 }
    }
}
