//! Nothing may do more than it must: the policies of every role in the examples' templates.

#![cfg(test)]

mod statement;

use std::collections::BTreeSet;

use infra_aws::core::declaration::App;
use serde_json::Value;
use simulated::Account;

use statement::{Statement, managed_policies, says_which};

const APPS: [App; 3] = [boutique::APP, encode::APP, platform::APP];

/// Policies of AWS that roles may have: what registers an instance with ECS, what opens a shell on it without a port, and
/// with what ECS runs instances of its own. They change with the agents and with ECS.
const MANAGED: [&str; 4] = [
    "/service-role/AmazonEC2ContainerServiceforEC2Role",
    "/AmazonSSMManagedInstanceCore",
    "/AmazonECSInfrastructureRolePolicyForManagedInstances",
    "/AmazonECSInstanceRolePolicyForManagedInstances",
];

/// The actions that IAM knows no resource for.
fn without_resource() -> BTreeSet<&'static str> {
    let lines = include_str!("actions_without_resource.txt").lines();
    lines.filter(|line| !line.starts_with('#')).collect()
}

/// The templates of the apps in each of their stages.
async fn templates() -> Vec<Value> {
    let mut templates = Vec::new();
    for app in APPS {
        for stage in ["dev", "prod"] {
            let account = Account::new(1);
            let folder = account.folder.0.join("synth").display().to_string();
            let outcome = account.run_as_is(app, &["synth", "--stage", stage, "--output", &folder]).await.exits(0);
            for file in outcome.out.lines().filter(|file| file.ends_with(".template.json")) {
                let text = std::fs::read_to_string(file).expect("what synth names is there");
                templates.push(serde_json::from_str(&text).expect("a template is JSON"));
            }
        }
    }
    templates
}

async fn statements() -> Vec<Statement> {
    let all: Vec<Statement> = templates().await.iter().flat_map(Statement::all).collect();
    assert!(all.len() > 100, "{} statements are too few to be all", all.len());
    all
}

#[tokio::test(start_paused = true)]
async fn an_action_is_allowed_on_everything_only_where_iam_knows_no_resource_for_it() {
    let without = without_resource();
    for statement in statements().await.iter().filter(|statement| statement.is_on_everything()) {
        for action in &statement.actions {
            assert!(without.contains(action.as_str()), "{statement}: `{action}` can be allowed on names");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_action_that_no_declaration_gives_is_named_whole() {
    for statement in statements().await.iter().filter(|statement| !statement.is_the_users()) {
        assert!(statement.actions.iter().all(|action| !action.contains('*')), "{statement}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_resource_has_a_name_or_a_condition_that_says_which() {
    let ours = |statement: &&Statement| !statement.is_the_users() && !statement.has_condition;
    for statement in statements().await.iter().filter(ours) {
        for resource in statement.resources.iter().filter(|resource| *resource != "*") {
            assert!(says_which(resource), "{statement}: {resource}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn no_role_has_a_policy_of_aws_but_those_of_instances() {
    for policy in templates().await.iter().flat_map(managed_policies) {
        assert!(MANAGED.iter().any(|known| policy.ends_with(known)), "{policy}");
    }
}
