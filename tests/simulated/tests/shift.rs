//! Deployments that move traffic, with smoke tests, approvals, and tasks that come first.

use std::cell::Cell;
use std::time::Duration;

use infra_aws::core::declaration::{App, BlueGreen, Canary, Deploy, HealthCheck, Image, Linear, Rolling, Smoke};
use infra_aws::prelude::*;
use simulated::Account;
use simulator::{Behaviour, Reaction};

/// A cluster of few things.
#[cluster(capacity = fargate, network = default)]
struct Small;

/// The pages, of which each new version is tested first.
#[service(cluster = Small, image = "web:1", cpu = 256, memory = 512, port = 8080, route("/*"), before = [Migrate],
          deploy = blue_green(bake = "1m"), smoke = answers, configure = changed)]
struct Web;

/// Brings the database up to date.
#[task(cluster = Small, image = "migrate:1", cpu = 256, memory = 512)]
struct Migrate;

const APP: App = app!("small": Small, Web, Migrate);

thread_local! {
    static IMAGE: Cell<&'static str> = const { Cell::new("web:1") };
    static SMOKE: Cell<Option<Smoke>> = const { Cell::new(None) };
    static HEALTH: Cell<&'static str> = const { Cell::new("/") };
    static DEPLOY: Cell<Option<Deploy>> = const { Cell::new(None) };
}

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
fn changed(_: &Stage<'_>, mut spec: ServiceSpec) -> Result<ServiceSpec, std::convert::Infallible> {
    spec.workload.container.image = Image::Reference(IMAGE.get());
    spec.health = Some(HealthCheck { path: HEALTH.get(), ..spec.health() });
    spec.smoke = SMOKE.get().or(spec.smoke);
    if let Some(deploy) = DEPLOY.get() {
        spec.smoke = spec.smoke.filter(|_| deploy.moves_traffic());
        spec.deploy = Some(deploy);
    }
    Ok(spec)
}

fn answers(test: &SmokeTest<'_>) -> Result<(), String> {
    let known = test.url().starts_with("http://small-dev-small-") && test.header() == ("X-Infra-Test", "small-dev-web");
    if known { Ok(()) } else { Err(format!("{test:?}")) }
}

