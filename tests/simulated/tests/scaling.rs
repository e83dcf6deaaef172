//! What a service scales by: deployed, unchanged, changed and taken away.

use std::collections::BTreeSet;

use infra_aws::core::declaration::{
    BlueGreen, Deploy, Range, Route, Scale, ScaleAt, ScaleMetric, ScaleStep, StepAbove, StepBelow,
};
use infra_aws::prelude::ServiceSpec;
use serde_json::Value;
use simulated::{Account, SHOP, change, unchanged};

const RESOURCE: &str = "service/shop-dev-shop/shop-dev-api";
const MORNING: &str = "cron(0 7 * * ? *)";

/// All that a service can scale by.
const WHOLE: Scale = Scale {
    cpu: Some(60),
    requests: Some(1000),
    metrics: &[ScaleMetric { dimensions: &[("Queue", "{app}-{stage}")], ..ScaleMetric::new("Shop", "Length", 100) }],
    steps: &[ScaleStep {
        above: &[StepAbove { value: 100, tasks: 1 }, StepAbove { value: 1000, tasks: 3 }],
        below: &[StepBelow { value: 10, tasks: 1 }],
        ..ScaleStep::new("Shop", "Age")
    }],
    at: &[ScaleAt { zone: Some("Europe/Berlin"), ..ScaleAt::new(MORNING, Range { min: 4, max: 20 }) }],
    predictive: true,
    ..Scale::new(Range { min: 2, max: 6 })
};

/// The same metric, time and steps with another value each.
const METRICS: &[ScaleMetric] =
    &[ScaleMetric { dimensions: &[("Queue", "{app}-{stage}")], ..ScaleMetric::new("Shop", "Length", 50) }];
const AT: &[ScaleAt] = &[ScaleAt { zone: Some("Europe/Berlin"), ..ScaleAt::new(MORNING, Range { min: 5, max: 20 }) }];
const STEPS: &[ScaleStep] =
    &[ScaleStep { above: &[StepAbove { value: 200, tasks: 1 }], ..ScaleStep::new("Shop", "Age") }];

fn scaled(scale: Scale) {
    change("api", move |spec| ServiceSpec { scale: Some(scale), ..spec });
}

fn scaling(account: &Account) -> Value {
    account.aws.snapshot()["scaling"][RESOURCE].clone()
}

