//! How a stage is deleted: nothing of it is left, and nothing waits for what is deleted later.

use infra_core::blueprint::Blueprint;
use infra_core::plan::Plan;

use super::connections::put_behind_callers;
use super::kept::notes_of_removed;
use super::protect::check_destroy;
use super::removal::{remove_service, remove_workloads};
use super::steps::Steps;
use super::{Action, check_status};
use crate::Error;
use crate::observe::Observed;

/// Services first (their scaling before them), then task definitions, tasks that still run, the workloads' stacks, and the
/// clusters' stacks last.
pub(crate) fn plan_destroy(blueprint: &Blueprint, observed: &Observed) -> Result<Plan<Action>, Error> {
    for stack in observed.stacks.values().filter(|stack| stack.is_moving()) {
        check_status(stack)?;
    }
    check_destroy(observed)?;
    let mut steps = Steps::default();
    let mut gone = Vec::new();
    for observed in observed.services.values() {
        let place = remove_service(&mut steps, observed);
        gone.push((observed.service.name.clone(), place));
    }
    remove_workloads(&mut steps, observed, &gone, |_| true);
    put_behind_callers(&mut steps, observed);
    steps.sort();
    Ok(Plan {
        names: blueprint.names.clone(),
        place: observed.place.clone(),
        steps: steps.list,
        notes: notes_of_removed(observed, observed.stacks.values()),
        cost: None,
        runs: Vec::new(),
        unchanged: 0,
    })
}
