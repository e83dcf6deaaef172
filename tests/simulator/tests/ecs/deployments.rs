//! Rolling deployments that go well.

use aws_sdk_ecs::types::{
    DeploymentConfiguration, DeploymentEarlySuccessCriteria, DeploymentRolloutState, ServiceDeploymentStatus,
    ServiceRevisionCleanup,
};

use crate::ecs::app::{App, breaker};

#[tokio::test(start_paused = true)]
async fn a_new_service_starts_its_tasks_and_becomes_steady() {
    let app = App::new();
    let made = app.create("shop:1").await.unwrap();
    assert_eq!((made.status(), made.running_count()), (Some("ACTIVE"), 0));
    assert_eq!(made.deployments()[0].rollout_state(), Some(&DeploymentRolloutState::InProgress));
    assert!(app.simulator.wait_until_settled().await);
    let service = app.described().await;
    assert_eq!((service.running_count(), service.pending_count()), (2, 0));
    assert_eq!(service.deployments()[0].rollout_state(), Some(&DeploymentRolloutState::Completed));
    let deployment = app.deployment().await;
    assert_eq!(deployment.status(), Some(&ServiceDeploymentStatus::Successful));
    assert_eq!(deployment.target_service_revision().unwrap().running_task_count(), 2);
    let events = app.events().await;
    assert!(events[0].starts_with("(service web) has started 2 tasks: (task "), "{events:?}");
    assert!(events.last().unwrap().ends_with("has reached a steady state."), "{events:?}");
    assert!(app.simulator.violations().is_empty());
}

#[tokio::test(start_paused = true)]
async fn tasks_go_through_their_states() {
    let app = App::new();
    app.create("shop:1").await.unwrap();
    let mut seen = Vec::new();
    for _ in 0..60 {
        for task in app.tasks("RUNNING").await {
            let status = task.last_status().unwrap_or_default().to_owned();
            if seen.last() != Some(&status) {
                seen.push(status);
            }
        }
        app.wait(1).await;
    }
    assert_eq!(seen, ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING"]);
}

#[tokio::test(start_paused = true)]
async fn an_update_never_has_fewer_healthy_tasks_than_wanted_nor_more_than_allowed() {
    let app = App::settled("shop:1").await;
    app.release("shop:2").await;
    loop {
        let running = app.tasks("RUNNING").await;
        let healthy = running.iter().filter(|task| task.last_status() == Some("RUNNING")).count();
        assert!((2..=4).contains(&running.len()) && healthy >= 2, "{healthy} of {}", running.len());
        if app.deployment().await.status() == Some(&ServiceDeploymentStatus::Successful) {
            break;
        }
        app.wait(1).await;
    }
    let service = app.described().await;
    assert_eq!(service.deployments().len(), 1);
    assert!(service.task_definition().unwrap().ends_with("web:2"));
}

#[tokio::test(start_paused = true)]
async fn a_service_without_room_for_more_stops_old_tasks_first() {
    let app = App::settled("shop:1").await;
    let half = DeploymentConfiguration::builder().minimum_healthy_percent(50).maximum_percent(100).build();
    let disabled = aws_sdk_ecs::types::AvailabilityZoneRebalancing::Disabled;
    app.update().deployment_configuration(half).availability_zone_rebalancing(disabled).send().await.unwrap();
    app.release("shop:2").await;
    app.wait(3).await;
    let running = app.tasks("RUNNING").await;
    assert!(running.len() <= 2, "{}", running.len());
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::Successful));
}

#[tokio::test(start_paused = true)]
async fn what_tasks_are_not_made_of_makes_no_deployment() {
    let app = App::settled("shop:1").await;
    let before = app.deployment().await;
    let same = app.described().await.task_definition().unwrap().to_owned();
    app.update().task_definition(same).desired_count(3).deployment_configuration(breaker(5)).send().await.unwrap();
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.service_deployment_arn(), before.service_deployment_arn());
    assert_eq!(app.described().await.running_count(), 3);
    app.update().force_new_deployment(true).send().await.unwrap();
    assert_ne!(app.deployment().await.service_deployment_arn(), before.service_deployment_arn());
}

