//! BLUE_GREEN, CANARY and LINEAR.

use aws_sdk_ecs::types::builders::DeploymentConfigurationBuilder;
use aws_sdk_ecs::types::{
    CanaryConfiguration, DeploymentConfiguration, DeploymentLifecycleHook, DeploymentLifecycleHookAction,
    DeploymentLifecycleHookStage, DeploymentLifecycleHookTargetType, DeploymentLifecycleHookTimeoutConfiguration,
    DeploymentStrategy, LinearConfiguration, ServiceDeploymentStatus,
};
use simulator::Behaviour;

use crate::ecs::app::{App, breaker};

fn blue_green() -> DeploymentConfigurationBuilder {
    let breaker = breaker(3).deployment_circuit_breaker().cloned();
    let of = DeploymentConfiguration::builder().strategy(DeploymentStrategy::BlueGreen).bake_time_in_minutes(5);
    of.set_deployment_circuit_breaker(breaker)
}

fn pause(
    stage: DeploymentLifecycleHookStage,
    minutes: i32,
    action: DeploymentLifecycleHookAction,
) -> DeploymentLifecycleHook {
    let timeout = DeploymentLifecycleHookTimeoutConfiguration::builder().timeout_in_minutes(minutes).action(action);
    DeploymentLifecycleHook::builder()
        .target_type(DeploymentLifecycleHookTargetType::Pause)
        .lifecycle_stages(stage)
        .timeout_configuration(timeout.build())
        .build()
}

/// A service that runs `shop:1`, with a way of deployments.
async fn settled(configuration: DeploymentConfiguration) -> App {
    let app = App::new();
    let definition = app.register("shop:1").await;
    let call = app.service(&definition).load_balancers(app.load_balancer(true));
    call.deployment_configuration(configuration).send().await.unwrap();
    assert!(app.simulator.wait_until_settled().await);
    app
}

/// The weights of the production rule: of the first target group and of the other one.
fn weights(app: &App) -> (u32, u32) {
    let weights = app.simulator.weights(&app.balanced.production_rule);
    (weights[0].1, weights[1].1)
}

/// Brings another image; the weights through which that goes.
async fn weights_of_release(app: &App) -> Vec<(u32, u32)> {
    app.release("shop:2").await;
    let mut seen = vec![weights(app)];
    while app.deployment().await.status() != Some(&ServiceDeploymentStatus::Successful) {
        app.wait(5).await;
        if seen.last() != Some(&weights(app)) {
            seen.push(weights(app));
        }
    }
    seen
}

#[tokio::test(start_paused = true)]
async fn blue_green_walks_through_its_stages_and_swaps_the_target_groups() {
    let app = settled(blue_green().build()).await;
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::Successful));
    assert_eq!(weights(&app), (100, 0));
    app.release("shop:2").await;
    let mut stages: Vec<String> = Vec::new();
    loop {
        let deployment = app.deployment().await;
        if let Some(stage) = deployment.lifecycle_stage().map(|stage| stage.as_str().to_owned())
            && stages.last() != Some(&stage)
        {
            stages.push(stage);
        }
        if deployment.status() == Some(&ServiceDeploymentStatus::Successful) {
            break;
        }
        app.wait(1).await;
    }
    let expected = [
        "RECONCILE_SERVICE",
        "PRE_SCALE_UP",
        "SCALE_UP",
        "POST_SCALE_UP",
        "TEST_TRAFFIC_SHIFT",
        "POST_TEST_TRAFFIC_SHIFT",
        "PRODUCTION_TRAFFIC_SHIFT",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
        "BAKE_TIME",
        "CLEAN_UP",
    ];
    assert_eq!(stages, expected);
    assert_eq!(weights(&app), (0, 100));
    assert_eq!(app.tasks("RUNNING").await.len(), 2);
    app.release("shop:3").await;
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(weights(&app), (100, 0));
}

#[tokio::test(start_paused = true)]
async fn both_revisions_run_while_it_bakes_and_it_can_be_stopped_then() {
    let app = settled(blue_green().build()).await;
    app.release("shop:2").await;
    app.wait(120).await;
    let deployment = app.deployment().await;
    assert_eq!(deployment.lifecycle_stage().unwrap().as_str(), "BAKE_TIME");
    let target = deployment.target_service_revision().unwrap();
    assert_eq!((target.running_task_count(), target.requested_production_traffic_weight()), (2, Some(100.0)));
    assert_eq!(deployment.source_service_revisions()[0].running_task_count(), 2);
    let stop = app.ecs.stop_service_deployment().service_deployment_arn(deployment.service_deployment_arn().unwrap());
    stop.send().await.unwrap();
    assert_eq!(weights(&app), (100, 0));
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::RollbackSuccessful));
    assert!(app.described().await.task_definition().unwrap().ends_with("web:1"));
}

