//! Deployments that fail: the circuit breaker, alarms, and StopServiceDeployment.

use aws_sdk_ecs::types::{
    DeploymentAlarms, DeploymentCircuitBreaker, DeploymentConfiguration, DeploymentRolloutState,
    ServiceDeploymentRollbackMonitorsStatus, ServiceDeploymentStatus, StopServiceDeploymentStopType,
};
use simulator::Behaviour;

use crate::ecs::app::App;

#[tokio::test(start_paused = true)]
async fn the_circuit_breaker_rolls_back_to_the_last_good_revision() {
    let app = App::settled("shop:1").await;
    app.simulator.image("shop:2", Behaviour::ImageMissing);
    app.release("shop:2").await;
    let mut seen = Vec::new();
    loop {
        let status = app.deployment().await.status().unwrap().as_str().to_owned();
        if seen.last() != Some(&status) {
            seen.push(status.clone());
        }
        if status == "ROLLBACK_SUCCESSFUL" {
            break;
        }
        app.wait(1).await;
    }
    assert!(seen.contains(&"ROLLBACK_IN_PROGRESS".to_owned()), "{seen:?}");
    let deployment = app.deployment().await;
    let reason = "Service deployment rolled back because the circuit breaker threshold was exceeded.";
    assert_eq!(deployment.status_reason(), Some(reason));
    assert_eq!(deployment.rollback().unwrap().reason(), Some(reason));
    let breaker = deployment.deployment_circuit_breaker().unwrap();
    assert_eq!(breaker.status(), Some(&ServiceDeploymentRollbackMonitorsStatus::Triggered));
    assert!(breaker.failure_count() >= 3 && breaker.threshold() == 3, "{breaker:?}");
    let service = app.described().await;
    assert!(service.task_definition().unwrap().ends_with("web:1"));
    assert_eq!(service.deployments()[0].rollout_state(), Some(&DeploymentRolloutState::Completed));
    let events = app.events().await;
    assert!(events.iter().any(|event| event.ends_with("deployment failed: tasks failed to start.")), "{events:?}");
    assert!(events.iter().any(|event| event.contains("rolling back to deployment ecs-svc/")), "{events:?}");
}

#[tokio::test(start_paused = true)]
async fn while_it_rolls_back_the_service_shows_both_deployments() {
    let app = App::settled("shop:1").await;
    app.simulator.image("shop:2", Behaviour::ImageMissing);
    app.release("shop:2").await;
    while app.deployment().await.rollback().is_none() {
        app.wait(1).await;
    }
    let service = app.described().await;
    let (primary, failed) = (&service.deployments()[0], &service.deployments()[1]);
    assert_eq!(primary.rollout_state(), Some(&DeploymentRolloutState::InProgress));
    assert!(primary.rollout_state_reason().unwrap().contains("rolling back to deploymentId"), "{primary:?}");
    assert_eq!(failed.rollout_state(), Some(&DeploymentRolloutState::Failed));
    assert!(failed.failed_tasks() >= 3, "{failed:?}");
}

#[tokio::test(start_paused = true)]
async fn a_first_deployment_has_nothing_to_go_back_to() {
    let app = App::new();
    app.simulator.image("shop:1", Behaviour::crash(1, &["no database"]));
    app.create("shop:1").await.unwrap();
    assert!(app.simulator.wait_until_settled().await);
    let deployment = app.deployment().await;
    assert_eq!(deployment.status(), Some(&ServiceDeploymentStatus::RollbackFailed));
    assert_eq!(deployment.status_reason(), Some("No rollback candidate was found to run the rollback."));
    let service = app.described().await;
    assert_eq!(service.deployments()[0].rollout_state(), Some(&DeploymentRolloutState::Failed));
    assert_eq!(service.running_count(), 0);
    // What is mended can be deployed over it.
    app.release("shop:ok").await;
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::Successful));
}

