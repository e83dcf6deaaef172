//! `AWS::IAM::RolePolicy`: an inline policy of a role that may be in another stack.

use serde_json::{Map, Value};

use super::{Deletion, Made, Order, Provider, Updated, attributes, refusal};
use crate::text::Request;
use crate::world::World;

pub(super) struct RolePolicy;

/// Between the names of the policy and the role in what CloudFormation calls it.
const OF: char = '|';

impl Provider for RolePolicy {
    fn attributes(&self) -> &[&str] {
        &[]
    }

    fn replacing(&self) -> &[&str] {
        &["PolicyName", "RoleName"]
    }

    fn takes_tags(&self) -> bool {
        false
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let (role, policy) = (order.text("RoleName").to_owned(), order.text("PolicyName").to_owned());
        let held = world.iam.roles.values_mut().find(|held| held.name == role);
        let Some(held) = held else {
            let message = format!("The role with name {role} cannot be found.");
            return Err(refusal(world, "Iam", 404, "NotFound", &message));
        };
        if held.added.insert(policy.clone(), order.properties["PolicyDocument"].clone()).is_some() {
            let message = format!("A policy with name {policy} already exists on role {role}.");
            return Err(refusal(world, "Iam", 409, "AlreadyExists", &message));
        }
        Ok(Made { physical: format!("{policy}{OF}{role}"), attributes: attributes([]), seconds: 10 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, _physical: &str, _before: &Value) -> Updated {
        let (role, policy) = (order.text("RoleName"), order.text("PolicyName"));
        if let Some(held) = world.iam.roles.values_mut().find(|held| held.name == role) {
            held.added.insert(policy.to_owned(), order.properties["PolicyDocument"].clone());
        }
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, properties: &Value) -> Deletion {
        let (policy, role) = physical.split_once(OF).unwrap_or((properties.text("PolicyName"), ""));
        if let Some(held) = world.iam.roles.values_mut().find(|held| held.name == role) {
            held.added.remove(policy);
        }
        Deletion::Gone { seconds: 2 }
    }
}
