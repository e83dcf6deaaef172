//! What must change: pure functions of what is declared and what exists.

mod access_logs;
mod action;
mod before;
mod connections;
mod destroy;
mod details;
mod granted;
mod handover;
mod images;
mod instances;
mod kept;
mod leaves;
mod lengths;
mod moving;
mod notes;
mod order;
mod permissions;
mod protect;
mod readable;
mod removal;
mod restart;
mod rules;
mod runs;
mod scaling;
mod shrink;
mod stacks;
mod start;
mod steps;
mod workloads;

pub(crate) use action::{Action, InstancesOf, WorkloadAt};
pub(crate) use destroy::plan_destroy;

use infra_core::blueprint::Blueprint;
use infra_core::plan::Plan;

use crate::ecs::{Fields, Known};
use crate::observe::{Observed, ObservedStack};
use crate::{Error, cost, patch, template};
use connections::put_behind_callers;
use rules::RuleHolders;
use steps::Steps;

/// What must change so that the stage becomes its blueprint.
pub(crate) fn plan(blueprint: &Blueprint, observed: &Observed) -> Result<Plan<Action>, Error> {
    if let Some(obstacle) = &observed.obstacle {
        return Err(Error::Conflict(obstacle.clone()));
    }
    for stack in observed.stacks.values() {
        check_status(stack)?;
    }
    template::check_includes(blueprint)?;
    patch::check(blueprint)?;
    let mut planner = Planner {
        blueprint,
        observed,
        known: observed.known.clone(),
        steps: Steps::default(),
        holders: RuleHolders::read(observed),
        notes: notes::of_declarations(blueprint),
        deploying: Vec::new(),
    };
    planner.remove()?;
    for place in planner.clusters_in_order() {
        planner.plan_cluster(place)?;
    }
    planner.plan_connections();
    planner.plan_run_permissions();
    put_behind_callers(&mut planner.steps, observed);
    planner.plan_before();
    planner.plan_images();
    lengths::check(&planner.steps.list)?;
    planner.notes.extend(observed.image_notes.iter().cloned());
    let Planner { mut steps, notes, .. } = planner;
    steps.sort();
    Ok(Plan {
        names: blueprint.names.clone(),
        place: observed.place.clone(),
        steps: steps.list,
        notes,
        cost: Some(cost::estimate(blueprint, observed)),
        runs: Vec::new(),
        unchanged: steps.unchanged,
    })
}

/// What is gathered on the way to a plan.
struct Planner<'stage> {
    blueprint: &'stage Blueprint,
    observed: &'stage Observed,
    /// What will still be known once the steps so far are done; what they may change is taken out.
    known: Known,
    steps: Steps,
    holders: RuleHolders,
    notes: Vec<String>,
    /// The services that get a new deployment, with the place of the step.
    deploying: Vec<(WorkloadAt, usize)>,
}

/// A stack that nobody can act on makes the whole plan wrong.
fn check_status(stack: &ObservedStack) -> Result<(), Error> {
    if stack.is_usable() || stack.is_remains() {
        return Ok(());
    }
    let ObservedStack { name, status, .. } = stack;
    Err(Error::Conflict(if stack.is_moving() {
        format!("stack {name} is {status}: another deploy is changing it; wait for it, then try again")
    } else {
        format!(
            "stack {name} is {status} and takes no update; run `aws cloudformation continue-update-rollback --stack-name \
             {name}`, then deploy again"
        )
    }))
}

#[cfg(test)]
mod tests;
