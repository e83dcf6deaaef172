//! What ECS refuses.

use aws_sdk_ecs::types::{
    CapacityProviderStrategyItem, Compatibility, ContainerDefinition, LoadBalancer, NetworkMode, SchedulingStrategy,
};

use crate::ecs::app::App;

#[tokio::test(start_paused = true)]
async fn what_is_not_there_is_told_by_its_exception() {
    let app = App::new();
    let error = app.ecs.list_services().cluster("none").send().await.unwrap_err().into_service_error();
    assert!(error.is_cluster_not_found_exception(), "{error:?}");
    let error = app.update().desired_count(1).send().await.unwrap_err().into_service_error();
    assert!(error.is_service_not_found_exception(), "{error:?}");
    let call = app.ecs.describe_task_definition().task_definition("none");
    let error = call.send().await.unwrap_err().into_service_error();
    assert_eq!(error.meta().message(), Some("Unable to describe task definition."));
    let answer = app.ecs.describe_services().cluster("shop").services("none").send().await.unwrap();
    assert_eq!(answer.failures()[0].reason(), Some("MISSING"));
}

#[tokio::test(start_paused = true)]
async fn a_second_creation_is_refused_but_for_the_same_token() {
    let app = App::new();
    let definition = app.register("shop:1").await;
    let call = app.service(&definition).client_token("once");
    let made = call.clone().send().await.unwrap();
    let again = call.send().await.unwrap();
    assert_eq!(made.service().unwrap().service_arn(), again.service().unwrap().service_arn());
    let error = app.service(&definition).send().await.unwrap_err().into_service_error();
    assert_eq!(error.meta().message(), Some("Creation of service was not idempotent."));
}

#[tokio::test(start_paused = true)]
async fn services_that_do_not_fit_what_exists_are_refused() {
    let app = App::new();
    let definition = app.register("shop:1").await;
    let other = |name: &str| CapacityProviderStrategyItem::builder().capacity_provider(name).build().unwrap();
    let balancer = |group: &str, port| {
        LoadBalancer::builder().target_group_arn(group).container_name("web").container_port(port).build()
    };
    let known = app.balanced.target_group.clone();
    for (call, words) in [
        (app.service("web:9"), "TaskDefinition not found."),
        (app.service(&definition).set_capacity_provider_strategy(Some(vec![other("mine")])), "was not found"),
        (app.service(&definition).set_network_configuration(None), "Network Configuration must be provided"),
        (app.service(&definition).load_balancers(balancer("arn:none", 80)), "Unable to describe target group"),
        (app.service(&definition).load_balancers(balancer(&known, 81)), "did not have a container port 81"),
        (app.service(&definition).scheduling_strategy(SchedulingStrategy::Daemon), "DAEMON"),
        (
            app.service(&definition)
                .deployment_configuration(
                    aws_sdk_ecs::types::DeploymentConfiguration::builder()
                        .strategy(aws_sdk_ecs::types::DeploymentStrategy::BlueGreen)
                        .build(),
                )
                .load_balancers(balancer(&known, 80)),
            "advancedConfiguration field is required",
        ),
    ] {
        let error = call.send().await.unwrap_err().into_service_error();
        assert!(error.meta().message().unwrap().contains(words), "{words}: {error:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn task_definitions_are_checked() {
    let app = App::new();
    let container = ContainerDefinition::builder().name("web").image("shop").build();
    let call = app.ecs.register_task_definition().family("web").container_definitions(container);
    let call = call.requires_compatibilities(Compatibility::Fargate).network_mode(NetworkMode::Awsvpc);
    let error = call.clone().cpu("256").memory("4096").send().await.unwrap_err().into_service_error();
    assert!(error.meta().message().unwrap().starts_with("No Fargate configuration exists"), "{error:?}");
    let role = "arn:aws:iam::111122223333:role/none";
    let call = call.cpu("256").memory("512").execution_role_arn(role);
    let error = call.send().await.unwrap_err().into_service_error();
    assert_eq!(error.meta().message(), Some("Role is not valid"));
}

#[tokio::test(start_paused = true)]
async fn revisions_are_deregistered_before_they_are_deleted() {
    let app = App::new();
    let first = app.register("shop:1").await;
    app.register("shop:2").await;
    let answer = app.ecs.delete_task_definitions().task_definitions(&first).send().await.unwrap();
    assert!(answer.failures()[0].reason().unwrap().contains("still in ACTIVE status"), "{answer:?}");
    app.ecs.deregister_task_definition().task_definition(&first).send().await.unwrap();
    let listed = app.ecs.list_task_definitions().family_prefix("web").send().await.unwrap();
    assert_eq!(listed.task_definition_arns().len(), 1);
    let answer = app.ecs.delete_task_definitions().task_definitions(&first).send().await.unwrap();
    assert_eq!(answer.task_definitions()[0].status().unwrap().as_str(), "DELETE_IN_PROGRESS");
    app.wait(90).await;
    assert!(app.ecs.describe_task_definition().task_definition(&first).send().await.is_err());
    let families = app.ecs.list_task_definition_families().family_prefix("we").send().await.unwrap();
    assert_eq!(families.families(), ["web"]);
}

#[tokio::test(start_paused = true)]
async fn another_capacity_wants_a_forced_deployment() {
    let app = App::settled("shop:1").await;
    let spot = CapacityProviderStrategyItem::builder().capacity_provider("FARGATE_SPOT").weight(1).build().unwrap();
    let call = app.update().capacity_provider_strategy(spot);
    let error = call.clone().send().await.unwrap_err().into_service_error();
    assert!(error.meta().message().unwrap().contains("force a new deployment"), "{error:?}");
    call.force_new_deployment(true).send().await.unwrap();
    assert!(app.simulator.wait_until_settled().await);
    let tasks = app.tasks("RUNNING").await;
    assert!(tasks.iter().all(|task| task.capacity_provider_name() == Some("FARGATE_SPOT")), "{tasks:?}");
}

#[tokio::test(start_paused = true)]
async fn what_the_simulator_does_not_know_it_says() {
    let app = App::new();
    let error = app
        .ecs
        .list_attributes()
        .target_type(aws_sdk_ecs::types::TargetType::ContainerInstance)
        .send()
        .await
        .unwrap_err();
    assert!(format!("{error:?}").contains("UnknownOperationException"), "{error:?}");
    assert_eq!(app.simulator.take_calls()[0].action(), "ecs:ListAttributes");
}
