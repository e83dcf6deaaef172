//! Calls that go wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use simulator::{Options, Reaction, random_faults};

use crate::ecs::app::App;

/// Does something to the first call of an operation.
fn once(app: &App, operation: &'static str, reaction: Reaction) {
    let left = Arc::new(AtomicU32::new(1));
    app.simulator.on_call(move |call| {
        if call.operation == operation && left.fetch_sub(left.load(Ordering::Relaxed).min(1), Ordering::Relaxed) == 1 {
            reaction.clone()
        } else {
            Reaction::Pass
        }
    });
}

/// The names of the operations that were called.
fn called(app: &App) -> Vec<String> {
    app.simulator.take_calls().into_iter().map(|call| call.operation).collect()
}

#[tokio::test(start_paused = true)]
async fn throttled_calls_and_outages_are_tried_again() {
    for reaction in [Reaction::Throttle, Reaction::ServerError, Reaction::Refuse] {
        let app = App::new();
        once(&app, "RegisterTaskDefinition", reaction.clone());
        app.register("shop:1").await;
        assert_eq!(called(&app).len(), 2, "{reaction:?}");
        let listed = app.ecs.list_task_definitions().send().await.unwrap();
        assert_eq!(listed.task_definition_arns().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_was_carried_out() {
    let app = App::new();
    once(&app, "RegisterTaskDefinition", Reaction::LoseAnswer);
    let arn = app.register("shop:1").await;
    assert!(arn.ends_with("web:2"), "{arn}");
}

#[tokio::test(start_paused = true)]
async fn an_error_is_told_as_it_is_scripted() {
    let app = App::new();
    once(&app, "ListServices", Reaction::error("AccessDeniedException", "User is not authorized"));
    let error = app.ecs.list_services().cluster("shop").send().await.unwrap_err().into_service_error();
    assert!(error.is_access_denied_exception(), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_hanging_call_is_carried_out_or_not() {
    for carried_out in [false, true] {
        let app = App::new();
        once(&app, "RegisterTaskDefinition", Reaction::Hang { carried_out });
        tokio::select! {
            _ = app.register("shop:1") => panic!("it was answered"),
            () = app.simulator.hung() => {}
        }
        let listed = app.ecs.list_task_definitions().send().await.unwrap();
        assert_eq!(listed.task_definition_arns().len(), usize::from(carried_out));
    }
}

#[tokio::test(start_paused = true)]
async fn a_stale_read_is_behind_the_latest_write() {
    let app = App::new();
    app.simulator.on_call(|call| match call.operation.as_str() {
        "ListTaskDefinitions" => Reaction::Stale,
        _ => Reaction::Pass,
    });
    app.register("shop:1").await;
    let listed = app.ecs.list_task_definitions().send().await.unwrap();
    assert!(listed.task_definition_arns().is_empty());
    app.simulator.pass_calls();
    let listed = app.ecs.list_task_definitions().send().await.unwrap();
    assert_eq!(listed.task_definition_arns().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn random_faults_are_the_same_for_the_same_seed() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let app = App::with(Options { seed: 7, latency: Duration::from_millis(20), ..Options::default() });
        app.simulator.on_call(random_faults(7, 30));
        for image in ["a", "b", "c", "d"] {
            app.register(image).await;
        }
        let calls = app.simulator.calls().into_iter().map(|call| (call.operation, call.at)).collect::<Vec<_>>();
        assert!(calls.len() > 4, "{calls:?}");
        runs.push((calls, app.simulator.snapshot().to_string()));
    }
    assert_eq!(runs[0], runs[1]);
}

#[tokio::test(start_paused = true)]
async fn two_ways_to_one_end_have_one_snapshot() {
    let straight = App::settled("shop:2").await;
    let app = App::with(Options { seed: 5, ..Options::default() });
    app.create("shop:1").await.unwrap();
    assert!(app.simulator.wait_until_settled().await);
    app.release("shop:2").await;
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(straight.simulator.snapshot(), app.simulator.snapshot());
}
