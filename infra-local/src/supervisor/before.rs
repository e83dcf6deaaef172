//! Tasks that must succeed before a service is updated.

use std::sync::Arc;

use infra_core::declaration::ItemKind;
use infra_core::event::{Event, LogTail, Report, RolloutState};

use super::apply::Deploying;
use super::runs::{Given, id};
use super::stage::Stage;
use crate::control::{Exit, RunRequest};
use crate::parts::LogSource;
use crate::service::{cause_of, more_memory};
use crate::spec::{Service, Task};

/// How many of the last lines a report has.
const TAIL: usize = 20;

/// Runs the tasks that come before a service, one after the other. One for which another service waits as well runs once.
pub(super) async fn run(
    stage: &Arc<Stage>,
    deploying: &Deploying,
    service: &Service,
    tasks: &[Task],
) -> Result<(), String> {
    for name in &service.before {
        let Some(task) = tasks.iter().find(|task| task.item == *name) else { continue };
        let Some(once) = deploying.before.get(name) else { continue };
        once.get_or_init(|| one(stage, deploying, service, task)).await.clone()?;
    }
    Ok(())
}

async fn one(stage: &Arc<Stage>, deploying: &Deploying, service: &Service, task: &Task) -> Result<(), String> {
    let message = |message: &str| Event::Progress {
        step: 0,
        subject: format!("{} service", service.item),
        message: format!("task `{}` {message}", task.item),
    };
    deploying.event(message("runs before it"));
    let id = id();
    let given = Given { cause: format!("before {}", service.item), request: RunRequest::default(), tee: None };
    // On a task of its own: a deploy that takes this one's place does not cut it off.
    let (running, ran, own) = (Arc::clone(stage), task.clone(), id.clone());
    let exit = tokio::spawn(async move { running.runs.run(&running.machine, &ran, own, given).await }).await;
    let exit = exit.unwrap_or_else(|error| Exit::NotStarted(error.to_string()));
    if exit.is_success() {
        deploying.event(message("has succeeded"));
        return Ok(());
    }
    deploying.event(Event::Report(Box::new(report(stage, task, id, &exit))));
    Err(format!("`{}` must succeed before it: {exit}", task.item))
}

fn report(stage: &Stage, task: &Task, id: String, exit: &Exit) -> Report {
    let unit = task.units.first().map(|unit| unit.name.clone()).unwrap_or_default();
    let source = LogSource { item: task.item.clone(), task: id.clone(), unit: unit.clone() };
    let lines = stage.machine.parts.logs.tail(&source, TAIL);
    Report {
        service: task.item.clone(),
        kind: ItemKind::Task,
        revision: task.revision.clone(),
        state: RolloutState::Failed,
        cause: cause_of(exit),
        explanation: format!("`{unit}` ended: {exit}"),
        hints: if let Exit::OutOfMemory(limit) = exit {
            vec![more_memory(&task.item, &task.units, &unit, *limit)]
        } else {
            Vec::new()
        },
        stops: Vec::new(),
        targets: Vec::new(),
        logs: if lines.is_empty() { Vec::new() } else { vec![LogTail { container: unit, task: id, lines }] },
        events: Vec::new(),
        alarms: Vec::new(),
    }
}
