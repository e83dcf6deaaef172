//! Lifecycle policies: what they may say, and what they delete.

use std::time::Duration;

use serde_json::Value;

use crate::text::{Request, texts};
use crate::world::World;

const DAY: Duration = Duration::from_hours(24);

/// Says what ECR would refuse of a repository's policy.
pub(crate) fn check(properties: &Value) -> Result<(), String> {
    let text = properties["LifecyclePolicy"].text("LifecyclePolicyText");
    if text.is_empty() {
        return Ok(());
    }
    let refused = |why: &str| {
        Err(format!(
            "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy {why}'"
        ))
    };
    let Ok(policy) = serde_json::from_str::<Value>(text) else { return refused("is no JSON") };
    for rule in policy.list("rules") {
        let selection = &rule["selection"];
        let status = selection.text("tagStatus");
        let names_tags = !selection.list("tagPrefixList").is_empty() || !selection.list("tagPatternList").is_empty();
        if !["tagged", "untagged", "any"].contains(&status) || (status == "tagged") != names_tags {
            return refused("names no tags where it must, or names some where it must not");
        }
        if selection["countNumber"].as_u64().unwrap_or_default() == 0 {
            return refused("has no countNumber");
        }
        let by_age = selection.text("countType") == "sinceImagePushed";
        if by_age != (selection.text("countUnit") == "days") || rule["action"].text("type") != "expire" {
            return refused("has a malformed rule");
        }
    }
    Ok(())
}

/// Deletes what the policies of all repositories say: at once, where AWS may take a day for it. An image that a task runs
/// and that is deleted is told as a mistake.
pub(crate) fn expire(world: &mut World) {
    let now = world.now;
    let mut expired = Vec::new();
    for (name, repository) in &world.ecr.repositories {
        let text = repository.properties["LifecyclePolicy"].text("LifecyclePolicyText");
        let policy: Value = serde_json::from_str(text).unwrap_or_default();
        for rule in policy.list("rules") {
            let selection = &rule["selection"];
            let days = u32::try_from(selection["countNumber"].as_u64().unwrap_or_default()).unwrap_or(u32::MAX);
            for (digest, image) in &repository.images {
                let mut prefixes = texts(selection.list("tagPrefixList"));
                let selected = match selection.text("tagStatus") {
                    "untagged" => image.tags.is_empty(),
                    "tagged" => prefixes.any(|prefix| image.tags.iter().any(|tag| tag.starts_with(prefix))),
                    _ => true,
                };
                if selected && now.saturating_sub(image.pushed) > DAY * days {
                    expired.push((name.clone(), digest.clone()));
                }
            }
        }
    }
    for (name, digest) in expired {
        let image = format!("{}/{name}@{digest}", super::host(world));
        let used = world.ecs.tasks.values().filter(|task| task.status == "RUNNING");
        if used.flat_map(|task| &task.containers).any(|container| container.image == image) {
            world.violations.push(format!("{image} expired while a task ran it"));
        }
        if let Some(repository) = world.ecr.repositories.get_mut(&name) {
            repository.images.remove(&digest);
        }
    }
}
