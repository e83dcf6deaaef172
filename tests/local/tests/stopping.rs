//! A stage that is stopped.

use std::sync::Arc;

use infra_local::control::StopEvent;
use infra_local::spec::Service;
use local::{Stage, calls, get, is_running, program, routed, service, until};

use crate::SERVER;

fn server(item: &str) -> Service {
    service(item, program(SERVER), &[("VERSION", "1")])
}

/// One that gives its requests far longer than a test may take.
fn patient(item: &str) -> Service {
    let mut service = Service { drain_seconds: 3_600, ..server(item) };
    service.units[0].stop_seconds = 1;
    service
}

/// Whether a request is open somewhere.
fn is_open(stage: &Stage) -> bool {
    stage.supervisor.stats().services.iter().any(|service| service.traffic.open > 0)
}

#[tokio::test]
async fn open_requests_are_answered_and_nothing_new_comes_in() {
    let stage = Stage::new().await;
    stage.deploy(&routed(0, vec![server("web")])).await;
    let address = stage.address();
    let open = tokio::spawn(get(address, "/slow"));
    until("it is open", || is_open(&stage)).await;
    stage.supervisor.stop().await;
    assert_eq!(open.await.unwrap().expect("an answer").code, 200);
    assert_eq!(get(address, "/").await, None);
}

#[tokio::test]
async fn what_calls_stops_before_what_it_calls() {
    let stage = Stage::new().await;
    let (mut a, mut b) = (server("a"), server("b"));
    a.connections.push(calls("b"));
    b.connections.push(calls("c"));
    stage.deploy(&routed(0, vec![server("c"), a, b])).await;
    let mut stopped = Vec::new();
    let tell = |event| {
        if let StopEvent::Stopped { item } = event {
            stopped.push(item);
        }
    };
    stage.supervisor.client().stop(tell).await.unwrap();
    assert_eq!(stopped, ["a", "b", "c"]);
}

#[tokio::test]
async fn a_request_without_an_end_keeps_nobody_at_the_terminal() {
    let stage = Stage::new().await;
    stage.deploy(&routed(0, vec![patient("web")])).await;
    let pid = stage.pid("web");
    let open = tokio::spawn(get(stage.address(), "/hang"));
    until("it is open", || is_open(&stage)).await;
    stage.supervisor.stop().await;
    assert!(!is_running(pid));
    assert!(open.await.unwrap().is_none_or(|answer| answer.code != 200));
}

#[tokio::test]
async fn a_service_that_was_taken_away_and_still_answers_holds_up_nobody() {
    let stage = Arc::new(Stage::new().await);
    stage.deploy(&routed(0, vec![server("web"), patient("old")])).await;
    let pid = stage.pid("old");
    let open = tokio::spawn(get(stage.address(), "/old/hang"));
    until("it is open", || is_open(&stage)).await;
    let deploying = Arc::clone(&stage);
    let without = tokio::spawn(async move { deploying.apply(&routed(0, vec![server("web")])).await });
    until("it is taken away", || stage.state().services.len() == 1).await;
    // Neither the next deploy nor the stop waits for it.
    stage.deploy(&routed(0, vec![service("web", program(SERVER), &[("VERSION", "2")])])).await;
    without.await.unwrap();
    assert!(is_running(pid), "it still answers");
    stage.supervisor.stop().await;
    assert!(!is_running(pid));
    open.abort();
}

#[tokio::test]
async fn whoever_is_in_more_of_a_hurry_counts() {
    let stage = Arc::new(Stage::new().await);
    stage.deploy(&routed(0, vec![patient("web")])).await;
    let pid = stage.pid("web");
    let open = tokio::spawn(get(stage.address(), "/hang"));
    until("it is open", || is_open(&stage)).await;
    let client = stage.supervisor.client().clone();
    let first = tokio::spawn(async move { client.stop(|_| ()).await });
    until("it is stopped", || stage.state().endpoints.is_empty()).await;
    stage.supervisor.kill().await;
    first.await.unwrap().unwrap();
    assert!(!is_running(pid));
    open.abort();
}
