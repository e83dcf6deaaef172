//! Stacks are deleted.

use aws_sdk_cloudformation::types::StackStatus;
use serde_json::json;
use simulator::{FailingResource, Verb};

use crate::stacks::harness::{Account, log_group, refusal, routed, template};

#[tokio::test(start_paused = true)]
async fn what_depends_on_something_goes_before_it_and_the_stack_is_known_by_its_id() {
    let account = Account::new();
    let id = account.begin("shop", &routed(1)).await.unwrap();
    account.rest("shop").await;
    assert_eq!(account.delete("shop").await, "DELETE_COMPLETE");
    let story = account.story(&id).await;
    let place = |what: &str| story.iter().position(|told| told == what).unwrap();
    assert!(place("DELETE_COMPLETE Rule") < place("DELETE_IN_PROGRESS Listener"));
    assert!(place("DELETE_COMPLETE Rule") < place("DELETE_IN_PROGRESS TargetGroup"));
    assert!(place("DELETE_COMPLETE Listener") < place("DELETE_IN_PROGRESS LoadBalancer"));
    let gone = account.client.describe_stacks().stack_name("shop").send().await.unwrap_err();
    assert_eq!(refusal(gone).1, "Stack with id shop does not exist");
    assert!(account.client.describe_stacks().send().await.unwrap().stacks().is_empty());
    let deleted = account.client.list_stacks().stack_status_filter(StackStatus::DeleteComplete).send().await.unwrap();
    assert_eq!(deleted.stack_summaries()[0].stack_id(), Some(id.as_str()));
    // Once more is no mistake.
    account.client.delete_stack().stack_name("shop").send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_failed_deletion_is_tried_again_or_leaves_something_behind() {
    let account = Account::new();
    account.create("shop", &template(json!({ "Log": log_group(1), "Other": log_group(1) }))).await;
    account.simulator.fail_resource(FailingResource::always(Verb::Delete, "shop", "Log", "in use"));
    assert_eq!(account.delete("shop").await, "DELETE_FAILED");
    assert_eq!(account.delete("shop").await, "DELETE_FAILED");
    let id = account.stack("shop").await.stack_id.unwrap();
    account.client.delete_stack().stack_name("shop").retain_resources("Log").send().await.unwrap();
    assert_eq!(account.rest(&id).await, "DELETE_COMPLETE");
    assert!(account.story(&id).await.contains(&"DELETE_SKIPPED Log".to_owned()));
    assert_eq!(account.simulator.snapshot()["orphans"], json!(["AWS::Logs::LogGroup"]));
    assert!(account.simulator.violations().is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_is_to_be_retained_stays() {
    let account = Account::new();
    let mut body = template(json!({ "Log": log_group(1) }));
    body["Resources"]["Log"]["DeletionPolicy"] = json!("Retain");
    account.create("shop", &body).await;
    assert_eq!(account.delete("shop").await, "DELETE_COMPLETE");
    assert_eq!(account.simulator.snapshot()["orphans"], json!(["AWS::Logs::LogGroup"]));
}

#[tokio::test(start_paused = true)]
async fn a_stack_can_be_deleted_while_it_is_made() {
    let account = Account::new();
    let id = account.begin("shop", &routed(1)).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(30)).await;
    account.client.delete_stack().stack_name("shop").send().await.unwrap();
    assert_eq!(account.rest(&id).await, "DELETE_COMPLETE");
    assert!(account.simulator.violations().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_protected_stack_cannot_be_deleted() {
    let account = Account::new();
    account.create("shop", &template(json!({ "Log": log_group(1) }))).await;
    let protect = account.client.update_termination_protection().stack_name("shop");
    protect.enable_termination_protection(true).send().await.unwrap();
    let refused = refusal(account.client.delete_stack().stack_name("shop").send().await.unwrap_err());
    assert_eq!(refused.1, "Stack [shop] cannot be deleted while TerminationProtection is enabled");
}
