//! What befalls the containers of a task.

use std::time::Duration;

use super::end::{Why, stop};
use super::{change, life, logs, order};
use crate::ecs::Task;
use crate::script::Behaviour;
use crate::world::World;

/// Starts a container: it writes, its check begins, and what is scripted for it takes its course.
pub(super) fn start(world: &mut World, arn: &str, name: &str) {
    let now = world.now;
    change(world, arn, |task| {
        if let Some(container) = task.container_mut(name) {
            "RUNNING".clone_into(&mut container.status);
            container.started_at = Some(now);
        }
    });
    logs::started(world, arn, name);
    check(world, arn, name);
    befall(world, arn, name);
}

/// What is scripted to happen to a container that has started.
fn befall(world: &mut World, arn: &str, name: &str) {
    let container = world.ecs.tasks.get(arn).and_then(|task| task.container(name));
    let Some(container) = container else { return };
    let (after, code, reason, lines) = match container.behaviour.clone() {
        Behaviour::Exit { after, code, lines } => (after, code, "", lines),
        Behaviour::ExecFormatError => {
            (Duration::from_secs(2), 255, "", vec!["exec /app: exec format error".to_owned()])
        }
        Behaviour::OutOfMemory { after } => {
            (after, 137, "OutOfMemoryError: Container killed due to memory usage", Vec::new())
        }
        _ => return,
    };
    let (arn, name) = (arn.to_owned(), name.to_owned());
    world.after(after, move |world| exit(world, &arn, &name, code, reason, &lines));
}

/// A container ends by itself. Where it is essential, so does the task; else those that waited for its end may start.
fn exit(world: &mut World, arn: &str, name: &str, code: i32, reason: &str, lines: &[String]) {
    let Some(task) = wanted(world, arn) else { return };
    let essential = task.container(name).is_some_and(|container| container.essential);
    logs::write(world, arn, name, lines);
    change(world, arn, |task| {
        if let Some(container) = task.container_mut(name) {
            container.exit_code = Some(code);
            reason.clone_into(&mut container.reason);
            "STOPPED".clone_into(&mut container.status);
        }
    });
    if essential {
        let reason = "Essential container in task exited".to_owned();
        stop(world, arn, Why { code: "EssentialContainerExited", reason });
    } else {
        order::proceed(world, arn);
    }
}

/// Lets the health check of a container begin.
fn check(world: &mut World, arn: &str, name: &str) {
    let container = world.ecs.tasks.get(arn).and_then(|task| task.container(name));
    let Some((container, check)) = container.and_then(|container| Some((container, container.check?))) else { return };
    let fails = container.behaviour == Behaviour::ContainerUnhealthy;
    let (arn, name) = (arn.to_owned(), name.to_owned());
    let wait = if fails { check.fails } else { check.passes };
    world.after(wait, move |world| checked(world, &arn, &name, !fails));
}

fn checked(world: &mut World, arn: &str, name: &str, healthy: bool) {
    let is_running = |task: &Task| task.container(name).is_some_and(|container| container.status == "RUNNING");
    if !wanted(world, arn).is_some_and(is_running) {
        return;
    }
    change(world, arn, |task| {
        let told = if healthy { "HEALTHY" } else { "UNHEALTHY" };
        if let Some(container) = task.container_mut(name) {
            told.clone_into(&mut container.health);
        }
        let health = task.health_by_checks();
        health.clone_into(&mut task.health);
    });
    judge(world, arn);
    order::proceed(world, arn);
}

/// Acts on the health of a task that runs: the scheduler counts on one that is healthy, and stops one that is not. As
/// long as not all of its containers have started, nobody stops it for its health.
pub(super) fn judge(world: &mut World, arn: &str) {
    let Some(task) = wanted(world, arn).filter(|task| task.status == "RUNNING") else { return };
    match task.health.as_str() {
        "HEALTHY" => life::become_ready(world, arn),
        "UNHEALTHY" if task.service.is_some() => {
            let reason = "Task failed container health checks".to_owned();
            stop(world, arn, Why { code: "ServiceSchedulerInitiated", reason });
        }
        _ => {}
    }
}

/// A task that was not told to stop.
fn wanted<'world>(world: &'world World, arn: &str) -> Option<&'world Task> {
    world.ecs.tasks.get(arn).filter(|task| task.is_wanted())
}
