//! Services that run tasks of the app.

use infra_aws::prelude::App;
use serde_json::{Value, json};
use simulated::Account;

/// The API with the keys of `api`, listed before the tasks: one that calls it, and one of another cluster with those of
/// `count`.
macro_rules! shop {
    ($name:ident: [$($api:tt)*] [$($count:tt)*]) => {
        mod $name {
            use infra_aws::prelude::*;

            /// The shop.
            #[cluster]
            struct Shop;

            /// What is computed at night.
            #[cluster]
            struct Batch;

            /// The API.
            #[service(cluster = Shop, image = "api:1", port(8080, name = "http", protocol = http), count = 2 $($api)*)]
            struct Api;

            /// Sums the orders.
            #[task(cluster = Shop, image = "rollup:1", connect = [Api])]
            struct Rollup;

            /// Counts the orders.
            #[task(cluster = Batch, image = "count:1" $($count)*)]
            struct Count;

            pub(super) const APP: App = app!("shop": Shop, Api, Rollup, Batch, Count);
        }
    };
}

shop!(running: [, runs = [Rollup, Count]] []);
shop!(alone: [] []);
shop!(elsewhere: [, runs = [Rollup, Count]] [, security_groups = ["sg-0123456789abcdef0"]]);

mod without_tasks {
    use infra_aws::prelude::*;

    /// The shop.
    #[cluster]
    struct Shop;

    /// The API.
    #[service(cluster = Shop, image = "api:1", port(8080, name = "http", protocol = http), count = 2)]
    struct Api;

    pub(super) const APP: App = app!("shop": Shop, Api);
}

mod routed {
    use infra_aws::prelude::*;

    /// The shop.
    #[cluster]
    struct Shop;

    /// The API.
    #[service(
        cluster = Shop,
        image = "api:1",
        port(8080, name = "http", protocol = http),
        count = 2,
        route("/api/*"),
    )]
    struct Api;

    pub(super) const APP: App = app!("shop": Shop, Api);
}

const SHOP: App = running::APP;
const ALONE: App = alone::APP;
const WITHOUT_TASKS: App = without_tasks::APP;
const ELSEWHERE: App = elsewhere::APP;

/// What the API is told of a task.
async fn told(account: &Account, variable: &str) -> Option<Value> {
    let answer = account.ecs().describe_task_definition().task_definition("shop-dev-api").send().await.unwrap();
    let variables = answer.task_definition().unwrap().container_definitions()[0].environment().to_vec();
    let named = variables.into_iter().find(|named| named.name() == Some(variable))?;
    serde_json::from_str(named.value()?).ok()
}

/// The policies by which the API runs tasks.
fn policies(account: &Account) -> Vec<String> {
    account.aws.added_policies("shop-dev-api-TaskRole").into_iter().map(|(name, _)| name).collect()
}

/// Runs what the API is told, as it would.
async fn run(account: &Account, told: &Value) {
    use aws_sdk_ecs::types::{AwsVpcConfiguration, CapacityProviderStrategyItem, NetworkConfiguration, PropagateTags};
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let texts = |value: &Value| Some(value.as_array().into_iter().flatten().map(text).collect());
    let own = &told["networkConfiguration"]["awsvpcConfiguration"];
    let own = AwsVpcConfiguration::builder()
        .set_subnets(texts(&own["subnets"]))
        .set_security_groups(texts(&own["securityGroups"]))
        .assign_public_ip(text(&own["assignPublicIp"]).as_str().into());
    let provider = &told["capacityProviderStrategy"][0];
    let provider = CapacityProviderStrategyItem::builder().capacity_provider(text(&provider["capacityProvider"]));
    let answer = account
        .ecs()
        .run_task()
        .cluster(text(&told["cluster"]))
        .task_definition(text(&told["taskDefinition"]))
        .network_configuration(NetworkConfiguration::builder().awsvpc_configuration(own.build().unwrap()).build())
        .capacity_provider_strategy(provider.build().unwrap())
        .propagate_tags(PropagateTags::from(text(&told["propagateTags"]).as_str()))
        .send()
        .await
        .unwrap();
    assert!(answer.failures().is_empty(), "{:?}", answer.failures());
    let tags = answer.tasks()[0].tags();
    assert!(tags.iter().any(|tag| (tag.key(), tag.value()) == (Some("infra:app"), Some("shop"))), "{tags:?}");
}

