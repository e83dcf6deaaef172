//! How a phase ends well, and how a change comes to rest.

use std::collections::BTreeMap;

use serde_json::Value;

use super::delete::go_on;
use super::{MOMENT, enter, failure_reason, later};
use crate::cloudformation::change::{Doomed, Fate, Goal, Phase};
use crate::cloudformation::stack::Stack;
use crate::world::World;

/// Every resource is as the template has it.
pub(super) fn forward(world: &mut World, stack: &mut Stack) {
    let Some(phase) = stack.change.as_ref().map(|change| change.phase) else { return };
    stack.outputs = outputs(stack);
    match phase {
        Phase::Create => rest(world, stack, "CREATE_COMPLETE", ""),
        Phase::Update => clean_up(world, stack, Goal::CleanUp),
        Phase::UpdateRollback => clean_up(world, stack, Goal::CleanUpRollback),
        Phase::Delete(_) => {}
    }
}

/// Begins to delete what an update took out or replaced, or what an update made that is rolled back.
fn clean_up(world: &mut World, stack: &mut Stack, goal: Goal) {
    let status = match goal {
        Goal::CleanUp => "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
        _ => "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
    };
    stack.become_status(world.now, status, "");
    enter(world, stack, Phase::Delete(goal));
    let superfluous = superfluous(stack, goal);
    if let Some(change) = &mut stack.change {
        change.doomed = std::mem::take(&mut change.leftovers);
        change.doomed.extend(superfluous);
    }
    later(world, stack, MOMENT, go_on);
}

/// What the stack has and the definition that it came to does not.
fn superfluous(stack: &Stack, goal: Goal) -> Vec<Doomed> {
    let before = stack.change.as_ref().and_then(|change| change.before.as_ref());
    let stays = |id: &String| match goal {
        Goal::CleanUpRollback => before.is_some_and(|before| before.resources.0.contains_key(id)),
        _ => !matches!(super::plan::wanted(stack, id), Ok(None)),
    };
    let resources = stack.resources.0.iter().filter(|(id, _)| !stays(id));
    resources
        .map(|(id, resource)| Doomed {
            id: id.clone(),
            resource: resource.clone(),
            recorded: true,
            retained: resource.retained && goal == Goal::CleanUp,
            state: Fate::Waiting,
        })
        .collect()
}

fn outputs(stack: &Stack) -> BTreeMap<String, Value> {
    let pseudo = stack.pseudo();
    let scope = stack.scope(&stack.definition, &pseudo);
    let declared = stack.definition.template.outputs.iter();
    let existing = declared.filter(|(_, output)| scope.exists(output.condition.as_ref()).unwrap_or(false));
    existing.filter_map(|(name, output)| Some((name.clone(), scope.resolve(&output.value).ok()??))).collect()
}

/// Everything that could be deleted is.
pub(super) fn deletion(world: &mut World, stack: &mut Stack) {
    let Some(change) = &stack.change else { return };
    let Phase::Delete(goal) = change.phase else { return };
    let failed = !change.failed.is_empty();
    let reason = failure_reason(stack, &[("DELETE_FAILED", "delete")]);
    match goal {
        Goal::RollBack if failed => rest(world, stack, "ROLLBACK_FAILED", &reason),
        Goal::RollBack => rest(world, stack, "ROLLBACK_COMPLETE", ""),
        Goal::Delete if failed => rest(world, stack, "DELETE_FAILED", &reason),
        Goal::Delete => {
            stack.deleted = Some(world.now);
            stack.outputs.clear();
            rest(world, stack, "DELETE_COMPLETE", "");
        }
        // What cannot be deleted now is no part of the stack any more, and stays.
        Goal::CleanUp | Goal::CleanUpRollback => {
            let gone: Vec<String> =
                change.doomed.iter().filter(|doomed| doomed.recorded).map(|doomed| doomed.id.clone()).collect();
            for id in gone {
                stack.resources.0.remove(&id);
            }
            let reason = match (failed, goal) {
                (false, _) => "",
                (true, Goal::CleanUp) => "Update successful. One or more resources could not be deleted.",
                (true, _) => "Rollback successful. One or more resources could not be deleted.",
            };
            let status = if goal == Goal::CleanUp { "UPDATE_COMPLETE" } else { "UPDATE_ROLLBACK_COMPLETE" };
            rest(world, stack, status, reason);
        }
    }
}

/// An update cannot be rolled back: it stays so until somebody goes on with it.
pub(super) fn stuck(world: &World, stack: &mut Stack, reason: &str) {
    stack.interrupted = stack.change.take().map(Box::new);
    stack.become_status(world.now, "UPDATE_ROLLBACK_FAILED", reason);
}

/// The change is over.
pub(super) fn rest(world: &World, stack: &mut Stack, status: &str, reason: &str) {
    stack.change = None;
    stack.become_status(world.now, status, reason);
}
