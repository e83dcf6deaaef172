//! From declarations to what must run.

use infra_core::blueprint::Blueprint;
use infra_core::declaration::App;
use infra_macros::{app, cluster, service, task};

use super::*;
use crate::spec::{
    Check, Connection, Listener, Probe, Program, Protocol, Rule, Runnable, Service, UnitSize, VolumeKind,
};

#[cluster(load_balancer(listen = [http(80, redirect = 443), https(443)], certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"))]
struct Main;

/// Serves the shop.
///
/// To everybody.
#[service(
    cluster = Main,
    image = cargo("web"),
    command = ["--verbose"],
    port = 8080,
    port(9000, name = "admin"),
    route("/*"),
    route("/admin/*", port = 9000, host = "admin.example.com", method = "GET", strip),
    health("/healthz", every = "15s", unhealthy = 4),
    scale(3..=10, cpu = 60),
    deploy = rolling(min = 50, max = 150),
    breaker(failures = 7),
    connect = [Api],
    before = [Migrate],
    runs = [Migrate],
    env(MODE = "fast"),
    secret(KEY = "ssm:/{app}/{stage}/key"),
    stop = "9s",
    drain = "8s",
    volume("data", efs("fs-0123456789abcdef0"), at = "/data"),
    volume("tmp", scratch, at = "/tmp", read_only),
    container("proxy", image = "envoy:1", port = 9901, essential = false, cpu = 64, memory = 128, memory_reservation = 96, check("CMD-SHELL curl -f localhost")),
)]
struct Web;

/// Answers.
#[service(cluster = Main, image = "api:1", port(9090, name = "http", protocol = http), stream(7000), dev("cargo watch -x run"))]
struct Api;

/// Changes the tables.
#[task(cluster = Main, image = dockerfile("migrate/Dockerfile"), schedule = "rate(1 hour)", retries = 2)]
struct Migrate;

const APP: App = app!("shop": Main, Web, Api, Migrate);

fn built() -> Built {
    let web = BuiltBinary { path: "/bin/web".into(), digest: "abc".to_owned() };
    Built {
        binaries: [("web".to_owned(), web)].into(),
        images: [(("migrate".to_owned(), "migrate".to_owned()), "migrate:dev".to_owned())].into(),
    }
}

fn spec(built: &Built) -> Result<Spec, SpecError> {
    Spec::of(&Blueprint::resolve(&APP, "dev").expect("a blueprint"), built)
}

fn web(spec: &Spec) -> &Service {
    spec.services.iter().find(|service| service.item == "web").expect("web")
}

#[test]
fn a_service_runs_as_it_is_declared() {
    let spec = spec(&built()).expect("a spec");
    let web = web(&spec);
    assert_eq!(web.description, "Serves the shop.");
    assert_eq!((web.replicas, web.min_percent, web.max_percent, web.failures), (3, 50, 150, 7));
    assert_eq!((web.drain_seconds, &web.before[..]), (8, &["migrate".to_owned()][..]));
    let probe = Probe::Http { port: 8080, path: "/healthz".to_owned(), codes: "200-299".to_owned() };
    let check = Check { probe, interval_seconds: 15, timeout_seconds: 5, healthy: 2, unhealthy: 4, grace_seconds: 30 };
    assert_eq!(web.check, Some(check));
    let main = &web.units[0];
    let Program::Binary(binary) = &main.program else { panic!("{:?}", main.program) };
    assert_eq!((&*binary.name, &*binary.digest, &binary.arguments[..]), ("web", "abc", &["--verbose".to_owned()][..]));
    assert_eq!(main.environment, [("MODE".to_owned(), "fast".to_owned())], "what is only known later is not in it");
    assert_eq!(main.secrets[0].1.reference, "ssm:/shop/dev/key");
    assert_eq!(main.stop_seconds, 9);
    let volumes: Vec<_> = main.volumes.iter().map(|volume| (&*volume.name, volume.kind, volume.read_only)).collect();
    assert_eq!(volumes, [("data", VolumeKind::Kept, false), ("tmp", VolumeKind::OfTask, true)]);
    assert_eq!(main.after, [("proxy".to_owned(), "healthy".to_owned())]);
    let proxy = &web.units[1];
    assert!(!proxy.essential);
    assert_eq!(proxy.size, UnitSize { cpu: Some(64), memory: Some(128), memory_reservation: Some(96) });
    let command = ["sh", "-c", "curl -f localhost"].map(str::to_owned).to_vec();
    assert_eq!(proxy.check.as_ref().map(|check| &check.probe), Some(&Probe::Command { command }));
}

