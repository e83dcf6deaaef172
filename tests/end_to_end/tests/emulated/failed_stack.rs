//! A stack that cannot be made.

use serde_json::{Value, json};

use crate::harness::{Account, Call, Reaction, form};

/// What the emulator says of the resource that the test puts into a template.
const REASON: &str = "AWS::Logs::ResourcePolicy requires PolicyName";

/// The call that makes a stack, with a resource in its template that fails.
fn with_a_failing_resource(call: &Call) -> Reaction {
    let mut fields = form::decode(&call.body);
    for (name, value) in &mut fields {
        if name == "TemplateBody" {
            let mut template: Value = serde_json::from_str(value).expect("a template is JSON");
            template["Resources"]["Broken"] = json!({ "Type": "AWS::Logs::ResourcePolicy", "Properties": {} });
            *value = template.to_string();
        }
    }
    Reaction::Send(form::encode(&fields))
}

fn is_about(call: &Call, action: &str, stack: &str) -> bool {
    call.action == action && call.field("StackName").as_deref() == Some(stack)
}

#[test]
fn the_resource_and_its_reason_are_told_and_the_stack_is_made_anew() {
    for stack in ["boutique-dev-boutique", "boutique-dev-api"] {
        let account = Account::new();
        account.react(move |call| {
            if is_about(call, "CreateStack", stack) { with_a_failing_resource(call) } else { Reaction::Forward }
        });
        account
            .run("boutique", &["deploy", "--yes"])
            .exits(1)
            .complains(&format!("stack {stack} is ROLLBACK_COMPLETE"))
            .complains("Broken (AWS::Logs::ResourcePolicy)")
            .complains(REASON)
            .complains("Hint:");
        account.forward();
        account.take_calls();
        account.deploy("boutique").says("ROLLBACK_COMPLETE").says("Deployed.");
        let calls = account.take_calls();
        let places: Vec<Option<usize>> = ["DeleteStack", "CreateStack"]
            .map(|action| calls.iter().position(|call| is_about(call, action, stack)))
            .into();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "deleted, then made: {places:?}");
        account.deploy_nothing("boutique");
        account.destroy("boutique");
    }
}

#[test]
fn what_does_not_depend_on_it_is_deployed() {
    let account = Account::new();
    account.react(|call| {
        if is_about(call, "CreateStack", "boutique-dev-api") {
            with_a_failing_resource(call)
        } else {
            Reaction::Forward
        }
    });
    account.run("boutique", &["deploy", "--yes"]).exits(1).complains(REASON);
    let world = account.world();
    let services: Vec<&Value> =
        world["services"].as_array().into_iter().flatten().map(|it| &it["serviceName"]).collect();
    assert_eq!(services, ["boutique-dev-web"]);
    account.forward();
    account.destroy("boutique");
}

#[test]
fn an_update_that_fails_leaves_a_stack_that_takes_the_next() {
    let account = Account::new();
    account.deploy("boutique");
    account.react(|call| {
        if is_about(call, "UpdateStack", "boutique-dev-api") {
            with_a_failing_resource(call)
        } else {
            Reaction::Forward
        }
    });
    account
        .run("moved_route", &["deploy", "--yes"])
        .exits(1)
        .complains("stack boutique-dev-api is UPDATE_ROLLBACK_COMPLETE")
        .complains("Broken (AWS::Logs::ResourcePolicy)")
        .complains(REASON);
    account.forward();
    account.deploy("moved_route");
    account.deploy_nothing("moved_route");
    account.destroy("moved_route");
}

#[test]
fn a_failed_stack_can_be_destroyed() {
    let account = Account::new();
    account.react(|call| if call.action == "CreateStack" { with_a_failing_resource(call) } else { Reaction::Forward });
    account.run("boutique", &["deploy", "--yes"]).exits(1);
    account.forward();
    account.destroy("boutique");
}
