//! `AWS::EC2::SecurityGroupIngress` and `AWS::EC2::SecurityGroupEgress`: rules of a group beside its own.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, attributes, refusal};
use crate::text::Request;
use crate::world::World;

pub(super) struct SecurityGroupRule;

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
            let group = order.text(key);
            if !group.is_empty() && !world.network.security_groups.contains_key(group) {
                let message = format!("The security group '{group}' does not exist");
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
        if world.opaque.get(order.kind).is_some_and(|of_kind| of_kind.values().any(same)) {
            return Err(refusal(world, "Ec2", 400, "AlreadyExists", "the specified rule already exists"));
        }
        let id = world.random.id("sgr");
        world.opaque.entry(order.kind.to_owned()).or_default().insert(id.clone(), order.properties.clone());
        Ok(Made { attributes: attributes([("Id", json!(id))]), physical: id, seconds: 3 })
    }

    fn update(
        &self,
        world: &mut World,
        order: &Order<'_>,
        physical: &str,
        _before: &Value,
    ) -> Result<Map<String, Value>, String> {
        world.opaque.entry(order.kind.to_owned()).or_default().insert(physical.to_owned(), order.properties.clone());
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        for of_kind in world.opaque.values_mut() {
            of_kind.remove(physical);
        }
        Deletion::Gone { seconds: 1 }
    }
}

/// The rules of a kind, `SecurityGroupIngress` or `SecurityGroupEgress`, that a group has: its own, and those beside it.
pub(crate) fn of_group<'world>(world: &'world World, group: &'world str, kind: &'world str) -> Vec<&'world Value> {
    let own = world.network.security_groups.get(group).into_iter().flat_map(|held| held.properties.list(kind));
    let beside = world.opaque.get(&format!("AWS::EC2::{kind}")).into_iter().flat_map(|of_kind| of_kind.values());
    own.chain(beside.filter(|rule| rule.text("GroupId") == group)).collect()
}

/// Whether a rule of another group names this one.
pub(super) fn names(world: &World, group: &str) -> bool {
    let kinds = ["AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"];
    let rules = kinds.iter().filter_map(|kind| world.opaque.get(*kind)).flat_map(|of_kind| of_kind.values());
    // The rules of a group that is gone went with it.
    let mut rules = rules.filter(|rule| {
        rule.text("GroupId") != group && world.network.security_groups.contains_key(rule.text("GroupId"))
    });
    rules.any(|rule| ["SourceSecurityGroupId", "DestinationSecurityGroupId"].iter().any(|key| rule.text(key) == group))
}
