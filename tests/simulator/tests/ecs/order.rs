//! The order in which the containers of a task start.

use aws_sdk_ecs::types::{
    Compatibility, ContainerCondition, ContainerDefinition, ContainerDependency, HealthCheck, LaunchType, NetworkMode,
    Task,
};
use simulator::Behaviour;

use crate::ecs::app::App;

/// A container named as its image.
fn container(name: &str) -> aws_sdk_ecs::types::builders::ContainerDefinitionBuilder {
    ContainerDefinition::builder().name(name).image(name).essential(name != "setup")
}

fn after(name: &str, condition: ContainerCondition) -> ContainerDependency {
    ContainerDependency::builder().container_name(name).condition(condition).build().unwrap()
}

/// Checked every 10 s, and unhealthy after three times.
fn check() -> HealthCheck {
    HealthCheck::builder().command("CMD").command("/bin/healthy").interval(10).retries(3).build().unwrap()
}

/// Runs a task with some containers on Fargate.
async fn run(app: &App, containers: Vec<ContainerDefinition>) {
    let call = app.ecs.register_task_definition().family("job").set_container_definitions(Some(containers));
    let call = call.cpu("256").memory("512").network_mode(NetworkMode::Awsvpc).execution_role_arn(&app.role);
    call.requires_compatibilities(Compatibility::Fargate).send().await.unwrap();
    let call = app.ecs.run_task().cluster("shop").task_definition("job").launch_type(LaunchType::Fargate);
    call.network_configuration(app.network()).send().await.unwrap();
}

/// The task, which is to run.
async fn task(app: &App) -> Task {
    app.tasks("RUNNING").await[0].clone()
}

/// The status of the task, and of each of its containers.
fn statuses(task: &Task) -> Vec<&str> {
    let containers = task.containers().iter().filter_map(|container| container.last_status());
    task.last_status().into_iter().chain(containers).collect()
}

