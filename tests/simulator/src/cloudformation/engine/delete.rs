//! The phases that delete resources, each before those that it depends on.

use std::time::Duration;

use super::{MOMENT, finish, later};
use crate::cloudformation::change::{Doomed, Fate, Goal, Phase};
use crate::cloudformation::event::Event;
use crate::cloudformation::provider::{self, Deletion};
use crate::cloudformation::script::Verb;
use crate::cloudformation::stack::Stack;
use crate::world::World;

/// How long CloudFormation waits until it tries again to delete what something else still uses.
const RETRY: Duration = Duration::from_secs(10);

/// Puts all that a stack has on the list of what is deleted.
pub(super) fn doom_all(stack: &mut Stack, retained: &[&str]) {
    let Some(change) = &mut stack.change else { return };
    for (id, resource) in &stack.resources.0 {
        if !matches!(resource.status.as_str(), "DELETE_COMPLETE" | "DELETE_SKIPPED") {
            change.doomed.push(Doomed {
                id: id.clone(),
                resource: resource.clone(),
                recorded: true,
                retained: resource.retained || retained.contains(&id.as_str()),
                state: Fate::Waiting,
            });
        }
    }
}

/// Begins with all that nothing depends on any more; where nothing is left, the phase is done.
pub(super) fn go_on(world: &mut World, stack: &mut Stack) {
    while let Some(index) = next(stack) {
        let Some(doomed) = doomed(stack, index) else { return };
        if doomed.resource.physical.is_none() || doomed.retained {
            let status = if doomed.resource.physical.is_none() { "DELETE_COMPLETE" } else { "DELETE_SKIPPED" };
            end(world, stack, index, Fate::Gone, status, "");
            continue;
        }
        end(world, stack, index, Fate::Running(world.now), "DELETE_IN_PROGRESS", "");
        later(world, stack, MOMENT, move |world, stack| act(world, stack, index));
    }
    let change = stack.change.as_ref();
    if change.is_some_and(|change| !change.doomed.iter().any(|doomed| matches!(doomed.state, Fate::Running(_)))) {
        finish::deletion(world, stack);
    }
}

/// The place of something that waits and that nothing else on the list depends on.
fn next(stack: &Stack) -> Option<usize> {
    let list = &stack.change.as_ref()?.doomed;
    let needed = |id: &String| {
        list.iter()
            .any(|other| other.state != Fate::Gone && other.id != *id && other.resource.dependencies.contains(id))
    };
    list.iter().position(|doomed| doomed.state == Fate::Waiting && !needed(&doomed.id))
}

fn doomed(stack: &Stack, index: usize) -> Option<&Doomed> {
    stack.change.as_ref()?.doomed.get(index)
}

/// Deletes something, or finds out that it cannot be deleted yet.
fn act(world: &mut World, stack: &mut Stack, index: usize) {
    let Some(doomed) = doomed(stack, index).cloned() else { return };
    let Fate::Running(since) = doomed.state else { return };
    let fate = match world.cloudformation.script.failure(&stack.name, &doomed.id, Verb::Delete) {
        Some(reason) => Deletion::Refused { reason, patience: 0 },
        None => {
            let physical = doomed.resource.physical.as_deref().unwrap_or_default();
            provider::delete(world, &doomed.resource.kind, physical, &doomed.resource.properties)
        }
    };
    match fate {
        Deletion::Gone { seconds } => {
            later(world, stack, Duration::from_secs(seconds), move |world, stack| {
                end(world, stack, index, Fate::Gone, "DELETE_COMPLETE", "");
                go_on(world, stack);
            });
        }
        Deletion::Wait { seconds } => {
            later(world, stack, Duration::from_secs(seconds), move |world, stack| act(world, stack, index));
        }
        Deletion::Refused { patience, .. } if world.now < since + Duration::from_secs(patience) => {
            later(world, stack, RETRY, move |world, stack| act(world, stack, index));
        }
        Deletion::Refused { reason, .. } => {
            end(world, stack, index, Fate::Failed, "DELETE_FAILED", &reason);
            go_on(world, stack);
        }
    }
}

/// Notes how far a deletion is.
fn end(world: &mut World, stack: &mut Stack, index: usize, state: Fate, status: &str, reason: &str) {
    let Some(doomed) = stack.change.as_mut().and_then(|change| change.doomed.get_mut(index)) else { return };
    doomed.state = state;
    let Doomed { id, resource, recorded, .. } = doomed.clone();
    // What a stack gives up without deleting it belongs to nobody, and is meant to.
    let cleaning = stack.change.as_ref().is_some_and(|change| change.phase != Phase::Delete(Goal::Delete));
    if status == "DELETE_SKIPPED" || (state == Fate::Failed && cleaning) {
        let physical = resource.physical.clone().unwrap_or_default();
        world.cloudformation.released.insert((resource.kind.clone(), physical));
    }
    if state == Fate::Failed
        && let Some(change) = &mut stack.change
    {
        change.failed.insert(id.clone());
    }
    if recorded {
        stack.note(world.now, &id, status, reason);
    } else {
        let physical = resource.physical.unwrap_or_default();
        stack.tell(Event::of(world.now, &id, &resource.kind, &physical, status, reason));
    }
}
