//! Tags: TagResource, UntagResource, ListTagsForResource.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

/// How many tags a resource may have.
const MOST: usize = 50;

/// What is made has no more tags than there may be.
pub(super) fn check(tags: &[Value]) -> Result<(), AwsError> {
    if tags.len() <= MOST {
        return Ok(());
    }
    Err(AwsError::parameter("The number of tags exceeds the limit of 50."))
}

/// TagResource: sets tags, and keeps those with other keys.
pub(super) fn tag(world: &mut World, request: &Value) -> Answer {
    let held = find(world, request.text("resourceArn"))?;
    let mut tags = held.clone();
    for tag in request.list("tags") {
        tags.retain(|held| held.text("key") != tag.text("key"));
        tags.push(tag.clone());
    }
    check(&tags)?;
    *held = tags;
    Ok(json!({}))
}

/// UntagResource.
pub(super) fn untag(world: &mut World, request: &Value) -> Answer {
    let tags = find(world, request.text("resourceArn"))?;
    tags.retain(|held| !texts(request.list("tagKeys")).any(|key| key == held.text("key")));
    Ok(json!({}))
}

/// ListTagsForResource.
pub(super) fn list(world: &mut World, request: &Value) -> Answer {
    Ok(json!({"tags": find(world, request.text("resourceArn"))?}))
}

/// The tags of what has an ARN.
fn find<'world>(world: &'world mut World, arn: &str) -> Result<&'world mut Vec<Value>, AwsError> {
    let missing = || AwsError::parameter("The specified resource could not be found.");
    let kind = arn.splitn(6, ':').nth(5).and_then(|resource| resource.split('/').next()).unwrap_or_default();
    let ecs = &mut world.ecs;
    match kind {
        "service" => ecs.services.get_mut(arn).filter(|held| held.status != "INACTIVE").map(|held| &mut held.tags),
        "task" => ecs.tasks.get_mut(arn).map(|task| &mut task.tags),
        "cluster" => ecs.clusters.values_mut().find(|cluster| cluster.arn == arn).map(|cluster| &mut cluster.tags),
        "task-definition" => {
            let name = arn.rsplit('/').next().and_then(|name| name.split_once(':'));
            let (family, revision) = name.ok_or_else(missing)?;
            let revision = revision.parse::<u32>().map_err(|_| missing())?;
            let held = ecs.task_definitions.get(family).is_some_and(|revisions| revisions.contains_key(&revision));
            held.then(|| ecs.tags.entry(arn.to_owned()).or_default())
        }
        _ => None,
    }
    .ok_or_else(missing)
}

/// What has tags: the ARN and the tags of each.
pub(crate) fn tagged(world: &World) -> Vec<(String, Vec<Value>)> {
    let ecs = &world.ecs;
    let services = ecs.services.values().filter(|service| service.status != "INACTIVE");
    let services = services.map(|service| (service.arn.clone(), service.tags.clone()));
    let clusters = ecs.clusters.values().map(|cluster| (cluster.arn.clone(), cluster.tags.clone()));
    let definitions = ecs.tags.iter().map(|(arn, tags)| (arn.clone(), tags.clone()));
    let all = clusters.chain(services).chain(definitions);
    all.filter(|(_, tags)| !tags.is_empty()).collect()
}
