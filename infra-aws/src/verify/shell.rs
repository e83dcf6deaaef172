//! Whether task roles that are given let `exec` open a shell: nothing puts the permissions there.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use infra_core::blueprint::Blueprint;
use serde_json::Value;

use super::{Check, Verdict};
use crate::client::Clients;
use crate::direct::{self, IAM, list, text};
use crate::template::{SHELL_ACTIONS, shell_statement};

/// What is called, as IAM names it.
const OPERATION: &str = "iam:SimulatePrincipalPolicy";

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, workload) in blueprint.workloads() {
        if let Some(role) = workload.runtime.task_role
            && workload.service().is_some_and(|service| service.exec)
        {
            users.entry(role).or_default().insert(workload.identity.name);
        }
    }
    let asked = users.into_iter().map(|(arn, items)| async move {
        let verdict = find(clients, arn).await;
        let told = items.into_iter().filter_map(|item| Some(Check::new(item, "role for `exec`", verdict.clone()?)));
        told.collect::<Vec<Check>>()
    });
    join_all(asked).await.concat()
}

/// None where there is no such role: that is told of the role itself.
async fn find(clients: &Clients, arn: &str) -> Option<Verdict> {
    let answer = direct::query_value(clients, &IAM, OPERATION, |writer| {
        writer.prefix("PolicySourceArn").string(arn);
        let mut actions = writer.prefix("ActionNames").start_list(false, None);
        for action in SHELL_ACTIONS {
            actions.entry().string(action);
        }
        actions.finish();
    })
    .await;
    match answer {
        Ok(answer) => Some(judge(arn, list(&answer, "EvaluationResults"))),
        Err(error) if matches!(error.code(), Some("NoSuchEntity" | "InvalidInput")) => None,
        Err(error) => Some(Verdict::unread(&error)),
    }
}

fn judge(arn: &str, results: &[Value]) -> Verdict {
    let allows = |action: &&'static str| {
        let told = results.iter().find(|result| text(result, "EvalActionName") == *action);
        told.is_some_and(|result| text(result, "EvalDecision") == "allowed")
    };
    if SHELL_ACTIONS.iter().all(allows) {
        return Verdict::ok("it lets shells be opened");
    }
    Verdict::warning(
        format!("{arn} does not let `exec` open a shell"),
        format!("add {} to its policy, or declare `exec = off`", shell_statement()),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_role_allows_all_that_a_shell_needs_or_the_statement_is_told() {
        let results = |decision: &str| -> Vec<Value> {
            let last = SHELL_ACTIONS.len() - 1;
            let decisions = SHELL_ACTIONS.iter().enumerate();
            decisions
                .map(|(at, action)| {
                    let decision = if at == last { decision } else { "allowed" };
                    json!({ "EvalActionName": action, "EvalDecision": decision })
                })
                .collect()
        };
        assert_eq!(judge("arn", &results("allowed")).word(), "ok");
        let refused = judge("arn", &results("implicitDeny"));
        assert_eq!(refused.word(), "warning");
        assert!(refused.hint().is_some_and(|hint| hint.contains("ssmmessages:OpenDataChannel")), "{refused:?}");
        assert_eq!(judge("arn", &[]).word(), "warning");
    }
}