#[tokio::test(start_paused = true)]
async fn what_does_not_start_gets_no_traffic() {
    let app = settled(blue_green().build()).await;
    app.simulator.image("shop:2", Behaviour::crash(1, &[]));
    app.release("shop:2").await;
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::RollbackSuccessful));
    assert_eq!(weights(&app), (100, 0));
    assert_eq!(app.tasks("RUNNING").await.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_paused_deployment_goes_on_when_it_is_told() {
    let hook = pause(DeploymentLifecycleHookStage::PostTestTrafficShift, 60, DeploymentLifecycleHookAction::Rollback);
    let app = settled(blue_green().build()).await;
    app.update().deployment_configuration(blue_green().lifecycle_hooks(hook).build()).send().await.unwrap();
    for action in [DeploymentLifecycleHookAction::Continue, DeploymentLifecycleHookAction::Rollback] {
        app.release("shop:2").await;
        assert!(app.simulator.wait_until_settled().await);
        let deployment = app.deployment().await;
        let hook = &deployment.lifecycle_hook_details()[0];
        assert_eq!(hook.status().unwrap().as_str(), "AWAITING_ACTION");
        assert_eq!(deployment.target_service_revision().unwrap().requested_test_traffic_weight(), Some(100.0));
        let call = app.ecs.continue_service_deployment().hook_id(hook.hook_id().unwrap()).action(action.clone());
        call.service_deployment_arn(deployment.service_deployment_arn().unwrap()).send().await.unwrap();
        assert!(app.simulator.wait_until_settled().await);
        let expected = match action {
            DeploymentLifecycleHookAction::Continue => ServiceDeploymentStatus::Successful,
            _ => ServiceDeploymentStatus::RollbackSuccessful,
        };
        assert_eq!(app.deployment().await.status(), Some(&expected));
    }
}

#[tokio::test(start_paused = true)]
async fn a_pause_that_nobody_answers_times_out() {
    for (action, expected) in [
        (DeploymentLifecycleHookAction::Rollback, ServiceDeploymentStatus::RollbackSuccessful),
        (DeploymentLifecycleHookAction::Continue, ServiceDeploymentStatus::Successful),
    ] {
        let app = settled(blue_green().build()).await;
        let hook = pause(DeploymentLifecycleHookStage::PostScaleUp, 60, action);
        app.update().deployment_configuration(blue_green().lifecycle_hooks(hook).build()).send().await.unwrap();
        app.release("shop:2").await;
        app.wait(3700).await;
        assert!(app.simulator.wait_until_settled().await);
        let deployment = app.deployment().await;
        assert_eq!(deployment.status(), Some(&expected));
        assert_eq!(deployment.lifecycle_hook_details()[0].status().unwrap().as_str(), "TIMED_OUT");
    }
}

#[tokio::test(start_paused = true)]
async fn a_canary_takes_a_little_first() {
    let canary = CanaryConfiguration::builder().canary_percent(10.0).canary_bake_time_in_minutes(4).build();
    let configuration = blue_green().strategy(DeploymentStrategy::Canary).canary_configuration(canary).build();
    let app = settled(configuration).await;
    assert_eq!(weights_of_release(&app).await, [(100, 0), (90, 10), (0, 100)]);
}

#[tokio::test(start_paused = true)]
async fn linear_takes_steps() {
    let linear = LinearConfiguration::builder().step_percent(40.0).step_bake_time_in_minutes(2).build();
    let configuration = blue_green().strategy(DeploymentStrategy::Linear).linear_configuration(linear).build();
    let app = settled(configuration).await;
    assert_eq!(weights_of_release(&app).await, [(100, 0), (60, 40), (20, 80), (0, 100)]);
}

#[tokio::test(start_paused = true)]
async fn a_newer_release_while_traffic_is_shifted_begins_from_what_was_good() {
    let app = settled(blue_green().build()).await;
    app.release("shop:2").await;
    app.wait(120).await;
    assert_eq!(weights(&app), (0, 100));
    app.release("shop:3").await;
    assert_eq!(weights(&app), (100, 0));
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::Successful));
    assert_eq!(weights(&app), (0, 100));
    assert_eq!(app.tasks("RUNNING").await.len(), 2);
    assert!(app.described().await.task_definition().unwrap().ends_with("web:3"));
}

#[tokio::test(start_paused = true)]
async fn one_swap_more_makes_no_other_snapshot() {
    let mut taken = Vec::new();
    for swaps in 1..=2 {
        let app = settled(blue_green().build()).await;
        for _ in 0..swaps {
            app.release("shop:2").await;
            assert!(app.simulator.wait_until_settled().await);
        }
        taken.push(app.simulator.snapshot());
    }
    assert_eq!(taken[0], taken[1]);
}
