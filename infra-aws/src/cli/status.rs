//! `status`.

use std::fmt::Write;

use infra_core::target::Target;
use serde::Serialize;

use super::Session;
use crate::failure::Failure;
use crate::observe::{Observed, ObservedService};
use crate::target::Aws;
use crate::template::output;

/// What runs of a stage.
#[derive(Debug, Serialize)]
struct Status {
    app: String,
    stage: String,
    place: String,
    load_balancers: Vec<String>,
    stacks: Vec<StackStatus>,
    services: Vec<ServiceStatus>,
    tasks: Vec<TaskStatus>,
}

#[derive(Debug, Serialize)]
struct StackStatus {
    name: String,
    status: String,
}

#[derive(Debug, Serialize)]
struct ServiceStatus {
    item: String,
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
    task_definition: String,
    schedules: Vec<String>,
}

pub(super) async fn status(session: &Session) -> Result<u8, Failure> {
    let target = Aws { clients: session.connect().await? };
    let observed = target.observe(&session.blueprint).await?;
    let names = &session.blueprint.names;
    let status = Status {
        app: names.app.clone(),
        stage: names.stage.clone(),
        place: observed.place.clone(),
        load_balancers: addresses(&observed),
        stacks: observed
            .stacks
            .values()
            .map(|stack| StackStatus { name: stack.name.clone(), status: stack.status.clone() })
            .collect(),
        services: observed.services.values().map(service).collect(),
        tasks: tasks(session, &observed),
    };
    session.output.result(&text(&status), &status);
    Ok(0)
}

/// The DNS names of the stage's load balancers.
pub(super) fn addresses(observed: &Observed) -> Vec<String> {
    let outputs = observed.known.outputs.values();
    outputs.filter_map(|outputs| outputs.get(output::LOAD_BALANCER_DNS_NAME).cloned()).collect()
}

fn service(observed: &ObservedService) -> ServiceStatus {
    let primary = observed.deployments.iter().find(|deployment| deployment.status() == Some("PRIMARY"));
    let state = primary.and_then(|deployment| deployment.rollout_state()).map(|state| state.as_str().to_lowercase());
    ServiceStatus {
        item: observed.item.clone(),
        cluster: observed.service.cluster.clone(),
        status: observed.status.to_lowercase(),
        task_definition: short(&observed.task_definition),
        desired: observed.service.count.unwrap_or_default(),
        running: observed.running,
        pending: observed.pending,
        deployment: state.unwrap_or_else(|| "unknown".to_owned()),
    }
}

fn tasks(session: &Session, observed: &Observed) -> Vec<TaskStatus> {
    let declared = session.blueprint.workloads().filter_map(|(_, workload)| Some((workload, workload.task()?)));
    let tasks = declared.filter_map(|(workload, task)| {
        let family = observed.families.get(&workload.identity.physical)?;
        Some(TaskStatus {
            item: workload.identity.name.to_owned(),
            task_definition: short(&family.arn),
            schedules: task
                .schedules
                .iter()
                .map(|schedule| format!("{} {}", schedule.expression, schedule.timezone.unwrap_or("UTC")))
                .collect(),
        })
    });
    tasks.collect()
}

fn short(arn: &str) -> String {
    arn.rsplit('/').next().unwrap_or(arn).to_owned()
}

fn text(status: &Status) -> String {
    let mut text = format!("{} {} in {}", status.app, status.stage, status.place);
    if status.stacks.is_empty() && status.services.is_empty() {
        text.push_str("\n\nNothing is deployed.");
        return text;
    }
    for address in &status.load_balancers {
        push(&mut text, format_args!("\nhttp://{address}"));
    }
    if !status.services.is_empty() {
        push(
            &mut text,
            format_args!("\n\n{:<24} {:>11}  {:<12} {}", "SERVICE", "RUNNING", "DEPLOYMENT", "TASK DEFINITION"),
        );
    }
    for service in &status.services {
        let running = format!("{} of {}", service.running, service.desired);
        push(
            &mut text,
            format_args!(
                "\n{:<24} {running:>11}  {:<12} {}",
                service.item, service.deployment, service.task_definition
            ),
        );
    }
    if !status.tasks.is_empty() {
        push(&mut text, format_args!("\n\n{:<24} {:<36} {}", "TASK", "SCHEDULE", "TASK DEFINITION"));
    }
    for task in &status.tasks {
        let schedules = if task.schedules.is_empty() { "by `run` only".to_owned() } else { task.schedules.join(", ") };
        push(&mut text, format_args!("\n{:<24} {schedules:<36} {}", task.item, task.task_definition));
    }
    let unwell: Vec<&StackStatus> = status.stacks.iter().filter(|stack| !stack.status.ends_with("_COMPLETE")).collect();
    for stack in unwell {
        push(&mut text, format_args!("\n\nstack {} is {}", stack.name, stack.status));
    }
    text
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(arguments);
}
