//! When the schedules of tasks run next.

use infra_core::blueprint::{Blueprint, TaskBlueprint, WorkloadBlueprint};
use infra_core::plan::{Plan, Runs};
use infra_core::schedule::{self, Timetable, Window, utc};

/// The next runs of the tasks whose schedules a plan makes or changes.
pub(crate) fn of_plan<A>(plan: &Plan<A>, blueprint: &Blueprint, now: i64) -> Vec<Runs> {
    let tasks = blueprint.workloads().filter_map(|(_, workload)| Some((workload, workload.task()?)));
    let changed = tasks.filter(|(workload, _)| {
        plan.steps.iter().any(|step| step.kind == "stack" && step.item == workload.identity.name)
    });
    changed.flat_map(|(workload, task)| of_task(workload, task, now)).collect()
}

/// The next runs of a task, a schedule each.
pub(crate) fn of_task(workload: &WorkloadBlueprint, task: &TaskBlueprint, now: i64) -> Vec<Runs> {
    let window = Window { from: task.from.and_then(utc), until: task.until.and_then(utc) };
    let runs = task.schedules.iter().map(|schedule| {
        let (expression, timezone) = (schedule.expression, schedule.timezone);
        let timetable = Timetable { expression, timezone, window, paused: task.paused };
        schedule::runs(workload.identity.name, &timetable, now)
    });
    runs.collect()
}
