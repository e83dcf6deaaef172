//! What a plan says of the cost.

use serde_json::Value;
use simulated::{Account, Outcome, SHOP, change};

use crate::commands::running;

fn cost(outcome: &Outcome) -> Value {
    let plan: Value = serde_json::from_str(outcome.out.trim()).unwrap();
    plan["cost"].clone()
}

#[tokio::test(start_paused = true)]
async fn a_first_deploy_says_what_it_will_cost_and_the_next_says_nothing_of_it() {
    let account = Account::new(1);
    let plan = account.run(SHOP, &["plan"]).await.exits(0);
    let plan = plan
        .says("Cost: about $")
        .says("list prices of us-east-1 of 2026-09 (eu-central-1 has its own); not counted: ");
    let told = account.run(SHOP, &["plan", "--json"]).await.exits(0);
    assert_eq!(cost(&told)["before"]["most"], 0.0, "{}", plan.out);
    let _deployed = account.deploy(SHOP).await;
    let again = account.run(SHOP, &["plan"]).await.exits(0);
    assert!(!again.out.contains("Cost"), "{}", again.out);
    let now = cost(&account.run(SHOP, &["plan", "--json"]).await.exits(0));
    assert_eq!((&now["monthly"], &now["before"]), (&cost(&told)["monthly"], &cost(&told)["monthly"]));
    let parts = account.run(SHOP, &["plan", "--cost"]).await.exits(0).says("ITEM").says("Not counted: data transfer");
    let _parts = parts
        .says("application load balancer with 2 public addresses")
        .says("tasks of 0.25 vCPU and 0.5 GB on Fargate");
}

#[tokio::test(start_paused = true)]
async fn a_change_says_by_how_much() {
    let account = running().await;
    change("web", |mut spec| {
        spec.count = Some(4);
        spec.workload.cpu = Some(512);
        spec.workload.memory = Some(1024);
        spec
    });
    // From two tasks at $12.66 to four at $21.67, public addresses included.
    let _plan = account.run(SHOP, &["plan"]).await.exits(0).says("(+$61.36)");
}
