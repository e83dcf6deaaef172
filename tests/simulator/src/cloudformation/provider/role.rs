//! `AWS::IAM::Role`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, refusal};
use crate::world::{self, World};

pub(super) struct Role;

impl Provider for Role {
    fn attributes(&self) -> &[&str] {
        &["Arn", "RoleId"]
    }

    fn replacing(&self) -> &[&str] {
        &["RoleName", "Path"]
    }

    fn name(&self) -> Option<&str> {
        Some("RoleName")
    }

    fn seconds_to_update(&self) -> u64 {
        12
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let name = order.name(world, "RoleName", 64);
        if world.iam.roles.values().any(|role| role.name == name) {
            let message = format!("Role with name {name} already exists.");
            return Err(refusal(world, "Iam", 409, "AlreadyExists", &message));
        }
        let path = if order.text("Path").is_empty() { "/" } else { order.text("Path") };
        let arn = format!("arn:aws:iam::{}:role{path}{name}", world.account);
        let attributes =
            attributes([("Arn", json!(arn)), ("RoleId", json!(format!("AROA{}", world.random.suffix(17))))]);
        let role = world::Role {
            arn: arn.clone(),
            name: name.clone(),
            trust: order.properties["AssumeRolePolicyDocument"].clone(),
            policies: policies(order.properties),
            added: BTreeMap::new(),
        };
        world.iam.roles.insert(arn, role);
        Ok(Made { physical: name, attributes, seconds: 15 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        if let Some(role) = world.iam.roles.values_mut().find(|role| role.name == physical) {
            role.trust = order.properties["AssumeRolePolicyDocument"].clone();
            role.policies = policies(order.properties);
        }
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        let profiles = world.opaque.properties("AWS::IAM::InstanceProfile");
        let named = json!(physical);
        if profiles.into_iter().any(|profile| profile["Roles"].as_array().is_some_and(|roles| roles.contains(&named))) {
            let message = "Cannot delete entity, must remove roles from instance profile first.";
            return Deletion::Refused { reason: refusal(world, "Iam", 409, "ResourceConflict", message), patience: 0 };
        }
        if world.iam.roles.values().any(|role| role.name == physical && !role.added.is_empty()) {
            let message = "Cannot delete entity, must delete policies first.";
            return Deletion::Refused { reason: refusal(world, "Iam", 409, "ResourceConflict", message), patience: 0 };
        }
        world.iam.roles.retain(|_, role| role.name != physical);
        Deletion::Gone { seconds: 2 }
    }
}

fn policies(properties: &Value) -> Value {
    json!({ "Policies": properties["Policies"], "ManagedPolicyArns": properties["ManagedPolicyArns"] })
}
