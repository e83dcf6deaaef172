//! One run of a task: started, its logs followed, its exit code told.

use std::time::Duration;

use aws_sdk_ecs::types::{ContainerOverride, PropagateTags, Tag, Task, TaskOverride};
use infra_core::blueprint::{Blueprint, ClusterBlueprint, WorkloadBlueprint};

use crate::Error;
use crate::arn::short;
use crate::client::Clients;
use crate::ecs::service::{sdk_network, sdk_strategy};
use crate::ecs::{Disk, Known, LOG_STREAM_PREFIX, Start};
use crate::logs::{Lines, Stream};
use crate::wait::Pace;

/// A task that was started.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    cluster: String,
    pub(crate) arn: String,
    log_group: Option<String>,
    log_stream: String,
    container: String,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ended {
    /// The task as ECS described it at last.
    pub(crate) task: Task,
    /// The container's exit code; none if it never ran.
    pub(crate) exit_code: Option<i32>,
    /// Why it stopped, in AWS's words; may be empty.
    pub(crate) reason: String,
}

/// Starts a run of `workload`, with another command if `arguments` gives one.
pub(crate) async fn start(
    clients: &Clients,
    blueprint: &Blueprint,
    (cluster, workload): (&ClusterBlueprint, &WorkloadBlueprint),
    known: &Known,
    (definition, arguments, started_by): (&str, &[String], &str),
) -> Result<Run, Error> {
    let undeployed =
        || Error::Conflict(format!("`{}` is not deployed in this stage; deploy it first", workload.identity.name));
    let declared = Start::declared(cluster, workload, known).ok_or_else(undeployed)?;
    let network = declared.network.as_ref();
    let network = network.map(|own| sdk_network(&own.subnets, &own.security_groups, own.public_ip));
    let container = workload.identity.name;
    let command = (!arguments.is_empty()).then(|| arguments.to_vec());
    let overridden = ContainerOverride::builder().name(container).set_command(command).build();
    let tags = blueprint.names.tags(container);
    let answer = clients
        .ecs
        .run_task()
        .cluster(&declared.cluster)
        .task_definition(definition)
        .set_capacity_provider_strategy(Some(sdk_strategy(&declared.strategy)))
        .set_network_configuration(network)
        .set_platform_version(declared.platform)
        .set_volume_configurations(Some(declared.disks.iter().filter_map(Disk::of_run).collect()))
        .overrides(TaskOverride::builder().container_overrides(overridden).build())
        .propagate_tags(PropagateTags::TaskDefinition)
        .enable_ecs_managed_tags(true)
        .set_tags(Some(tags.iter().map(|(key, value)| Tag::builder().key(*key).value(value).build()).collect()))
        .started_by(started_by)
        .send()
        .await
        .map_err(Error::api("ecs:RunTask"))?;
    // RunTask answers 200 also when it could not place the task.
    if let Some(failure) = answer.failures().first() {
        let reason = failure.reason().unwrap_or("AWS gives no reason");
        let detail = failure.detail().map(|detail| format!(" ({detail})")).unwrap_or_default();
        return Err(Error::Conflict(format!("`{container}` could not be started: {reason}{detail}")));
    }
    let arn = answer
        .tasks()
        .first()
        .and_then(Task::task_arn)
        .ok_or_else(|| Error::Answer { operation: "ecs:RunTask", what: "a task".to_owned() })?;
    Ok(Run::of(cluster, workload, arn))
}

impl Run {
    /// The run of a workload's task that was started before.
    pub(crate) fn of(cluster: &ClusterBlueprint, workload: &WorkloadBlueprint, arn: &str) -> Self {
        let container = workload.identity.name;
        let id = short(arn);
        Self {
            cluster: cluster.identity.physical.clone(),
            // What a router takes is not in the log group: that has the router's own lines.
            log_group: workload.logs.group_name().filter(|_| workload.logs.router.is_none()).map(str::to_owned),
            log_stream: format!("{LOG_STREAM_PREFIX}/{container}/{id}"),
            container: container.to_owned(),
            arn: arn.to_owned(),
        }
    }
}

/// How often a task that was just started may be unknown.
const MISSING: u32 = 20;

/// Follows a run to its end: `line` gets each line of its log, `status` each new state of the task.
pub(crate) async fn follow(
    clients: &Clients,
    run: &Run,
    line: &(dyn Fn(&str) + Sync),
    status: &(dyn Fn(&str) + Sync),
) -> Result<Ended, Error> {
    let mut pace = Pace::new(Duration::from_secs(1), Duration::from_secs(3));
    let mut token = None;
    let mut missing = 0;
    let mut last = String::new();
    loop {
        let Some(task) = describe(clients, run).await? else {
            // ECS's reads can be behind its writes.
            missing += 1;
            if missing > MISSING {
                let what = format!("task {}", run.arn);
                return Err(Error::Answer { operation: "ecs:DescribeTasks", what });
            }
            pace.wait().await;
            continue;
        };
        let state = task.last_status().unwrap_or_default().to_owned();
        if state != last {
            status(&state);
            last.clone_from(&state);
        }
        while read_logs(clients, run, &mut token, line).await? {}
        if state == "STOPPED" {
            // The log driver hands over its last lines when the container has stopped, and they arrive a moment later.
            pace.wait().await;
            while read_logs(clients, run, &mut token, line).await? {}
            return Ok(ended(run, &task));
        }
        pace.wait().await;
    }
}

async fn describe(clients: &Clients, run: &Run) -> Result<Option<Task>, Error> {
    let call = clients.ecs.describe_tasks().cluster(&run.cluster).tasks(&run.arn);
    let answer = call.send().await.map_err(Error::api("ecs:DescribeTasks"))?;
    Ok(answer.tasks().first().cloned())
}

/// Reads the log on from `token`; whether there may be more at once.
async fn read_logs(
    clients: &Clients,
    run: &Run,
    token: &mut Option<String>,
    line: &(dyn Fn(&str) + Sync),
) -> Result<bool, Error> {
    let Some(group) = &run.log_group else { return Ok(false) };
    let stream = Stream { group, name: &run.log_stream };
    let Some(Lines { lines, next }) = stream.after(clients, token.as_deref()).await? else { return Ok(false) };
    for read in &lines {
        line(read);
    }
    // The end of a stream is told by the same token as before.
    let more = next.is_some() && next != *token;
    *token = next;
    Ok(more && !lines.is_empty())
}

fn ended(run: &Run, task: &Task) -> Ended {
    let container = task.containers().iter().find(|container| container.name() == Some(&run.container));
    let own = container.and_then(|container| container.reason()).unwrap_or_default();
    let task_reason = task.stopped_reason().unwrap_or_default();
    let reasons: Vec<&str> = [task_reason, own].into_iter().filter(|reason| !reason.is_empty()).collect();
    Ended {
        task: task.clone(),
        exit_code: container.and_then(|container| container.exit_code()),
        reason: reasons.join("; "),
    }
}