fn codes(task: &Task) -> Vec<Option<i32>> {
    task.containers().iter().map(|container| container.exit_code()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_container_waits_until_others_are_where_it_wants_them() {
    let app = App::new();
    let web = container("web")
        .depends_on(after("setup", ContainerCondition::Success))
        .depends_on(after("proxy", ContainerCondition::Healthy));
    let setup = container("setup").depends_on(after("proxy", ContainerCondition::Start));
    run(&app, vec![web.build(), setup.build(), container("proxy").health_check(check()).build()]).await;
    app.wait(9).await;
    assert_eq!(statuses(&task(&app).await), ["PENDING", "PENDING", "RUNNING", "RUNNING"]);
    app.wait(4).await;
    let now = task(&app).await;
    assert_eq!(statuses(&now), ["PENDING", "PENDING", "STOPPED", "RUNNING"]);
    assert_eq!(codes(&now), [None, Some(0), None]);
    app.wait(5).await;
    assert_eq!(statuses(&task(&app).await), ["ACTIVATING", "RUNNING", "STOPPED", "RUNNING"]);
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(task(&app).await.last_status(), Some("RUNNING"));
}

#[tokio::test(start_paused = true)]
async fn a_task_fails_whose_container_can_never_start() {
    let app = App::new();
    app.simulator.image("setup", Behaviour::crash(1, &["no database"]));
    let web = container("web").depends_on(after("setup", ContainerCondition::Success));
    run(&app, vec![web.build(), container("setup").build(), container("proxy").build()]).await;
    assert!(app.simulator.wait_until_settled().await);
    let task = app.tasks("STOPPED").await[0].clone();
    assert_eq!(task.stop_code().unwrap().as_str(), "TaskFailedToStart");
    assert_eq!(task.stopped_reason(), Some("Task failed to start"));
    assert_eq!(codes(&task), [None, Some(1), Some(0)]);
    assert!(task.started_at().is_none());
    assert!(task.containers().iter().all(|container| container.reason().is_none()));
}

#[tokio::test(start_paused = true)]
async fn on_an_instance_the_agent_says_which_container_could_not_start() {
    let app = App::new();
    app.simulator.put_capacity_provider("shop", "metal", "m7i.large", 1, 1);
    app.simulator.image("setup", Behaviour::crash(1, &[]));
    let web = container("web").memory(128).depends_on(after("setup", ContainerCondition::Success));
    let call = app.ecs.register_task_definition().family("job").network_mode(NetworkMode::Bridge);
    let call = call.container_definitions(web.build()).container_definitions(container("setup").memory(128).build());
    call.send().await.unwrap();
    app.wait(300).await;
    let call = app.ecs.run_task().cluster("shop").task_definition("job").launch_type(LaunchType::Ec2);
    call.send().await.unwrap();
    assert!(app.simulator.wait_until_settled().await);
    let task = app.tasks("STOPPED").await[0].clone();
    assert_eq!(codes(&task), [Some(143), Some(1)]);
    assert_eq!(
        task.containers()[0].reason(),
        Some(
            "CannotStartContainerError: dependency graph: failed to resolve container ordering dependency [setup(setup) \
             (STOPPED->RUNNING) - Exit: 1] for target [web(web) (NONE->RUNNING)] as dependency did not exit successfully."
        )
    );
}

#[tokio::test(start_paused = true)]
async fn who_only_waits_for_the_end_does_not_mind_the_exit_code() {
    let app = App::new();
    app.simulator.image("setup", Behaviour::crash(1, &[]));
    let web = container("web").depends_on(after("setup", ContainerCondition::Complete));
    run(&app, vec![web.build(), container("setup").build()]).await;
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(statuses(&task(&app).await), ["RUNNING", "RUNNING", "STOPPED"]);
}

#[tokio::test(start_paused = true)]
async fn a_task_goes_on_without_a_container_that_is_not_essential() {
    let app = App::new();
    app.simulator.image("setup", Behaviour::crash(1, &[]));
    app.simulator.image("proxy", Behaviour::crash(2, &[]));
    let setup = container("setup").depends_on(after("proxy", ContainerCondition::Success));
    run(&app, vec![container("web").build(), setup.build(), container("proxy").essential(false).build()]).await;
    assert!(app.simulator.wait_until_settled().await);
    let task = task(&app).await;
    assert_eq!(statuses(&task), ["RUNNING", "RUNNING", "STOPPED", "STOPPED"]);
    assert_eq!(codes(&task), [None, None, Some(2)]);
}

#[tokio::test(start_paused = true)]
async fn a_container_that_never_gets_healthy_is_waited_for_as_long_as_it_may_take() {
    for (timeout, seconds) in [(None, 3 * 3_600), (Some(60), 60)] {
        let app = App::new();
        app.simulator.image("proxy", Behaviour::ContainerUnhealthy);
        let web = container("web").depends_on(after("proxy", ContainerCondition::Healthy));
        let proxy = container("proxy").health_check(check()).set_start_timeout(timeout);
        run(&app, vec![web.build(), proxy.build()]).await;
        app.wait(8 + seconds - 1).await;
        let now = task(&app).await;
        assert_eq!(statuses(&now), ["PENDING", "PENDING", "RUNNING"]);
        assert_eq!(now.containers()[1].health_status().unwrap().as_str(), "UNHEALTHY");
        app.wait(5).await;
        let task = app.tasks("STOPPED").await[0].clone();
        assert_eq!(task.stopped_reason(), Some("Task failed to start"));
        assert_eq!(codes(&task), [None, Some(0)]);
    }
}

#[tokio::test(start_paused = true)]
async fn an_essential_container_that_ends_takes_those_with_it_that_wait() {
    let app = App::new();
    app.simulator.image("proxy", Behaviour::crash(4, &[]));
    let web = container("web").depends_on(after("proxy", ContainerCondition::Healthy));
    run(&app, vec![web.build(), container("proxy").health_check(check()).build()]).await;
    assert!(app.simulator.wait_until_settled().await);
    let task = app.tasks("STOPPED").await[0].clone();
    assert_eq!(task.stop_code().unwrap().as_str(), "EssentialContainerExited");
    assert_eq!(codes(&task), [None, Some(4)]);
}
