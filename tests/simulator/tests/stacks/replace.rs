//! Resources are replaced.

use serde_json::{Value, json};

use crate::stacks::harness::{Account, target_group, template};

fn group(description: &str, target: &str, port: u16) -> Value {
    template(json!({
        "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "GroupDescription": description } },
        "User": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {
                "GroupDescription": "user",
                "SecurityGroupIngress": [{ "IpProtocol": "tcp", "SourceSecurityGroupId": { "Ref": "Group" } }],
            },
        },
        "Target": target_group(target, port),
    }))
}

#[tokio::test(start_paused = true)]
async fn the_new_one_is_made_first_and_the_old_one_is_deleted_at_the_end() {
    let account = Account::new();
    account.create("shop", &group("one", "a", 80)).await;
    let before = account.physical("shop", "Group").await;
    assert_eq!(account.update("shop", &group("two", "b", 81)).await, "UPDATE_COMPLETE");
    let after = account.physical("shop", "Group").await;
    assert_ne!(after, before);
    let events = account.events("shop").await;
    let told: Vec<(&str, &str)> = events
        .iter()
        .skip_while(|event| event.resource_status().unwrap().as_str() != "UPDATE_IN_PROGRESS")
        .filter(|event| event.logical_resource_id() == Some("Group"))
        .map(|event| (event.resource_status().unwrap().as_str(), event.physical_resource_id().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("UPDATE_IN_PROGRESS", before.as_str()),
            ("UPDATE_IN_PROGRESS", after.as_str()),
            ("UPDATE_COMPLETE", after.as_str()),
            ("DELETE_IN_PROGRESS", before.as_str()),
            ("DELETE_COMPLETE", before.as_str()),
        ]
    );
    // What refers to it is changed with it, in place.
    let user: Vec<_> = events.iter().filter(|event| event.logical_resource_id() == Some("User")).collect();
    assert_eq!(user.last().unwrap().resource_status().unwrap().as_str(), "UPDATE_COMPLETE");
    assert!(account.simulator.violations().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_named_resource_cannot_be_replaced_under_its_name() {
    let account = Account::new();
    account.create("shop", &group("one", "a", 80)).await;
    let before = account.simulator.snapshot();
    assert_eq!(account.update("shop", &group("one", "a", 81)).await, "UPDATE_ROLLBACK_COMPLETE");
    let reason = account.reason("shop", "Target").await;
    assert!(reason.contains("when a custom-named resource requires replacing. Rename a"), "{reason}");
    let mut after = account.simulator.snapshot();
    after["stacks"]["shop"]["status"] = json!("CREATE_COMPLETE");
    assert_eq!(after, before);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_deleted_after_a_replacement_stays_and_the_update_is_complete() {
    let account = Account::new();
    account.create("shop", &group("one", "a", 80)).await;
    let before = account.physical("shop", "Group").await;
    let other = json!({
        "Type": "AWS::EC2::SecurityGroup",
        "Properties": {
            "GroupDescription": "other",
            "SecurityGroupIngress": [{ "IpProtocol": "tcp", "SourceSecurityGroupId": before }],
        },
    });
    account.create("other", &template(json!({ "Group": other }))).await;
    assert_eq!(account.update("shop", &group("two", "a", 80)).await, "UPDATE_COMPLETE");
    assert!(account.reason("shop", "Group").await.contains("has a dependent object"));
    assert_eq!(account.simulator.snapshot()["orphans"], json!(["AWS::EC2::SecurityGroup"]));
}
