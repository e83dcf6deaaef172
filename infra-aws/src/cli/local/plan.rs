//! `plan`.

use infra_core::plan::Plan;
use infra_core::target::Target;
use infra_local::schedule;
use infra_local::spec::Spec;
use infra_local::target::Action;

use super::Stage;
use super::make::make;
use crate::cli::plan::CHANGES;
use crate::failure::Failure;

pub(super) async fn plan(stage: &Stage<'_>, detailed_exitcode: bool) -> Result<u8, Failure> {
    let made = make(stage).await?;
    let target = stage.target(made.built)?;
    let blueprint = &stage.session.blueprint;
    let observed = target.observe(blueprint).await?;
    let plan = with_runs(stage, target.plan(blueprint, &observed)?, &made.spec);
    stage.session.output.result(&plan.to_string(), &plan);
    Ok(if detailed_exitcode && !plan.is_empty() { CHANGES } else { 0 })
}

/// A plan with when the schedules of the tasks that it makes or changes run next.
pub(super) fn with_runs(stage: &Stage<'_>, plan: Plan<Action>, spec: &Spec) -> Plan<Action> {
    let now = stage.session.output.host.now();
    let is_changed = |item: &str| plan.steps.iter().any(|step| step.kind == "task" && step.item == item);
    let changed = spec.tasks.iter().filter(|task| is_changed(&task.item));
    let runs = changed.flat_map(|task| schedule::next_runs(task, now, now)).collect();
    Plan { runs, ..plan }
}
