//! How stacks change over time: what is due on the world's agenda brings a stack from one step to the next.

mod begin;
mod delete;
mod finish;
mod forward;
mod plan;
mod rollback;

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use begin::{create, delete, update};
pub(crate) use plan::{action, wanted};
pub(crate) use rollback::{cancel, continue_rollback};

use super::change::{Change, Phase};
use super::stack::Stack;
use crate::world::World;

/// How long CloudFormation takes to begin with something.
const MOMENT: Duration = Duration::from_secs(1);

/// Takes a stack out of the world, so that it and the world can both be changed, and puts it back.
pub(crate) fn with<Result>(
    world: &mut World,
    id: &str,
    change: impl FnOnce(&mut World, &mut Stack) -> Result,
) -> Option<Result> {
    let mut stack = Arc::unwrap_or_clone(world.cloudformation.stacks.remove(id)?);
    let result = change(world, &mut stack);
    world.cloudformation.stacks.insert(id.to_owned(), Arc::new(stack));
    Some(result)
}

/// Puts down what happens to a stack after a while, unless its phase is another one by then.
fn later(
    world: &mut World,
    stack: &Stack,
    wait: Duration,
    what: impl FnOnce(&mut World, &mut Stack) + Clone + Send + 'static,
) {
    let Some(number) = stack.change.as_ref().map(|change| change.number) else { return };
    let id = stack.id.clone();
    let wait = wait * world.cloudformation.script.percent / 100;
    world.after(wait, move |world| {
        with(world, &id, |world, stack| {
            if stack.change.as_ref().is_some_and(|change| change.number == number) {
                what(world, stack);
            }
        });
    });
}

/// Begins a phase of a stack's change: what the last one still did is forgotten.
fn enter(world: &mut World, stack: &mut Stack, phase: Phase) {
    world.cloudformation.phases += 1;
    let number = world.cloudformation.phases;
    let change = stack.change.get_or_insert_with(|| Change::new(phase, None));
    change.phase = phase;
    change.number = number;
    change.running.clear();
    change.waiting.clear();
    change.failed.clear();
    change.doomed.clear();
}

/// `Resource(s) failed` in the words of stack statuses.
fn failure_reason(stack: &Stack, verbs: &[(&str, &str)]) -> String {
    let mut reason = String::new();
    for (status, verb) in verbs {
        let failed = stack.change.iter().flat_map(|change| &change.failed);
        let ids: Vec<&str> = failed
            .filter(|id| stack.resources.0.get(*id).is_some_and(|resource| resource.status == *status))
            .map(String::as_str)
            .collect();
        if !ids.is_empty() {
            let _ = write!(reason, "The following resource(s) failed to {verb}: [{}]. ", ids.join(", "));
        }
    }
    reason
}
