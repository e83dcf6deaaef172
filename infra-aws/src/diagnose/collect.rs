//! The evidence as AWS has it now. What cannot be read is left out: a report with a gap is better than none.

use aws_sdk_ecs::types::{Container, DesiredStatus, HealthStatus, Task};
use infra_core::declaration::Condition;
use infra_core::event::{LogTail, ServiceEvent};

use super::evidence::{ContainerEnd, Evidence, Stop, Subject};
use super::{news, order};
use crate::arn::short;
use crate::client::Clients;
use crate::ecs::LOG_STREAM_PREFIX;
use crate::logs::Stream;
use crate::{Error, concurrently, target_health};

/// How many stopped tasks one `DescribeTasks` takes.
const BATCH: usize = 100;
/// How many pages of a hundred stopped tasks are looked through: ECS keeps those of an hour, in no order.
const PAGES: usize = 10;
/// How many log lines of a container are kept.
const LINES: u32 = 20;
/// Of how many tasks the log is read.
const LOGS: usize = 3;
/// How many events of the service are kept, the newest.
const EVENTS: usize = 10;
/// How many of those before them that tell of trouble.
const TROUBLES: usize = 5;

/// Where the evidence of a deployment lies.
#[derive(Clone, Debug)]
pub(crate) struct Scene<'watch> {
    pub(crate) cluster: &'watch str,
    pub(crate) service: &'watch str,
    /// The id of the deployment, by which its tasks name who started them.
    pub(crate) deployment: Option<&'watch str>,
    /// The ARN of the task definition.
    pub(crate) task_definition: &'watch str,
    /// The target groups.
    pub(crate) target_groups: &'watch [String],
    /// What is declared of the service.
    pub(crate) subject: &'watch Subject,
    /// When the deployment began, in seconds since 1970.
    pub(crate) since: Option<i64>,
}

/// Gathers what AWS says of a deployment. `service` is the service as it is now.
pub(crate) async fn collect(
    clients: &Clients,
    scene: &Scene<'_>,
    service: Option<&aws_sdk_ecs::types::Service>,
) -> Evidence {
    let (stops, waiting, targets) = tokio::join!(
        stops(clients, scene),
        waiting(clients, scene),
        target_health::read_all(clients, scene.target_groups)
    );
    let (stops, waiting) = (stops.unwrap_or_default(), waiting.unwrap_or_default());
    let mut logs = Vec::new();
    for stop in stops.iter().chain(&waiting).filter(|stop| !stop.is_scaling()).take(LOGS) {
        if let Some(container) = stop.culprit(scene.subject).filter(|container| container.has_started()) {
            let lines = tail(clients, &scene.subject.log_group, &container.name, &stop.task).await.unwrap_or_default();
            logs.push(LogTail { container: container.name.clone(), task: stop.task.clone(), lines });
        }
    }
    Evidence {
        stops,
        waiting,
        targets: targets.into_iter().flatten().filter(|target| target.is_unwell()).map(|target| target.state).collect(),
        logs,
        events: service.map(|service| events(service, scene.since)).unwrap_or_default(),
        alarms: Vec::new(),
        reason: String::new(),
    }
}

/// The tasks of the deployment that stopped, the newest first.
async fn stops(clients: &Clients, scene: &Scene<'_>) -> Result<Vec<Stop>, Error> {
    let arns = list(clients, scene).await?;
    let mut tasks = described(clients, scene, &arns).await?;
    tasks.sort_by_key(|task| std::cmp::Reverse(task.stopping_at().or(task.stopped_at()).map(|at| at.secs())));
    let stops = tasks.iter().map(stop).map(|mut stop| {
        let obstacle = order::obstacle(&stop, &scene.subject.waits).map(|obstacle| obstacle.container.name.clone());
        // One that may end says nothing by its end, unless others waited for it.
        stop.containers.retain(|end| {
            end.reason.is_some() || obstacle.as_ref() == Some(&end.name) || !scene.subject.optional.contains(&end.name)
        });
        stop
    });
    Ok(stops.collect())
}

/// The tasks of the deployment of which not all containers have started; not asked for where none waits for another.
async fn waiting(clients: &Clients, scene: &Scene<'_>) -> Result<Vec<Stop>, Error> {
    if scene.subject.waits.iter().all(|wait| wait.condition == Condition::Start) {
        return Ok(Vec::new());
    }
    let call = clients.ecs.list_tasks().cluster(scene.cluster).service_name(scene.service);
    let listed = call.send().await.map_err(Error::api("ecs:ListTasks"))?;
    let tasks = described(clients, scene, listed.task_arns()).await?;
    Ok(tasks.iter().filter(|task| task.last_status() == Some("PENDING")).map(stop).collect())
}

