//! The tasks of services, counted.

use super::super::{Service, Task};
use crate::text::Request;
use crate::world::World;

/// The tasks of one deployment.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// Those that are to run, the oldest first: ARN, and whether the scheduler counts on them.
    pub(super) wanted: Vec<(String, bool)>,
    /// How many of those the scheduler counts on.
    pub(super) ready: u32,
    /// How many have not stopped yet, those that are stopping too.
    pub(super) left: u32,
}

impl Counts {
    /// Of a deployment of a service.
    pub(super) fn of(world: &World, service: &Service, deployment: &str) -> Self {
        let ours = |task: &&Task| task.started_by == deployment && task.service.as_deref() == Some(&service.arn);
        let mut tasks: Vec<&Task> =
            world.ecs.tasks.values().filter(|task| task.status != "STOPPED").filter(ours).collect();
        tasks.sort_by_key(|task| task.created_at);
        let wanted: Vec<(String, bool)> =
            tasks.iter().filter(|task| task.is_wanted()).map(|task| (task.arn.clone(), task.ready)).collect();
        let ready = wanted.iter().filter(|(_, ready)| *ready).count();
        Self { ready: small(ready), left: small(tasks.len()), wanted }
    }

    /// How many are to run.
    pub(super) fn alive(&self) -> u32 {
        small(self.wanted.len())
    }
}

/// How many tasks a service is to have: a daemon has one on each instance.
pub(super) fn desired(world: &World, service: &Service) -> u32 {
    if service.fields.text("schedulingStrategy") == "DAEMON" {
        return small(world.ecs.container_instances.values().filter(|held| held.cluster == service.cluster).count());
    }
    service.desired
}

/// A count as ECS has it.
pub(super) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A field that is a count or a percentage.
pub(super) fn percent(configuration: &serde_json::Value, key: &str, default: u32) -> u32 {
    configuration.number(key).and_then(|value| u32::try_from(value).ok()).unwrap_or(default)
}
