//! How a stage is deleted: nothing of it is left, and nothing waits for what is deleted later.

use infra_core::blueprint::Names;
use infra_core::plan::Plan;

use super::removal::{remove_service, remove_stacks};
use super::steps::{Change, Steps};
use super::{Action, check_status};
use crate::Error;
use crate::observe::Observed;

/// Services first (their scaling before them), then tasks that still run, the workloads' stacks, the clusters' stacks;
/// task definitions as soon as nothing runs them.
pub(crate) fn plan_destroy(names: &Names, observed: &Observed) -> Result<Plan<Action>, Error> {
    for stack in observed.stacks.values().filter(|stack| stack.is_moving()) {
        check_status(stack)?;
    }
    let mut steps = Steps::default();
    let mut gone = Vec::new();
    for observed in observed.services.values() {
        let place = remove_service(&mut steps, observed);
        gone.push((observed.service.name.clone(), place));
    }
    remove_stacks(&mut steps, observed, &gone, |_| true);
    let stopped: Vec<usize> = steps
        .list
        .iter()
        .enumerate()
        .filter(|(_, step)| matches!(step.action, Action::DeleteService { .. } | Action::StopTasks { .. }))
        .map(|(place, _)| place)
        .collect();
    for (family, item) in observed.family_items() {
        let action = Action::DeleteTaskDefinitions { family: family.clone() };
        steps.push(Change::removal("task definitions", item, action), stopped.iter().copied());
    }
    Ok(Plan { names: names.clone(), place: observed.place.clone(), steps: steps.list, notes: Vec::new(), unchanged: 0 })
}
