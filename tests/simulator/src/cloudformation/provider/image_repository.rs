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
        if !is_name(&name) || order.text("RepositoryName").bytes().any(|byte| byte.is_ascii_uppercase()) {
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
    let legal = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    let is_part = |part: &str| {
        let is_joint = |run: &str| matches!(run, "" | "." | "_" | "__") || run.bytes().all(|byte| byte == b'-');
        part.starts_with(legal) && part.ends_with(legal) && part.split(legal).all(is_joint)
    };
    (2..=256).contains(&name.len()) && name.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_are_joined_by_single_signs_but_for_hyphens_and_two_underscores() {
        for name in ["shop-dev-web", "a.b", "a_b", "a__b", "a---b", "team/web", "0a"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["a", "A1", "-ab", "ab-", "a..b", "a._b", "a___b", "a//b", "/ab", "a b", "ä1"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
