//! Updates that fail.

use serde_json::{Value, json};
use simulator::{FailingResource, Verb};

use crate::stacks::harness::{Account, log_group, refusal, template};

fn body(days: u32, description: &str) -> Value {
    template(json!({
        "First": log_group(days),
        "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "GroupDescription": description } },
        "Last": {
            "Type": "AWS::Logs::LogGroup", "DependsOn": ["First", "Group"], "Properties": { "RetentionInDays": days },
        },
    }))
}

#[tokio::test(start_paused = true)]
async fn everything_is_as_it_was_before() {
    let account = Account::new();
    account.create("shop", &body(1, "one")).await;
    let before = account.simulator.snapshot();
    let group = account.physical("shop", "Group").await;
    account.simulator.fail_resource(FailingResource::once(Verb::Update, "shop", "Last", "no luck"));
    let mut next = body(7, "two");
    next["Resources"]["New"] = log_group(1);
    assert_eq!(account.update("shop", &next).await, "UPDATE_ROLLBACK_COMPLETE");
    assert_eq!(account.reason("shop", "Last").await, "no luck");
    assert_eq!(account.physical("shop", "Group").await, group);
    let mut after = account.simulator.snapshot();
    after["stacks"]["shop"]["status"] = json!("CREATE_COMPLETE");
    assert_eq!(after, before);
    assert!(account.simulator.violations().is_empty());
    let story = account.story("shop").await;
    let place = |what: &str| story.iter().position(|told| told == what).unwrap();
    assert!(place("UPDATE_FAILED Last") < place("UPDATE_ROLLBACK_IN_PROGRESS shop"));
    assert!(place("UPDATE_ROLLBACK_IN_PROGRESS shop") < place("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS shop"));
    assert!(place("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS shop") < place("DELETE_COMPLETE New"));
    // And it can be updated again.
    assert_eq!(account.update("shop", &next).await, "UPDATE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn a_rollback_that_is_stuck_goes_on_when_it_is_told_to() {
    let account = Account::new();
    account.create("shop", &body(1, "one")).await;
    let before = account.simulator.snapshot();
    account.simulator.fail_resource(FailingResource::always(Verb::Update, "*", "Last", "no luck"));
    assert_eq!(account.update("shop", &body(7, "two")).await, "UPDATE_ROLLBACK_FAILED");
    let (_, message) = account.change("shop", &body(7, "two")).await.unwrap_err();
    assert!(message.ends_with("is in UPDATE_ROLLBACK_FAILED state and can not be updated."), "{message}");

    account.client.continue_update_rollback().stack_name("shop").send().await.unwrap();
    assert_eq!(account.rest("shop").await, "UPDATE_ROLLBACK_FAILED");
    let call = account.client.continue_update_rollback().stack_name("shop");
    call.resources_to_skip("Last").send().await.unwrap();
    assert_eq!(account.rest("shop").await, "UPDATE_ROLLBACK_COMPLETE");
    let mut after = account.simulator.snapshot();
    after["stacks"]["shop"]["status"] = json!("CREATE_COMPLETE");
    assert_eq!(after, before);

    let call = account.client.continue_update_rollback().stack_name("shop").send().await;
    assert!(refusal(call.unwrap_err()).1.ends_with("can not continue update rollback."));
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_update_is_rolled_back() {
    let account = Account::new();
    account.create("shop", &body(1, "one")).await;
    account.change("shop", &body(7, "two")).await.unwrap();
    account.client.cancel_update_stack().stack_name("shop").send().await.unwrap();
    assert_eq!(account.stack("shop").await.stack_status().unwrap().as_str(), "UPDATE_ROLLBACK_IN_PROGRESS");
    assert_eq!(account.rest("shop").await, "UPDATE_ROLLBACK_COMPLETE");
    let call = account.client.cancel_update_stack().stack_name("shop").send().await;
    assert_eq!(refusal(call.unwrap_err()).1, "CancelUpdateStack cannot be called from current stack status");
}

#[tokio::test(start_paused = true)]
async fn a_creation_whose_rollback_fails_is_deleted_later() {
    let account = Account::new();
    account.simulator.fail_resource(FailingResource::once(Verb::Create, "shop", "Last", "no luck"));
    account.simulator.fail_resource(FailingResource::once(Verb::Delete, "shop", "Group", "still used"));
    assert_eq!(account.create("shop", &body(1, "one")).await, "ROLLBACK_FAILED");
    assert_eq!(account.reason("shop", "Group").await, "still used");
    assert_eq!(account.delete("shop").await, "DELETE_COMPLETE");
    assert!(account.simulator.violations().is_empty());
}