fn is_empty(_: &SmokeTest<'_>) -> Result<(), &'static str> {
    Err("the front page is empty")
}

/// The account once the app is deployed.
async fn deployed() -> Account {
    let account = Account::new(3);
    let lines = vec!["3 tables".to_owned()];
    account.aws.image("migrate", Behaviour::Exit { after: Duration::from_secs(5), code: 0, lines });
    let _ = account.deploy(APP).await;
    account
}

#[tokio::test(start_paused = true)]
async fn whatever_moves_traffic_is_watched_to_its_end() {
    let account = deployed().await;
    let _ = account.deploy(APP).await.says("Nothing to do");
    for (deploy, image) in [
        (Deploy::BlueGreen(BlueGreen { bake_seconds: 60, ..BlueGreen::new() }), "web:2"),
        (Deploy::Canary(Canary { bake_seconds: 60, ..Canary::new(10) }), "web:3"),
        (Deploy::Linear(Linear { bake_seconds: 60, ..Linear::new(25) }), "web:4"),
        (Deploy::BlueGreen(BlueGreen { bake_seconds: 60, ..BlueGreen::new() }), "web:5"),
    ] {
        DEPLOY.set(Some(deploy));
        IMAGE.set(image);
        let _ = account.deploy(APP).await.complains("its smoke test succeeded").complains("migrate run: done");
        let _ = account.deploy(APP).await.says("Nothing to do");
        assert_eq!(account.aws.violations(), Vec::<String>::new());
    }
}

#[tokio::test(start_paused = true)]
async fn a_failing_smoke_test_moves_no_traffic() {
    let account = deployed().await;
    IMAGE.set("web:2");
    SMOKE.set(Some(Smoke(|test| is_empty(test).map_err(str::to_owned))));
    let outcome = account.run(APP, &["deploy"]).await.exits(1);
    let outcome =
        outcome.complains("its smoke test failed: the front page is empty [smoke]").complains("web: rolled back");
    let said = outcome
        .err
        .lines()
        .filter(|line| line.contains("% of the traffic"))
        .all(|line| line.contains("0 % of the traffic"));
    assert!(said, "{}", outcome.err);
}

#[tokio::test(start_paused = true)]
async fn a_failing_task_leaves_its_service_as_it_is() {
    let account = deployed().await;
    IMAGE.set("web:2");
    account.aws.image("migrate", Behaviour::crash(3, &["no such column"]));
    let outcome = account.run(APP, &["deploy"]).await.exits(1);
    let outcome =
        outcome.complains("migrate failed, so `web` was left as it is: container migrate ended with exit code 3");
    let _ = outcome.complains("no such column").complains("web: left out");
}

#[tokio::test(start_paused = true)]
async fn a_task_that_has_succeeded_for_a_revision_is_not_run_again() {
    let account = deployed().await;
    IMAGE.set("web:2");
    account.aws.image("web:2", Behaviour::crash(1, &[]));
    let _ = account.run(APP, &["deploy"]).await.exits(1);
    account.aws.image("web:2", Behaviour::Healthy);
    let outcome = account.deploy(APP).await.complains("migrate run: has succeeded for this revision before");
    assert!(!outcome.err.contains("3 tables"), "{}", outcome.err);
}

/// The admin pages, with the same migration.
#[service(cluster = Small, image = "admin:1", cpu = 256, memory = 512, before = [Migrate])]
struct Admin;

const TWO: App = app!("small": Small, Web, Admin, Migrate);

#[tokio::test(start_paused = true)]
async fn a_task_that_two_services_wait_for_runs_once() {
    let account = Account::new(4);
    account.aws.image("migrate", Behaviour::Exit { after: Duration::from_secs(5), code: 0, lines: Vec::new() });
    let outcome = account.deploy(TWO).await.says("`web` and `admin` are updated only when it has succeeded");
    let runs = account.aws.calls().iter().filter(|call| call.operation == "RunTask").count();
    assert_eq!(runs, 1, "{}", outcome.err);
    account.aws.image("migrate", Behaviour::crash(3, &[]));
    IMAGE.set("web:2");
    let outcome = account.run(TWO, &["deploy"]).await.exits(1);
    let _ = outcome.complains("migrate failed, so `web` was left as it is");
}

#[tokio::test(start_paused = true)]
async fn a_stack_is_left_alone_where_the_traffic_has_moved_since_the_plan() {
    let account = deployed().await;
    HEALTH.set("/ready");
    let thinks = Duration::from_hours(1);
    let asked = Account { answers: Some(vec!["y".to_owned()]), thinks, ..account.clone() };
    let second = async {
        tokio::time::sleep(Duration::from_mins(1)).await;
        HEALTH.set("/");
        IMAGE.set("web:2");
        account.deploy(APP).await
    };
    let (first, _second) = tokio::join!(asked.run_as_is(APP, &["deploy", "--stage", "dev"]), second);
    let _first = first.exits(1).complains("the traffic of `web` moves, or has moved, since this plan was made");
    let _ = account.deploy(APP).await.says("Nothing to do");
    assert_eq!(account.aws.violations(), Vec::<String>::new());
    HEALTH.set("/ready");
    let _ = account.deploy(APP).await.says("web stack");
}

#[tokio::test(start_paused = true)]
async fn what_moved_the_traffic_goes_only_when_an_interrupted_return_to_rolling_is_done() {
    let account = deployed().await;
    DEPLOY.set(Some(Deploy::Rolling(Rolling::new())));
    let hangs = |call: &simulator::Call| match call.action().as_str() {
        "ecs:UpdateService" => Reaction::Hang { carried_out: true },
        _ => Reaction::Pass,
    };
    account.aws.on_call(hangs);
    tokio::select! {
        biased;
        _ = account.run(APP, &["deploy"]) => panic!("nothing cut it off"),
        () = account.aws.hung() => {}
    }
    account.aws.pass_calls();
    let outcome = account.deploy(APP).await.says("web stack");
    let _ = outcome.complains("waiting until the services no longer use what goes");
    let _ = account.deploy(APP).await.says("Nothing to do");
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_deployment_that_moves_traffic_is_seen_by_who_comes_later() {
    let account = deployed().await;
    let _before = account.aws.take_calls();
    IMAGE.set("web:2");
    let later = async {
        account.called("ecs:UpdateService", 8).await;
        let refused = async {
            HEALTH.set("/ready");
            let refused = account.run(APP, &["deploy"]).await.exits(1).complains("moves its traffic");
            HEALTH.set("/");
            refused
        };
        let _refused = refused.await;
        let _attached = account.run(APP, &["attach"]).await.exits(0).says("Deployed: web.");
    };
    let (_first, ()) = tokio::join!(account.deploy(APP), later);
}

#[tokio::test(start_paused = true)]
async fn a_first_deployment_that_failed_is_tried_again() {
    let account = Account::new(9);
    account.aws.image("migrate", Behaviour::Exit { after: Duration::from_secs(5), code: 0, lines: Vec::new() });
    account.aws.image("web:1", Behaviour::crash(1, &["no database"]));
    let _failed = account.run(APP, &["deploy"]).await.exits(1).complains("[crash]");
    account.aws.image("web:1", Behaviour::Healthy);
    let _again = account.deploy(APP).await.says("its last deployment failed").complains("web service: succeeded");
    let _done = account.deploy(APP).await.says("Nothing to do");
}
