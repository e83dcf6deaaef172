//! Options that a template carries, and what stands there without them.

use infra_core::blueprint::{Blueprint, ClusterBlueprint, ServiceBlueprint, TaskBlueprint, WorkloadKind};
use infra_core::declaration::{Balance, Insights};
use serde_json::{Value, json};

use super::stacks;
use crate::template::diff::{Verb, diff};
use crate::template::fixture;

const CLUSTER: usize = 0;
const WEB: usize = 1;
const ROLLUP: usize = 2;

/// The template of a stack of the shop on Fargate, changed.
fn body(stack: usize, change: impl FnOnce(&mut ClusterBlueprint)) -> Value {
    let mut blueprint: Blueprint = fixture::fargate_shop();
    change(&mut blueprint.clusters[0]);
    stacks(&blueprint).swap_remove(stack).body
}

fn of_web(change: impl FnOnce(&mut ServiceBlueprint)) -> Value {
    body(WEB, |cluster| match &mut cluster.workloads[0].kind {
        WorkloadKind::Service(service) => change(service),
        WorkloadKind::Task(_) => panic!("web is a service"),
    })
}

fn of_rollup(change: impl FnOnce(&mut TaskBlueprint)) -> Value {
    body(ROLLUP, |cluster| match &mut cluster.workloads[1].kind {
        WorkloadKind::Task(task) => change(task),
        WorkloadKind::Service(_) => panic!("rollup is a task"),
    })
}

#[test]
fn insights_are_a_setting_of_the_cluster() {
    for (insights, value) in [(Insights::Off, "disabled"), (Insights::On, "enabled"), (Insights::Enhanced, "enhanced")]
    {
        let body = body(CLUSTER, |cluster| cluster.insights = insights);
        let settings = &body["Resources"]["Cluster"]["Properties"]["ClusterSettings"];
        assert_eq!(*settings, json!([{ "Name": "containerInsights", "Value": value }]));
    }
}

#[test]
fn targets_are_chosen_as_declared() {
    let attributes = |change: fn(&mut ServiceBlueprint)| {
        let attributes = of_web(change)["Resources"]["TargetGroup"]["Properties"]["TargetGroupAttributes"].take();
        let attributes: Vec<Value> = serde_json::from_value(attributes).unwrap();
        let mut texts: Vec<String> = attributes
            .iter()
            .map(|each| format!("{}={}", each["Key"].as_str().unwrap(), each["Value"].as_str().unwrap()))
            .collect();
        texts.retain(|text| !text.starts_with("deregistration"));
        texts
    };
    assert_eq!(
        attributes(|_| {}),
        ["load_balancing.algorithm.type=round_robin", "slow_start.duration_seconds=0", "stickiness.enabled=false"]
    );
    let changed = attributes(|service| {
        service.balance = Balance::LeastOutstanding;
        service.slow_start_seconds = Some(45);
        service.sticky_seconds = Some(3_600);
    });
    assert_eq!(
        changed,
        [
            "load_balancing.algorithm.type=least_outstanding_requests",
            "slow_start.duration_seconds=45",
            "stickiness.enabled=true",
            "stickiness.type=lb_cookie",
            "stickiness.lb_cookie.duration_seconds=3600",
        ]
    );
    assert!(
        attributes(|service| service.balance = Balance::Random)
            .contains(&"load_balancing.algorithm.type=weighted_random".to_owned())
    );
}

#[test]
fn a_start_is_tried_as_declared() {
    let schedule = |change: fn(&mut TaskBlueprint)| of_rollup(change)["Resources"]["Schedule"]["Properties"].take();
    let plain = schedule(|_| {});
    assert_eq!(plain["State"], "ENABLED");
    assert_eq!(plain["FlexibleTimeWindow"], json!({ "Mode": "OFF" }));
    let policy = |retries, seconds| json!({ "MaximumRetryAttempts": retries, "MaximumEventAgeInSeconds": seconds });
    assert_eq!(plain["Target"]["RetryPolicy"], policy(0, 86_400));
    let changed = schedule(|task| {
        task.paused = true;
        task.flexible_seconds = Some(900);
        task.retries = 3;
        task.max_age_seconds = Some(3_600);
    });
    assert_eq!(changed["State"], "DISABLED");
    assert_eq!(changed["FlexibleTimeWindow"], json!({ "Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15 }));
    assert_eq!(changed["Target"]["RetryPolicy"], policy(3, 3_600));
}

#[test]
fn no_option_replaces_anything() {
    let changed = of_web(|service| {
        service.balance = Balance::Random;
        service.sticky_seconds = Some(60);
    });
    let paused = of_rollup(|task| task.paused = true);
    for (old, new) in [(of_web(|_| {}), changed), (of_rollup(|_| {}), paused)] {
        let changes = diff(&old, &new);
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].verb, Verb::Update { replace: false });
    }
}

#[test]
fn a_schedule_has_its_bounds_in_utc() {
    let schedule = of_rollup(|task| {
        task.from = Some("2027-01-01T00:00:00");
        task.until = Some("2027-12-31T00:00:00");
    });
    let properties = &schedule["Resources"]["Schedule"]["Properties"];
    assert_eq!(properties["StartDate"], "2027-01-01T00:00:00.000Z");
    assert_eq!(properties["EndDate"], "2027-12-31T00:00:00.000Z");
}

#[test]
fn what_could_not_be_started_goes_to_an_encrypted_queue_that_the_schedules_role_alone_sends_to() {
    let with = of_rollup(|task| task.dead_letter = true);
    let queue = json!({ "Fn::GetAtt": ["DeadLetterQueue", "Arn"] });
    let resources = &with["Resources"];
    assert_eq!(resources["DeadLetterQueue"]["Properties"]["SqsManagedSseEnabled"], true);
    assert_eq!(resources["Schedule"]["Properties"]["Target"]["DeadLetterConfig"], json!({ "Arn": queue }));
    let statements = resources["ScheduleRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"].clone();
    let send = json!({ "Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": [queue] });
    assert_eq!(statements.as_array().unwrap().last(), Some(&send));
    let policy = &resources["DeadLetterQueuePolicy"]["Properties"]["PolicyDocument"]["Statement"];
    assert_eq!((policy.as_array().unwrap().len(), &policy[0]["Effect"]), (1, &json!("Deny")));
    let without = of_rollup(|_| {});
    assert!(without["Resources"].get("DeadLetterQueue").is_none());
}

#[test]
fn a_dashboard_has_the_name_of_its_cluster_and_comes_in_place() {
    let without = body(CLUSTER, |_| {});
    let with = body(CLUSTER, |cluster| cluster.dashboard = true);
    assert_eq!(with["Resources"]["Dashboard"]["Properties"]["DashboardName"], "shop-prod-cluster");
    let changes = diff(&without, &with);
    assert_eq!(changes.iter().map(|change| change.verb).collect::<Vec<_>>(), [Verb::Add]);
}
