//! Whether roles that exist already are there, and ECS tasks may have them.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use infra_core::blueprint::Blueprint;
use serde_json::Value;

use super::{Check, Verdict};
use crate::client::Clients;
use crate::direct::{self, IAM, decoded, text};
use crate::policy;

/// What is called, as IAM names it.
const OPERATION: &str = "iam:GetRole";
/// Who gives tasks their roles.
const ECS_TASKS: &str = "ecs-tasks.amazonaws.com";

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, workload) in blueprint.workloads() {
        let runtime = &workload.runtime;
        for role in [runtime.task_role, runtime.execution_role].into_iter().flatten() {
            users.entry(role).or_default().insert(workload.identity.name);
        }
    }
    let asked = users.into_iter().map(|(arn, items)| async move {
        let verdict = find(clients, arn).await;
        items.into_iter().map(|item| Check::new(item, format!("role {arn}"), verdict.clone())).collect::<Vec<Check>>()
    });
    join_all(asked).await.concat()
}

async fn find(clients: &Clients, arn: &str) -> Verdict {
    let account = arn.split(':').nth(4).unwrap_or_default();
    if account != clients.account {
        let reason = format!("it belongs to account {account}, and tasks run in {}", clients.account);
        return Verdict::failed(reason, "declare a role of the account in which the tasks run");
    }
    // A role may be in a folder, which is no part of its name.
    let name = arn.rsplit('/').next().unwrap_or(arn);
    let answer = direct::query_value(clients, &IAM, OPERATION, |writer| writer.prefix("RoleName").string(name)).await;
    match answer {
        Ok(answer) => judge(answer.get("Role").unwrap_or(&Value::Null)),
        Err(error) if error.code() == Some("NoSuchEntity") => {
            Verdict::failed("there is no such role", "make it, or leave it out: then one is made")
        }
        Err(error) => Verdict::unread(&error),
    }
}

fn judge(role: &Value) -> Verdict {
    let policy = decoded(text(role, "AssumeRolePolicyDocument"));
    let policy: Value = serde_json::from_str(&policy).unwrap_or_default();
    if statements(&policy).iter().any(|statement| trusts(statement)) {
        return Verdict::ok(format!("{ECS_TASKS} may assume it"));
    }
    let hint = format!("allow `sts:AssumeRole` to the service {ECS_TASKS} in its trust policy");
    Verdict::failed(format!("its trust policy does not name {ECS_TASKS}: tasks cannot have it"), hint)
}

fn statements(policy: &Value) -> Vec<&Value> {
    policy::one_or_many(policy.get("Statement"))
}

fn trusts(statement: &Value) -> bool {
    let services = policy::one_or_many(statement.pointer("/Principal/Service"));
    let actions = policy::one_or_many(statement.get("Action"));
    text(statement, "Effect") != "Deny"
        && services.iter().any(|service| service.as_str() == Some(ECS_TASKS))
        && actions.iter().any(|action| matches!(action.as_str(), Some("sts:AssumeRole" | "sts:*" | "*")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn judged(policy: &Value) -> Verdict {
        judge(&json!({ "AssumeRolePolicyDocument": policy.to_string() }))
    }

    #[test]
    fn tasks_have_a_role_that_trusts_them() {
        let statement = |service: Value| json!({ "Statement": [{ "Effect": "Allow", "Principal": { "Service": service }, "Action": "sts:AssumeRole" }] });
        assert_eq!(judged(&statement(json!(ECS_TASKS))).word(), "ok");
        assert_eq!(judged(&statement(json!(["ec2.amazonaws.com", ECS_TASKS]))).word(), "ok");
        assert!(judged(&statement(json!("ec2.amazonaws.com"))).is_failed());
        assert!(judged(&json!({})).is_failed());
    }
}
