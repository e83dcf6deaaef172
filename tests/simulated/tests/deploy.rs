//! Deploys that go well.

use serde_json::Value;
use simulated::{Account, SHOP, image};

#[tokio::test(start_paused = true)]
async fn a_first_deploy_tells_how_each_item_ended() {
    let account = Account::new(1);
    let outcome = account.deploy(SHOP).await.says("Deployed.").says("http://shop-dev-shop-");
    for item in ["shop: done", "web: done (revision 1)", "orders: done (revision 1)", "rollup: done"] {
        assert!(outcome.err.lines().any(|line| line == item), "{item} is not in\n{}", outcome.err);
    }
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_second_deploy_reads_and_says_that_there_is_nothing_to_do() {
    let account = Account::new(2);
    account.deploy(SHOP).await;
    let _ = account.aws.take_calls();
    let outcome = account.deploy(SHOP).await.says("Nothing to do");
    assert_eq!(outcome.err, "");
    assert!(account.aws.take_calls().iter().all(simulator::Call::is_read));
}

#[tokio::test(start_paused = true)]
async fn a_new_image_is_a_deployment_of_one_service() {
    let account = Account::new(3);
    account.deploy(SHOP).await;
    image("web", "web:2");
    let outcome = account.deploy(SHOP).await.says("image: web:1 -> web:2").says("rolling restart of 2 tasks");
    let outcome = outcome.complains("web service: succeeded, revision 2: 2 of 2 running").complains("api: unchanged");
    assert!(!outcome.err.contains("api service"), "{}", outcome.err);
}

#[tokio::test(start_paused = true)]
async fn json_is_one_value_a_line() {
    let account = Account::new(4);
    let outcome = account.run(SHOP, &["deploy", "--json"]).await.exits(0);
    let events: Vec<Value> = outcome.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let names: Vec<&str> = events.iter().filter_map(|event| event["event"].as_str()).collect();
    assert_eq!((names.first(), names.last()), (Some(&"plan"), Some(&"deployed")));
    let ended = events.iter().find(|event| event["event"] == "outcome").expect("there is an outcome");
    assert_eq!(ended["items"][1]["item"], "web");
    let succeeded = events.iter().filter(|event| event["event"] == "rollout" && event["state"] == "succeeded");
    assert_eq!(succeeded.count(), 5);
}
