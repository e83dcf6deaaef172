//! `configure = path`: declarations that change when the program runs are held against the same rules.

use infra_core::blueprint::{Blueprint, ResolveError};
use infra_core::declaration::{ContainerSpec, FargateProvider, HealthCheck, Image, Provider, Sidecar};
use infra_core::prelude::*;
use infra_macros::{app, cluster, service, task};
use std::num::ParseIntError;

#[cluster(capacity = fargate, configure = cheap)]
struct Shop;

/// Spot capacity outside of production.
#[expect(clippy::unnecessary_wraps, reason = "the signature that `configure` takes")]
fn cheap(stage: &Stage<'_>, mut cluster: ClusterSpec) -> Result<ClusterSpec, String> {
    if stage.name == "dev" {
        cluster.set_capacity([Provider::FargateSpot(FargateProvider::new())]);
    }
    Ok(cluster)
}

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    cpu = 256,
    memory = 512,
    port = 8080,
    route("/*"),
    env(LEVEL = "info", OLD = "1"),
    configure = sized,
    stage(prod, cpu = 512, memory = 1024)
)]
struct Web;

/// Sizes by the name of the stage, which stands for what only a running program knows.
fn sized(stage: &Stage<'_>, mut web: ServiceSpec) -> Result<ServiceSpec, ParseIntError> {
    let workload = &mut web.workload;
    if let Some(memory) = stage.name.strip_prefix("mib-") {
        workload.memory = Some(memory.parse()?);
    }
    if stage.name == "prod" {
        workload.set_size(1024, 2048);
        workload.container.set_env("LEVEL", format!("warn-{}", stage.app));
        workload.container.set_secret("OLD", "ssm:/shop/old");
        let mut proxy = Sidecar::new("proxy", ContainerSpec::new(Image::Reference("envoyproxy/envoy:v1.31.0")));
        proxy.container.set_env("TOKEN", "not to be shown");
        workload.sidecars = vec![proxy].leak();
        web.health = Some(HealthCheck { interval_seconds: 20, ..web.health() });
        web.count = Some(3);
    }
    Ok(web)
}

#[task(cluster = Shop, image = "rollup:1", schedule = "rate(1 day)", configure = planned)]
struct Rollup;

#[expect(clippy::unnecessary_wraps, reason = "the signature that `configure` takes")]
fn planned(stage: &Stage<'_>, mut rollup: TaskSpec) -> Result<TaskSpec, Box<dyn std::error::Error>> {
    if stage.name == "gpu" {
        rollup.workload.container.gpu = Some(1);
    }
    if stage.name == "later" {
        rollup.timeout_seconds = Some(3_600);
    }
    if stage.name == "called" {
        rollup.workload.connect = const { &[<Web as Service>::IDENTITY] };
        rollup.workload.container.set_env("WEB_URL", "http://10.0.0.7");
    }
    Ok(rollup)
}

const APP: App = app!("shop": Shop, Web, Rollup);

fn configured(stage: &str) -> Vec<(String, String, Option<String>, Option<String>)> {
    let Ok(blueprint) = Blueprint::resolve(&APP, stage) else { return Vec::new() };
    let changes = blueprint.configured.into_iter().flat_map(|configured| {
        configured
            .changes
            .into_iter()
            .map(move |change| (configured.item.to_owned(), change.key, change.before, change.after))
    });
    changes.collect()
}

#[test]
fn what_a_function_changes_is_known() {
    assert_eq!(configured("test"), []);
    let text = |text: &str| Some(text.to_owned());
    let web = |key: &str, before, after| ("Web".to_owned(), key.to_owned(), before, after);
    assert_eq!(
        configured("prod"),
        [
            web("env.LEVEL", text(".."), text("..")),
            web("env.OLD", text(".."), None),
            web("secret.OLD", None, text("..")),
            web("cpu", text("512"), text("1024")),
            web("memory", text("1024"), text("2048")),
            web("container", None, text("..")),
            web(
                "health",
                None,
                text(
                    "HealthCheck { path: \"/\", codes: \"200-299\", interval_seconds: 20, timeout_seconds: 5, healthy: 2, unhealthy: 3, grace_seconds: 30 }"
                )
            ),
            web("count", None, text("3")),
        ]
    );
    let dev = configured("dev");
    assert_eq!(dev.len(), 1);
    assert_eq!((dev[0].0.as_str(), dev[0].1.as_str()), ("Shop", "capacity"));
}

#[test]
fn what_a_function_returns_becomes_the_blueprint() {
    let blueprint = Blueprint::resolve(&APP, "prod").expect("a legal app");
    let web = &blueprint.clusters[0].workloads[0];
    assert_eq!((web.cpu, web.memory), (1024, 2048));
    assert!(web.container.environment.contains(&("LEVEL".to_owned(), "warn-shop".to_owned())));
    assert!(web.container.secrets.iter().any(|(name, _)| name == "OLD"));
    assert!(!web.container.environment.iter().any(|(name, _)| name == "OLD"));
}

#[test]
fn what_a_function_returns_is_held_against_the_rules() {
    for (stage, rule) in [
        ("mib-700", "[fargate-size]"),
        ("mib-5", "[task-memory]"),
        ("gpu", "[fargate-unsupported]"),
        ("called", "[environment-twice]"),
    ] {
        let error = Blueprint::resolve(&APP, stage).expect_err(rule);
        assert!(matches!(error, ResolveError::Broken { .. }), "{error:?}");
        let text = error.to_string();
        assert!(text.contains(rule) && text.contains("configure.rs:"), "{text}");
        assert!(text.contains("help: "), "{text}");
    }
}

#[test]
fn a_function_that_fails_is_told_with_its_item() {
    let error = Blueprint::resolve(&APP, "mib-much").expect_err("no number");
    let text = error.to_string();
    assert!(text.contains("`configure` of `Web`") && text.contains("configure.rs:"), "{text}");
    assert!(text.ends_with("invalid digit found in string"), "{text}");
}

#[test]
fn what_no_target_deploys_yet_is_known() {
    let blueprint = Blueprint::resolve(&APP, "later").expect("a legal app");
    let pending: Vec<_> = blueprint.pending.iter().map(|pending| (pending.identity.item, pending.key)).collect();
    assert_eq!(pending, [("Rollup", "timeout")]);
    assert!(Blueprint::resolve(&APP, "test").expect("a legal app").pending.is_empty());
}

#[test]
fn a_trap_that_a_function_walks_into_is_a_warning() {
    let blueprint = Blueprint::resolve(&APP, "dev").expect("a legal app");
    let rules: Vec<_> = blueprint.warnings.iter().map(|problem| problem.violation.rule).collect();
    assert_eq!(rules, ["capacity-spot"]);
}
