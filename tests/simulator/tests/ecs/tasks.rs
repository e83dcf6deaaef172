//! Tasks that run by themselves.

use std::time::Duration;

use aws_sdk_ecs::operation::run_task::builders::RunTaskFluentBuilder;
use aws_sdk_ecs::types::LaunchType;
use simulator::{Behaviour, Capacity};

use crate::app::App;

fn run(app: &App, definition: &str) -> RunTaskFluentBuilder {
    let call = app.ecs.run_task().cluster("shop").task_definition(definition).launch_type(LaunchType::Fargate);
    call.network_configuration(app.network()).started_by("deploy-1")
}

#[tokio::test(start_paused = true)]
async fn a_task_runs_to_its_exit_code() {
    let app = App::new();
    let lines = vec!["migrated".to_owned()];
    app.simulator.image("migrate", Behaviour::Exit { after: Duration::from_secs(20), code: 0, lines });
    let definition = app.register("migrate:1").await;
    let token = run(&app, &definition).client_token("once");
    let task = token.clone().send().await.unwrap().tasks()[0].clone();
    let again = token.send().await.unwrap().tasks()[0].clone();
    assert_eq!(task.task_arn(), again.task_arn());
    let running = app.ecs.list_tasks().cluster("shop").started_by("deploy-1").send().await.unwrap();
    assert_eq!(running.task_arns().len(), 1);
    assert!(app.simulator.wait_until_settled().await);
    let stopped = app.tasks("STOPPED").await;
    assert_eq!(stopped[0].containers()[0].exit_code(), Some(0));
    assert_eq!(stopped[0].last_status(), Some("STOPPED"));
    assert!(stopped[0].stopped_at().is_some());
}

#[tokio::test(start_paused = true)]
async fn a_task_can_be_stopped() {
    let app = App::new();
    let definition = app.register("shop:1").await;
    let task = run(&app, &definition).send().await.unwrap().tasks()[0].clone();
    assert!(app.simulator.wait_until_settled().await);
    let call = app.ecs.stop_task().cluster("shop").task(task.task_arn().unwrap()).reason("enough");
    call.send().await.unwrap();
    assert!(app.simulator.wait_until_settled().await);
    let stopped = app.tasks("STOPPED").await;
    assert_eq!(stopped[0].stopped_reason(), Some("enough"));
    assert_eq!(stopped[0].stop_code().unwrap().as_str(), "UserInitiated");
}

#[tokio::test(start_paused = true)]
async fn a_task_without_capacity_is_a_failure_in_an_answer() {
    let app = App::new();
    let definition = app.register("shop:1").await;
    app.simulator.capacity("web", Capacity::Insufficient("memory".to_owned()));
    let answer = run(&app, &definition).send().await.unwrap();
    assert_eq!(answer.failures()[0].reason(), Some("RESOURCE:MEMORY"));
}

#[tokio::test(start_paused = true)]
async fn two_at_once_that_one_started_are_a_violation() {
    let app = App::new();
    let definition = app.register("shop:1").await;
    run(&app, &definition).send().await.unwrap();
    assert!(app.simulator.violations().is_empty());
    run(&app, &definition).send().await.unwrap();
    assert_eq!(app.simulator.violations().len(), 1);
}
