//! `AWS::EC2::SecurityGroupIngress` and `AWS::EC2::SecurityGroupEgress`: rules of a group beside its own.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, missing_group, refusal};
use crate::text::Request;
use crate::world::World;

pub(super) struct SecurityGroupRule;

/// The types of rules that stand beside their group.
const KINDS: [&str; 2] = ["AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"];

impl Provider for SecurityGroupRule {
    fn attributes(&self) -> &[&str] {
        &["Id"]
    }

    fn replacing(&self) -> &[&str] {
        &[
            "CidrIp",
            "DestinationSecurityGroupId",
            "FromPort",
            "GroupId",
            "IpProtocol",
            "SourceSecurityGroupId",
            "ToPort",
        ]
    }

    fn takes_tags(&self) -> bool {
        false
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        for key in ["GroupId", "SourceSecurityGroupId", "DestinationSecurityGroupId"] {
            let named = Some(order.text(key)).filter(|group| !group.is_empty());
            if let Some(message) = missing_group(world, named) {
                return Err(refusal(world, "Ec2", 400, "NotFound", &message));
            }
        }
        let same = |held: &Value| {
            [
                "GroupId",
                "SourceSecurityGroupId",
                "DestinationSecurityGroupId",
                "CidrIp",
                "IpProtocol",
                "FromPort",
                "ToPort",
            ]
            .iter()
            .all(|key| held[*key] == order.properties[*key])
        };
        if world.opaque.properties(order.kind).any(same) {
            return Err(refusal(world, "Ec2", 400, "AlreadyExists", "the specified rule already exists"));
        }
        let id = world.random.id("sgr");
        world.opaque.put(order.kind, &id, order.properties);
        Ok(Made { attributes: attributes([("Id", json!(id))]), physical: id, seconds: 3 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        world.opaque.put(order.kind, physical, order.properties);
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        for kind in KINDS {
            world.opaque.remove(kind, physical);
        }
        Deletion::Gone { seconds: 1 }
    }
}

/// The rules of a kind, `SecurityGroupIngress` or `SecurityGroupEgress`, that a group has: its own, and those beside it.
pub(crate) fn of_group<'world>(world: &'world World, group: &'world str, kind: &'world str) -> Vec<&'world Value> {
    let own = world.network.security_groups.get(group).into_iter().flat_map(|held| held.properties.list(kind));
    let beside = world.opaque.properties(&format!("AWS::EC2::{kind}"));
    own.chain(beside.filter(|rule| rule.text("GroupId") == group)).collect()
}

/// Whether a rule of another group names this one.
pub(super) fn names(world: &World, group: &str) -> bool {
    let rules = KINDS.iter().flat_map(|kind| world.opaque.properties(kind));
    // The rules of a group that is gone went with it.
    let mut rules = rules.filter(|rule| {
        rule.text("GroupId") != group && world.network.security_groups.contains_key(rule.text("GroupId"))
    });
    rules.any(|rule| ["SourceSecurityGroupId", "DestinationSecurityGroupId"].iter().any(|key| rule.text(key) == group))
}
