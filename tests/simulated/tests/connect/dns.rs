//! DNS names of services, and tasks that call by them.

use std::time::Duration;

use infra_aws::prelude::*;
use simulated::Account;
use simulator::Behaviour;

/// The shop.
#[cluster(capacity = fargate)]
struct Shop;

/// The pages, which begin when the API has the new schema.
#[service(cluster = Shop, image = "web:1", port = 8080, route("/*"), count = 2, before = [Migrate])]
struct Web;

/// The API.
#[service(cluster = Shop, image = "api:1", port(8080, name = "http", protocol = http), port(9090, name = "admin"), count = 2)]
struct Api;

/// Tells the API to change its schema.
#[task(cluster = Shop, image = "migrate:1", connect = [Api])]
struct Migrate;

/// The API is all that it may reach beside HTTPS.
mod narrow {
    use infra_aws::prelude::*;

    /// Tells the API to change its schema.
    #[task(cluster = super::Shop, image = "migrate:1", connect = [super::Api], egress = ["0.0.0.0/0:443"])]
    pub(super) struct Migrate;

    /// The pages.
    #[service(cluster = super::Shop, image = "web:1", port = 8080, route("/*"), connect = [super::Api],
              before = [Migrate], egress = ["0.0.0.0/0:443"])]
    pub(super) struct Web;
}

/// Nothing calls anything.
mod silent {
    use infra_aws::prelude::*;

    /// Runs before the pages.
    #[task(cluster = super::Shop, image = "migrate:1")]
    pub(super) struct Migrate;

    /// The pages.
    #[service(cluster = super::Shop, image = "web:1", port = 8080, route("/*"), count = 2, before = [Migrate])]
    pub(super) struct Web;
}

/// A newer API.
mod newer {
    use infra_aws::prelude::*;

    /// Tells the API to change its schema.
    #[task(cluster = super::Shop, image = "migrate:1", connect = [Api])]
    pub(super) struct Migrate;

    /// The API.
    #[service(cluster = super::Shop, image = "api:2", port(8080, name = "http", protocol = http), count = 3)]
    pub(super) struct Api;

    /// The pages.
    #[service(cluster = super::Shop, image = "web:1", port = 8080, route("/*"), count = 2, before = [Migrate])]
    pub(super) struct Web;
}

/// The same in namespaces that are declared.
mod declared {
    use infra_aws::prelude::*;

    /// The shop.
    #[cluster(capacity = fargate, namespace = "one.internal")]
    pub(super) struct Shop;

    /// The pages.
    #[service(cluster = Shop, image = "web:1", port = 8080, route("/*"))]
    pub(super) struct Web;

    /// Without a port.
    #[service(cluster = Shop, image = "worker:1")]
    pub(super) struct Worker;

    /// Moves its traffic.
    #[service(cluster = Shop, image = "front:1", port = 8080, route("/front/*"), deploy = blue_green(bake = "1m"))]
    pub(super) struct Front;
}

/// In another namespace.
mod renamed {
    use infra_aws::prelude::*;

    /// The shop.
    #[cluster(capacity = fargate, namespace = "two.internal")]
    pub(super) struct Shop;

    /// The pages.
    #[service(cluster = Shop, image = "web:1", port = 8080, route("/*"))]
    pub(super) struct Web;

    /// Without a port.
    #[service(cluster = Shop, image = "worker:1")]
    pub(super) struct Worker;

    /// Moves its traffic.
    #[service(cluster = Shop, image = "front:1", port = 8080, route("/front/*"), deploy = blue_green(bake = "1m"))]
    pub(super) struct Front;
}

const SHOP: App = app!("shop": Shop, Web, Migrate, Api);
const NARROW: App = app!("shop": Shop, narrow::Web, narrow::Migrate, Api);
const SILENT: App = app!("shop": Shop, silent::Web, silent::Migrate, Api);
const NEWER: App = app!("shop": Shop, newer::Web, newer::Migrate, newer::Api);
const GONE: App = app!("shop": Shop, silent::Web, silent::Migrate);
const DECLARED: App = app!("shop": declared::Shop, declared::Web, declared::Worker, declared::Front);
const RENAMED: App = app!("shop": renamed::Shop, renamed::Web, renamed::Worker, renamed::Front);

const API: &str = "api.shop.shop-dev.internal";
const CLUSTER: &str = "shop-dev-shop";

fn account(seed: u64) -> Account {
    let account = Account::new(seed);
    account.aws.image("migrate", Behaviour::Exit { after: Duration::from_secs(5), code: 0, lines: Vec::new() });
    account
}

