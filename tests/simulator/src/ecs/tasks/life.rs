//! The life of a task from PROVISIONING to RUNNING, and what befalls it there.

use std::time::Duration;

use super::super::{definitions, scheduler};
use super::end::{Why, stop};
use super::{change, is_in, logs, registry, target, words};
use crate::script::Behaviour;
use crate::text::Request;
use crate::world::World;

/// How long an image takes to be pulled.
const PULL: Duration = Duration::from_secs(5);
/// After how long a way that does not exist is given up.
const NO_WAY: Duration = Duration::from_secs(30);
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
    if let Some(failure) = failure.or_else(|| words::not_provided(world, &arn)) {
        let wait = if words::is_without_way(&behaviour) { NO_WAY } else { Duration::from_secs(2) };
        return world.after(wait, move |world| {
            if is_in(world, &arn, "PENDING") {
                stop(world, &arn, Why { code: "TaskFailedToStart", reason: failure });
            }
        });
    }
    world.after(PULL, move |world| activating(world, &arn));
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

/// The images are there: the task is put behind its load balancer.
fn activating(world: &mut World, arn: &str) {
    if !is_in(world, arn, "PENDING") {
        return;
    }
    let now = world.now;
    change(world, arn, |task| {
        task.pulled_at = Some(now);
        "ACTIVATING".clone_into(&mut task.status);
    });
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
        for container in &mut task.containers {
            "RUNNING".clone_into(&mut container.status);
        }
    });
    logs::started(world, arn);
    target::register(world, arn);
    registry::register(world, arn);
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let service = task.service.clone();
    befall(world, arn);
    check_containers(world, arn);
    let owned = arn.to_owned();
    world.after(SETTLE, move |world| become_ready(world, &owned));
    if let Some(service) = service {
        scheduler::poke(world, &service);
    }
}

/// What is scripted to happen to a task that runs.
fn befall(world: &mut World, arn: &str) {
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let (arn, culprit) = (arn.to_owned(), task.culprit.clone());
    match task.behaviour.clone() {
        Behaviour::Exit { after, code, lines } => world.after(after, move |world| {
            exit(world, &arn, &culprit, code, "", &lines);
        }),
        Behaviour::ExecFormatError => world.after(Duration::from_secs(1), move |world| {
            let lines = ["exec /app: exec format error".to_owned()];
            exit(world, &arn, &culprit, 255, "", &lines);
        }),
        Behaviour::OutOfMemory { after } => world.after(after, move |world| {
            let reason = "OutOfMemoryError: Container killed due to memory usage";
            exit(world, &arn, &culprit, 137, reason, &[]);
        }),
        Behaviour::SpotInterruption { after } => world.after(after, move |world| {
            let reason = "Your Spot Task was interrupted.".to_owned();
            stop(world, &arn, Why { code: "SpotInterruption", reason });
        }),
        Behaviour::PlatformFailure { after } => world.after(after, move |world| {
            let reason = "Timeout waiting for network interface provisioning to complete.".to_owned();
            stop(world, &arn, Why { code: "InfrastructureHealth", reason });
        }),
        _ => {}
    }
}

/// A container ends by itself. Where it is essential, so does the task.
fn exit(world: &mut World, arn: &str, culprit: &str, code: i32, reason: &str, lines: &[String]) {
    if !is_in(world, arn, "RUNNING") {
        return;
    }
    logs::write(world, arn, culprit, lines);
    let mut essential = true;
    change(world, arn, |task| {
        if let Some(container) = task.containers.iter_mut().find(|container| container.name == culprit) {
            container.exit_code = Some(code);
            reason.clone_into(&mut container.reason);
            "STOPPED".clone_into(&mut container.status);
            essential = container.essential;
        }
    });
    if essential {
        let reason = "Essential container in task exited".to_owned();
        stop(world, arn, Why { code: "EssentialContainerExited", reason });
    }
}

/// Lets the containers' own health checks begin.
fn check_containers(world: &mut World, arn: &str) {
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let Some(definition) = definitions::find(world, &task.definition) else { return };
    let mut longest = None;
    for check in definition.list("containerDefinitions").iter().filter_map(|container| container.get("healthCheck")) {
        let number = |key: &str| check.number(key).and_then(|number| u64::try_from(number).ok()).unwrap_or_default();
        if check.is_object() {
            let failed = number("startPeriod") + number("interval") * number("retries");
            longest = longest.max(Some((number("interval"), failed)));
        }
    }
    let Some((interval, failed)) = longest else { return };
    let unhealthy = task.behaviour == Behaviour::ContainerUnhealthy;
    let arn = arn.to_owned();
    let wait = Duration::from_secs(if unhealthy { failed } else { interval });
    world.after(wait, move |world| checked(world, &arn, !unhealthy));
}

fn checked(world: &mut World, arn: &str, healthy: bool) {
    if !is_in(world, arn, "RUNNING") {
        return;
    }
    let told = if healthy { "HEALTHY" } else { "UNHEALTHY" };
    change(world, arn, |task| {
        told.clone_into(&mut task.health);
        let culprit = task.culprit.clone();
        for container in task.containers.iter_mut().filter(|container| container.checked) {
            let fails = !healthy && (container.name == culprit || culprit.is_empty());
            let told = if fails { "UNHEALTHY" } else { "HEALTHY" };
            told.clone_into(&mut container.health);
        }
    });
    if healthy {
        become_ready(world, arn);
    } else if world.ecs.tasks.get(arn).is_some_and(|task| task.service.is_some()) {
        let reason = "Task failed container health checks".to_owned();
        stop(world, arn, Why { code: "ServiceSchedulerInitiated", reason });
    }
}

/// Counts on a task, once it has run for a while and every check finds it healthy.
pub(super) fn become_ready(world: &mut World, arn: &str) {
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let settled = task.started_at.is_some_and(|started| started + SETTLE <= world.now);
    let checked = task.health == "HEALTHY" || !task.containers.iter().any(|container| container.checked);
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
