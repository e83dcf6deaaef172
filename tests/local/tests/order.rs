//! What is called comes before what calls it.

use std::sync::Arc;

use infra_core::event::{OutcomeState, RolloutState};
use infra_local::spec::{Service, Spec};
use local::{Stage, calls, is_running, line, program, routed, service, until};

use crate::SERVER;

fn web(version: &str) -> Service {
    let mut web = service("web", program(SERVER), &[("VERSION", version)]);
    web.connections.push(calls("api"));
    web
}

fn api(environment: &[(&str, &str)]) -> Service {
    service("api", program(SERVER), environment)
}

fn names(stage: &Stage) -> Vec<String> {
    stage.state().services.into_iter().map(|service| service.item).collect()
}

#[tokio::test]
async fn what_calls_waits_for_what_it_calls_and_others_do_not() {
    let stage = Arc::new(Stage::new().await);
    let file = stage.place.root().join("go");
    let waits = line(&format!("until test -f {}; do sleep 0.05; done; exec {SERVER}", file.display()));
    let mut slow = service("api", waits, &[("VERSION", "1")]);
    slow.check.as_mut().unwrap().grace_seconds = 600;
    let spec = routed(0, vec![web("1"), service("other", program(SERVER), &[("VERSION", "1")]), slow]);
    let (deploying, wanted) = (Arc::clone(&stage), spec.clone());
    let deployed = tokio::spawn(async move { deploying.deploy(&wanted).await });
    until("the others run", || names(&stage).contains(&"other".to_owned()) && stage.healthy("other").len() == 1).await;
    assert!(!names(&stage).contains(&"web".to_owned()), "what it calls is not there yet");
    std::fs::write(&file, "go").unwrap();
    deployed.await.unwrap();
    assert_eq!(stage.healthy("web").len(), 1);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn what_calls_something_that_fails_stays_as_it_is() {
    let stage = Stage::new().await;
    stage.deploy(&routed(0, vec![web("1"), api(&[("VERSION", "1")])])).await;
    let pid = stage.pid("web");
    let (succeeded, events) =
        stage.apply(&routed(0, vec![web("2"), api(&[("VERSION", "2"), ("START", "crash")])])).await;
    assert!(!succeeded);
    assert_eq!(events.outcome("api").state, OutcomeState::Rollout(RolloutState::RolledBack));
    let left = events.outcome("web");
    assert_eq!(left.state, OutcomeState::LeftOut, "{left:?}");
    assert!(left.detail.contains("`api`"), "{left:?}");
    assert_eq!(stage.pid("web"), pid);
    // It is in place of nothing: the next deploy makes up for it.
    stage.deploy(&routed(0, vec![web("2"), api(&[("VERSION", "2")])])).await;
    assert!(stage.get("/").await.body.starts_with("2 "));
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn what_does_not_run_yet_is_started_though_what_it_calls_fails() {
    let stage = Stage::new().await;
    let (succeeded, events) = stage.apply(&routed(0, vec![web("1"), api(&[("START", "crash")])])).await;
    assert!(!succeeded);
    assert_eq!(events.outcome("api").state, OutcomeState::Rollout(RolloutState::Failed));
    assert_eq!(events.outcome("web").state, OutcomeState::Done);
    assert_eq!(stage.get("/").await.code, 200);
    stage.supervisor.stop().await;
}

/// A stage in which `web` calls `api`, and one in which there is no `api` any more.
fn without_api(version: &str, start: &str) -> (Spec, Spec) {
    let mut alone = web(version);
    alone.connections.clear();
    alone.units[0].environment.push(("START".to_owned(), start.to_owned()));
    (routed(0, vec![web("1"), api(&[("VERSION", "1")])]), routed(0, vec![alone]))
}

#[tokio::test]
async fn what_is_called_goes_when_it_is_called_no_more() {
    let stage = Stage::new().await;
    let (with, without) = without_api("2", "");
    stage.deploy(&with).await;
    let pid = stage.pid("api");
    stage.deploy(&without).await;
    assert!(!is_running(pid));
    assert_eq!(names(&stage), ["web"]);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn what_is_still_called_stays() {
    let stage = Stage::new().await;
    let (with, without) = without_api("2", "crash");
    stage.deploy(&with).await;
    let pid = stage.pid("api");
    let (succeeded, events) = stage.apply(&without).await;
    assert!(!succeeded);
    assert_eq!(events.outcome("api").state, OutcomeState::LeftOut);
    assert!(is_running(pid));
    assert_eq!(names(&stage), ["web", "api"]);
    stage.supervisor.stop().await;
}
