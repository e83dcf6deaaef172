use super::*;

const OURS: &str = "arn:aws:ecs:eu-central-1:111122223333:task-definition/shop-prod-web:7";
const OLD: &str = "arn:aws:ecs:eu-central-1:111122223333:task-definition/shop-prod-web:6";

fn watched() -> Watched {
    Watched {
        subject: crate::diagnose::Subject { item: "web".into(), ..crate::diagnose::Subject::default() },
        cluster: "shop-prod-shop".into(),
        service: "shop-prod-web".into(),
        task_definition: OURS.into(),
        deployment: None,
        record: None,
        previous: None,
        before: None,
        target_groups: Vec::new(),
        estimate: super::super::subject::Estimate { seconds: 60, pause: 0 },
        smoke: None,
    }
}

fn deployment(status: &str, definition: &str, state: DeploymentRolloutState) -> Deployment {
    Deployment::builder().status(status).task_definition(definition).rollout_state(state).build()
}

fn service(deployments: Vec<Deployment>) -> Service {
    Service::builder().set_deployments(Some(deployments)).build()
}

#[test]
fn a_service_that_is_stable_on_the_old_revision_was_rolled_back() {
    let service = service(vec![deployment("PRIMARY", OLD, DeploymentRolloutState::Completed)]);
    let rollout = by_service(&watched(), &service);
    assert_eq!(rollout.state, RolloutState::RolledBack);
    assert_eq!(rollout.reason, "it runs shop-prod-web:6 again");
}

#[test]
fn the_primary_deployment_of_ours_decides() {
    for (state, expected) in [
        (DeploymentRolloutState::InProgress, RolloutState::InProgress),
        (DeploymentRolloutState::Completed, RolloutState::Succeeded),
        (DeploymentRolloutState::Failed, RolloutState::Failed),
    ] {
        let service = service(vec![
            deployment("PRIMARY", OURS, state),
            deployment("ACTIVE", OLD, DeploymentRolloutState::Completed),
        ]);
        assert_eq!(by_service(&watched(), &service).state, expected);
    }
}

#[test]
fn ours_put_aside_is_a_rollback() {
    let service = service(vec![
        deployment("PRIMARY", OLD, DeploymentRolloutState::InProgress),
        deployment("ACTIVE", OURS, DeploymentRolloutState::Failed),
    ]);
    assert_eq!(by_service(&watched(), &service).state, RolloutState::RolledBack);
}

#[test]
fn the_record_of_the_deployment_has_the_last_word() {
    let service = service(vec![deployment("PRIMARY", OURS, DeploymentRolloutState::Completed)]);
    let completed = by_service(&watched(), &service);
    for (status, expected) in [
        (ServiceDeploymentStatus::Successful, RolloutState::Succeeded),
        (ServiceDeploymentStatus::Pending, RolloutState::InProgress),
        (ServiceDeploymentStatus::InProgress, RolloutState::InProgress),
        (ServiceDeploymentStatus::StopRequested, RolloutState::RollingBack),
        (ServiceDeploymentStatus::RollbackRequested, RolloutState::RollingBack),
        (ServiceDeploymentStatus::RollbackInProgress, RolloutState::RollingBack),
        (ServiceDeploymentStatus::RollbackSuccessful, RolloutState::RolledBack),
        (ServiceDeploymentStatus::RollbackFailed, RolloutState::Failed),
        (ServiceDeploymentStatus::Stopped, RolloutState::Failed),
    ] {
        let record = ServiceDeployment::builder().status(status.clone()).build();
        assert_eq!(by_record(completed.clone(), Some(&service), &record).state, expected, "{status}");
    }
}

#[test]
fn a_stopped_deployment_with_a_newer_one_was_replaced() {
    let service = Service::builder().current_service_deployment("newer").build();
    let record = ServiceDeployment::builder().status(ServiceDeploymentStatus::Stopped).service_deployment_arn("ours");
    let rollout = waiting(&watched());
    assert_eq!(by_record(rollout.clone(), Some(&service), &record.clone().build()).state, RolloutState::Superseded);
    let rollback = aws_sdk_ecs::types::Rollback::builder().reason("asked for").build();
    let stopped = by_record(rollout, Some(&service), &record.rollback(rollback).build());
    assert_eq!((stopped.state, stopped.reason.as_str()), (RolloutState::Failed, "asked for"));
}