#[test]
fn what_is_called_is_taken_out_of_the_environment() {
    let spec = spec(&built()).expect("a spec");
    let connection =
        Connection { variable: "API_URL".into(), scheme: "http".into(), service: "api".into(), port: 9090 };
    assert_eq!(web(&spec).connections, [connection]);
}

#[test]
fn the_balancer_has_listeners_and_rules_the_more_specific_first() {
    let spec = spec(&built()).expect("a spec");
    let balancer = &spec.balancers[0];
    let listener = |port, protocol, redirect| Listener { port, protocol, redirect };
    assert_eq!(balancer.listeners, [listener(80, Protocol::Http, Some(443)), listener(443, Protocol::Https, None)]);
    let rule = |rule: &Rule| (rule.route.path.clone(), rule.service.clone(), rule.port, rule.route.strip);
    let rules: Vec<_> = balancer.rules.iter().map(rule).collect();
    assert_eq!(rules, [("/admin/*".into(), "web".into(), 9000, true), ("/*".into(), "web".into(), 8080, false)]);
    assert!(balancer.rules[0].priority < balancer.rules[1].priority);
    let stream = &balancer.streams[0];
    assert_eq!((stream.port, &*stream.service, stream.to), (7000, "api", 9090));
}

#[test]
fn what_dev_says_is_run_in_the_place_of_an_image_and_asked_by_a_connection() {
    let spec = spec(&built()).expect("a spec");
    let api = spec.services.iter().find(|service| service.item == "api").expect("api");
    assert_eq!(api.units[0].program, Program::Line("cargo watch -x run".to_owned()));
    assert_eq!(api.check.as_ref().map(|check| &check.probe), Some(&Probe::Tcp { port: 9090 }));
    assert_eq!(api.failures, 3, "as many as ECS itself takes");
}

#[test]
fn a_task_runs_what_was_built_of_its_dockerfile() {
    let spec = spec(&built()).expect("a spec");
    let task = &spec.tasks[0];
    let Program::Image(image) = &task.units[0].program else { panic!("{:?}", task.units[0].program) };
    assert_eq!((&*image.reference, task.retries, &*task.schedules[0].expression), ("migrate:dev", 2, "rate(1 hour)"));
}

#[test]
fn what_was_not_built_is_named() {
    let without = |change: fn(&mut Built)| {
        let mut built = built();
        change(&mut built);
        spec(&built).expect_err("nothing can be run").to_string()
    };
    let binary = without(|built| built.binaries.clear());
    assert_eq!(binary, "`web` runs the binary `web`, which was not built");
    let image = without(|built| built.images.clear());
    assert_eq!(image, "the container `migrate` of `migrate` runs an image of a Dockerfile, which was not built");
}

#[test]
fn a_revision_changes_with_what_new_tasks_get_and_with_nothing_else() {
    let before = spec(&built()).expect("a spec");
    let mut changed = built();
    changed.binaries.entry("web".to_owned()).or_default().digest = "def".to_owned();
    let after = spec(&changed).expect("a spec");
    assert_ne!(web(&before).revision, web(&after).revision);
    assert_eq!(before.tasks[0].revision, after.tasks[0].revision);
    assert_eq!(before, spec(&built()).expect("a spec"));
}

#[test]
fn a_task_that_a_service_may_run_is_part_of_its_revision() {
    let spec = spec(&built()).expect("a spec");
    let run = Runnable { variable: "RUN_MIGRATE".to_owned(), task: "migrate".to_owned() };
    assert_eq!(web(&spec).runs, [run]);
    let Service { units, size, connections, .. } = web(&spec);
    assert_ne!(web(&spec).revision, revision::of(units, *size, connections, &[]));
}
