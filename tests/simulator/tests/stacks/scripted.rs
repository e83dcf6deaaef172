//! What tests can make of stacks.

use serde_json::json;

use crate::stacks::harness::{Account, log_group, template};

#[tokio::test(start_paused = true)]
async fn the_first_cluster_can_be_quicker_than_its_role() {
    let account = Account::new();
    account.simulator.service_linked_role_missing();
    let body = template(json!({ "Cluster": { "Type": "AWS::ECS::Cluster" } }));
    assert_eq!(account.create("shop", &body).await, "ROLLBACK_COMPLETE");
    assert!(account.reason("shop", "Cluster").await.contains("Unable to assume the service linked role."));
    account.delete("shop").await;
    assert_eq!(account.create("shop", &body).await, "CREATE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn a_stack_can_be_put_into_any_status() {
    let account = Account::new();
    account.simulator.put_stack("shop", "REVIEW_IN_PROGRESS", &[("team", "shop")]);
    let stack = account.stack("shop").await;
    assert_eq!(stack.stack_status().unwrap().as_str(), "REVIEW_IN_PROGRESS");
    assert_eq!(stack.tags()[0].value(), Some("shop"));
    assert_eq!(account.delete("shop").await, "DELETE_COMPLETE");

    account.create("other", &template(json!({ "Log": log_group(1) }))).await;
    account.simulator.put_stack("other", "UPDATE_ROLLBACK_FAILED", &[]);
    account.client.continue_update_rollback().stack_name("other").send().await.unwrap();
    assert_eq!(account.rest("other").await, "UPDATE_ROLLBACK_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn stacks_can_be_quicker_than_in_aws() {
    let account = Account::new();
    let balancer = json!({
        "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "Properties": { "Subnets": ["subnet-0000000a", "subnet-0000000b"] },
    });
    let body = template(json!({ "LoadBalancer": balancer }));
    account.create("slow", &body).await;
    let slow = account.simulator.now();
    assert!(slow.as_secs() >= 120, "{slow:?}");
    account.simulator.stack_pace(5);
    account.create("quick", &body).await;
    assert!(account.simulator.now() < slow + std::time::Duration::from_secs(10));
}
