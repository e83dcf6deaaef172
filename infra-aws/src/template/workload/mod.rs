//! The stack of a service or task: what is its own and changes seldom. Task definitions and services change with each
//! release, and are not in it.

mod condition;
mod connection;
mod dead_letter;
mod discovery;
mod disk;
mod ecr;
mod file_access;
pub(super) mod file_system;
mod moving;
mod network;
mod repository;
mod role;
mod routing;
mod run;
mod schedule;
pub(super) mod security_group;
mod stream;
mod targets;

use infra_core::blueprint::{Blueprint, ClusterBlueprint, LogGroup, ServiceBlueprint, TargetGroup, WorkloadBlueprint};
use serde_json::json;

pub(crate) use connection::is_opening;
pub(crate) use disk::ROLE as VOLUME_ROLE;
pub(crate) use ecr::{Repository, repositories};
pub(crate) use moving::ROLE as MOVING_ROLE;
pub(crate) use network::INGRESS as INSTANCE_INGRESS;
pub(crate) use repository::{KIND as REPOSITORY, RETIRED, id as repository_id};
pub(crate) use role::{EXECUTION_ROLE, SHELL_ACTIONS, TASK_ROLE, needs_of_given, shell_statement};
pub(crate) use run::is_run_policy;
pub(crate) use schedule::START as SCHEDULE_START;

use super::draft::Draft;
use super::stack::{Serving, StackTemplate};
use crate::patch::{self, Root};

/// The logical id of a service's target group.
pub(crate) fn target_group_id(service: &ServiceBlueprint, group: TargetGroup) -> String {
    targets::id(service, group)
}

/// The stack of `workload`: its roles, log group, security group and repositories; a service's ways from the load balancers; a task's
/// schedules. `serving` tells where a deployment has left production's traffic.
pub(crate) fn workload(
    blueprint: &Blueprint,
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
    serving: Serving,
) -> StackTemplate {
    let mut draft = Draft::new(blueprint, cluster, &workload.identity);
    if let Some(group) = &workload.logs.group {
        make_log_group(&mut draft, group);
    }
    repository::make(&mut draft, workload);
    role::make_task_role(&mut draft, &blueprint.names, workload);
    role::make_execution_role(&mut draft, workload);
    security_group::make(&mut draft, workload);
    file_system::make(&mut draft, cluster, workload);
    disk::make(&mut draft, cluster, workload);
    if let Some(service) = workload.service() {
        targets::make(&mut draft, workload, service);
        routing::make(&mut draft, cluster, (workload, service), serving);
        stream::make(&mut draft, cluster, service);
        discovery::make(&mut draft, cluster, workload.identity.name, service);
    }
    connection::make(&mut draft, workload);
    if let Some(task) = workload.task() {
        run::make(&mut draft, cluster, (workload, task));
        schedule::make(&mut draft, cluster, (workload, task));
    }
    let mut stack = draft.finish();
    // A patch that finds no place was refused before anything was planned.
    let mut body = stack.body.clone();
    if patch::apply(&mut body, Root::Template, &workload.patches).is_ok() {
        stack.body = body;
    }
    stack
}

/// The name of the group that the schedules of a task are in.
pub(super) fn schedule_group(workload: &WorkloadBlueprint) -> String {
    schedule::group(&workload.identity.physical)
}

/// Says in words what is wrong with a workload's patches of its template.
pub(crate) fn check_patches(
    blueprint: &Blueprint,
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
) -> Result<(), String> {
    let bare = WorkloadBlueprint { patches: Vec::new(), ..workload.clone() };
    let mut body = self::workload(blueprint, cluster, &bare, Serving::default()).body;
    patch::apply(&mut body, Root::Template, &workload.patches)
}

/// Logs go with their workload. How long they live until then is `logs(retention)`. A group that somebody else has made
/// stays his.
fn make_log_group(draft: &mut Draft, group: &LogGroup) {
    let Some(days) = group.retention_days else { return };
    draft.disposable("LogGroup", "AWS::Logs::LogGroup", json!({ "LogGroupName": group.name, "RetentionInDays": days }));
}
