//! `AWS::EC2::SecurityGroup`.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, interface, refusal, security_group_rule};
use crate::world::{self, World};

pub(super) struct SecurityGroup;

impl Provider for SecurityGroup {
    fn attributes(&self) -> &[&str] {
        &["GroupId", "Id", "VpcId"]
    }

    fn replacing(&self) -> &[&str] {
        &["GroupDescription", "GroupName", "VpcId"]
    }

    fn name(&self) -> Option<&str> {
        Some("GroupName")
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let default = world.network.vpcs.values().find(|vpc| vpc.default).map(|vpc| vpc.id.clone());
        let given = order.text("VpcId");
        let vpc = if given.is_empty() { default.unwrap_or_default() } else { given.to_owned() };
        if !world.network.vpcs.contains_key(&vpc) {
            let message = format!("The vpc ID '{vpc}' does not exist");
            return Err(refusal(world, "Ec2", 400, "NotFound", &message));
        }
        let name = order.name(world, "GroupName", 255);
        if world.network.security_groups.values().any(|group| group.vpc == vpc && group.name == name) {
            let message = format!("The security group '{name}' already exists for VPC '{vpc}'");
            return Err(refusal(world, "Ec2", 400, "AlreadyExists", &message));
        }
        check_rules(world, order.properties)?;
        let id = world.random.id("sg");
        let attributes = attributes([("GroupId", json!(id)), ("Id", json!(id)), ("VpcId", json!(vpc))]);
        let group = world::SecurityGroup { id: id.clone(), name, vpc, properties: order.properties.clone() };
        world.network.security_groups.insert(id.clone(), group);
        Ok(Made { physical: id, attributes, seconds: 6 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        check_rules(world, order.properties)?;
        if let Some(group) = world.network.security_groups.get_mut(physical) {
            group.properties = order.properties.clone();
        }
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        let quoted = format!("\"{physical}\"");
        let mut others = world.network.security_groups.values().filter(|group| group.id != physical);
        let used = others.any(|group| group.properties.to_string().contains(&quoted))
            || security_group_rule::names(world, physical)
            || interface::all(world).iter().any(|interface| interface.security_groups.iter().any(|id| id == physical));
        if used {
            let message = format!("resource {physical} has a dependent object");
            let reason = refusal(world, "Ec2", 400, "InvalidRequest", &message);
            return Deletion::Refused { reason, patience: interface::PATIENCE };
        }
        world.network.security_groups.remove(physical);
        Deletion::Gone { seconds: 1 }
    }
}

/// Refuses rules about groups that are not there.
fn check_rules(world: &mut World, properties: &Value) -> Result<(), String> {
    let rules = ["SecurityGroupIngress", "SecurityGroupEgress"].map(|name| properties[name].as_array().cloned());
    for rule in rules.into_iter().flatten().flatten() {
        for key in ["SourceSecurityGroupId", "DestinationSecurityGroupId"] {
            let Some(other) = rule[key].as_str() else { continue };
            if !world.network.security_groups.contains_key(other) {
                let message = format!("The security group '{other}' does not exist");
                return Err(refusal(world, "Ec2", 400, "NotFound", &message));
            }
        }
    }
    Ok(())
}
