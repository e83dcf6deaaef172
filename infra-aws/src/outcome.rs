//! How a deploy ended: pure.

use std::collections::BTreeSet;

use infra_core::blueprint::Blueprint;
use infra_core::event::{ItemOutcome, OutcomeState, RolloutState};
use infra_core::plan::{Plan, Step};

use crate::apply::{Applied, subject};
use crate::error::{Error, StepFailure};
use crate::plan::Action;
use crate::rollout::{Ended, Seen};

/// How it ended for each item: those of the blueprint in their order, and those that it has no more.
pub(crate) fn of(blueprint: &Blueprint, plan: &Plan<Action>, applied: &Applied, ended: &[Ended]) -> Vec<ItemOutcome> {
    let mut items: Vec<&str> = Vec::new();
    for cluster in &blueprint.clusters {
        items.push(cluster.identity.name);
        items.extend(cluster.workloads.iter().map(|workload| workload.identity.name));
    }
    let mut known: BTreeSet<&str> = items.iter().copied().collect();
    items.extend(plan.steps.iter().map(|step| step.item.as_str()).filter(|item| known.insert(item)));
    items.into_iter().map(|item| of_item(item, plan, applied, ended)).collect()
}

fn of_item(item: &str, plan: &Plan<Action>, applied: &Applied, ended: &[Ended]) -> ItemOutcome {
    let steps: Vec<(usize, &Step<Action>)> =
        plan.steps.iter().enumerate().filter(|(_, step)| step.item == item).collect();
    let failed = applied.failed.iter().find(|(place, _)| steps.iter().any(|(own, _)| own == place));
    let left_out = steps.iter().find(|(place, _)| applied.left_out.contains(place));
    let rollout = ended.iter().map(|ended| &ended.rollout).find(|rollout| rollout.service == item);
    let (state, detail) = match (failed, left_out, rollout) {
        (Some((place, error)), _, _) => {
            let subject = plan.steps.get(*place).map(subject).unwrap_or_default();
            (OutcomeState::Failed, format!("{subject}: {}", first_line(error)))
        }
        (None, Some((_, step)), _) => {
            (OutcomeState::LeftOut, format!("its {} needs what failed; what runs was left alone", step.kind))
        }
        (None, None, Some(rollout)) if !rollout.state.is_success() => {
            (OutcomeState::Rollout(rollout.state), rollout.reason.clone())
        }
        (None, None, Some(rollout)) if rollout.state == RolloutState::Unneeded => {
            (OutcomeState::Done, format!("no deployment was needed, revision {} runs", rollout.revision))
        }
        (None, None, Some(rollout)) => (OutcomeState::Done, format!("revision {}", rollout.revision)),
        (None, None, None) if steps.is_empty() => (OutcomeState::Unchanged, String::new()),
        (None, None, None) if steps.iter().any(|(_, step)| is_in_place(&step.action)) => {
            (OutcomeState::Done, "in place, no deployment was needed".to_owned())
        }
        (None, None, None) => (OutcomeState::Done, String::new()),
    };
    ItemOutcome { item: item.to_owned(), state, detail }
}

/// Whether a step changes a service without a deployment.
fn is_in_place(action: &Action) -> bool {
    matches!(action, Action::UpdateService { deploys: false, .. })
}

fn first_line(error: &Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

/// An error unless all steps are done and all deployments succeeded.
pub(crate) fn check(plan: &Plan<Action>, applied: Applied, seen: Seen) -> Result<(), Error> {
    let Seen { ended, lost } = seen;
    let reports: Vec<_> = ended.iter().filter_map(|ended| ended.report.clone()).collect();
    if applied.failed.is_empty() && reports.is_empty() {
        return lost.map_or(Ok(()), Err);
    }
    if applied.failed.is_empty() && lost.is_none() {
        return Err(Error::Rollout(reports));
    }
    let failure = |(place, error): (usize, Error)| StepFailure {
        subject: plan.steps.get(place).map(subject).unwrap_or_default(),
        error: Box::new(error),
    };
    let unwatched = |error| StepFailure { subject: "deployments".to_owned(), error: Box::new(error) };
    Err(Error::Apply {
        steps: plan.steps.len(),
        left_out: applied.left_out.len(),
        failures: applied.failed.into_iter().map(failure).chain(lost.map(unwatched)).collect(),
        reports,
    })
}