#[tokio::test(start_paused = true)]
async fn without_rollback_the_old_tasks_go_on_beside_the_failed_ones() {
    let app = App::settled("shop:1").await;
    let breaker = DeploymentCircuitBreaker::builder().enable(true).rollback(false).build();
    let stays = DeploymentConfiguration::builder().deployment_circuit_breaker(breaker).build();
    app.update().deployment_configuration(stays).send().await.unwrap();
    app.simulator.image("shop:2", Behaviour::ImageMissing);
    app.release("shop:2").await;
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::Stopped));
    let service = app.described().await;
    assert_eq!(service.deployments()[0].rollout_state(), Some(&DeploymentRolloutState::Failed));
    assert_eq!(service.deployments()[1].running_count(), 2);
}

#[tokio::test(start_paused = true)]
async fn without_a_breaker_it_tries_for_ever() {
    let app = App::settled("shop:1").await;
    let breaker = DeploymentCircuitBreaker::builder().enable(false).rollback(false).build();
    let none = DeploymentConfiguration::builder().deployment_circuit_breaker(breaker).build();
    app.update().deployment_configuration(none).send().await.unwrap();
    app.simulator.image("shop:2", Behaviour::ImageMissing);
    app.release("shop:2").await;
    assert!(!app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::InProgress));
    let events = app.events().await;
    assert!(events.iter().any(|event| event.contains("has started 2 tasks")), "{events:?}");
    app.simulator.image("shop:2", Behaviour::Healthy);
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::Successful));
}

#[tokio::test(start_paused = true)]
async fn a_healthy_task_sets_the_breaker_back() {
    let app = App::settled("shop:1").await;
    app.simulator.image_times("shop:2", Behaviour::ImageMissing, 2);
    app.release("shop:2").await;
    assert!(app.simulator.wait_until_settled().await);
    let deployment = app.deployment().await;
    assert_eq!(deployment.status(), Some(&ServiceDeploymentStatus::Successful));
    assert_eq!(deployment.deployment_circuit_breaker().unwrap().failure_count(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_alarm_rolls_back() {
    let app = App::settled("shop:1").await;
    let alarms = DeploymentAlarms::builder().alarm_names("errors").enable(true).rollback(true).build().unwrap();
    let watched = DeploymentConfiguration::builder().alarms(alarms).bake_time_in_minutes(10).build();
    app.update().deployment_configuration(watched).send().await.unwrap();
    app.release("shop:2").await;
    app.wait(120).await;
    // All tasks are healthy, but the alarms are still watched.
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::InProgress));
    app.simulator.alarm("errors");
    assert!(app.simulator.wait_until_settled().await);
    let deployment = app.deployment().await;
    assert_eq!(deployment.status(), Some(&ServiceDeploymentStatus::RollbackSuccessful));
    assert_eq!(deployment.alarms().unwrap().triggered_alarm_names(), ["errors"]);
    assert!(app.described().await.task_definition().unwrap().ends_with("web:1"));
}

#[tokio::test(start_paused = true)]
async fn what_is_under_way_can_be_stopped() {
    let app = App::settled("shop:1").await;
    app.release("shop:2").await;
    app.wait(5).await;
    let arn = app.deployment().await.service_deployment_arn().unwrap().to_owned();
    let stop = app.ecs.stop_service_deployment().service_deployment_arn(&arn);
    let stop = stop.stop_type(StopServiceDeploymentStopType::Rollback);
    stop.clone().send().await.unwrap();
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::RollbackSuccessful));
    let refused = stop.send().await.unwrap_err().into_service_error();
    assert!(refused.is_conflict_exception(), "{refused:?}");
}

#[tokio::test(start_paused = true)]
async fn a_rollback_can_fail_too() {
    let app = App::settled("shop:1").await;
    let none = DeploymentConfiguration::builder().minimum_healthy_percent(0).maximum_percent(200).build();
    app.update().deployment_configuration(none).send().await.unwrap();
    app.simulator.image("shop:", Behaviour::ImageMissing);
    app.simulator.interrupt_spot("shop", "web", 2);
    app.release("shop:2").await;
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::RollbackFailed));
}
