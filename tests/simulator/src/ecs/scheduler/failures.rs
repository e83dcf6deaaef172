//! Tasks that fail, and tasks that don't.

use std::time::Duration;

use super::super::tasks::Why;
use super::{breaker, events::tell, poke, poke_after};
use crate::text::Request;
use crate::world::World;

/// After so many failed tasks one after the other, a service says that it cannot start any consistently.
const MANY: u32 = 5;

/// A task of a service is on its way to its end.
pub(in crate::ecs) fn stopping(world: &mut World, task: &str) {
    let Some(task) = world.ecs.tasks.get(task) else { return };
    let Some(service) = task.service.clone() else { return };
    let (id, deployment) = (task.id.clone(), task.started_by.clone());
    let ran = task.started_at.is_some();
    let failed = match task.stop_code.as_str() {
        "TaskFailedToStart" | "EssentialContainerExited" => true,
        "ServiceSchedulerInitiated" => task.stopped_reason.starts_with("Task failed "),
        _ => false,
    };
    if ran && !task.targets.is_empty() {
        tell(world, &service, "has begun draining connections on 1 tasks.");
    }
    if failed {
        if ran {
            tell(world, &service, &format!("has stopped 1 running tasks: (task {id})."));
        }
        count(world, &service, &deployment);
    }
    if let Some(held) = world.ecs.services.get_mut(&service) {
        held.steady = false;
    }
    poke(world, &service);
}

/// Counts a failed task, and lets the service wait before it starts more.
pub(super) fn count(world: &mut World, service: &str, deployment: &str) {
    let now = world.now;
    let Some(held) = world.ecs.services.get_mut(service) else { return };
    held.failures += 1;
    let failures = held.failures;
    let seconds = if failures < 3 { 1 } else { (10 << (failures - 3).min(5)).min(300) };
    held.wait_until = now + Duration::from_secs(seconds);
    if let Some(held) = held.deployments.iter_mut().find(|held| held.id == deployment) {
        held.failed += 1;
        held.updated_at = now;
    }
    if failures == MANY {
        let message = "is unable to consistently start tasks successfully. For more information, see the Troubleshooting \
                       section of the Amazon ECS Developer Guide.";
        tell(world, service, message);
    }
    poke_after(world, service, Duration::from_secs(seconds));
    breaker::failed(world, service, deployment);
}

/// The scheduler can count on a task.
pub(in crate::ecs) fn ready(world: &mut World, service: &str, task: &str) {
    let Some(deployment) = world.ecs.tasks.get(task).map(|task| task.started_by.clone()) else { return };
    let Some(held) = world.ecs.services.get_mut(service) else { return };
    held.failures = 0;
    let current = held.current.clone();
    if let Some(current) = current.and_then(|current| world.ecs.service_deployments.get_mut(&current))
        && current.deployment == deployment
        && current.configuration["deploymentCircuitBreaker"].truth("resetOnHealthyTask")
    {
        current.breaker.failures = 0;
    }
    poke(world, service);
}

/// Why a task of a failed deployment is stopped.
pub(super) fn given_up(deployment: &str) -> Why {
    let reason = format!("Scaling activity initiated by (deployment {deployment})");
    Why { code: "ServiceSchedulerInitiated", reason }
}