/// Those of some tasks that are of the deployment.
async fn described(clients: &Clients, scene: &Scene<'_>, arns: &[String]) -> Result<Vec<Task>, Error> {
    let calls = arns.chunks(BATCH).map(|batch| {
        let call = clients.ecs.describe_tasks().cluster(scene.cluster).set_tasks(Some(batch.to_vec()));
        async move { call.send().await.map_err(Error::api("ecs:DescribeTasks")) }
    });
    let answers = concurrently::all(calls.collect()).await?;
    let tasks = answers.into_iter().flat_map(|answer| answer.tasks.unwrap_or_default());
    Ok(tasks.filter(|task| is_ours(task, scene)).collect())
}

/// The ARNs of the service's tasks that stopped. A page that does not come leaves those before it.
async fn list(clients: &Clients, scene: &Scene<'_>) -> Result<Vec<String>, Error> {
    let call = clients.ecs.list_tasks().cluster(scene.cluster).service_name(scene.service);
    let mut pages = call.desired_status(DesiredStatus::Stopped).into_paginator().send();
    let mut arns = Vec::new();
    for _ in 0..PAGES {
        match pages.next().await {
            Some(Ok(page)) => arns.extend_from_slice(page.task_arns()),
            Some(Err(error)) if arns.is_empty() => return Err(Error::api("ecs:ListTasks")(error)),
            Some(Err(_)) | None => break,
        }
    }
    Ok(arns)
}

/// Whether the deployment started a task; by the task definition where the deployment is not known.
fn is_ours(task: &Task, scene: &Scene<'_>) -> bool {
    match (scene.deployment, task.started_by()) {
        (Some(deployment), Some(starter)) if starter.starts_with("ecs-svc/") => starter == deployment,
        _ => task.task_definition_arn() == Some(scene.task_definition),
    }
}

/// How a task stopped.
pub(crate) fn stop(task: &Task) -> Stop {
    let arn = task.task_arn().unwrap_or_default();
    Stop {
        task: short(arn).to_owned(),
        code: task.stop_code().map(|code| code.as_str().to_owned()).unwrap_or_default(),
        reason: task.stopped_reason().unwrap_or_default().to_owned(),
        containers: task.containers().iter().map(container).collect(),
    }
}

fn container(container: &Container) -> ContainerEnd {
    ContainerEnd {
        name: container.name().unwrap_or_default().to_owned(),
        exit_code: container.exit_code(),
        reason: container.reason().filter(|reason| !reason.is_empty()).map(str::to_owned),
        running: container.last_status() == Some("RUNNING"),
        healthy: container.health_status() == Some(&HealthStatus::Healthy),
        unhealthy: container.health_status() == Some(&HealthStatus::Unhealthy),
    }
}

/// The last lines that a container of a task wrote.
pub(crate) async fn tail(
    clients: &Clients,
    log_group: &str,
    container: &str,
    task: &str,
) -> Result<Vec<String>, Error> {
    if log_group.is_empty() {
        return Ok(Vec::new());
    }
    let stream = Stream { group: log_group, name: &format!("{LOG_STREAM_PREFIX}/{container}/{task}") };
    stream.last(clients, LINES).await
}

/// What the service said last since the deployment began, and before that of its trouble; oldest first.
fn events(service: &aws_sdk_ecs::types::Service, since: Option<i64>) -> Vec<ServiceEvent> {
    let since = since.unwrap_or(i64::MIN);
    let ours = service.events().iter().filter_map(|event| {
        let at = event.created_at().map(|at| at.secs()).unwrap_or_default();
        (at >= since).then(|| ServiceEvent { at, message: event.message().unwrap_or_default().to_owned() })
    });
    let (newest, before): (Vec<_>, Vec<_>) = ours.enumerate().partition(|(place, _)| *place < EVENTS);
    let troubles = before.into_iter().filter(|(_, event)| news::of_message(&event.message).is_some()).take(TROUBLES);
    let mut events: Vec<ServiceEvent> = newest.into_iter().chain(troubles).map(|(_, event)| event).collect();
    events.reverse();
    events
}
