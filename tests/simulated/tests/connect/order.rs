//! What is called comes before what calls it, and is open to that alone.

use serde_json::Value;
use simulated::Account;

use crate::connect::shop::{ALONE, MORE, SHOP};

const CLUSTER: &str = "shop-dev-shop";

/// The variables of a container.
fn environment(account: &Account, family: &str) -> Vec<(String, String)> {
    let snapshot = account.aws.snapshot();
    let variables = snapshot["ecs"]["families"][family]["containerDefinitions"][0]["environment"].clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let pairs = variables.as_array().into_iter().flatten().map(|pair| (text(&pair["name"]), text(&pair["value"])));
    pairs.collect()
}

#[track_caller]
fn reaches(account: &Account, caller: &str, host: &str, port: u16) {
    assert_eq!(account.aws.obstacles(CLUSTER, caller, host, port), Vec::<String>::new(), "{caller} {host}:{port}");
}

#[tokio::test(start_paused = true)]
async fn the_first_deploy_lets_each_service_reach_those_that_it_calls() {
    let account = Account::new(1);
    account.deploy(SHOP).await;
    reaches(&account, "shop-dev-web", "api", 8080);
    reaches(&account, "shop-dev-api", "database", 5432);
    assert!(!account.aws.obstacles(CLUSTER, "shop-dev-web", "database", 5432).is_empty(), "nobody opened that");
    assert!(environment(&account, "shop-dev-web").contains(&("API_URL".into(), "http://api:8080".into())));
    assert!(environment(&account, "shop-dev-api").contains(&("DATABASE_URL".into(), "tcp://database:5432".into())));
    let again = account.run(SHOP, &["plan", "--detailed-exitcode"]).await.exits(0);
    assert!(again.out.contains("Nothing to do") || again.code == 0, "{}", again.out);
    assert!(account.run(SHOP, &["destroy"]).await.exits(0).code == 0);
    assert!(account.aws.wait_until_settled().await);
    let left = account.aws.snapshot();
    assert_eq!((&left["namespaces"], &left["stacks"]), (&serde_json::json!([]), &serde_json::json!({})));
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_comes_restarts_both_and_one_that_goes_too() {
    let account = Account::new(2);
    account.deploy(ALONE).await;
    let plan = account.run(SHOP, &["plan"]).await.exits(0);
    let plan = plan
        .says("+ namespace shop.shop-dev.internal")
        .says("env API_URL: http://api:8080")
        .says("rolling restart of 2 tasks");
    assert_eq!(plan.out.matches("rolling restart").count(), 3, "{}", plan.out);
    account.deploy(SHOP).await;
    reaches(&account, "shop-dev-web", "api", 8080);
    reaches(&account, "shop-dev-api", "database", 5432);
    let _ = account.run(SHOP, &["plan", "--detailed-exitcode"]).await.exits(0);
    account.deploy(ALONE).await;
    assert!(account.aws.wait_until_settled().await);
    assert_eq!(account.aws.snapshot()["namespaces"], serde_json::json!([]));
    assert!(!account.aws.obstacles(CLUSTER, "shop-dev-web", "api", 8080).is_empty());
    let _ = account.run(ALONE, &["plan", "--detailed-exitcode"]).await.exits(0);
}

#[tokio::test(start_paused = true)]
async fn another_connection_restarts_the_caller_alone() {
    let account = Account::new(3);
    account.deploy(SHOP).await;
    let plan = account.run(MORE, &["plan"]).await.exits(0).says("env DATABASE_URL: tcp://database:5432");
    assert_eq!(plan.out.matches("rolling restart").count(), 1, "{}", plan.out);
    account.deploy(MORE).await;
    reaches(&account, "shop-dev-web", "database", 5432);
    reaches(&account, "shop-dev-web", "api", 8080);
}
