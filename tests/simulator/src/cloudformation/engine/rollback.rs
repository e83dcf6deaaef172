//! How a change that failed is taken back.

use super::begin::begin;
use super::delete::{doom_all, go_on};
use super::{MOMENT, enter, finish, later};
use crate::cloudformation::change::{Goal, Phase};
use crate::cloudformation::stack::{OnFailure, Stack};
use crate::world::World;

/// Deletes what a failed creation made, unless the stack was made so that it stays.
pub(super) fn creation(world: &mut World, stack: &mut Stack, reason: &str) {
    let (goal, status) = match stack.on_failure {
        OnFailure::DoNothing => return finish::rest(world, stack, "CREATE_FAILED", reason),
        OnFailure::RollBack => (Goal::RollBack, "ROLLBACK_IN_PROGRESS"),
        OnFailure::Delete => (Goal::Delete, "DELETE_IN_PROGRESS"),
    };
    stack.become_status(world.now, status, &format!("{reason}Rollback requested by user."));
    enter(world, stack, Phase::Delete(goal));
    doom_all(stack, &[]);
    let declared = &stack.definition.template.resources;
    for doomed in stack.change.iter_mut().flat_map(|change| &mut change.doomed) {
        doomed.retained &= declared.get(&doomed.id).is_some_and(|declared| declared.retained_when_not_made);
    }
    later(world, stack, MOMENT, go_on);
}

/// Begins to bring everything back to what it was before an update.
pub(super) fn update(world: &mut World, stack: &mut Stack, reason: &str) {
    let Some(change) = &mut stack.change else { return };
    // What was replaced is what the stack goes back to.
    change.leftovers.clear();
    if let Some(before) = &change.before {
        stack.definition = before.definition.clone();
    }
    stack.become_status(world.now, "UPDATE_ROLLBACK_IN_PROGRESS", reason);
    begin(world, stack, Phase::UpdateRollback);
}

/// Ends an update that is under way, and rolls it back.
pub(crate) fn cancel(world: &mut World, stack: &mut Stack) {
    let Some(change) = &mut stack.change else { return };
    let phase = change.phase;
    for (id, step) in std::mem::take(&mut change.running) {
        let verb = phase.verb(step.action);
        let what = if verb == "CREATE" { "Resource creation cancelled" } else { "Resource update cancelled" };
        stack.note(world.now, &id, &format!("{verb}_FAILED"), what);
    }
    update(world, stack, "User Initiated");
}

/// Goes on with a rollback that failed; `skipped` names the resources that are left as they are.
pub(crate) fn continue_rollback(world: &mut World, stack: &mut Stack, skipped: &[&str]) {
    let Some(interrupted) = stack.interrupted.take() else {
        // A script put the stack into this status: there is nothing to bring back.
        stack.become_status(world.now, "UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated");
        stack.change = Some(crate::cloudformation::change::Change::new(Phase::Delete(Goal::CleanUpRollback), None));
        enter(world, stack, Phase::Delete(Goal::CleanUpRollback));
        return later(world, stack, MOMENT, go_on);
    };
    let mut change = *interrupted;
    change.skipped = skipped.iter().map(|id| (*id).to_owned()).collect();
    stack.change = Some(change);
    stack.become_status(world.now, "UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated");
    begin(world, stack, Phase::UpdateRollback);
}
