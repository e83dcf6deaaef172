//! `AWS::ECR::Repository`.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, refusal, taken};
use crate::ecr;
use crate::text::Request;
use crate::world::World;

pub(super) struct Repository;

impl Provider for Repository {
    fn attributes(&self) -> &[&str] {
        &["Arn", "RepositoryUri"]
    }

    fn replacing(&self) -> &[&str] {
        &["EncryptionConfiguration", "RepositoryName"]
    }

    fn name(&self) -> Option<&str> {
        Some("RepositoryName")
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let name = order.name(world, "RepositoryName", 256).to_ascii_lowercase();
        if !is_name(order.text("RepositoryName")) {
            let message = "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular \
                           expression'";
            return Err(refusal(world, "Ecr", 400, "InvalidRequest", message));
        }
        if world.ecr.repositories.contains_key(&name) {
            return Err(taken(world, order.kind, "RepositoryName", &name));
        }
        if let Err(message) = ecr::check_lifecycle(order.properties) {
            return Err(refusal(world, "Ecr", 400, "InvalidRequest", &message));
        }
        world.ecr.repositories.insert(name.clone(), ecr::Repository::new(order.properties));
        let arn = world.arn("ecr", &format!("repository/{name}"));
        let uri = format!("{}/{name}", ecr::host(world));
        let attributes = attributes([("Arn", json!(arn)), ("RepositoryUri", json!(uri))]);
        Ok(Made { physical: name, attributes, seconds: 3 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        if let Err(message) = ecr::check_lifecycle(order.properties) {
            return Err(refusal(world, "Ecr", 400, "InvalidRequest", &message));
        }
        if let Some(repository) = world.ecr.repositories.get_mut(physical) {
            repository.properties = order.properties.clone();
        }
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, properties: &Value) -> Deletion {
        let full = world.ecr.repositories.get(physical).is_some_and(|repository| !repository.images.is_empty());
        if full && !properties.truth("EmptyOnDelete") {
            let message = format!(
                "The repository with name '{physical}' in registry with id '{}' cannot be deleted because it still \
                 contains images",
                world.account
            );
            let reason = refusal(world, "Ecr", 400, "GeneralServiceException", &message);
            return Deletion::Refused { reason, patience: 0 };
        }
        ecr::check_unused(world, physical);
        world.ecr.repositories.remove(physical);
        Deletion::Gone { seconds: 2 }
    }
}

/// Lower-case letters and digits, joined by `.`, `_`, `__` or hyphens, in parts with slashes between.
fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        part.bytes().all(|byte| legal(byte) || matches!(byte, b'.' | b'_' | b'-'))
            && part.bytes().next().is_some_and(legal)
            && part.bytes().next_back().is_some_and(legal)
            && !part.contains("___")
    };
    (2..=256).contains(&name.len()) && name.split('/').all(is_part)
}
