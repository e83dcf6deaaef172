//! A task.

use infra_core::blueprint::{TaskBlueprint, WorkloadBlueprint};
use infra_core::schedule;

use super::{Built, SpecError, connection, first_line, revision, unit};
use crate::spec::{Schedule, Size, Task};

pub(super) fn of(workload: &WorkloadBlueprint, task: &TaskBlueprint, built: &Built) -> Result<Task, SpecError> {
    let mut units = unit::of(workload, None, built)?;
    let connections = connection::take(workload, &mut units);
    let size = Size { cpu: workload.cpu, memory: workload.memory };
    let schedules = task.schedules.iter().map(|schedule| Schedule {
        expression: schedule.expression.to_owned(),
        timezone: schedule.timezone.map(str::to_owned),
    });
    Ok(Task {
        item: workload.identity.name.to_owned(),
        description: first_line(workload.identity.description),
        revision: revision::of(&units, size, &connections, &[]),
        units,
        size,
        connections,
        schedules: schedules.collect(),
        paused: task.paused,
        retries: task.retries,
        from: task.from.and_then(schedule::utc),
        until: task.until.and_then(schedule::utc),
    })
}
