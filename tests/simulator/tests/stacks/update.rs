//! Stacks are changed.

use aws_sdk_cloudformation::types::Tag;
use serde_json::json;

use crate::stacks::harness::{Account, list, log_group, message, refusal, routed, template};

#[tokio::test(start_paused = true)]
async fn a_change_in_place_keeps_the_resource() {
    let account = Account::new();
    account.create("shop", &routed(100)).await;
    let before = account.physical("shop", "Rule").await;
    assert_eq!(account.update("shop", &routed(200)).await, "UPDATE_COMPLETE");
    assert_eq!(account.physical("shop", "Rule").await, before);
    let story = account.story("shop").await;
    let from = story.iter().position(|told| told == "UPDATE_IN_PROGRESS shop").unwrap();
    assert_eq!(
        story[from..],
        [
            "UPDATE_IN_PROGRESS shop",
            "UPDATE_IN_PROGRESS Rule",
            "UPDATE_COMPLETE Rule",
            "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS shop",
            "UPDATE_COMPLETE shop",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn what_changes_nothing_is_refused() {
    let account = Account::new();
    let mut body = template(json!({ "Log": log_group(1) }));
    account.create("shop", &body).await;
    assert_eq!(message(account.change("shop", &body).await), "No updates are to be performed.");
    body["Description"] = json!("Another one");
    assert_eq!(message(account.change("shop", &body).await), "No updates are to be performed.");

    let tagged = account.client.update_stack().stack_name("shop").use_previous_template(true);
    tagged.tags(Tag::builder().key("team").value("other").build()).send().await.unwrap();
    assert_eq!(account.rest("shop").await, "UPDATE_COMPLETE");
    assert!(account.story("shop").await.contains(&"UPDATE_COMPLETE Log".to_owned()));
    body["Outputs"] = json!({ "Name": { "Value": { "Ref": "Log" } } });
    assert_eq!(account.update("shop", &body).await, "UPDATE_COMPLETE");
    assert!(account.output("shop", "Name").await.starts_with("shop-Log-"));
}

#[tokio::test(start_paused = true)]
async fn a_changed_parameter_reaches_the_resource() {
    let account = Account::new();
    let mut body = template(json!({
        "Log": { "Type": "AWS::Logs::LogGroup", "Properties": { "RetentionInDays": { "Ref": "Days" } } },
    }));
    body["Parameters"] = json!({ "Days": { "Type": "Number" } });
    account.begin_with("shop", &body, &[("Days", "1")]).await.unwrap();
    account.rest("shop").await;
    let call = account.client.update_stack().stack_name("shop").use_previous_template(true);
    call.set_parameters(Some(list(&[("Days", "7")]))).send().await.unwrap();
    assert_eq!(account.rest("shop").await, "UPDATE_COMPLETE");
    let snapshot = account.simulator.snapshot();
    assert_eq!(snapshot["stacks"]["shop"]["resources"]["Log"]["properties"]["RetentionInDays"], json!("7"));
}

#[tokio::test(start_paused = true)]
async fn resources_come_and_go() {
    let account = Account::new();
    account.create("shop", &template(json!({ "Old": log_group(1), "Stays": log_group(1) }))).await;
    let body = template(json!({ "New": log_group(1), "Stays": log_group(1) }));
    assert_eq!(account.update("shop", &body).await, "UPDATE_COMPLETE");
    let story = account.story("shop").await;
    let place = |what: &str| story.iter().position(|told| told == what).unwrap();
    assert!(place("CREATE_COMPLETE New") < place("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS shop"));
    assert!(place("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS shop") < place("DELETE_COMPLETE Old"));
    assert!(account.simulator.violations().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_moves_cannot_be_changed() {
    let account = Account::new();
    let id = account.begin("shop", &routed(1)).await.unwrap();
    let refused = message(account.change("shop", &routed(2)).await);
    assert_eq!(refused, format!("Stack:{id} is in CREATE_IN_PROGRESS state and can not be updated."));
    account.rest("shop").await;
    account.change("shop", &routed(2)).await.unwrap();
    let refused = refusal(account.client.delete_stack().stack_name("shop").send().await.unwrap_err());
    assert_eq!(refused.1, "Stack [shop] cannot be deleted while in status UPDATE_IN_PROGRESS");
    assert!(message(account.change("shop", &routed(3)).await).contains("is in UPDATE_IN_PROGRESS state"));
    assert_eq!(message(account.change("none", &routed(3)).await), "Stack [none] does not exist");
}

#[tokio::test(start_paused = true)]
async fn the_same_update_token_again_changes_nothing() {
    let account = Account::new();
    account.create("shop", &routed(1)).await;
    for _ in 0..2 {
        let call = account.client.update_stack().stack_name("shop").template_body(routed(2).to_string());
        call.client_request_token("twice").send().await.unwrap();
        assert_eq!(account.rest("shop").await, "UPDATE_COMPLETE");
    }
    let events = account.events("shop").await;
    let ours = events.iter().filter(|event| event.client_request_token() == Some("twice")).count();
    assert_eq!(ours, 5);
}

#[tokio::test(start_paused = true)]
async fn a_resource_exists_while_its_condition_holds() {
    let account = Account::new();
    let mut body = template(json!({ "Log": log_group(1), "Other": log_group(1) }));
    body["Parameters"] = json!({ "Wanted": { "Type": "String" } });
    body["Conditions"] = json!({ "IsWanted": { "Fn::Equals": [{ "Ref": "Wanted" }, "yes"] } });
    body["Resources"]["Other"]["Condition"] = json!("IsWanted");
    body["Outputs"] = json!({ "Other": { "Value": { "Ref": "Other" }, "Condition": "IsWanted" } });
    account.begin_with("shop", &body, &[("Wanted", "yes")]).await.unwrap();
    assert_eq!(account.rest("shop").await, "CREATE_COMPLETE");
    assert!(account.output("shop", "Other").await.starts_with("shop-Other-"));
    let call = account.client.update_stack().stack_name("shop").use_previous_template(true);
    call.set_parameters(Some(list(&[("Wanted", "no")]))).send().await.unwrap();
    assert_eq!(account.rest("shop").await, "UPDATE_COMPLETE");
    assert!(account.stack("shop").await.outputs().is_empty());
    assert!(account.story("shop").await.contains(&"DELETE_COMPLETE Other".to_owned()));
    assert!(account.simulator.violations().is_empty());
}
