//! What starts a task by the clock: Amazon EventBridge Scheduler.

use infra_core::blueprint::{ClusterBlueprint, Schedule, TaskBlueprint, WorkloadBlueprint, shorten};
use serde_json::{Value, json};

use super::{dead_letter, run, security_group};
use crate::template::cluster::{provider_of, strategy_item};
use crate::template::draft::Draft;
use crate::template::intrinsic::{arn, attribute, reference};
use crate::template::{iam, output};

const GROUP: &str = "ScheduleGroup";
const ROLE: &str = "ScheduleRole";
/// The property that Scheduler refuses when it lies in the past.
pub(crate) const START: &str = "StartDate";
const LONGEST_NAME: usize = 64;
/// Scheduler's default, a day. It says how long to go on trying, so without retries it says nothing.
const LONGEST_AGE_SECONDS: u32 = 86_400;
/// The version of Fargate that AWS takes where none is said.
const LATEST: &str = "LATEST";

/// The schedules in a group of their own, and the role that starts the task; nothing for a task without a schedule.
pub(super) fn make(
    draft: &mut Draft,
    cluster: &ClusterBlueprint,
    (workload, task): (&WorkloadBlueprint, &TaskBlueprint),
) {
    if task.schedules.is_empty() {
        return;
    }
    let group = json!({ "Name": group(draft.physical()) });
    draft.resource(GROUP, "AWS::Scheduler::ScheduleGroup", group);
    dead_letter::make(draft, task);
    make_role(draft, cluster, (workload, task));
    let target = target(draft, cluster, workload, task);
    for (number, schedule) in (1..).zip(&task.schedules) {
        make_schedule(draft, number, task, schedule, &target);
    }
}

fn make_schedule(draft: &mut Draft, number: usize, task: &TaskBlueprint, schedule: &Schedule, target: &Value) {
    // The first one is called as the task, so that a second leaves it alone.
    let (id, name) = match number {
        1 => ("Schedule".to_owned(), draft.physical().to_owned()),
        _ => (format!("Schedule{number}"), format!("{}-{number}", draft.physical())),
    };
    let mut properties = json!({
        "Name": shorten(&name, LONGEST_NAME),
        "GroupName": reference(GROUP),
        "State": if task.paused { "DISABLED" } else { "ENABLED" },
        "ScheduleExpression": schedule.expression,
        "ScheduleExpressionTimezone": schedule.timezone.unwrap_or("UTC"),
        "FlexibleTimeWindow": match task.flexible_seconds {
            None => json!({ "Mode": "OFF" }),
            Some(seconds) => json!({ "Mode": "FLEXIBLE", "MaximumWindowInMinutes": seconds / 60 }),
        },
        "Target": target,
    });
    for (property, time) in [(START, task.from), ("EndDate", task.until)] {
        if let Some(time) = time {
            properties[property] = json!(format!("{time}.000Z"));
        }
    }
    draft.resource(&id, "AWS::Scheduler::Schedule", properties);
}

fn target(draft: &mut Draft, cluster: &ClusterBlueprint, workload: &WorkloadBlueprint, task: &TaskBlueprint) -> Value {
    let strategy: Vec<Value> = cluster
        .shares_of(workload)
        .into_iter()
        .map(|share| {
            let name = provider_of(cluster, share.place, |output| draft.cluster_output(output, "String"));
            strategy_item(name, share)
        })
        .collect();
    let mut target = json!({
        "Arn": run::cluster_arn(cluster),
        "RoleArn": attribute(ROLE, "Arn"),
        "RetryPolicy": {
            "MaximumRetryAttempts": task.retries,
            "MaximumEventAgeInSeconds": task.max_age_seconds.unwrap_or(LONGEST_AGE_SECONDS),
        },
        "EcsParameters": {
            // Without a revision it is the newest one, and a release leaves this stack alone.
            "TaskDefinitionArn": arn("ecs", &family(draft)),
            "TaskCount": 1,
            "CapacityProviderStrategy": strategy,
            "EnableECSManagedTags": true,
            "PropagateTags": "TASK_DEFINITION",
        },
    });
    let parameters = &mut target["EcsParameters"];
    if workload.runtime.has_own_address() {
        parameters["NetworkConfiguration"] = own_address(draft, cluster, workload);
    }
    if workload.runtime.platform != LATEST {
        parameters["PlatformVersion"] = json!(workload.runtime.platform);
    }
    if let Some(config) = dead_letter::config(task) {
        target["DeadLetterConfig"] = config;
    }
    target
}

/// Where a task has its own address.
fn own_address(draft: &mut Draft, cluster: &ClusterBlueprint, workload: &WorkloadBlueprint) -> Value {
    let subnets = draft.cluster_output(output::subnets(workload), "List<AWS::EC2::Subnet::Id>");
    // A task on an instance cannot have a public address; one on Fargate needs it where there is no NAT gateway.
    let public = cluster.is_on_fargate(workload) && !cluster.runs_in_private_subnets(workload);
    let declared = workload.security_groups.iter().map(|id| json!(id));
    let groups: Vec<Value> = std::iter::once(security_group::id()).chain(declared).collect();
    json!({
        "AwsvpcConfiguration": {
            "Subnets": subnets,
            "SecurityGroups": groups,
            "AssignPublicIp": if public { "ENABLED" } else { "DISABLED" },
        },
    })
}

/// May run this task in this cluster, hand it its two roles, tag it as it starts, and keep what could not be started.
fn make_role(draft: &mut Draft, cluster: &ClusterBlueprint, (workload, task): (&WorkloadBlueprint, &TaskBlueprint)) {
    let mut statements = run::statements(draft, cluster, workload);
    statements.extend(dead_letter::statement(task));
    draft.resource(
        ROLE,
        "AWS::IAM::Role",
        json!({
            "AssumeRolePolicyDocument": iam::trust_for_account("scheduler.amazonaws.com", None),
            "Policies": iam::policies("run", statements),
        }),
    );
}

/// The name of a task's schedule group.
pub(super) fn group(physical: &str) -> String {
    shorten(physical, LONGEST_NAME)
}

fn family(draft: &Draft) -> String {
    format!("task-definition/{}", draft.physical())
}
