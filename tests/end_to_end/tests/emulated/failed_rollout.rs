//! A deployment that failed or was rolled back is never told as a success.

use std::time::SystemTime;

use serde_json::json;

use crate::harness::{Account, Call, Reaction};

/// The newest deployment of every service: made just now, and rolled back.
fn rolled_back() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("it is after 1970").as_secs();
    let record = json!({
        "serviceDeploymentArn": "arn:aws:ecs:eu-central-1:111122223333:service-deployment/boutique-dev-boutique/boutique-dev-web/1",
        "status": "ROLLBACK_SUCCESSFUL",
        "statusReason": "the circuit breaker was triggered",
        "createdAt": now,
    });
    json!({ "serviceDeployments": [record] }).to_string()
}

fn failed(body: String) -> String {
    let body = body.replace(r#""COMPLETED""#, r#""FAILED""#);
    assert!(body.contains(r#""FAILED""#), "no deployment in {body}");
    body
}

/// Only the answers after the service was made: before, there is nothing to be told of.
fn once_made(mut reaction: impl FnMut(&Call) -> Reaction) -> impl FnMut(&Call) -> Reaction {
    let mut made = false;
    move |call| {
        made |= matches!(call.action.as_str(), "CreateService" | "UpdateService");
        if made { reaction(call) } else { Reaction::Forward }
    }
}

#[test]
fn a_failed_deployment() {
    let account = Account::new();
    account.react(once_made(|call| match call.action.as_str() {
        "DescribeServices" => Reaction::edit(failed),
        _ => Reaction::Forward,
    }));
    let outcome = account.run("boutique", &["deploy", "--yes"]).exits(1).complains("failed").complains("Hint:");
    assert!(!outcome.stdout.contains("Deployed."), "{}", outcome.stdout);
    account.forward();
    account.destroy("boutique");
}

#[test]
fn a_service_that_is_stable_after_a_rollback() {
    let account = Account::new();
    account.deploy("boutique");
    account.react(once_made(|call| match call.action.as_str() {
        "ListServiceDeployments" | "DescribeServiceDeployments" => Reaction::Answer(200, rolled_back()),
        _ => Reaction::Forward,
    }));
    let outcome = account.run("new_image", &["deploy", "--yes"]).exits(1);
    let outcome = outcome.complains("rolled back").complains("the circuit breaker was triggered").complains("Hint:");
    assert!(!outcome.stdout.contains("Deployed."), "{}", outcome.stdout);
    account.forward();
    account.destroy("boutique");
}

#[test]
fn a_failed_deployment_is_tried_again_by_the_next_deploy() {
    let account = Account::new();
    account.deploy("boutique");
    account.react(|call| match call.action.as_str() {
        "DescribeServices" => Reaction::edit(failed),
        _ => Reaction::Forward,
    });
    account.take_calls();
    account.run("boutique", &["deploy", "--yes"]).exits(1).says("its last deployment failed");
    assert_eq!(account.take_writes(), ["ecs:UpdateService", "ecs:UpdateService"]);
    account.forward();
    account.deploy_nothing("boutique");
    account.destroy("boutique");
}
