//! What AWS refuses, or cannot even be asked: what is said, and that nothing passes for success.

use crate::harness::{Account, Reaction, Running, infra};

/// AWS's own words.
fn denied(action: &str, resource: &str) -> String {
    format!(
        "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: {action} on resource: {resource} \
         because no identity-based policy allows the {action} action"
    )
}

#[test]
fn a_permission_that_is_missing_in_ecs() {
    let account = Account::new();
    let resource = "arn:aws:ecs:eu-central-1:111122223333:service/boutique-dev-boutique/boutique-dev-api";
    account.react(move |call| match call.action.as_str() {
        "CreateService" => {
            let message = denied("ecs:CreateService", resource);
            Reaction::Answer(400, format!(r#"{{"__type":"AccessDeniedException","message":"{message}"}}"#))
        }
        _ => Reaction::Forward,
    });
    account
        .run("boutique", &["deploy", "--yes"])
        .exits(1)
        .complains("Hint:")
        .complains(&format!("allow `ecs:CreateService` on {resource}"));
    account.forward();
    account.deploy("boutique");
    account.destroy("boutique");
}

#[test]
fn a_permission_that_is_missing_in_cloudformation() {
    let account = Account::new();
    let resource = "arn:aws:cloudformation:eu-central-1:111122223333:stack/boutique-dev-boutique/*";
    account.react(move |call| match call.action.as_str() {
        "CreateStack" => Reaction::query_error(403, "AccessDenied", &denied("cloudformation:CreateStack", resource)),
        _ => Reaction::Forward,
    });
    account
        .run("boutique", &["deploy", "--yes"])
        .exits(1)
        .complains("Hint:")
        .complains(&format!("allow `cloudformation:CreateStack` on {resource}"));
    account.assert_empty();
}

#[test]
fn throttling_that_does_not_end() {
    let account = Account::new();
    account.react(|call| match call.action.as_str() {
        "DescribeStacks" => Reaction::query_error(400, "Throttling", "Rate exceeded"),
        _ => Reaction::Forward,
    });
    let mut command = account.command("boutique", &["deploy", "--yes"]);
    command.env("AWS_MAX_ATTEMPTS", "2");
    Running::start(command).finish().exits(1).complains("throttled").complains("Rate exceeded").complains("Hint:");
    assert_eq!(account.take_calls().iter().filter(|call| call.action == "DescribeStacks").count(), 2);
    account.assert_empty();
}

#[test]
fn throttling_that_ends_is_waited_for() {
    let account = Account::new();
    let mut refused = false;
    account.react(move |call| match call.action.as_str() {
        "CreateStack" if !refused => {
            refused = true;
            Reaction::query_error(400, "Throttling", "Rate exceeded")
        }
        _ => Reaction::Forward,
    });
    account.deploy("boutique").says("Deployed.");
    account.destroy("boutique");
}

#[test]
fn credentials_that_are_wrong() {
    let account = Account::new();
    account.react(|_| {
        Reaction::query_error(403, "InvalidClientTokenId", "The security token included in the request is invalid.")
    });
    account
        .run("boutique", &["deploy", "--yes"])
        .exits(1)
        .complains("The security token included in the request is invalid.")
        .complains("Hint: sign in");
}

#[test]
fn no_credentials() {
    let mut command = infra("boutique", &["deploy", "--yes", "--stage", "dev"]);
    command.env("AWS_REGION", "eu-central-1");
    Running::start(command).finish().exits(1).complains("no AWS credentials").complains("Hint: sign in");
}

#[test]
fn no_region() {
    let mut command = infra("boutique", &["deploy", "--yes", "--stage", "dev"]);
    command.env("AWS_ACCESS_KEY_ID", "111122223333").env("AWS_SECRET_ACCESS_KEY", "test");
    Running::start(command).finish().exits(1).complains("no AWS region").complains("Hint: give `--region");
}

#[test]
fn no_answer() {
    let mut command = infra("boutique", &["status", "--stage", "dev"]);
    command.env("AWS_REGION", "eu-central-1").env("AWS_ACCESS_KEY_ID", "111122223333").env("AWS_MAX_ATTEMPTS", "2");
    // Nothing listens on the port that no service has.
    command.env("AWS_SECRET_ACCESS_KEY", "test").env("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    Running::start(command).finish().exits(1).complains("sts:GetCallerIdentity").complains("Hint: check the network");
}

#[test]
fn another_account_than_the_stage_is_bound_to() {
    let account = Account::new();
    for words in [&["deploy", "--yes"][..], &["plan"], &["status"], &["destroy", "--yes"], &["run", "rollup"]] {
        let outcome = account.run("account", words);
        if words == ["run", "rollup"] {
            // The bound app has no task; what is wrong on the command line is said first.
            outcome.exits(2);
        } else {
            outcome.exits(1).complains("999988887777").complains(&account.id).complains("Hint:");
        }
    }
    assert_eq!(account.take_writes(), [""; 0]);
    account.assert_empty();
}
