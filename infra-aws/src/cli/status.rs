//! `status`.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::ServiceDeployment;
use infra_core::blueprint::Blueprint;
use infra_core::plan::Runs;
use infra_core::target::Target;
use serde::Serialize;

use super::Session;
use super::table::table;
use super::time::timestamp;
use crate::Error;
use crate::arn::short;
use crate::client::Clients;
use crate::concurrently;
use crate::ecs::{Known, TaskDefinition};
use crate::failure::Failure;
use crate::next_runs;
use crate::observe::{Observed, ObservedService};
use crate::rollout::{address, records, waiting_hook};
use crate::template::output;

/// What runs of a stage.
#[derive(Debug, Serialize)]
struct Status {
    app: String,
    stage: String,
    place: String,
    load_balancers: Vec<String>,
    dashboards: Vec<String>,
    stacks: Vec<StackStatus>,
    services: Vec<ServiceStatus>,
    tasks: Vec<TaskStatus>,
}

#[derive(Debug, Serialize)]
struct StackStatus {
    name: String,
    status: String,
    /// Whether it came to rest with its resources in place.
    settled: bool,
}

#[derive(Debug, Serialize)]
struct ServiceStatus {
    item: String,
    description: &'static str,
    cluster: String,
    status: String,
    task_definition: String,
    desired: i32,
    running: i32,
    pending: i32,
    deployment: String,
}

#[derive(Debug, Serialize)]
struct TaskStatus {
    item: String,
    description: &'static str,
    task_definition: String,
    schedules: Vec<String>,
    next_runs: Vec<Runs>,
    /// The URL of the queue that keeps what could not be started.
    #[serde(skip_serializing_if = "Option::is_none")]
    dead_letter_queue: Option<String>,
}

pub(super) async fn status(session: &Session) -> Result<u8, Failure> {
    let target = session.target().await?;
    let observed = target.observe(&session.blueprint).await?;
    let current = observed.services.values().filter_map(|service| service.current_deployment.clone()).collect();
    let records = records(&target.clients, current).await?;
    let last = last_deployments(&target.clients, &observed).await;
    let names = &session.blueprint.names;
    let status = Status {
        app: names.app.clone(),
        stage: names.stage.clone(),
        place: observed.place.clone(),
        load_balancers: addresses(&session.blueprint, &observed.known),
        dashboards: dashboards(&session.blueprint, &observed.known),
        stacks: observed
            .stacks
            .values()
            .map(|stack| StackStatus {
                name: stack.name.clone(),
                status: stack.status.clone(),
                settled: stack.is_usable(),
            })
            .collect(),
        services: observed
            .services
            .values()
            .map(|observed| {
                let record = observed.current_deployment.as_ref().and_then(|arn| records.get(arn));
                service(
                    &session.blueprint,
                    observed,
                    record.map(deployment).or_else(|| last.get(&observed.service.key()).cloned()),
                )
            })
            .collect(),
        tasks: tasks(session, &observed),
    };
    session.output.result(&text(&status), &status);
    Ok(0)
}

/// The addresses of the stage's load balancers.
pub(super) fn addresses(blueprint: &Blueprint, known: &Known) -> Vec<String> {
    let addresses = blueprint.clusters.iter().filter_map(|cluster| address(cluster, known));
    addresses.collect()
}

/// The addresses of the dashboards of the stage's clusters.
fn dashboards(blueprint: &Blueprint, known: &Known) -> Vec<String> {
    let names =
        blueprint.clusters.iter().map(|cluster| known.output(&cluster.identity.physical, output::DASHBOARD_NAME));
    let region = &known.region;
    let domain = if known.partition == "aws-cn" { "console.amazonaws.cn" } else { "console.aws.amazon.com" };
    names
        .flatten()
        .map(|name| format!("https://{region}.{domain}/cloudwatch/home?region={region}#dashboards/dashboard/{name}"))
        .collect()
}

fn service(blueprint: &Blueprint, observed: &ObservedService, deployment: Option<String>) -> ServiceStatus {
    let declared = blueprint.workloads().find(|(_, workload)| workload.identity.physical == observed.service.name);
    let primary = observed.deployments.iter().find(|deployment| deployment.status() == Some("PRIMARY"));
    let own = || Some(primary?.rollout_state()?.as_str().to_lowercase());
    let state = deployment.or_else(own);
    ServiceStatus {
        item: observed.item.clone(),
        description: declared.map_or("not in the app any more", |(_, workload)| workload.identity.description),
        cluster: observed.service.cluster.clone(),
        status: observed.status.to_lowercase(),
        task_definition: short(&observed.task_definition).to_owned(),
        desired: observed.service.count.unwrap_or_default(),
        running: observed.running,
        pending: observed.pending,
        deployment: state.unwrap_or_else(|| "unknown".to_owned()),
    }
}

