//! What holds for any app: a deploy leaves nothing to do, writes nothing that its plan did not say, and a destroy leaves
//! nothing at all.

use std::collections::BTreeSet;

use infra_aws::core::declaration::{
    App, BlueGreen, Breaker, Canary, Deploy, HealthCheck, Image, Linear, Port, Range, Rolling, Route, Scale,
    ServiceSpec, TaskSpec,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use simulated::generated::{app, cluster, job, plain, text};
use simulated::{Account, Outcome};
use simulator::Call;

/// How many pairs of apps are deployed, the second over the first.
const CASES: u32 = 40;

fn deploys() -> impl Strategy<Value = Option<Deploy>> {
    prop_oneof![
        3 => Just(None),
        2 => (0u32..=90).prop_map(|min| Some(Deploy::Rolling(Rolling { min, max: 200 }))),
        1 => (150u32..=200).prop_map(|max| Some(Deploy::Rolling(Rolling { min: 0, max }))),
        1 => Just(Some(Deploy::BlueGreen(BlueGreen { bake_seconds: 60, ..BlueGreen::new() }))),
        1 => Just(Some(Deploy::Canary(Canary { bake_seconds: 60, ..Canary::new(10) }))),
        1 => Just(Some(Deploy::Linear(Linear { bake_seconds: 60, ..Linear::new(50) }))),
    ]
}

fn services(name: &'static str) -> impl Strategy<Value = (String, ServiceSpec)> {
    let sizes = prop_oneof![Just((256, 512)), Just((256, 1024)), Just((512, 1024)), Just((1024, 2048))];
    let counts = prop_oneof![
        (1u32..=3).prop_map(|count| (Some(count), None)),
        (1u32..=2, 2u32..=4, proptest::option::of(1u32..=100)).prop_map(|(min, max, memory)| {
            let scale = Scale { cpu: Some(60), memory, ..Scale::new(Range { min, max: max.max(min + 1) }) };
            (None, Some(scale))
        }),
    ];
    let own = (sizes, counts, deploys(), 1u32..=3, any::<bool>());
    let more = (proptest::option::of(1u32..=5), 5u32..=20, 0u32..=60, proptest::option::of("[a-z]{1,6}"));
    (own, more).prop_map(move |((size, count, deploy, version, routed), (failures, interval, drain, value))| {
        let mut spec = plain();
        spec.workload.container.image = Image::Reference(text(format!("{name}:{version}")));
        (spec.workload.cpu, spec.workload.memory) = (Some(size.0), Some(size.1));
        (spec.count, spec.scale) = count;
        let rolls = !deploy.is_some_and(|deploy| deploy.moves_traffic());
        spec.deploy = deploy.filter(|_| rolls || routed);
        spec.breaker = failures.filter(|_| rolls).map(Breaker::new);
        if routed {
            spec.workload.ports = vec![Port::new(8080)].leak();
            spec.routes = vec![Route::new(text(format!("/{name}/*")))].leak();
            spec.health = Some(HealthCheck { interval_seconds: interval, timeout_seconds: 4, ..HealthCheck::new() });
            spec.drain_seconds = Some(drain);
        }
        if let Some(value) = value {
            let variable = infra_aws::core::declaration::Variable::Text(text(value));
            spec.workload.container.environment = vec![("MODE", variable)].leak();
        }
        (name.to_owned(), spec)
    })
}

fn tasks() -> impl Strategy<Value = (String, TaskSpec)> {
    (1u32..=3, any::<bool>()).prop_map(|(version, scheduled)| {
        let mut spec = job();
        spec.workload.container.image = Image::Reference(text(format!("nightly:{version}")));
        spec.schedules = if scheduled { &["rate(1 day)"] } else { &[] };
        ("nightly".to_owned(), spec)
    })
}

fn apps() -> impl Strategy<Value = App> {
    let services = (
        proptest::option::weighted(0.8, services("web")),
        proptest::option::weighted(0.6, services("api")),
        proptest::option::weighted(0.4, services("mail")),
    );
    (services, proptest::option::of(tasks())).prop_map(|((web, api, mail), task)| {
        app(cluster(), [web, api, mail].into_iter().flatten().collect(), task.into_iter().collect())
    })
}

/// What a write changes: the item, and the kind that a plan's step has.
fn changed(call: &Call) -> (String, &'static str) {
    let text = |pointer: &str| call.request.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let last = |name: &str| name.rsplit(['/', ':']).next().unwrap_or(name).to_owned();
    let family = |arn: &str| {
        let name = arn.rsplit('/').next().unwrap_or(arn);
        name.split(':').next().unwrap_or(name).to_owned()
    };
    let (name, kind) = match call.operation.as_str() {
        "CreateStack" | "UpdateStack" | "DeleteStack" => (last(text("/StackName")), "stack"),
        "RegisterTaskDefinition" => (text("/family").to_owned(), "task definition"),
        "DeregisterTaskDefinition" => (family(text("/taskDefinition")), "task definitions"),
        "DeleteTaskDefinitions" => (family(text("/taskDefinitions/0")), "task definitions"),
        "CreateService" => (text("/serviceName").to_owned(), "service"),
        "UpdateService" | "DeleteService" => (last(text("/service")), "service"),
        "TagResource" | "UntagResource" => (last(text("/resourceArn")), "service"),
        "RegisterScalableTarget" | "DeregisterScalableTarget" | "PutScalingPolicy" | "DeleteScalingPolicy" => {
            (last(text("/ResourceId")), "scaling")
        }
        other => panic!("nobody expects {other}: {:?}", call.request),
    };
    (name.replace("generated-dev-", ""), kind)
}

/// What the plan says that is changed.
fn planned(outcome: &Outcome) -> BTreeSet<(String, String)> {
    let lines = outcome.out.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let plan = lines.into_iter().find(|line| line["event"] == "plan").expect("a deploy shows its plan");
    let steps = plan["plan"]["steps"].as_array().expect("a plan has steps");
    let word = |step: &Value, name: &str| step[name].as_str().unwrap_or_default().to_owned();
    steps.iter().map(|step| (word(step, "item"), word(step, "kind"))).collect()
}

async fn deploys_as_planned(account: &Account, app: App) {
    let _ = account.aws.take_calls();
    let outcome = account.run(app, &["deploy", "--json"]).await;
    assert_eq!(outcome.code, 0, "{}\n{}", outcome.out, outcome.err);
    let planned = planned(&outcome);
    for call in account.aws.take_calls().iter().filter(|call| !call.is_read()) {
        let (item, kind) = changed(call);
        assert!(planned.contains(&(item.clone(), kind.to_owned())), "{item} {kind} is not in {planned:?}");
    }
    assert!(account.aws.wait_until_settled().await, "something moves for ever");
    let again = account.deploy(app).await.says("Nothing to do");
    let writes: Vec<Call> = account.aws.take_calls().into_iter().filter(|call| !call.is_read()).collect();
    assert!(writes.is_empty(), "{writes:?}\n{}", again.out);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[test]
fn a_deploy_does_what_its_plan_says_and_leaves_nothing_to_do() {
    let mut runner = TestRunner::new_with_rng(
        Config { cases: CASES, failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let result = runner.run(&(apps(), apps()), |(first, second)| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
        runtime.expect("a runtime can be made").block_on(async {
            let account = Account::new(5);
            account.aws.stack_pace(20);
            deploys_as_planned(&account, first).await;
            deploys_as_planned(&account, second).await;
            let _ = account.run(second, &["destroy"]).await.exits(0);
            assert!(account.aws.wait_until_settled().await);
            let left = account.aws.snapshot();
            let is_empty = |pointer: &str| {
                left.pointer(pointer).is_none_or(|left| left.as_object().is_none_or(serde_json::Map::is_empty))
            };
            assert!(is_empty("/stacks") && is_empty("/ecs/services") && is_empty("/ecs/families"), "{left:#}");
            assert_eq!(account.aws.violations(), Vec::<String>::new());
        });
        Ok(())
    });
    assert!(result.is_ok(), "{result:?}");
}
