//! A task that must succeed before a service is updated.

use std::sync::{Mutex, PoisonError};

use aws_sdk_ecs::types::{DesiredStatus, Task};
use infra_core::blueprint::{ClusterBlueprint, WorkloadBlueprint, shorten};
use infra_core::event::{Event, LogTail, RolloutState};

use super::definitions::missing_outputs;
use super::{Tell, services};
use crate::Error;
use crate::diagnose::{self, Evidence, Subject};
use crate::ecs::revision;
use crate::logs;
use crate::plan::WorkloadAt;
use crate::run::{self, Ended, Run};

/// The longest name of who started a task that ECS keeps.
const LONGEST_STARTER: usize = 128;
/// How many log lines are kept for the report.
const LINES: usize = 20;

/// Runs a task to its end, unless it has succeeded for these very deployments already: by a command that was cut off, or a
/// deployment that failed later on. One that still runs is waited for rather than started a second time.
pub(super) async fn run(
    tell: &Tell<'_>,
    task: WorkloadAt,
    planned: Option<&str>,
    waited_by: &[(WorkloadAt, Option<String>)],
) -> Result<(), Error> {
    let (cluster, workload) = tell.context.workload(task)?;
    let known = tell.context.known();
    let revision_of = |workload: &WorkloadBlueprint, planned: Option<&str>| {
        planned.map(str::to_owned).or_else(|| known.revisions.get(&workload.identity.physical).cloned())
    };
    let definition = revision_of(workload, planned).ok_or_else(|| missing_outputs(&workload.identity.physical))?;
    let mut waiting = Vec::new();
    let mut numbers = vec![number(&definition)];
    for (service, planned) in waited_by {
        let (_, service) = tell.context.workload(*service)?;
        let revision = revision_of(service, planned.as_deref()).unwrap_or_default();
        numbers.push(number(&revision));
        waiting.push(service);
    }
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let starter = format!("infra-before-{}-{}", workload.identity.physical, numbers.join("-"));
    let starter = shorten(&starter, LONGEST_STARTER);
    let clients = &tell.context.clients;
    let run = match find(tell, cluster, workload, &starter).await? {
        Found::Succeeded => {
            tell.progress("has succeeded for this revision before");
            return Ok(());
        }
        Found::Running(arn) => {
            tell.progress("runs already");
            Run::of(cluster, workload, &arn)
        }
        Found::Nothing => {
            services::wait_for_called(tell, cluster, workload).await?;
            let blueprint = &tell.context.blueprint;
            run::start(clients, blueprint, (cluster, workload), &known, (&definition, &[], &starter)).await?
        }
    };
    if let Some(elsewhere) = logs::of_workload(workload) {
        tell.progress(elsewhere.words());
    }
    let lines = Mutex::new(Vec::new());
    let line = |line: &str| {
        tell.progress(line);
        lines.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
    };
    let status = |status: &str| tell.progress(status);
    let following = run::follow(clients, &run, &line, &status);
    let ended = match tell.context.limit {
        // A migration may rightly take hours: only who runs the command can say how many.
        None => following.await?,
        Some(limit) => tokio::time::timeout(limit, following).await.map_err(|_| Error::Deadline {
            what: format!("task {} (it goes on)", workload.identity.name),
            minutes: limit.as_secs().div_ceil(60),
        })??,
    };
    if ended.exit_code == Some(0) {
        return Ok(());
    }
    let lines = lines.into_inner().unwrap_or_else(PoisonError::into_inner);
    Err(failure(tell, workload, &waiting, &ended, lines).await)
}

/// The number of a revision.
fn number(arn: &str) -> u32 {
    revision(arn).unwrap_or_default()
}

/// What was found of earlier runs.
enum Found {
    Nothing,
    Running(String),
    Succeeded,
}

async fn find(
    tell: &Tell<'_>,
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
    starter: &str,
) -> Result<Found, Error> {
    let name = &cluster.identity.physical;
    let ecs = &tell.context.clients.ecs;
    // ECS takes no other condition beside this one.
    let call = ecs.list_tasks().cluster(name).started_by(starter);
    let running = call.send().await.map_err(Error::api("ecs:ListTasks"))?;
    if let Some(arn) = running.task_arns().first() {
        return Ok(Found::Running(arn.clone()));
    }
    let call = ecs.list_tasks().cluster(name).family(&workload.identity.physical);
    let mut pages = call.desired_status(DesiredStatus::Stopped).into_paginator().send();
    while let Some(page) = pages.next().await {
        let page = page.map_err(Error::api("ecs:ListTasks"))?;
        if page.task_arns().is_empty() {
            continue;
        }
        let call = ecs.describe_tasks().cluster(name).set_tasks(Some(page.task_arns().to_vec()));
        let described = call.send().await.map_err(Error::api("ecs:DescribeTasks"))?;
        if described.tasks().iter().any(|task| has_succeeded(task, workload, starter)) {
            return Ok(Found::Succeeded);
        }
    }
    Ok(Found::Nothing)
}

fn has_succeeded(task: &Task, workload: &WorkloadBlueprint, starter: &str) -> bool {
    let own = task.containers().iter().find(|container| container.name() == Some(workload.identity.name));
    task.started_by() == Some(starter) && own.and_then(|container| container.exit_code()) == Some(0)
}

/// Why the service is not updated, with the evidence told.
async fn failure(
    tell: &Tell<'_>,
    task: &WorkloadBlueprint,
    services: &[&WorkloadBlueprint],
    ended: &Ended,
    lines: Vec<String>,
) -> Error {
    let stop = diagnose::stop(&ended.task);
    let subject = Subject::of(task);
    let own = lines.split_at(lines.len().saturating_sub(LINES)).1.to_vec();
    let culprit = stop.culprit(&subject).filter(|container| container.has_started() && container.name != subject.item);
    let (container, lines) = match culprit {
        Some(other) => {
            let tail = diagnose::tail(&tell.context.clients, &subject.log_group, &other.name, &stop.task);
            (other.name.clone(), tail.await.unwrap_or_default())
        }
        None => (subject.item.clone(), own),
    };
    let log = LogTail { container, task: stop.task.clone(), lines };
    let evidence = Evidence { stops: vec![stop], logs: vec![log], ..Evidence::default() };
    let definition = ended.task.task_definition_arn().unwrap_or_default();
    let number = definition.rsplit(':').next().unwrap_or_default();
    let report = diagnose::report(&subject, number, RolloutState::Failed, None, &evidence);
    tell.context.tell(Event::Report(Box::new(report.clone())));
    let services = services.iter().map(|service| service.identity.name.to_owned()).collect();
    Error::Before { services, report: Box::new(report) }
}
