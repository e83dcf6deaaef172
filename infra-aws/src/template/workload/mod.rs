//! The stack of a service or task: what is its own and changes seldom. Task definitions and services change with each
//! release, and are not in it.

mod connection;
mod dead_letter;
mod disk;
mod ecr;
mod file_access;
pub(super) mod file_system;
mod moving;
mod network;
mod role;
mod routing;
mod schedule;

use infra_core::blueprint::{Blueprint, ClusterBlueprint, LogGroup, ServiceBlueprint, WorkloadBlueprint};
use serde_json::{Value, json};

pub(crate) use disk::ROLE as VOLUME_ROLE;
pub(crate) use ecr::Repository;
pub(crate) use moving::ROLE as MOVING_ROLE;
pub(crate) use role::needs_of_given;
pub(crate) use schedule::START as SCHEDULE_START;

use super::draft::Draft;
use super::intrinsic::attribute;
use super::output;
use super::stack::{Serving, StackTemplate};
use crate::patch::{self, Root};

const SECURITY_GROUP: &str = "SecurityGroup";

/// The stack of `workload`: its roles, log group and security group; a service's way from the load balancer; a task's
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
    role::make_task_role(&mut draft, &blueprint.names, workload);
    role::make_execution_role(&mut draft, workload);
    let routed = workload.service().filter(|service| !service.routes.is_empty());
    if workload.runtime.has_own_address() {
        make_security_group(&mut draft, routed);
    } else if let Some(port) = routed.and_then(|service| service.port) {
        network::open_instances(&mut draft, workload, port);
    }
    file_system::make(&mut draft, cluster, workload);
    disk::make(&mut draft, cluster, workload);
    if let Some(service) = routed {
        routing::make(&mut draft, cluster, service, serving);
    }
    if let Some(service) = workload.service() {
        connection::make(&mut draft, workload, service);
    }
    if let Some(task) = workload.task() {
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

/// Opens the declared port to the load balancer, or nothing to anyone. Its name is left to CloudFormation, since a
/// group with a fixed name cannot be replaced.
fn make_security_group(draft: &mut Draft, routed: Option<&ServiceBlueprint>) {
    let vpc = draft.cluster_output(output::VPC_ID, "AWS::EC2::VPC::Id");
    let mut properties = json!({
        "GroupDescription": format!("Tasks of {}", draft.physical()),
        "VpcId": vpc,
        "SecurityGroupEgress": [{ "IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "To anywhere" }],
        "Tags": draft.name_tag(""),
    });
    if let Some(port) = routed.and_then(|service| service.port) {
        properties["SecurityGroupIngress"] = json!([from_load_balancer(draft, port)]);
    }
    draft.resource(SECURITY_GROUP, "AWS::EC2::SecurityGroup", properties);
    draft.output(output::SECURITY_GROUP_ID, security_group());
}

fn from_load_balancer(draft: &mut Draft, port: u16) -> Value {
    let source = draft.cluster_output(output::LOAD_BALANCER_SECURITY_GROUP, "AWS::EC2::SecurityGroup::Id");
    json!({
        "IpProtocol": "tcp",
        "FromPort": port,
        "ToPort": port,
        "SourceSecurityGroupId": source,
        "Description": "From the load balancer",
    })
}

/// The id of the workload's security group.
fn security_group() -> Value {
    attribute(SECURITY_GROUP, "GroupId")
}
