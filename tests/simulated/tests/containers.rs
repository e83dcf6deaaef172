//! Tasks of several containers, and patches of what is generated.

use std::cell::Cell;
use std::time::Duration;

use infra_aws::core::declaration::{Image, Patch, Variable};
use infra_aws::prelude::*;
use serde_json::{Value, json};
use simulated::{Account, Outcome};
use simulator::{Behaviour, Call};

#[cluster]
struct Shop;

/// A service with a proxy before it, and a container that sets it up.
#[service(
    cluster = Shop, image = "web:1", cpu = 512, memory = 1024,
    port(8080, name = "http", protocol = http2), route("/*"),
    check("CMD-SHELL curl -f http://localhost:8080/", every = "10s"),
    memory_reservation = 256,
    restart(after = "2m", except = [0]),
    container("proxy", image = "proxy:1", port = 9901, cpu = 64, memory = 128, check("CMD /bin/healthy"),
              env(LEVEL = "info"), secret(TOKEN = "ssm:/{app}/{stage}/token"), ulimit(nofile = 1024)),
    container("setup", image = "setup:1", essential = false, after(proxy = healthy), command = ["migrate"]),
    after(setup = success),
    patch("/taskDefinition/pidMode", "\"task\""),
    patch("/taskDefinition/containerDefinitions/1/interactive", "true"),
    patch("/service/deploymentConfiguration/maximumPercent", "250"),
    configure = changed,
)]
struct Web;

#[service(cluster = Shop, image = "quiet:1", logs = off)]
struct Quiet;

#[service(cluster = Shop, image = "sent:1",
          logs = firelens(options(Name = "datadog"), secrets(apikey = "ssm:/{app}/datadog")))]
struct Sent;

const APP: App = app!("shop": Shop, Web, Quiet, Sent);

#[task(cluster = Shop, image = "rollup:1", logs = firelens(options(Name = "s3", bucket = "rollups")))]
struct Rollup;

const ROUTED: App = app!("shop": Shop, Rollup);

thread_local! {
    static CHANGE: Cell<&'static str> = const { Cell::new("") };
}

#[allow(clippy::unnecessary_wraps, reason = "`configure` takes functions that can fail")]
fn changed(_: &Stage<'_>, mut spec: ServiceSpec) -> Result<ServiceSpec, std::convert::Infallible> {
    let mut sidecars = spec.workload.sidecars.to_vec();
    match CHANGE.get() {
        "image" => sidecars[0].container.image = Image::Reference("proxy:2"),
        "level" => sidecars[0].container.environment = vec![("LEVEL", Variable::Text("debug"))].leak(),
        "gone" => {
            sidecars.truncate(1);
            spec.workload.after = &[];
        }
        "patch" => {
            let mut patches = spec.workload.patches.to_vec();
            patches[2].value = "300";
            spec.workload.patches = patches.leak();
        }
        "unpatched" => spec.workload.patches = &[],
        "nowhere" => {
            let pointer = "/service/serviceConnectConfiguration/enabled";
            spec.workload.patches = vec![Patch { pointer, value: "true" }].leak();
        }
        _ => {}
    }
    spec.workload.sidecars = sidecars.leak();
    Ok(spec)
}

async fn deployed() -> Account {
    CHANGE.set("");
    let account = Account::new(7);
    account.deploy(APP).await;
    let _ = account.aws.take_calls();
    account
}

async fn change(account: &Account, change: &'static str) -> Outcome {
    CHANGE.set(change);
    account.deploy(APP).await
}

/// What was registered last of a family.
fn registered(calls: &[Call], family: &str) -> Value {
    let register = |call: &&Call| call.action() == "ecs:RegisterTaskDefinition" && call.request["family"] == family;
    calls.iter().rfind(register).expect("it was registered").request.clone()
}