/// Sees that nothing is to do, and that all goes when the stage is destroyed.
async fn rests_and_goes(account: &Account, app: App) {
    let _ = account.run(app, &["plan", "--detailed-exitcode"]).await.exits(0);
    let _ = account.run(app, &["destroy"]).await.exits(0);
    assert!(account.aws.wait_until_settled().await);
    let left = account.aws.snapshot();
    assert_eq!((&left["namespaces"], &left["stacks"]), (&serde_json::json!([]), &serde_json::json!({})));
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_task_calls_a_service_by_its_dns_name_which_is_there_when_it_begins() {
    let account = account(1);
    let plan = account.run(SHOP, &["plan"]).await.exits(0);
    let _ = plan.says("the hosted zone of shop.shop-dev.internal");
    account.deploy(SHOP).await;
    assert_eq!(account.aws.resolve(API).len(), 2);
    assert_eq!(account.aws.resolve("web.shop.shop-dev.internal"), Vec::<String>::new(), "nobody calls it");
    for port in [8080, 9090] {
        assert_eq!(account.aws.name_obstacles("shop-dev-migrate", API, port), Vec::<String>::new());
    }
    assert!(!account.aws.name_obstacles("shop-dev-web", API, 8080).is_empty(), "it does not say that it calls it");
    let family = account.aws.snapshot()["ecs"]["families"]["shop-dev-migrate"].clone();
    let environment = family["containerDefinitions"][0]["environment"].to_string();
    for value in ["http://api.shop.shop-dev.internal:8080", "tcp://api.shop.shop-dev.internal:9090"] {
        assert!(environment.contains(value), "{environment}");
    }
    rests_and_goes(&account, SHOP).await;
}

#[tokio::test(start_paused = true)]
async fn a_restricted_egress_leads_to_what_is_called() {
    let account = account(2);
    account.deploy(NARROW).await;
    assert_eq!(account.aws.name_obstacles("shop-dev-migrate", API, 8080), Vec::<String>::new());
    assert_eq!(account.aws.obstacles(CLUSTER, "shop-dev-web", "api", 8080), Vec::<String>::new());
    rests_and_goes(&account, NARROW).await;
    let calls = account.aws.calls();
    let deleted: Vec<&str> = calls
        .iter()
        .filter(|call| call.operation == "DeleteStack")
        .filter_map(|call| call.request["StackName"].as_str())
        .collect();
    assert_eq!(deleted[2], "shop-dev-api", "its security group is named by those of its callers: {deleted:?}");
}

#[tokio::test(start_paused = true)]
async fn a_service_that_nobody_calls_any_more_loses_its_name_when_its_tasks_have_left_it() {
    let account = account(3);
    account.deploy(SHOP).await;
    let plan = account.run(SILENT, &["plan"]).await.exits(0);
    let plan = plan.says("- DNS name api.shop.shop-dev.internal").says("service registry");
    assert_eq!(plan.out.matches("rolling restart of 2 tasks").count(), 1, "{}", plan.out);
    account.deploy(SILENT).await;
    assert!(account.aws.wait_until_settled().await);
    assert_eq!(account.aws.snapshot()["namespaces"], serde_json::json!([]));
    let plan = account.run(SHOP, &["plan"]).await.exits(0);
    let _ = plan.says("+ DNS name api.shop.shop-dev.internal").says("rolling restart of 2 tasks");
    account.deploy(SHOP).await;
    assert_eq!(account.aws.resolve(API).len(), 2);
    rests_and_goes(&account, SHOP).await;
}

#[tokio::test(start_paused = true)]
async fn a_called_service_that_is_taken_out_goes_after_the_openings_towards_it() {
    let account = account(4);
    account.deploy(NARROW).await;
    account.deploy(GONE).await;
    assert!(account.aws.wait_until_settled().await);
    assert_eq!(account.aws.snapshot()["namespaces"], serde_json::json!([]));
    rests_and_goes(&account, GONE).await;
}

#[tokio::test(start_paused = true)]
async fn in_a_declared_namespace_all_have_names_who_can() {
    let account = account(5);
    account.deploy(DECLARED).await;
    assert_eq!(account.aws.resolve("web.one.internal").len(), 1);
    let named = account.aws.snapshot()["namespaces"][0]["addresses"].clone();
    assert_eq!(named, serde_json::json!({ "web": 1 }), "no port, or traffic that moves");
    let plan = account.run(RENAMED, &["plan"]).await.exits(0);
    let _ =
        plan.says("+ DNS name web.two.internal").says("- DNS name web.one.internal").says("rolling restart of 1 task");
    account.deploy(RENAMED).await;
    assert_eq!(account.aws.resolve("web.two.internal").len(), 1);
    assert_eq!(account.aws.resolve("web.one.internal"), Vec::<String>::new());
    assert!(account.aws.wait_until_settled().await);
    rests_and_goes(&account, RENAMED).await;
}

#[tokio::test(start_paused = true)]
async fn addresses_follow_the_tasks() {
    let account = account(6);
    account.deploy(SHOP).await;
    let before = account.aws.resolve(API);
    account.deploy(NEWER).await;
    let after = account.aws.resolve(API);
    assert_eq!((before.len(), after.len()), (2, 3));
    assert!(before.iter().all(|address| !after.contains(address)), "{before:?} {after:?}");
    let _ = account.run(NEWER, &["plan", "--detailed-exitcode"]).await.exits(0);
}
