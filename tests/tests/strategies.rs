//! How services are deployed, from their declarations to the blueprint.

use infra_core::blueprint::{Blueprint, ServiceBlueprint};
use infra_core::declaration::{BlueGreen, Deploy, Rolling};
use infra_core::prelude::*;
use infra_macros::{app, cluster, service, task};

#[cluster(capacity = fargate)]
struct Shop;

#[cluster(capacity = fargate)]
struct Batch;

/// Runs in another cluster than the service that waits for it.
#[task(cluster = Batch, image = "migrate:1")]
struct Migrate;

#[task(cluster = Shop, image = "warm:1")]
struct WarmUp;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    port = 8080,
    route("/*"),
    alarms = ["shop-5xx", "shop-slow"],
    before = [WarmUp, Migrate],
    stage(prod, deploy = blue_green(bake = "10m", pause = "24h"), smoke = answers),
)]
struct Web;

fn answers(test: &SmokeTest<'_>) -> Result<(), String> {
    Err(format!("{} does not answer {}", test.url(), test.header().1))
}

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/api/*"), early(percent = 100))]
struct Api;

const APP: App = app!("shop": Shop, Batch, Web, Api, Migrate, WarmUp);

/// What the blueprint of a stage says of a service.
fn service_in(stage: &str, name: &str) -> Option<ServiceBlueprint> {
    let blueprint = Blueprint::resolve(&APP, stage).ok()?;
    let mut workloads = blueprint.workloads().map(|(_, workload)| workload);
    workloads.find(|workload| workload.identity.name == name)?.service().cloned()
}

#[test]
fn tasks_that_come_first_keep_their_order_and_may_run_elsewhere() {
    let before: Vec<&str> = service_in("dev", "web").unwrap().before.iter().map(|task| task.name).collect();
    assert_eq!(before, ["warm-up", "migrate"]);
    assert!(service_in("dev", "api").unwrap().before.is_empty());
}

#[test]
fn the_strategy_is_that_of_the_stage() {
    let dev = service_in("dev", "web").unwrap();
    assert_eq!((dev.deploy, dev.smoke), (Deploy::Rolling(Rolling::new()), None));
    assert_eq!(dev.alarms, ["shop-5xx", "shop-slow"]);
    let prod = service_in("prod", "web").unwrap();
    assert_eq!(prod.deploy, Deploy::BlueGreen(BlueGreen { bake_seconds: 600, pause_seconds: Some(86_400) }));
    assert_eq!(service_in("dev", "api").unwrap().early.map(|early| early.percent), Some(100));
}

#[test]
fn a_smoke_test_is_called_with_what_it_needs() {
    let stage = Stage { app: "shop", name: "prod", account: None, protected: false };
    let smoke = service_in("prod", "web").unwrap().smoke.expect("a smoke test");
    let said = (smoke.0)(&SmokeTest::new(stage, "web", "shop-prod-web", "http://lb"));
    assert_eq!(said, Err("http://lb does not answer shop-prod-web".to_owned()));
}

#[test]
fn traffic_that_moves_has_a_test_rule_and_leaves_other_routes_where_they_are() {
    let route = |stage, name| service_in(stage, name).unwrap().routes[0];
    assert_eq!(route("dev", "web").test_priority, None);
    assert_eq!(route("prod", "web").test_priority, Some(route("prod", "web").priority - 1));
    for name in ["web", "api"] {
        assert_eq!(route("dev", name).priority, route("prod", name).priority, "{name}");
    }
    assert_eq!(route("prod", "api").test_priority, None);
}