fn names(value: &Value) -> BTreeSet<String> {
    value.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

/// Deploys a change that is to be planned so, after which a second deploy does nothing.
async fn changes(account: &Account, scale: Scale, told: &str) {
    scaled(scale);
    let outcome = account.deploy(SHOP).await.says("~ api scaling (in place, nothing restarts)").says(told);
    assert!(outcome.out.contains("1 to update"), "{}", outcome.out);
    stays(account).await;
}

async fn stays(account: &Account) {
    let _ = account.aws.take_calls();
    let _outcome = account.deploy(SHOP).await.says("Nothing to do");
    assert!(account.aws.take_calls().iter().all(simulator::Call::is_read));
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn every_kind_of_scaling_is_made_kept_changed_and_taken_away() {
    let account = Account::new(1);
    scaled(WHOLE);
    let _outcome =
        account.deploy(SHOP).await.says("+ api scaling (new)").says("at cron(0 7 * * ? *) Europe/Berlin: 4 to 20");
    let made = scaling(&account);
    assert_eq!((names(&made["policies"]).len(), names(&made["times"]).len()), (6, 1), "{made:#}");
    assert_eq!(account.aws.snapshot()["alarms"].as_array().map(Vec::len), Some(2));
    stays(&account).await;

    changes(&account, Scale { cpu: Some(50), ..WHOLE }, "cpu: 60 % -> 50 %").await;
    changes(&account, Scale { requests: Some(500), ..WHOLE }, "requests: 1000 a minute for each task -> 500 a minute")
        .await;
    changes(&account, Scale { out_after_seconds: 120, ..WHOLE }, "more again after 120 s").await;
    changes(&account, Scale { metrics: METRICS, ..WHOLE }, "metric Shop Length (Queue=shop-dev): 100, less").await;
    changes(&account, Scale { at: AT, ..WHOLE }, "at cron(0 7 * * ? *) Europe/Berlin: 4 to 20 -> 5 to 20").await;
    changes(&account, Scale { predictive: false, ..WHOLE }, "predictive: by cpu, 60 % -> nothing").await;
    changes(&account, Scale { in_after_seconds: 600, ..WHOLE }, "less again after 600 s").await;
    changes(&account, Scale { tasks: Range { min: 3, max: 7 }, ..WHOLE }, "tasks: 2 to 6 -> 3 to 7").await;

    // Another bound is another alarm; the one before goes.
    changes(&account, Scale { steps: STEPS, ..WHOLE }, "-above-100-60s -> ").await;
    assert_eq!(account.aws.snapshot()["alarms"].as_array().map(Vec::len), Some(1));

    // One kind alone stays.
    let cpu = Scale { cpu: Some(60), ..Scale::new(Range { min: 2, max: 6 }) };
    changes(&account, cpu, "requests: 1000 a minute for each task -> nothing").await;
    let left = scaling(&account);
    assert_eq!(names(&left["policies"]), BTreeSet::from(["shop-dev-api-cpu".to_owned()]));
    assert_eq!((names(&left["times"]).len(), &account.aws.snapshot()["alarms"]), (0, &serde_json::json!([])));
}

#[tokio::test(start_paused = true)]
async fn nothing_is_left_where_scaling_or_the_stage_ends() {
    let account = Account::new(2);
    scaled(WHOLE);
    let _ = account.deploy(SHOP).await;
    change("api", |spec| ServiceSpec { scale: None, count: Some(2), ..spec });
    let _outcome = account.deploy(SHOP).await.says("- api scaling (deleted)");
    assert_eq!((scaling(&account), &account.aws.snapshot()["alarms"]), (Value::Null, &serde_json::json!([])));
    stays(&account).await;

    scaled(WHOLE);
    let _ = account.deploy(SHOP).await;
    let _destroyed = account.run(SHOP, &["destroy"]).await.exits(0).says("Destroyed.");
    assert_eq!(account.aws.snapshot()["alarms"], serde_json::json!([]));
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn the_range_that_a_time_has_set_is_no_change() {
    let account = Account::new(3);
    scaled(WHOLE);
    let _ = account.deploy(SHOP).await;
    account.aws.scaling_time("shop-dev-shop", "shop-dev-api", MORNING);
    account.aws.wait_until_settled().await;
    assert_eq!(scaling(&account)["minimum"], 4);
    stays(&account).await;
    assert_eq!(scaling(&account)["minimum"], 4);
    // A change of something else leaves the range alone.
    changes(&account, Scale { cpu: Some(50), ..WHOLE }, "cpu: 60 % -> 50 %").await;
    assert_eq!(scaling(&account)["minimum"], 4);
    // Where no time is declared any more, the range is the declared one again.
    changes(&account, Scale { at: &[], ..WHOLE }, "tasks: 4 to 20 -> 2 to 6").await;
}

#[tokio::test(start_paused = true)]
async fn a_deploy_that_was_cut_off_leaves_no_time_and_no_alarm_behind() {
    let whole = Account::new(4);
    scaled(WHOLE);
    let _ = whole.deploy(SHOP).await;
    let cpu = Scale { cpu: Some(60), ..Scale::new(Range { min: 2, max: 6 }) };
    scaled(cpu);
    for carried_out in [false, true] {
        for number in 1.. {
            let account = whole.fork();
            if !account.cut_off(SHOP, &["deploy"], number, carried_out).await {
                break;
            }
            let _ = account.deploy(SHOP).await;
            let left = scaling(&account);
            assert_eq!((names(&left["policies"]).len(), names(&left["times"]).len()), (1, 0), "cut off at {number}");
            assert_eq!(account.aws.snapshot()["alarms"], serde_json::json!([]), "cut off at {number}");
            stays(&account).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn requests_are_counted_wherever_a_deployment_has_moved_the_traffic() {
    let account = Account::new(5);
    let moving = |image: &'static str| {
        change("api", move |mut spec| {
            spec.workload.container.image = infra_aws::core::declaration::Image::Reference(image);
            let scale = Scale { requests: Some(1000), ..Scale::new(Range { min: 2, max: 6 }) };
            let deploy = Some(Deploy::BlueGreen(BlueGreen::new()));
            ServiceSpec { routes: const { &[Route::new("/api/*")] }, scale: Some(scale), deploy, ..spec }
        });
    };
    moving("api:1");
    let _ = account.deploy(SHOP).await;
    stays(&account).await;
    let before = scaling(&account);
    let metrics = &before["policies"]["shop-dev-api-requests"]["CustomizedMetricSpecification"]["Metrics"];
    assert_eq!(metrics[2]["Expression"], "FILL(m1, 0) + FILL(m2, 0)");
    moving("api:2");
    let _ = account.deploy(SHOP).await;
    account.aws.wait_until_settled().await;
    stays(&account).await;
    assert_eq!(scaling(&account), before);
}

#[tokio::test(start_paused = true)]
async fn what_others_made_is_told_and_left_alone() {
    let account = Account::new(6);
    let _ = account.deploy(SHOP).await;
    account.aws.put_scaling_policy(RESOURCE, "night");
    let _outcome = account.deploy(SHOP).await.says("Nothing to do").says("did not make (night): it stays");
    changes(&account, Scale { cpu: Some(50), ..Scale::new(Range { min: 2, max: 6 }) }, "cpu: 60 % -> 50 %").await;
    assert!(names(&scaling(&account)["policies"]).contains("night"));
    change("api", |spec| ServiceSpec { scale: None, count: Some(2), ..spec });
    let _outcome = account.deploy(SHOP).await.says("with what this app did not make: night");
    unchanged();
}

#[tokio::test(start_paused = true)]
async fn a_service_that_may_have_no_task_says_what_that_means() {
    let account = Account::new(7);
    let _ = account.deploy(SHOP).await;
    let metrics = const { &[ScaleMetric::new("Shop", "Length", 100)] };
    changes(&account, Scale { metrics, ..Scale::new(Range { min: 0, max: 6 }) }, "answer 503 while none runs").await;
}