#[tokio::test(start_paused = true)]
async fn what_is_declared_of_containers_is_deployed_and_stays() {
    CHANGE.set("");
    let account = Account::new(7);
    account.deploy(APP).await;
    let calls = account.aws.take_calls();
    let web = registered(&calls, "shop-dev-web");
    let containers = web["containerDefinitions"].as_array().expect("there are some");
    let names: Vec<&str> = containers.iter().filter_map(|container| container["name"].as_str()).collect();
    assert_eq!(names, ["web", "proxy", "setup"]);
    assert_eq!(
        containers[0]["dependsOn"],
        json!([
            { "containerName": "proxy", "condition": "HEALTHY" },
            { "containerName": "setup", "condition": "SUCCESS" },
        ])
    );
    assert_eq!(containers[0]["portMappings"][0]["appProtocol"], "http2");
    assert_eq!(containers[1]["environment"][1], json!({ "name": "PORT", "value": "9901" }));
    assert_eq!((&containers[2]["essential"], &web["pidMode"]), (&json!(false), &json!("task")));
    assert_eq!(containers[1]["interactive"], true);
    let quiet = registered(&calls, "shop-dev-quiet");
    assert_eq!(quiet["containerDefinitions"][0].get("logConfiguration"), None);
    let sent = registered(&calls, "shop-dev-sent");
    assert_eq!(sent["containerDefinitions"][0]["logConfiguration"]["logDriver"], "awsfirelens");
    assert_eq!(sent["containerDefinitions"][1]["firelensConfiguration"]["type"], "fluentbit");
    let _ = account.deploy(APP).await.says("Nothing to do");
    assert!(account.aws.take_calls().iter().all(Call::is_read));
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn changes_of_containers_say_whose_they_are_and_restart_the_service() {
    let account = deployed().await;
    let outcome = change(&account, "image").await.says("container proxy image: proxy:1 -> proxy:2");
    let _ = outcome.says("rolling restart of 1 task");
    let outcome = change(&account, "level").await.says("container proxy env LEVEL: info -> debug");
    let _ = outcome.says("container proxy image: proxy:2 -> proxy:1");
    let outcome = change(&account, "gone").await.says("container setup: setup:1 -> nothing");
    let _ = outcome.says("after setup: SUCCESS -> nothing");
    let _ = change(&account, "gone").await.says("Nothing to do");
}

#[tokio::test(start_paused = true)]
async fn a_patch_of_the_service_is_planned_sent_and_then_at_rest() {
    let account = deployed().await;
    let pointer = "/service/deploymentConfiguration/maximumPercent";
    let sent = |calls: Vec<Call>| {
        let update = calls.into_iter().find(|call| call.action() == "ecs:UpdateService");
        update.expect("the service is updated").request["deploymentConfiguration"]["maximumPercent"].clone()
    };
    let _ = change(&account, "patch").await.says(&format!("patch {pointer}: 300"));
    assert_eq!(sent(account.aws.take_calls()), 300);
    let _ = change(&account, "patch").await.says("Nothing to do");
    let outcome = change(&account, "unpatched").await.says("patch of /service/deploymentConfiguration is taken back");
    let _ = outcome.says("pidMode: task -> nothing");
    assert_eq!(sent(account.aws.take_calls()), 200);
    let _ = change(&account, "unpatched").await.says("Nothing to do");
}

#[tokio::test(start_paused = true)]
async fn a_patch_that_finds_no_place_is_refused_before_anything_changes() {
    let account = deployed().await;
    CHANGE.set("nowhere");
    let outcome = account.run(APP, &["deploy"]).await.exits(1);
    let _ = outcome.complains("there is no `/service/serviceConnectConfiguration` that could be changed");
    assert!(account.aws.take_calls().iter().all(Call::is_read));
}

#[tokio::test(start_paused = true)]
async fn a_failing_check_of_a_container_is_named_with_the_container() {
    let account = deployed().await;
    account.aws.image_writes("proxy:2", &["no certificate"]);
    account.aws.image("proxy:2", Behaviour::ContainerUnhealthy);
    CHANGE.set("image");
    let outcome = account.run(APP, &["deploy"]).await.exits(1);
    let why = "the health check of container proxy fails, which keeps setup and web from starting";
    let outcome = outcome.complains(why).complains("last lines of container proxy");
    let outcome = outcome.complains("no certificate").complains("up to three hours");
    assert!(outcome.err.matches(why).count() > 1, "it is told before the limit, and at the end:\n{}", outcome.err);
    let report = account.reports().pop().expect("there is a report");
    assert_eq!((&report["cause"], &report["explanation"]), (&json!("container-health"), &json!(why)));
}

#[tokio::test(start_paused = true)]
async fn a_container_that_fails_before_others_may_start_is_named_with_them() {
    let account = deployed().await;
    let lines = vec!["migrating".to_owned(), "no database".to_owned()];
    account.aws.image("setup:1", Behaviour::Exit { after: Duration::from_secs(20), code: 1, lines });
    CHANGE.set("level");
    let outcome = account.run(APP, &["deploy"]).await.exits(1);
    let why = "container setup ended with exit code 1, which keeps web from starting";
    let outcome =
        outcome.complains(why).complains("TaskFailedToStart: Task failed to start; container setup exit code 1");
    let _ = outcome.complains("last lines of container setup").complains("no database");
    let report = account.reports().pop().expect("there is a report");
    assert_eq!((&report["cause"], &report["explanation"]), (&json!("crash"), &json!(why)));
}

#[tokio::test(start_paused = true)]
async fn a_container_that_does_not_end_is_named_with_those_that_wait_for_it() {
    let account = deployed().await;
    account.aws.image("setup:1", Behaviour::Exit { after: Duration::from_hours(9), code: 0, lines: Vec::new() });
    CHANGE.set("level");
    let outcome = account.run(APP, &["deploy"]).await.exits(1);
    let _ = outcome.complains("container setup has not ended yet, which keeps web from starting");
}

#[tokio::test(start_paused = true)]
async fn a_container_that_may_end_stops_nothing() {
    CHANGE.set("");
    let account = Account::new(9);
    account.aws.image("setup:1", Behaviour::crash(0, &["done"]));
    let _ = account.deploy(APP).await.says("Deployed.");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_left_when_all_is_destroyed() {
    let account = deployed().await;
    let _ = account.run(APP, &["destroy"]).await.exits(0);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn who_asks_for_lines_that_are_elsewhere_is_told_where_they_are() {
    let account = deployed().await;
    let told = "`sent` writes through FireLens to `datadog`: its lines are there, and not in CloudWatch Logs";
    let _ = account.run(APP, &["logs", "sent"]).await.exits(0).complains(told);
    let nothing = account.run(APP, &["logs", "quiet"]).await.exits(2);
    let _ = nothing.complains("nothing of this writes to CloudWatch Logs").complains("`quiet` writes no logs");
    let account = Account::new(2);
    account.aws.image("rollup:1", Behaviour::crash(0, &["summed up"]));
    account.deploy(ROUTED).await;
    let ran = account.run(ROUTED, &["run", "rollup"]).await.exits(0);
    let _ = ran.complains("`rollup` writes through FireLens to `s3` (bucket rollups): its lines are there");
}
