//! Task definitions.

mod containers;
mod list;
mod register;
mod remove;

use serde_json::{Value, json};

pub(super) use list::{families, list};
pub(super) use register::register;
pub(super) use remove::{delete, deregister};

use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

/// DescribeTaskDefinition: by ARN, by `family:revision`, or the latest active revision of a family.
pub(super) fn describe(world: &World, request: &Value) -> Answer {
    let definition = find(world, request.text("taskDefinition"))
        .ok_or_else(|| AwsError::client("Unable to describe task definition."))?;
    let mut answer = json!({"taskDefinition": definition});
    if texts(request.list("include")).any(|field| field == "TAGS") {
        let tags = world.ecs.tags.get(definition.text("taskDefinitionArn"));
        answer["tags"] = json!(tags.cloned().unwrap_or_default());
    }
    Ok(answer)
}

/// A task definition by ARN, by `family:revision`, or the latest active revision of a family.
pub(crate) fn find<'world>(world: &'world World, name: &str) -> Option<&'world Value> {
    let name = name.rsplit('/').next().unwrap_or(name);
    match name.split_once(':') {
        Some((family, revision)) => world.ecs.task_definitions.get(family)?.get(&revision.parse().ok()?),
        None => {
            let mut revisions = world.ecs.task_definitions.get(name)?.values().rev();
            revisions.find(|definition| definition.text("status") == "ACTIVE")
        }
    }
}

/// The task definition with a name, for a change of it.
fn find_mut<'world>(world: &'world mut World, name: &str) -> Option<&'world mut Value> {
    let name = name.rsplit('/').next().unwrap_or(name);
    let (family, revision) = name.split_once(':')?;
    world.ecs.task_definitions.get_mut(family)?.get_mut(&revision.parse().ok()?)
}