#[tokio::test(start_paused = true)]
async fn the_first_deploy_tells_a_service_how_to_run_its_tasks_and_lets_it() {
    let account = Account::new(1);
    account.deploy(SHOP).await;
    assert_eq!(policies(&account), ["run-count", "run-rollup"]);
    let rollup = told(&account, "RUN_ROLLUP").await.unwrap();
    assert_eq!(rollup["taskDefinition"], "shop-dev-rollup");
    assert_eq!(rollup["overrides"], json!({ "containerOverrides": [{ "name": "rollup" }] }));
    let count = told(&account, "RUN_COUNT").await.unwrap();
    assert_eq!(count["cluster"], "shop-dev-batch");
    run(&account, &rollup).await;
    run(&account, &count).await;
    let _ = account.run(SHOP, &["plan", "--detailed-exitcode"]).await.exits(0);
    let _ = account.run(SHOP, &["destroy"]).await.exits(0);
    assert!(account.aws.wait_until_settled().await);
    assert_eq!(account.aws.snapshot()["stacks"], json!({}));
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_task_that_comes_to_be_run_restarts_the_service_and_one_that_goes_too() {
    let account = Account::new(2);
    account.deploy(ALONE).await;
    let plan = account.run(SHOP, &["plan"]).await.exits(0).says("run by api: allow ecs:RunTask").says("env RUN_ROLLUP");
    assert_eq!(plan.out.matches("rolling restart").count(), 1, "{}", plan.out);
    account.deploy(SHOP).await;
    assert_eq!(policies(&account), ["run-count", "run-rollup"]);
    let _ = account.run(SHOP, &["plan", "--detailed-exitcode"]).await.exits(0);
    account.deploy(ALONE).await;
    assert!(account.aws.wait_until_settled().await);
    assert_eq!((policies(&account), told(&account, "RUN_ROLLUP").await), (Vec::new(), None));
    let _ = account.run(ALONE, &["plan", "--detailed-exitcode"]).await.exits(0);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn tasks_come_and_go_together_with_who_runs_them() {
    let account = Account::new(3);
    account.deploy(WITHOUT_TASKS).await;
    account.deploy(SHOP).await;
    assert_eq!(policies(&account), ["run-count", "run-rollup"]);
    let _ = account.run(SHOP, &["plan", "--detailed-exitcode"]).await.exits(0);
    account.deploy(WITHOUT_TASKS).await;
    assert!(account.aws.wait_until_settled().await);
    assert_eq!(policies(&account), Vec::<String>::new());
    let _ = account.run(WITHOUT_TASKS, &["plan", "--detailed-exitcode"]).await.exits(0);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn another_network_of_a_task_is_told_to_who_runs_it() {
    let account = Account::new(4);
    account.deploy(SHOP).await;
    let plan = account.run(ELSEWHERE, &["plan"]).await.exits(0).says("env RUN_COUNT").says("sg-0123456789abcdef0");
    assert_eq!(plan.out.matches("rolling restart").count(), 1, "{}", plan.out);
    account.deploy(ELSEWHERE).await;
    let count = told(&account, "RUN_COUNT").await.unwrap();
    let groups = &count["networkConfiguration"]["awsvpcConfiguration"]["securityGroups"];
    assert!(groups.as_array().unwrap().contains(&json!("sg-0123456789abcdef0")), "{groups}");
    let _ = account.run(ELSEWHERE, &["plan", "--detailed-exitcode"]).await.exits(0);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_gives_up_its_route_comes_to_run_new_tasks() {
    let account = Account::new(5);
    account.deploy(routed::APP).await;
    account.deploy(SHOP).await;
    assert_eq!(policies(&account), ["run-count", "run-rollup"]);
    let rollup = told(&account, "RUN_ROLLUP").await.unwrap();
    run(&account, &rollup).await;
    assert!(account.aws.wait_until_settled().await);
    let _ = account.run(SHOP, &["plan", "--detailed-exitcode"]).await.exits(0);
    account.deploy(routed::APP).await;
    assert!(account.aws.wait_until_settled().await);
    assert_eq!(policies(&account), Vec::<String>::new());
    let _ = account.run(routed::APP, &["plan", "--detailed-exitcode"]).await.exits(0);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}
