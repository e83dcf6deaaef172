//! The order in which the containers of a task start.

use super::end::{Why, stop};
use super::{change, containers, is_in, life};
use crate::ecs::Task;
use crate::ecs::task::{Container, Dependency};
use crate::world::World;

/// What a container that has not started yet may do now.
enum Next {
    Start,
    Wait,
    /// It can never start, for the reason that the agent of an instance gives.
    Never(String),
}

/// Starts every container whose dependencies are where it wants them to be, and gives up those whose dependencies never
/// will be. Once none waits any more, the task goes on.
pub(super) fn proceed(world: &mut World, arn: &str) {
    while let Some(task) = world.ecs.tasks.get(arn).filter(|_| is_in(world, arn, "PENDING")) {
        let mut waiting = task.containers.iter().filter(|container| container.status == "PENDING").peekable();
        if waiting.peek().is_none() {
            return life::activating(world, arn);
        }
        let next = waiting.map(|container| (container.name.clone(), next(world, task, container)));
        match next.into_iter().find(|(_, next)| !matches!(next, Next::Wait)) {
            None => return,
            Some((name, Next::Never(reason))) => give_up(world, arn, &name, &reason),
            Some((name, _)) => {
                containers::start(world, arn, &name);
                begin_timeout(world, arn, &name);
            }
        }
    }
}

fn next(world: &World, task: &Task, container: &Container) -> Next {
    let mut next = Next::Start;
    for dependency in &container.after {
        let Some(other) = task.container(&dependency.container) else { continue };
        let never = |begin: &str, end: &str| {
            let [target, other] = [container, other].map(shown);
            Next::Never(format!("dependency graph: {begin} dependency [{other}] for target [{target}] {end}"))
        };
        if is_met(other, dependency) {
            continue;
        }
        if other.status == "STOPPED" && other.started_at.is_none() {
            return never("failed to resolve container ordering", "because dependency will never start");
        }
        if other.status == "STOPPED" && dependency.condition == "SUCCESS" {
            return never("failed to resolve container ordering", "as dependency did not exit successfully.");
        }
        let end = other.started_at.and_then(|at| Some(at + other.start_timeout?));
        if other.status == "RUNNING" && dependency.condition != "START" && end.is_some_and(|end| end <= world.now) {
            return never("container ordering", "has timed out.");
        }
        next = Next::Wait;
    }
    next
}

fn is_met(other: &Container, dependency: &Dependency) -> bool {
    match dependency.condition.as_str() {
        // That it has ended since changes nothing.
        "START" => other.started_at.is_some(),
        "HEALTHY" => other.health == "HEALTHY",
        "COMPLETE" => other.status == "STOPPED" && other.exit_code.is_some() && other.started_at.is_some(),
        _ => other.status == "STOPPED" && other.exit_code == Some(0),
    }
}

/// A container as the agent of an instance writes of it.
fn shown(container: &Container) -> String {
    let status = if container.status == "PENDING" { "NONE" } else { &container.status };
    let code = container.exit_code.map(|code| format!(" - Exit: {code}")).unwrap_or_default();
    format!("{}({}) ({status}->RUNNING){code}", container.name, container.image)
}

/// A container will never start. Without one that is essential the task fails, else it goes on. On instances the agent gives
/// the container the reason and an exit code, as if it had been told to stop; on Fargate it has neither.
fn give_up(world: &mut World, arn: &str, name: &str, reason: &str) {
    let mut essential = false;
    change(world, arn, |task| {
        let of_agent = task.launch_type != "FARGATE";
        let Some(container) = task.container_mut(name) else { return };
        essential = container.essential;
        "STOPPED".clone_into(&mut container.status);
        if of_agent {
            container.exit_code = Some(143);
            container.reason = format!("CannotStartContainerError: {reason}");
        }
    });
    if essential {
        fail(world, arn);
    }
}

/// Lets a task fail that could not start all of its containers.
pub(super) fn fail(world: &mut World, arn: &str) {
    stop(world, arn, Why { code: "TaskFailedToStart", reason: "Task failed to start".to_owned() });
}

/// Looks again when others have waited for a container as long as they may.
fn begin_timeout(world: &mut World, arn: &str, name: &str) {
    let timeout = world.ecs.tasks.get(arn).and_then(|task| task.container(name)?.start_timeout);
    let arn = arn.to_owned();
    if let Some(timeout) = timeout {
        world.after(timeout, move |world| proceed(world, &arn));
    }
}
