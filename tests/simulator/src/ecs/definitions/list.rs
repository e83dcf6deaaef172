//! ListTaskDefinitions and ListTaskDefinitionFamilies.

use serde_json::{Value, json};

use crate::page::page;
use crate::text::Request;
use crate::world::World;

/// The ARNs of the revisions of one family, or of all, with a status: `ACTIVE` where none is asked for.
pub(in crate::ecs) fn list(world: &World, request: &Value) -> Value {
    let (family, status) = (request.text("familyPrefix"), request.text("status"));
    let status = if status.is_empty() { "ACTIVE" } else { status };
    let families = world.ecs.task_definitions.iter().filter(|(name, _)| family.is_empty() || *name == family);
    let revisions = families.flat_map(|(_, revisions)| revisions.values());
    let mut found: Vec<Value> = revisions
        .filter(|definition| definition.text("status") == status)
        .map(|definition| definition["taskDefinitionArn"].clone())
        .collect();
    if request.text("sort") == "DESC" {
        found.reverse();
    }
    page("taskDefinitionArns", "nextToken", &found, request, "maxResults", 100)
}

/// The names of families that begin in some way. `ACTIVE` ones have an active revision.
pub(in crate::ecs) fn families(world: &World, request: &Value) -> Value {
    let (prefix, status) = (request.text("familyPrefix"), request.text("status"));
    let fits = |name: &str, active: bool| {
        name.starts_with(prefix)
            && match status {
                "ACTIVE" => active,
                "INACTIVE" => !active,
                _ => true,
            }
    };
    let families = world.ecs.task_definitions.iter().filter(|(name, revisions)| {
        fits(name, revisions.values().any(|definition| definition.text("status") == "ACTIVE"))
    });
    let found: Vec<Value> = families.map(|(name, _)| json!(name)).collect();
    page("families", "nextToken", &found, request, "maxResults", 100)
}
