//! The end of a task.

use std::time::Duration;

use super::super::scheduler;
use super::{change, registry, target};
use crate::world::World;

/// Why a task is stopped.
pub(in crate::ecs) struct Why {
    /// As `TaskFailedToStart`.
    pub(in crate::ecs) code: &'static str,
    pub(in crate::ecs) reason: String,
}

/// How long a stopped task is remembered.
const REMEMBERED: Duration = Duration::from_hours(1);

/// Lets a task stop: its targets drain, its containers stop, its resources go.
pub(in crate::ecs) fn stop(world: &mut World, arn: &str, why: Why) {
    let Some(task) = world.ecs.tasks.get(arn).filter(|task| task.is_wanted()) else { return };
    let (ran, ended) = (task.started_at.is_some(), why.code == "EssentialContainerExited");
    let now = world.now;
    change(world, arn, |task| {
        "STOPPED".clone_into(&mut task.desired);
        why.code.clone_into(&mut task.stop_code);
        task.stopped_reason = why.reason;
        task.stopping_at = Some(now);
        task.ready = false;
        let status = if ran && !ended { "DEACTIVATING" } else { "DEPROVISIONING" };
        status.clone_into(&mut task.status);
    });
    scheduler::stopping(world, arn);
    registry::deregister(world, arn);
    let drain = target::deregister(world, arn);
    // A container that ended by itself, or never ran, leaves nothing to wait for.
    let wait = if ended || !ran { Duration::ZERO } else { drain };
    let arn = arn.to_owned();
    world.after(wait, move |world| stopping(world, &arn));
}

fn stopping(world: &mut World, arn: &str) {
    let ran = world.ecs.tasks.get(arn).is_some_and(|task| task.started_at.is_some());
    change(world, arn, |task| {
        let status = if task.status == "DEACTIVATING" { "STOPPING" } else { "DEPROVISIONING" };
        status.clone_into(&mut task.status);
    });
    let arn = arn.to_owned();
    world.after(Duration::from_secs(if ran { 4 } else { 2 }), move |world| stopped(world, &arn));
}

fn stopped(world: &mut World, arn: &str) {
    let now = world.now;
    change(world, arn, |task| {
        "STOPPED".clone_into(&mut task.status);
        task.stopped_at = Some(now);
        for container in &mut task.containers {
            "STOPPED".clone_into(&mut container.status);
            // One that never started has none.
            if container.started_at.is_some() && container.exit_code.is_none() {
                container.exit_code = Some(0);
            }
        }
        // The container that could not be made says the same as the task.
        if task.stop_code == "TaskFailedToStart" && task.stopped_reason.starts_with("CannotPull") {
            let (culprit, reason) = (task.culprit.clone(), task.stopped_reason.clone());
            if let Some(container) = task.container_mut(&culprit) {
                container.reason = reason;
            }
        }
    });
    if let Some(service) = world.ecs.tasks.get(arn).and_then(|task| task.service.clone()) {
        scheduler::poke(world, &service);
    }
    let arn = arn.to_owned();
    world.later(REMEMBERED, move |world| {
        world.ecs.tasks.remove(&arn);
    });
}
