//! The life of a task from PROVISIONING to RUNNING, and what befalls it there.

use std::time::Duration;

use super::super::{definitions, scheduler};
use super::end::{Why, stop};
use super::{change, containers, is_in, order, registry, target, words};
use crate::script::Behaviour;
use crate::world::World;

/// How long an image takes to be pulled.
const PULL: Duration = Duration::from_secs(5);
/// After how long a way that does not exist is given up.
const NO_WAY: Duration = Duration::from_secs(30);
/// After how long ECS gives up a task whose containers do not all start.
const PATIENCE: Duration = Duration::from_hours(3);
/// How long a task that nothing checks runs until the scheduler counts on it.
const SETTLE: Duration = Duration::from_secs(10);

/// The task has its place: its resources are made, and its images pulled.
pub(super) fn pending(world: &mut World, arn: &str) {
    if !is_in(world, arn, "PROVISIONING") {
        return;
    }
    if !has_instance(world, arn) {
        let arn = arn.to_owned();
        return world.after(Duration::from_secs(10), move |world| pending(world, &arn));
    }
    change(world, arn, |task| "PENDING".clone_into(&mut task.status));
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let behaviour = task.behaviour.clone();
    let arn = arn.to_owned();
    if behaviour == Behaviour::Stuck {
        return;
    }
    let failure = words::not_started(world, &behaviour, &arn);
    let failure = failure.or_else(|| words::not_provided(world, &arn)).or_else(|| words::not_pulled(world, &arn));
    if let Some(failure) = failure {
        let wait = if words::is_without_way(&behaviour) { NO_WAY } else { Duration::from_secs(2) };
        return world.after(wait, move |world| {
            if is_in(world, &arn, "PENDING") {
                stop(world, &arn, Why { code: "TaskFailedToStart", reason: failure });
            }
        });
    }
    world.after(PULL, move |world| pulled(world, &arn));
}

/// Whether the task has an instance, or needs none. One that was run before there was an instance gets its own now.
fn has_instance(world: &mut World, arn: &str) -> bool {
    let Some(task) = world.ecs.tasks.get(arn) else { return true };
    if task.launch_type != "EC2" || task.instance.is_some() {
        return true;
    }
    let (cluster, provider) = (task.cluster.clone(), task.capacity_provider.clone());
    let Some(definition) = definitions::find(world, &task.definition) else { return true };
    let Ok(instance) = scheduler::with_room(world, &cluster, &provider, definition) else { return false };
    change(world, arn, |task| task.instance = Some(instance));
    true
}

/// The images are there: the containers start.
fn pulled(world: &mut World, arn: &str) {
    if !is_in(world, arn, "PENDING") {
        return;
    }
    let now = world.now;
    change(world, arn, |task| task.pulled_at = Some(now));
    order::proceed(world, arn);
    let arn = arn.to_owned();
    world.later(PATIENCE, move |world| {
        if is_in(world, &arn, "PENDING") {
            order::fail(world, &arn);
        }
    });
}

/// All containers have started: the task is put behind its load balancer.
pub(super) fn activating(world: &mut World, arn: &str) {
    change(world, arn, |task| "ACTIVATING".clone_into(&mut task.status));
    let arn = arn.to_owned();
    world.after(Duration::from_secs(1), move |world| running(world, &arn));
}

fn running(world: &mut World, arn: &str) {
    if !is_in(world, arn, "ACTIVATING") {
        return;
    }
    let now = world.now;
    change(world, arn, |task| {
        "RUNNING".clone_into(&mut task.status);
        task.started_at = Some(now);
    });
    target::register(world, arn);
    registry::register(world, arn);
    befall(world, arn);
    containers::judge(world, arn);
    let owned = arn.to_owned();
    world.after(SETTLE, move |world| become_ready(world, &owned));
    if let Some(service) = world.ecs.tasks.get(arn).and_then(|task| task.service.clone()) {
        scheduler::poke(world, &service);
    }
}

/// What is scripted to happen to a task that runs.
fn befall(world: &mut World, arn: &str) {
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let arn = arn.to_owned();
    let (after, code, reason) = match &task.behaviour {
        Behaviour::SpotInterruption { after } => (*after, "SpotInterruption", "Your Spot Task was interrupted."),
        Behaviour::PlatformFailure { after } => {
            (*after, "InfrastructureHealth", "Timeout waiting for network interface provisioning to complete.")
        }
        _ => return,
    };
    world.after(after, move |world| stop(world, &arn, Why { code, reason: reason.to_owned() }));
}

/// Counts on a task, once it has run for a while and every check finds it healthy.
pub(super) fn become_ready(world: &mut World, arn: &str) {
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let settled = task.started_at.is_some_and(|started| started + SETTLE <= world.now);
    let checked = task.health == "HEALTHY" || !task.is_checked();
    let targets = task.targets.iter().all(|target| target::is_healthy(world, target));
    if task.ready || !settled || !checked || !targets || !is_in(world, arn, "RUNNING") {
        return;
    }
    let service = task.service.clone();
    change(world, arn, |task| task.ready = true);
    if let Some(service) = service {
        scheduler::ready(world, &service, arn);
    }
}
