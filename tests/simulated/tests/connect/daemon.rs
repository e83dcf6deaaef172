//! Tasks on instances: daemons, placement and constraints.

use infra_aws::prelude::*;
use simulated::Account;

/// The shop, on instances.
#[cluster(capacity = ec2("m7i.large", 2..=4), network = new(nat = one))]
struct Shop;

/// Collects what instances do.
#[service(cluster = Shop, image = "collect:1", cpu = 128, memory = 256, daemon)]
struct Collect;

/// The pages.
#[service(cluster = Shop, image = "web:1", cpu = 128, memory = 256, port = 8080, count = 2)]
struct Web;

/// The same in other forms.
mod changed {
    use infra_aws::prelude::*;

    /// Collects what instances do.
    #[service(cluster = super::Shop, image = "collect:1", cpu = 128, memory = 256, count = 1)]
    pub(super) struct Collect;

    /// The pages.
    #[service(cluster = super::Shop, image = "web:1", cpu = 128, memory = 256, port = 8080, count = 2,
              place(spread = zone, binpack = memory), constraint("distinctInstance"),
              constraint("attribute:ecs.instance-type =~ m7i.*"))]
    pub(super) struct Web;
}

const SHOP: App = app!("shop": Shop, Collect, Web);
const PLACED: App = app!("shop": Shop, Collect, changed::Web);
const COUNTED: App = app!("shop": Shop, changed::Collect, Web);

fn service(account: &Account, name: &str) -> serde_json::Value {
    account.aws.snapshot()["ecs"]["services"][format!("shop-dev-shop/shop-dev-{name}")].clone()
}

#[tokio::test(start_paused = true)]
async fn a_daemon_has_one_task_on_every_instance() {
    let account = Account::new(1);
    account.deploy(SHOP).await;
    let daemon = service(&account, "collect");
    assert_eq!((&daemon["schedulingStrategy"], &daemon["running"]), (&"DAEMON".into(), &2.into()));
    assert_eq!(daemon["launchType"], "EC2");
    let _ = account.run(SHOP, &["plan", "--detailed-exitcode"]).await.exits(0);
    assert_eq!(account.run(SHOP, &["destroy"]).await.exits(0).code, 0);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn placement_changes_in_place_and_counts_for_new_tasks() {
    let account = Account::new(2);
    account.deploy(SHOP).await;
    let spread = service(&account, "web")["placementStrategy"].clone();
    assert_eq!(spread[0]["field"], "attribute:ecs.availability-zone");
    let plan = account.run(PLACED, &["plan"]).await.exits(0);
    let plan = plan.says("from the next start of a task").says("binpack memory").says("placement constraints");
    assert!(!plan.out.contains("rolling restart"), "{}", plan.out);
    account.deploy(PLACED).await;
    let placed = service(&account, "web");
    assert_eq!(placed["placementStrategy"][1]["type"], "binpack");
    assert_eq!(placed["placementConstraints"].as_array().unwrap().len(), 2);
    let _ = account.run(PLACED, &["plan", "--detailed-exitcode"]).await.exits(0);
    account.deploy(SHOP).await;
    assert_eq!(service(&account, "web")["placementConstraints"], serde_json::json!([]));
}

#[tokio::test(start_paused = true)]
async fn a_daemon_that_gets_a_count_is_made_anew() {
    let account = Account::new(3);
    account.deploy(SHOP).await;
    let plan = account.run(COUNTED, &["plan"]).await.exits(0);
    let _ = plan.says("replacement, with downtime").says("scheduling: daemon -> replica");
    account.deploy(COUNTED).await;
    let counted = service(&account, "collect");
    assert_eq!((&counted["schedulingStrategy"], &counted["running"]), (&"REPLICA".into(), &1.into()));
    let _ = account.run(COUNTED, &["plan", "--detailed-exitcode"]).await.exits(0);
    account.deploy(SHOP).await;
    assert_eq!(service(&account, "collect")["schedulingStrategy"], "DAEMON");
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}
