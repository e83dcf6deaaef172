//! Tasks that run by themselves.

use std::time::Duration;

use aws_sdk_ecs::operation::run_task::builders::RunTaskFluentBuilder;
use aws_sdk_ecs::types::{CapacityProviderStrategyItem, ContainerDefinition, LaunchType, NetworkMode};
use simulator::{Behaviour, Capacity, Options};

use crate::ecs::app::App;

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

#[tokio::test(start_paused = true)]
async fn a_task_may_wait_for_its_instance() {
    let app = App::new();
    app.simulator.put_capacity_provider("shop", "metal", "m7i.large", 0, 1);
    let container = ContainerDefinition::builder().name("job").image("job:1").cpu(512).memory(512).build();
    let call = app.ecs.register_task_definition().family("job").network_mode(NetworkMode::Bridge);
    call.container_definitions(container).send().await.unwrap();
    let metal = CapacityProviderStrategyItem::builder().capacity_provider("metal").weight(1).build().unwrap();
    let call = app.ecs.run_task().cluster("shop").task_definition("job").capacity_provider_strategy(metal);
    let task = call.send().await.unwrap().tasks()[0].clone();
    assert!(task.container_instance_arn().is_none());
    app.wait(30).await;
    assert_eq!(app.tasks("RUNNING").await[0].last_status(), Some("PROVISIONING"));
    assert!(app.simulator.wait_until_settled().await);
    let task = app.tasks("RUNNING").await[0].clone();
    assert!(task.container_instance_arn().is_some());
    assert_eq!(task.last_status(), Some("RUNNING"));
}

#[tokio::test(start_paused = true)]
async fn a_task_needs_its_log_group() {
    let app = App::with(Options::default());
    let definition = app.register("shop:1").await;
    app.simulator.take_log_group("/shop/web");
    run(&app, &definition).send().await.unwrap();
    assert!(app.simulator.wait_until_settled().await);
    let stopped = app.tasks("STOPPED").await;
    assert!(stopped[0].stopped_reason().unwrap().contains("The specified log group does not exist"), "{stopped:?}");
}

#[tokio::test(start_paused = true)]
async fn the_account_says_whose_it_is() {
    let app = App::with(Options { account: "999988887777".to_owned(), ..Options::default() });
    let sts = aws_sdk_sts::Client::new(&app.simulator.sdk_config());
    let caller = sts.get_caller_identity().send().await.unwrap();
    assert_eq!(caller.account(), Some("999988887777"));
}
