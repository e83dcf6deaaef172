//! Nothing may do more than it must: the policies of every role in the templates.

use std::collections::BTreeSet;

use serde_json::Value;

use super::statement::{Statement, managed_policies, says_which};

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

#[tokio::test(start_paused = true)]
async fn no_role_may_do_more_than_it_must() {
    let templates = super::all().await;
    let templates: Vec<Value> =
        templates.iter().map(|text| serde_json::from_str(text).expect("a template is JSON")).collect();
    let statements: Vec<Statement> = templates.iter().flat_map(Statement::all).collect();
    assert!(statements.len() > 100, "{} statements are too few to be all", statements.len());
    let without = without_resource();
    for statement in &statements {
        an_action_is_allowed_on_everything_only_where_iam_knows_no_resource_for_it(statement, &without);
        if !statement.is_the_users() {
            assert!(statement.actions.iter().all(|action| !action.contains('*')), "{statement}");
            a_resource_has_a_name_or_a_condition_that_says_which(statement);
        }
    }
    for policy in templates.iter().flat_map(managed_policies) {
        assert!(MANAGED.iter().any(|known| policy.ends_with(known)), "{policy}");
    }
}

fn an_action_is_allowed_on_everything_only_where_iam_knows_no_resource_for_it(
    statement: &Statement,
    without: &BTreeSet<&str>,
) {
    for action in statement.actions.iter().filter(|_| statement.is_on_everything()) {
        assert!(without.contains(action.as_str()), "{statement}: `{action}` can be allowed on names");
    }
}

fn a_resource_has_a_name_or_a_condition_that_says_which(statement: &Statement) {
    for resource in statement.resources.iter().filter(|resource| *resource != "*") {
        assert!(statement.has_condition || says_which(resource), "{statement}: {resource}");
    }
}
