//! Who may start a task: its schedules, and the services that run it.

use infra_core::blueprint::{ClusterBlueprint, TAG_APP, TAG_ITEM, TAG_STAGE, TaskBlueprint, WorkloadBlueprint};
use serde_json::{Value, json};

use super::connection::logical;
use super::{disk, role};
use crate::template::draft::Draft;
use crate::template::intrinsic::{arn, attribute};
use crate::template::{iam, output};

/// With what the logical id of the policy begins by which a service runs a task; its name follows.
const BY: &str = "RunBy";
const POLICY: &str = "AWS::IAM::RolePolicy";

/// What whoever runs a task does.
pub(super) const ACTIONS: [&str; 5] =
    ["ecs:DescribeTasks", "ecs:RunTask", "ecs:StopTask", "ecs:TagResource", "iam:PassRole"];

/// May run this task in this cluster, hand it its roles, and tag it as it starts.
pub(super) fn statements(draft: &Draft, cluster: &ClusterBlueprint, workload: &WorkloadBlueprint) -> Vec<Value> {
    let family = format!("task-definition/{}", draft.physical());
    let pass = |roles: Vec<Value>, service: &str| {
        iam::allow_if(&["iam:PassRole"], roles, json!({ "StringEquals": { "iam:PassedToService": service } }))
    };
    let mut statements = vec![
        iam::allow_if(
            &["ecs:RunTask"],
            vec![arn("ecs", &family), arn("ecs", &format!("{family}:*"))],
            json!({ "ArnEquals": { "ecs:cluster": cluster_arn(cluster) } }),
        ),
        iam::allow_if(
            &["ecs:TagResource"],
            vec![tasks(cluster)],
            json!({ "StringEquals": { "ecs:CreateAction": "RunTask" } }),
        ),
        pass(vec![role::task_role(workload), role::execution_role(workload)], "ecs-tasks.amazonaws.com"),
    ];
    if disk::is_needed(workload) {
        statements.push(pass(vec![attribute(disk::ROLE, "Arn")], "ecs.amazonaws.com"));
    }
    statements
}

/// Lets services run the task, watch its cluster's tasks, and stop its own. The policies are the task's, on the roles of the
/// services: so that a task may call a service that runs it, and neither stack waits for the other.
///
/// A role that is given stays as it is.
pub(super) fn make(
    draft: &mut Draft,
    cluster: &ClusterBlueprint,
    (workload, task): (&WorkloadBlueprint, &TaskBlueprint),
) {
    for runner in task.run_by.iter().filter(|runner| runner.given_role.is_none()) {
        let name = logical(runner.item);
        let parameter = format!("{name}TaskRoleName");
        let role = draft.workload_output(&parameter, "String", &runner.physical, output::TASK_ROLE_NAME);
        let mut statements = statements(draft, cluster, workload);
        statements.extend(watched(draft, cluster));
        let policy = json!({
            "RoleName": role,
            "PolicyName": format!("run-{}", workload.identity.name),
            "PolicyDocument": iam::document(statements),
        });
        draft.resource(&format!("{BY}{name}"), POLICY, policy);
    }
}

/// Whether a resource of a task's stack lets a service run it, which the service's tasks use as long as they run.
pub(crate) fn is_run_policy(id: &str, resource_type: &str) -> bool {
    resource_type == POLICY && id.starts_with(BY)
}

/// What is stopped has the tags of this task. What is only looked at may be one that is just started, whose tags are not
/// known everywhere yet, or one that ended long ago.
fn watched(draft: &Draft, cluster: &ClusterBlueprint) -> Vec<Value> {
    let in_cluster = || json!({ "ecs:cluster": cluster_arn(cluster) });
    let tags: serde_json::Map<String, Value> = [TAG_APP, TAG_STAGE, TAG_ITEM]
        .into_iter()
        .filter_map(|tag| Some((format!("aws:ResourceTag/{tag}"), json!(draft.tag(tag)?))))
        .collect();
    vec![
        iam::allow_if(&["ecs:DescribeTasks"], vec![tasks(cluster)], json!({ "ArnEquals": in_cluster() })),
        iam::allow_if(
            &["ecs:StopTask"],
            vec![tasks(cluster)],
            json!({ "ArnEquals": in_cluster(), "StringEquals": tags }),
        ),
    ]
}

fn tasks(cluster: &ClusterBlueprint) -> Value {
    arn("ecs", &format!("task/{}/*", cluster.identity.physical))
}

/// The ARN of a cluster.
pub(super) fn cluster_arn(cluster: &ClusterBlueprint) -> Value {
    arn("ecs", &format!("cluster/{}", cluster.identity.physical))
}
