//! What befalls tasks, by their image.

use std::time::Duration;

use aws_sdk_ecs::types::{ServiceDeploymentStatus, Task};
use simulator::{Behaviour, Capacity, SecretFailure};

use crate::ecs::app::App;

/// A task that failed with an image that behaves in some way, after the deployment was rolled back.
async fn failed(behaviour: Behaviour) -> (App, Task) {
    let app = App::settled("shop:1").await;
    app.simulator.image("shop:2", behaviour);
    app.release("shop:2").await;
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::RollbackSuccessful));
    let task = app.tasks("STOPPED").await.into_iter().find(|task| task.task_definition_arn().unwrap().ends_with(":2"));
    (app, task.unwrap())
}

#[tokio::test(start_paused = true)]
async fn tasks_that_do_not_start_say_why() {
    let secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf";
    let unreadable = |failure| Behaviour::Secret { secret: secret.to_owned(), failure };
    for (behaviour, words) in [
        (Behaviour::ImageMissing, ["CannotPullContainerError", "not found"]),
        (Behaviour::WrongPlatform, ["CannotPullContainerError", "descriptor matching platform"]),
        (Behaviour::RegistryUnreachable, ["CannotPullContainerError", "i/o timeout"]),
        (Behaviour::RegistryForbidden, ["CannotPullContainerError", "403 Forbidden"]),
        (Behaviour::DiskFull, ["CannotPullContainerError", "no space left"]),
        (
            unreadable(SecretFailure::Denied),
            ["ResourceInitializationError", "not authorized to perform: secretsmanager"],
        ),
        (unreadable(SecretFailure::Missing), ["ResourceInitializationError", "can't find the specified secret"]),
        (unreadable(SecretFailure::NoRoute), ["ResourceInitializationError", secret]),
        (Behaviour::FileSystem, ["ResourceInitializationError", "EFS"]),
        (Behaviour::NetworkInterface, ["ResourceInitializationError", "network interface"]),
        (Behaviour::Volume, ["Timeout", "EBS"]),
    ] {
        let (_, task) = failed(behaviour.clone()).await;
        assert_eq!(task.stop_code().unwrap().as_str(), "TaskFailedToStart", "{behaviour:?}");
        let reason = task.stopped_reason().unwrap();
        assert!(words.iter().all(|word| reason.contains(word)), "{reason}");
        assert!(task.started_at().is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn a_crash_leaves_its_exit_code_and_its_last_lines() {
    let (app, task) = failed(Behaviour::crash(3, &["starting", "no database"])).await;
    assert_eq!(task.stop_code().unwrap().as_str(), "EssentialContainerExited");
    assert_eq!(task.containers()[0].exit_code(), Some(3));
    let id = task.task_arn().unwrap().rsplit('/').next().unwrap();
    let logs = aws_sdk_cloudwatchlogs::Client::new(&app.simulator.sdk_config());
    let call = logs.get_log_events().log_group_name("/shop/web").log_stream_name(format!("ecs/web/{id}"));
    let answer = call.start_from_head(true).send().await.unwrap();
    let lines: Vec<&str> = answer.events().iter().map(|event| event.message().unwrap()).collect();
    assert_eq!(lines, ["starting", "no database"]);
    let filtered = logs.filter_log_events().log_group_name("/shop/web").filter_pattern("database");
    assert!(filtered.send().await.unwrap().events().len() >= 3);
}

#[tokio::test(start_paused = true)]
async fn memory_and_architecture_show_on_the_container() {
    let (_, task) = failed(Behaviour::OutOfMemory { after: Duration::from_secs(2) }).await;
    let container = &task.containers()[0];
    assert_eq!(container.exit_code(), Some(137));
    assert!(container.reason().unwrap().starts_with("OutOfMemoryError"), "{container:?}");
    let (_, task) = failed(Behaviour::ExecFormatError).await;
    assert_eq!(task.containers()[0].exit_code(), Some(255));
}

#[tokio::test(start_paused = true)]
async fn a_failing_target_stops_its_task_and_says_why() {
    let behaviour = Behaviour::TargetUnhealthy {
        reason: "Target.ResponseCodeMismatch".to_owned(),
        description: "Health checks failed with these codes: [502]".to_owned(),
    };
    let (app, task) = failed(behaviour).await;
    assert!(
        task.stopped_reason().unwrap().starts_with("Task failed ELB health checks in (target-group arn:"),
        "{task:?}"
    );
    let events = app.events().await;
    let told = events.iter().any(|event| event.contains("is unhealthy in (target-group") && event.contains("[502]"));
    assert!(told, "{events:?}");
}

#[tokio::test(start_paused = true)]
async fn a_long_crash_after_the_deployment_only_replaces_the_task() {
    let app = App::new();
    let behaviour = Behaviour::Exit { after: Duration::from_mins(10), code: 1, lines: Vec::new() };
    app.simulator.image_times("shop:1", behaviour, 1);
    app.create("shop:1").await.unwrap();
    app.wait(300).await;
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::Successful));
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.described().await.running_count(), 2);
    assert_eq!(app.tasks("STOPPED").await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn stopped_tasks_are_forgotten_after_an_hour() {
    let (app, _) = failed(Behaviour::ImageMissing).await;
    app.wait(3700).await;
    assert!(app.tasks("STOPPED").await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn spot_takes_a_task_without_failing_the_deployment() {
    let app = App::settled("shop:1").await;
    app.simulator.interrupt_spot("shop", "web", 1);
    assert!(app.simulator.wait_until_settled().await);
    let stopped = app.tasks("STOPPED").await;
    assert_eq!(stopped[0].stop_code().unwrap().as_str(), "SpotInterruption");
    let service = app.described().await;
    assert_eq!((service.running_count(), service.deployments()[0].failed_tasks()), (2, 0));
}

#[tokio::test(start_paused = true)]
async fn missing_capacity_is_told_in_events_and_trips_the_breaker() {
    for (capacity, words) in [
        (Capacity::FargateUnavailable, "Capacity is unavailable at this time"),
        (Capacity::VcpuQuota, "limit on the number of vCPUs"),
        (Capacity::NoInstances, "No Container Instances were found"),
        (Capacity::Insufficient("CPU units".to_owned()), "has insufficient CPU units available"),
    ] {
        let app = App::settled("shop:1").await;
        app.simulator.capacity("web", capacity);
        app.release("shop:2").await;
        assert!(app.simulator.wait_until_settled().await);
        assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::RollbackSuccessful));
        let events = app.events().await;
        let told = events.iter().any(|event| event.contains("was unable to place a task") && event.contains(words));
        assert!(told, "{events:?}");
        assert_eq!(app.described().await.running_count(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_failing_container_health_check_stops_the_task() {
    let app = App::new();
    let check = aws_sdk_ecs::types::HealthCheck::builder().command("CMD").command("true").interval(5).retries(2);
    let container = aws_sdk_ecs::types::ContainerDefinition::builder().name("web").image("shop:1");
    let container = container.health_check(check.build().unwrap()).build();
    let call = app.ecs.register_task_definition().family("web").container_definitions(container);
    let call = call.network_mode(aws_sdk_ecs::types::NetworkMode::Awsvpc).cpu("256").memory("512");
    let call = call.requires_compatibilities(aws_sdk_ecs::types::Compatibility::Fargate);
    let definition = call.send().await.unwrap();
    let definition = definition.task_definition().unwrap().task_definition_arn().unwrap();
    app.simulator.image_times("shop:1", Behaviour::ContainerUnhealthy, 1);
    app.service(definition).send().await.unwrap();
    assert!(app.simulator.wait_until_settled().await);
    let stopped = app.tasks("STOPPED").await;
    assert_eq!(stopped[0].stopped_reason(), Some("Task failed container health checks"));
    let running = app.tasks("RUNNING").await;
    assert!(running.iter().all(|task| task.health_status().unwrap().as_str() == "HEALTHY"), "{running:?}");
}
