//! Lifecycle policies: what they may say, and what they delete.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;

use super::{Image, Repository};
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
    if !(100..=30_720).contains(&text.len()) {
        return refused("must have length between 100 and 30720");
    }
    let Ok(policy) = serde_json::from_str::<Value>(text) else { return refused("is no JSON") };
    let rules = policy.list("rules");
    let priorities: BTreeSet<i64> = rules.iter().filter_map(|rule| rule.number("rulePriority")).collect();
    if rules.is_empty() || priorities.len() < rules.len() || priorities.iter().any(|priority| *priority < 1) {
        return refused("needs rules, each with a priority of its own");
    }
    for rule in rules {
        let selection = &rule["selection"];
        let status = selection.text("tagStatus");
        let names_tags = !selection.list("tagPrefixList").is_empty() || !selection.list("tagPatternList").is_empty();
        if !["tagged", "untagged", "any"].contains(&status) || (status == "tagged") != names_tags {
            return refused("names no tags where it must, or names some where it must not");
        }
        if status == "any" && rule.number("rulePriority") != priorities.last().copied() {
            return refused("has a rule after the one for any image");
        }
        if selection.number("countNumber").is_none_or(|number| number < 1) {
            return refused("has no countNumber");
        }
        let is_count = match selection.text("countType") {
            "imageCountMoreThan" => selection.get("countUnit").is_none(),
            "sinceImagePushed" => selection.text("countUnit") == "days",
            _ => false,
        };
        if !is_count || rule["action"].text("type") != "expire" {
            return refused("has a malformed rule");
        }
        if !selection.list("tagPatternList").is_empty() {
            return refused("has tagPatternList, which the simulator does not know");
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
        expired.extend(unkept(repository, now).into_iter().map(|digest| (name.clone(), digest)));
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

/// The images of a repository that its policy does not keep. Each is judged by the first rule that is about its tags.
fn unkept(repository: &Repository, now: Duration) -> Vec<String> {
    let text = repository.properties["LifecyclePolicy"].text("LifecyclePolicyText");
    let policy: Value = serde_json::from_str(text).unwrap_or_default();
    let mut rules: Vec<&Value> = policy.list("rules").iter().collect();
    rules.sort_by_key(|rule| rule.number("rulePriority"));
    let mut images: Vec<(&String, &Image)> = repository.images.iter().collect();
    images.sort_by_key(|(_, image)| Reverse(image.pushed));
    let mut unkept = Vec::new();
    for rule in rules {
        let selection = &rule["selection"];
        let number = selection.number("countNumber").and_then(|number| u32::try_from(number).ok()).unwrap_or(u32::MAX);
        let (selected, others) = images.into_iter().partition(|(_, image)| is_selected(selection, image));
        images = others;
        let selected: Vec<(&String, &Image)> = selected;
        let goes = |(place, (_, image)): &(usize, (&String, &Image))| match selection.text("countType") {
            "imageCountMoreThan" => *place >= number as usize,
            _ => now.saturating_sub(image.pushed) > DAY * number,
        };
        unkept.extend(selected.into_iter().enumerate().filter(goes).map(|(_, (digest, _))| digest.clone()));
    }
    unkept
}

/// Whether a rule is about an image: where it names several prefixes, the image has a tag with each of them.
fn is_selected(selection: &Value, image: &Image) -> bool {
    match selection.text("tagStatus") {
        "untagged" => image.tags.is_empty(),
        "tagged" => {
            texts(selection.list("tagPrefixList")).all(|prefix| image.tags.iter().any(|tag| tag.starts_with(prefix)))
        }
        _ => true,
    }
}
