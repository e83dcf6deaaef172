//! `AWS::EC2::SecurityGroupIngress`: a rule of a security group that has a life of its own.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, attributes, refusal};
use crate::text::Request;
use crate::world::World;

pub(super) struct Ingress;

const KIND: &str = "AWS::EC2::SecurityGroupIngress";
/// What makes two rules the same.
const PEER: [&str; 6] = ["GroupId", "IpProtocol", "FromPort", "ToPort", "CidrIp", "SourceSecurityGroupId"];

impl Provider for Ingress {
    fn attributes(&self) -> &[&str] {
        &["Id"]
    }

    fn replacing(&self) -> &[&str] {
        &PEER
    }

    fn takes_tags(&self) -> bool {
        false
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        for name in ["GroupId", "SourceSecurityGroupId"] {
            let group = order.text(name).to_owned();
            if !group.is_empty() && !world.network.security_groups.contains_key(&group) {
                let message = format!("The security group '{group}' does not exist");
                return Err(refusal(world, "Ec2", 400, "NotFound", &message));
            }
        }
        let same = |other: &Value| PEER.iter().all(|key| other[*key] == order.properties[*key]);
        if world.opaque.get(KIND).is_some_and(|of_kind| of_kind.values().any(same)) {
            let (from, to) = (order.text("FromPort").to_owned(), order.text("ToPort").to_owned());
            let message = format!("the specified rule from port {from} to port {to} already exists");
            return Err(refusal(world, "Ec2", 400, "AlreadyExists", &message));
        }
        let id = world.random.id("sgr");
        world.opaque.entry(KIND.to_owned()).or_default().insert(id.clone(), order.properties.clone());
        Ok(Made { attributes: attributes([("Id", json!(id))]), physical: id, seconds: 3 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _: &Value) -> Result<Map<String, Value>, String> {
        let of_kind = world.opaque.entry(KIND.to_owned()).or_default();
        of_kind.insert(physical.to_owned(), order.properties.clone());
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        if let Some(of_kind) = world.opaque.get_mut(KIND) {
            of_kind.remove(physical);
        }
        Deletion::Gone { seconds: 1 }
    }
}
