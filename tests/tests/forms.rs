//! What an item is in a stage: what is merged, what is replaced, what is waived there, and what becomes of it.

use infra_core::blueprint::{Blueprint, ResolveError, WorkloadBlueprint};
use infra_core::declaration::Port;
use infra_core::prelude::*;
use infra_macros::{app, cluster, service, task};
use std::convert::Infallible;

#[cluster(stage(prod, capacity = fargate_spot, waive("capacity-spot", reason = "prod may stand still")))]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    port = 8080,
    port = 9090,
    env(A = "a", B = "b"),
    secret(C = "ssm:/c"),
    count = 2,
    stage(prod, env(B = "c", C = "d"), secret(A = "ssm:/a"), scale(2..=4, cpu = 60))
)]
struct Web;

#[task(cluster = Shop, image = "rollup:1", port = 7070, secret(PORT = "ssm:/port"))]
struct Rollup;

#[task(cluster = Shop, image = "rollup:1", port = 7070)]
struct Listening;

const APP: App = app!("shop": Shop, Web, Rollup, Listening; stages = [dev, prod]);

fn workload(stage: &str, at: usize) -> Option<WorkloadBlueprint> {
    let blueprint = Blueprint::resolve(&APP, stage).ok()?;
    Some(blueprint.clusters[0].workloads[at].clone())
}

fn names(pairs: &[(String, impl Sized)]) -> Vec<&str> {
    pairs.iter().map(|(name, _)| name.as_str()).collect()
}

fn numbers(ports: &[Port]) -> Vec<u16> {
    ports.iter().map(|port| port.number).collect()
}

#[test]
fn every_port_is_known_and_the_first_is_in_the_environment() {
    let web = workload("dev", 0).expect("a legal app");
    assert_eq!(numbers(&web.container.ports), [8080, 9090]);
    assert!(web.container.environment.contains(&("PORT".to_owned(), "8080".to_owned())));
    let listening = workload("dev", 2).expect("a legal app");
    assert_eq!(numbers(&listening.container.ports), [7070]);
    assert_eq!(listening.container.environment, [("PORT".to_owned(), "7070".to_owned())]);
}

#[test]
fn a_secret_port_has_one_source() {
    let rollup = workload("dev", 1).expect("a legal app");
    assert_eq!(names(&rollup.container.secrets), ["PORT"]);
    assert_eq!(names(&rollup.container.environment), Vec::<&str>::new());
}

#[test]
fn variables_move_between_their_sources_in_a_stage() {
    let dev = workload("dev", 0).expect("a legal app");
    assert_eq!((names(&dev.container.environment), names(&dev.container.secrets)), (vec!["A", "B", "PORT"], vec!["C"]));
    let prod = workload("prod", 0).expect("a legal app");
    assert_eq!(
        (names(&prod.container.environment), names(&prod.container.secrets)),
        (vec!["B", "C", "PORT"], vec!["A"])
    );
    assert!(prod.container.environment.contains(&("B".to_owned(), "c".to_owned())));
}

#[test]
fn a_warning_is_told_where_it_is_not_waived() {
    let rules = |stage| -> Vec<&str> {
        let blueprint = Blueprint::resolve(&TRAPS, stage).expect("traps are no errors");
        blueprint.warnings.iter().map(|problem| problem.violation.rule).collect()
    };
    assert_eq!(rules("dev"), ["capacity-spot"]);
    assert_eq!(rules("prod"), Vec::<&str>::new());
}

#[cluster(configure = spot, stage(prod, waive("capacity-spot", reason = "prod may stand still")))]
struct Trap;

#[expect(clippy::unnecessary_wraps, reason = "the signature that `configure` takes")]
fn spot(_: &Stage<'_>, mut cluster: ClusterSpec) -> Result<ClusterSpec, Infallible> {
    cluster.set_capacity([infra_core::declaration::Provider::FargateSpot(
        infra_core::declaration::FargateProvider::new(),
    )]);
    Ok(cluster)
}

#[service(
    cluster = Trap,
    image = "nginx:1.29",
    port = 80,
    route("/*"),
    waive("drain-spot", reason = "short requests"),
    configure = two_sizes,
    stage(dev, waive("health-grace-short", reason = "starts at once"))
)]
struct Lone;

/// A trap beside a mistake: the mistake is told all the same.
#[expect(clippy::unnecessary_wraps, reason = "the signature that `configure` takes")]
fn two_sizes(stage: &Stage<'_>, mut lone: ServiceSpec) -> Result<ServiceSpec, Infallible> {
    if stage.name == "both" {
        lone.health = Some(infra_core::declaration::HealthCheck { grace_seconds: 5, ..lone.health() });
        lone.daemon = true;
        lone.count = Some(2);
    }
    Ok(lone)
}

const TRAPS: App = app!("traps": Trap, Lone);

#[test]
fn a_trap_hides_no_mistake() {
    let error = Blueprint::resolve(&TRAPS, "both").expect_err("a daemon with a count");
    let ResolveError::Broken { problems, .. } = &error else { panic!("{error:?}") };
    assert!(problems.iter().any(|problem| problem.violation.rule == "daemon"), "{error}");
}