#[tokio::test(start_paused = true)]
async fn a_newer_deployment_takes_the_place_of_one_under_way() {
    let app = App::settled("shop:1").await;
    app.release("shop:2").await;
    app.wait(5).await;
    let second = app.deployment().await.service_deployment_arn().unwrap().to_owned();
    app.release("shop:3").await;
    assert!(app.simulator.wait_until_settled().await);
    let answer = app.ecs.describe_service_deployments().service_deployment_arns(second).send().await.unwrap();
    assert_eq!(answer.service_deployments()[0].status(), Some(&ServiceDeploymentStatus::Stopped));
    let last = app.deployment().await;
    assert_eq!(last.status(), Some(&ServiceDeploymentStatus::Successful));
    assert_eq!(last.source_service_revisions().len(), 2);
    assert_eq!(app.tasks("RUNNING").await.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn early_success_comes_before_the_old_tasks_are_gone() {
    let app = App::settled("shop:1").await;
    let early = DeploymentEarlySuccessCriteria::builder()
        .enable(true)
        .healthy_percent(100)
        .source_service_revision_cleanup(ServiceRevisionCleanup::Deferred)
        .build();
    let early = DeploymentConfiguration::builder().early_success_criteria(early).build();
    app.update().deployment_configuration(early).send().await.unwrap();
    app.release("shop:2").await;
    while app.deployment().await.status() != Some(&ServiceDeploymentStatus::Successful) {
        app.wait(1).await;
    }
    assert!(app.described().await.running_count() > 2);
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.described().await.running_count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_deleted_service_drains_before_its_name_is_free() {
    let app = App::settled("shop:1").await;
    let definition = app.described().await.task_definition().unwrap().to_owned();
    let refused =
        app.ecs.delete_service().cluster("shop").service("web").send().await.unwrap_err().into_service_error();
    assert!(refused.to_string().contains("scaled above 0"), "{refused}");
    app.ecs.delete_service().cluster("shop").service("web").force(true).send().await.unwrap();
    assert_eq!(app.described().await.status(), Some("DRAINING"));
    let refused = app.service(&definition).send().await.unwrap_err().into_service_error();
    assert!(refused.to_string().contains("still Draining"), "{refused}");
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.described().await.status(), Some("INACTIVE"));
    app.service(&definition).send().await.unwrap();
    assert_eq!(app.described().await.status(), Some("ACTIVE"));
}

#[tokio::test(start_paused = true)]
async fn percentages_that_leave_no_step_are_told_in_an_event() {
    let app = App::settled("shop:1").await;
    let tight = DeploymentConfiguration::builder().minimum_healthy_percent(100).maximum_percent(149).build();
    app.update().desired_count(2).deployment_configuration(tight).send().await.unwrap();
    app.release("shop:2").await;
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::InProgress));
    let events = app.events().await;
    let told = events.iter().any(|event| event.contains("because of the service deployment configuration"));
    assert!(told, "{events:?}");
    let never = DeploymentConfiguration::builder().minimum_healthy_percent(100).maximum_percent(100).build();
    let refused = app.update().deployment_configuration(never).send().await.unwrap_err().into_service_error();
    assert!(
        refused.meta().message().unwrap().starts_with("Both maximumPercent and minimumHealthyPercent"),
        "{refused:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn revisions_tell_what_was_deployed() {
    let app = App::settled("shop:1@sha256:aa").await;
    let deployment = app.deployment().await;
    let arn = deployment.target_service_revision().unwrap().arn().unwrap();
    let answer = app.ecs.describe_service_revisions().service_revision_arns(arn).send().await.unwrap();
    let revision = &answer.service_revisions()[0];
    assert!(revision.task_definition().unwrap().ends_with("web:1"));
    assert_eq!(revision.container_images()[0].image_digest(), Some("sha256:aa"));
    assert_eq!(revision.load_balancers().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn tags_are_set_taken_off_and_propagated() {
    let app = App::new();
    let definition = app.register("shop:1").await;
    let tag = |key: &str, value: &str| aws_sdk_ecs::types::Tag::builder().key(key).value(value).build();
    let call = app.service(&definition).tags(tag("app", "shop")).tags(tag("old", "1"));
    let made = call.propagate_tags(aws_sdk_ecs::types::PropagateTags::Service).send().await.unwrap();
    let arn = made.service().unwrap().service_arn().unwrap().to_owned();
    app.ecs.tag_resource().resource_arn(&arn).tags(tag("app", "store")).send().await.unwrap();
    app.ecs.untag_resource().resource_arn(&arn).tag_keys("old").send().await.unwrap();
    let listed = app.ecs.list_tags_for_resource().resource_arn(&arn).send().await.unwrap();
    assert_eq!(listed.tags(), [tag("app", "store")]);
    app.wait(2).await;
    let listed = app.ecs.list_tasks().cluster("shop").service_name("web").send().await.unwrap();
    let call = app.ecs.describe_tasks().cluster("shop").tasks(&listed.task_arns()[0]);
    let task = call.include(aws_sdk_ecs::types::TaskField::Tags).send().await.unwrap().tasks()[0].clone();
    assert!(task.tags().contains(&tag("app", "store")), "{task:?}");
}