#[test]
fn without_a_record_the_primary_deployment_tells_a_rollback_from_a_replacement() {
    const NEWER: &str = "arn:aws:ecs:eu-central-1:111122223333:task-definition/shop-prod-web:8";
    let watched = Watched { deployment: Some("ecs-svc/2".into()), before: Some(OLD.into()), ..watched() };
    for (definition, expected) in [(OLD, RolloutState::RolledBack), (NEWER, RolloutState::Superseded)] {
        let service = service(vec![deployment("PRIMARY", definition, DeploymentRolloutState::Completed)]);
        assert_eq!(by_service(&watched, &service).state, expected);
    }
}

#[test]
fn a_record_tells_stage_traffic_and_breaker() {
    use aws_sdk_ecs::types::{
        DeploymentConfiguration, DeploymentStrategy, ServiceDeploymentCircuitBreaker, ServiceDeploymentLifecycleStage,
        ServiceRevisionSummary,
    };
    let target = ServiceRevisionSummary::builder()
        .requested_task_count(4)
        .running_task_count(3)
        .pending_task_count(1)
        .requested_production_traffic_weight(10.0);
    let record = ServiceDeployment::builder()
        .status(ServiceDeploymentStatus::InProgress)
        .lifecycle_stage(ServiceDeploymentLifecycleStage::BakeTime)
        .target_service_revision(target.build())
        .deployment_circuit_breaker(ServiceDeploymentCircuitBreaker::builder().failure_count(1).threshold(3).build());
    let of = |strategy| {
        let configuration = DeploymentConfiguration::builder().strategy(strategy).build();
        by_record(waiting(&watched()), None, &record.clone().deployment_configuration(configuration).build())
    };
    let canary = of(DeploymentStrategy::Canary);
    assert_eq!((canary.desired, canary.running, canary.pending), (4, 3, 1));
    assert_eq!((canary.stage.as_deref(), canary.traffic), (Some("bake time"), Some(10)));
    assert_eq!(canary.breaker, Some(BreakerCount { failures: 1, threshold: 3 }));
    // Rolling shifts no traffic of its own.
    assert_eq!((of(DeploymentStrategy::Rolling).stage, of(DeploymentStrategy::Rolling).traffic), (None, None));
}

#[test]
fn a_hook_that_waits_pauses_the_deployment() {
    let hook =
        DeploymentLifecycleHookDetail::builder().status(DeploymentLifecycleHookStatus::AwaitingAction).hook_id("1");
    let record =
        ServiceDeployment::builder().status(ServiceDeploymentStatus::InProgress).lifecycle_hook_details(hook.build());
    assert_eq!(by_record(waiting(&watched()), None, &record.build()).state, RolloutState::Paused);
}

#[test]
fn an_older_deployment_of_the_same_task_definition_is_not_ours() {
    let watched = Watched { deployment: Some("ecs-svc/2".into()), ..watched() };
    let stale = deployment("PRIMARY", OURS, DeploymentRolloutState::Completed);
    let mut stale_with_id = stale.clone();
    stale_with_id.id = Some("ecs-svc/1".into());
    assert!(ours(&watched, &service(vec![stale_with_id])).is_none());
    let mut new = stale;
    new.id = Some("ecs-svc/2".into());
    assert!(ours(&watched, &service(vec![new])).is_some());
}

#[test]
fn the_record_nearest_to_the_deployment_is_its_own() {
    let record =
        |secs| ServiceDeploymentBrief::builder().created_at(aws_sdk_ecs::primitives::DateTime::from_secs(secs)).build();
    let records = [record(2_000), record(900), record(100)];
    assert_eq!(nearest(&records, Some(902)), records.get(1));
    assert_eq!(nearest(&records, Some(3_000)), None);
    assert_eq!(nearest(&records, None), records.first());
    assert_eq!(nearest(&[], None), None);
}

#[test]
fn a_service_that_is_gone_failed() {
    assert_eq!(gone(&watched()).state, RolloutState::Failed);
}
