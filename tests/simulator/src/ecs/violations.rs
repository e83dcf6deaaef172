//! What must never be.

use std::collections::BTreeMap;

use crate::world::World;

/// What is so and must not be.
pub(crate) fn violations(world: &World) -> Vec<String> {
    let mut found = Vec::new();
    let mut started: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for task in world.ecs.tasks.values().filter(|task| task.status != "STOPPED") {
        if task.service.is_none() && !task.started_by.is_empty() {
            *started.entry((&task.group, &task.started_by)).or_default() += 1;
        }
        if let Some(service) = &task.service
            && world.ecs.services.get(service).is_none_or(|service| service.status == "INACTIVE")
        {
            found.push(format!("task {} runs for a service that is gone: {service}", task.id));
        }
        let roles = world.ecs.definition(&task.definition);
        for role in roles.into_iter().flat_map(|definition| {
            ["taskRoleArn", "executionRoleArn"].map(|key| crate::text::Request::text(definition, key))
        }) {
            if !role.is_empty() && !world.iam.roles.contains_key(role) {
                found.push(format!("task {} runs with a role that was deleted: {role}", task.id));
            }
        }
    }
    for ((group, by), count) in started.into_iter().filter(|(_, count)| *count > 1) {
        found.push(format!("{count} tasks of {group} run at once, started by {by}"));
    }
    found
}