/// How the last deployment of each service ended that has none going on, by service. A service that was rolled back is
/// stable like one that was not. What cannot be read is left out: what runs is known without.
async fn last_deployments(clients: &Clients, observed: &Observed) -> BTreeMap<String, String> {
    let resting = observed.services.values().filter(|service| service.current_deployment.is_none());
    let calls = resting.map(|observed| async move {
        let call = clients.ecs.list_service_deployments().cluster(&observed.service.cluster);
        let answer = call.service(&observed.service.name).send().await;
        let briefs = answer.ok().and_then(|answer| answer.service_deployments).unwrap_or_default();
        let last = briefs.into_iter().max_by_key(|brief| brief.created_at().map(|at| at.secs()));
        Ok::<_, Error>(last.and_then(|last| Some((observed.service.key(), words(last.status()?.as_str())))))
    });
    concurrently::all(calls.collect()).await.into_iter().flatten().flatten().collect()
}

/// A status of AWS's in words.
fn words(status: &str) -> String {
    status.to_lowercase().replace('_', " ")
}

/// How a deployment stands, by its record: what it is at, and what it waits for.
fn deployment(record: &ServiceDeployment) -> String {
    let status = words(record.status().map(|status| status.as_str()).unwrap_or_default());
    match (waiting_hook(record), record.lifecycle_stage()) {
        (Some(hook), _) => {
            let until = hook.expires_at().map(|at| format!(" until {}", timestamp(at.secs()))).unwrap_or_default();
            format!("{status}, waits for `approve` or `reject`{until}")
        }
        (None, Some(stage)) if record.finished_at().is_none() => format!("{status}, {}", words(stage.as_str())),
        _ => status,
    }
}

fn tasks(session: &Session, observed: &Observed) -> Vec<TaskStatus> {
    let declared = session.blueprint.workloads().filter_map(|(_, workload)| Some((workload, workload.task()?)));
    let tasks = declared.filter_map(|(workload, task)| {
        let family = observed.families.get(&workload.identity.physical)?;
        Some(TaskStatus {
            item: workload.identity.name.to_owned(),
            description: workload.identity.description,
            task_definition: short(&family.arn).to_owned(),
            schedules: task.schedules.iter().map(|schedule| TaskDefinition::schedule(task, schedule)).collect(),
            next_runs: next_runs::of_task(workload, task, observed.now),
            dead_letter_queue: observed
                .known
                .output(&workload.identity.physical, output::DEAD_LETTER_QUEUE_URL)
                .map(str::to_owned),
        })
    });
    tasks.collect()
}

fn text(status: &Status) -> String {
    let mut parts = vec![format!("{} {} in {}", status.app, status.stage, status.place)];
    if status.stacks.is_empty() && status.services.is_empty() {
        parts.push("Nothing is deployed.".to_owned());
    }
    if !status.load_balancers.is_empty() {
        parts.push(status.load_balancers.join("\n"));
    }
    if !status.dashboards.is_empty() {
        parts.push(status.dashboards.join("\n"));
    }
    if !status.services.is_empty() {
        let rows: Vec<Vec<String>> = status.services.iter().map(ServiceStatus::row).collect();
        parts.push(table(&["SERVICE", "RUNNING", "DEPLOYMENT", "TASK DEFINITION", "WHAT IT IS"], &rows));
    }
    if !status.tasks.is_empty() {
        let rows: Vec<Vec<String>> = status.tasks.iter().map(TaskStatus::row).collect();
        parts.push(table(&["TASK", "SCHEDULE", "TASK DEFINITION", "WHAT IT IS"], &rows));
        let runs = status.tasks.iter().flat_map(|task| &task.next_runs);
        let queues = status.tasks.iter().filter_map(|task| {
            Some(format!("{} could not be started: {}", task.item, task.dead_letter_queue.as_ref()?))
        });
        let lines: Vec<String> = runs.map(|runs| format!("Next runs of {runs}")).chain(queues).collect();
        parts.extend((!lines.is_empty()).then(|| lines.join("\n")));
    }
    let unwell = status.stacks.iter().filter(|stack| !stack.settled);
    parts.extend(unwell.map(|stack| format!("stack {} is {}", stack.name, stack.status)));
    parts.join("\n\n")
}

impl ServiceStatus {
    fn row(&self) -> Vec<String> {
        let running = format!("{} of {}", self.running, self.desired);
        let definition = self.task_definition.clone();
        vec![self.item.clone(), running, self.deployment.clone(), definition, first_line(self.description)]
    }
}

impl TaskStatus {
    fn row(&self) -> Vec<String> {
        let schedules = if self.schedules.is_empty() { "by `run` only".to_owned() } else { self.schedules.join(", ") };
        vec![self.item.clone(), schedules, self.task_definition.clone(), first_line(self.description)]
    }
}

fn first_line(description: &str) -> String {
    description.lines().next().unwrap_or_default().to_owned()
}
