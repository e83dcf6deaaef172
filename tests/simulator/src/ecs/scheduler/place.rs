//! Where a task runs.

use serde_json::Value;

use super::super::definitions;
use super::instances;
use crate::text::Request;
use crate::world::World;

/// Where a task runs.
pub(in crate::ecs) struct Place {
    /// `FARGATE`, `EC2` or `MANAGED_INSTANCES`.
    pub(in crate::ecs) launch_type: String,
    /// Empty where a launch type was asked for.
    pub(in crate::ecs) capacity_provider: String,
    /// The ARN of the container instance.
    pub(in crate::ecs) instance: Option<String>,
}

/// Whether there is a place.
pub(in crate::ecs) enum Placing {
    /// Here.
    At(Place),
    /// Not yet: an instance is on its way.
    Wait,
    /// Nowhere, for what stands behind "Reason:" or is a reason of RunTask.
    None(String),
}

/// Finds a place for a task. `fields` are those of a service, or of RunTask.
pub(in crate::ecs) fn place(world: &mut World, cluster: &str, definition: &Value, fields: &Value) -> Placing {
    let provider = provider(world, cluster, definition, fields);
    let fargate = fields.text("launchType") == "FARGATE" && provider.is_empty();
    if fargate || provider.starts_with("FARGATE") {
        return Placing::At(Place { launch_type: "FARGATE".to_owned(), capacity_provider: provider, instance: None });
    }
    let managed = world.ecs.capacity_providers.get(&provider);
    if managed.is_some_and(|provider| provider.auto_scaling_group.is_none()) {
        return Placing::At(Place {
            launch_type: "MANAGED_INSTANCES".to_owned(),
            capacity_provider: provider,
            instance: None,
        });
    }
    if is_alone(fields) {
        // An instance that has one already takes no other.
        return match instances::without(world, cluster, &provider, definition) {
            Ok(instance) => Placing::At(Place {
                launch_type: "EC2".to_owned(),
                capacity_provider: provider,
                instance: Some(instance),
            }),
            Err(_) if instances::grow(world, &provider) => Placing::Wait,
            Err(reason) => Placing::None(reason),
        };
    }
    match instances::with_room(world, cluster, &provider, definition) {
        Ok(instance) => {
            Placing::At(Place { launch_type: "EC2".to_owned(), capacity_provider: provider, instance: Some(instance) })
        }
        Err(_) if instances::grow(world, &provider) => Placing::Wait,
        Err(reason) => Placing::None(reason),
    }
}

/// Whether an instance takes one task of a service and no more.
fn is_alone(fields: &Value) -> bool {
    let distinct = |constraint: &Value| constraint.text("type") == "distinctInstance";
    fields.text("schedulingStrategy") == "DAEMON" || fields.list("placementConstraints").iter().any(distinct)
}

/// The place of a task that waits for an instance: RunTask answers with the task all the same.
pub(in crate::ecs) fn waiting_place(_world: &World, request: &Value) -> Place {
    let strategy = request.list("capacityProviderStrategy");
    let provider = strategy.first().map(|item| item.text("capacityProvider")).unwrap_or_default().to_owned();
    Place { launch_type: "EC2".to_owned(), capacity_provider: provider, instance: None }
}

/// The capacity provider whose turn it is: first those with an open base, then by weight.
fn provider(world: &World, cluster: &str, definition: &Value, fields: &Value) -> String {
    let held = world.ecs.clusters.get(cluster);
    let default = held.filter(|_| fields.text("launchType").is_empty()).map(|held| &held.default_strategy);
    let strategy = fields.list("capacityProviderStrategy");
    let strategy = match default.and_then(Value::as_array) {
        Some(default) if strategy.is_empty() => default,
        _ => strategy,
    };
    let arn = definition.text("taskDefinitionArn");
    let running = |name: &str| {
        let tasks = world.ecs.tasks.values();
        tasks.filter(|task| task.is_wanted() && task.definition == arn && task.capacity_provider == name).count()
    };
    let number = |item: &Value, key: &str, default: usize| {
        item.number(key).and_then(|number| usize::try_from(number).ok()).unwrap_or(default)
    };
    let with_base = strategy.iter().find(|item| running(item.text("capacityProvider")) < number(item, "base", 0));
    let weighted = strategy.iter().filter(|item| number(item, "weight", 0) > 0);
    // Whose share would still be the smallest with one task more; the first of several.
    let by_weight = weighted
        .min_by_key(|item| (running(item.text("capacityProvider")) + 1) * 1_000_000 / number(item, "weight", 1));
    let chosen = with_base.or(by_weight).or(strategy.first());
    chosen.map(|item| item.text("capacityProvider").to_owned()).unwrap_or_default()
}

/// The CPU units and MiB that a task takes of an instance.
pub(super) fn size(world: &World, definition: &str) -> (u32, u32) {
    definitions::find(world, definition).map(of).unwrap_or_default()
}

/// The CPU units and MiB that a task of a definition takes.
pub(super) fn of(definition: &Value) -> (u32, u32) {
    let parse = |key: &str| definition.text(key).parse::<u32>().ok();
    let sum = |keys: [&str; 2]| -> u32 {
        let containers = definition.list("containerDefinitions").iter();
        containers
            .filter_map(|container| keys.iter().find_map(|key| container.number(key)))
            .filter_map(|number| u32::try_from(number).ok())
            .sum()
    };
    let cpu = parse("cpu").unwrap_or_else(|| sum(["cpu", "cpu"]));
    let memory = parse("memory").unwrap_or_else(|| sum(["memoryReservation", "memory"]));
    (cpu, memory)
}
