//! Application Auto Scaling, and instances that come when they are needed.

use aws_sdk_applicationautoscaling::types::{
    MetricType, PolicyType, PredefinedMetricSpecification, ScalableDimension, ServiceNamespace,
    TargetTrackingScalingPolicyConfiguration,
};
use aws_sdk_ecs::types::{
    CapacityProviderStrategyItem, ContainerDefinition, LaunchType, NetworkMode, SchedulingStrategy,
    ServiceDeploymentStatus, TaskDefinition,
};

use crate::ecs::app::App;

const ECS: ServiceNamespace = ServiceNamespace::Ecs;
const COUNT: ScalableDimension = ScalableDimension::EcsServiceDesiredCount;

#[tokio::test(start_paused = true)]
async fn targets_and_policies_are_kept_until_they_are_taken_off() {
    let app = App::settled("shop:1").await;
    let scaling = aws_sdk_applicationautoscaling::Client::new(&app.simulator.sdk_config());
    let register = |id: &str| {
        let call = scaling.register_scalable_target().service_namespace(ECS).scalable_dimension(COUNT);
        call.resource_id(id).min_capacity(3).max_capacity(5)
    };
    let refused = register("service/shop/none").send().await.unwrap_err().into_service_error();
    assert!(refused.is_validation_exception(), "{refused:?}");
    register("service/shop/web").send().await.unwrap();
    let cpu =
        PredefinedMetricSpecification::builder().predefined_metric_type(MetricType::EcsServiceAverageCpuUtilization);
    let tracking = TargetTrackingScalingPolicyConfiguration::builder().target_value(60.0);
    let tracking = tracking.predefined_metric_specification(cpu.build().unwrap()).build().unwrap();
    let call = scaling.put_scaling_policy().service_namespace(ECS).scalable_dimension(COUNT);
    let call = call.policy_name("cpu").policy_type(PolicyType::TargetTrackingScaling).resource_id("service/shop/web");
    call.target_tracking_scaling_policy_configuration(tracking).send().await.unwrap();
    let policies = scaling.describe_scaling_policies().service_namespace(ECS).send().await.unwrap();
    assert_eq!(policies.scaling_policies()[0].alarms().len(), 2);
    // The service had two tasks: it is brought to the least that the target allows.
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.described().await.running_count(), 3);
    let call = scaling.deregister_scalable_target().service_namespace(ECS).scalable_dimension(COUNT);
    let call = call.resource_id("service/shop/web");
    call.clone().send().await.unwrap();
    let policies = scaling.describe_scaling_policies().service_namespace(ECS).send().await.unwrap();
    assert!(policies.scaling_policies().is_empty());
    let gone = call.send().await.unwrap_err().into_service_error();
    assert!(gone.is_object_not_found_exception(), "{gone:?}");
}

/// Registers what takes half of an instance of type `m7i.large`, and more than a third of its memory.
async fn on_instances(app: &App) -> TaskDefinition {
    let container = ContainerDefinition::builder().name("web").image("shop:1").cpu(1024).memory(2048).build();
    let call = app.ecs.register_task_definition().family("web").network_mode(NetworkMode::Bridge);
    call.container_definitions(container).send().await.unwrap().task_definition().unwrap().clone()
}

#[tokio::test(start_paused = true)]
async fn instances_come_as_tasks_need_them_up_to_the_most() {
    let app = App::new();
    app.simulator.put_capacity_provider("shop", "metal", "m7i.large", 0, 2);
    let definition = on_instances(&app).await;
    let metal = CapacityProviderStrategyItem::builder().capacity_provider("metal").weight(1).build().unwrap();
    let call = app.ecs.create_service().cluster("shop").service_name("web").desired_count(3);
    let call = call.task_definition(definition.task_definition_arn().unwrap()).capacity_provider_strategy(metal);
    call.send().await.unwrap();
    assert!(app.simulator.wait_until_settled().await);
    assert_eq!(app.deployment().await.status(), Some(&ServiceDeploymentStatus::Successful));
    let instances = app.ecs.list_container_instances().cluster("shop").send().await.unwrap();
    assert_eq!(instances.container_instance_arns().len(), 2);
    app.update().desired_count(5).send().await.unwrap();
    app.wait(120).await;
    let service = app.described().await;
    assert_eq!(service.running_count(), 4);
    let events = app.events().await;
    assert!(events.iter().any(|event| event.contains("has insufficient CPU units available")), "{events:?}");
}

#[tokio::test(start_paused = true)]
async fn a_daemon_has_one_task_on_each_instance() {
    let app = App::new();
    app.simulator.put_capacity_provider("shop", "metal", "m7i.large", 2, 2);
    assert!(app.simulator.wait_until_settled().await);
    let definition = on_instances(&app).await;
    let call = app.ecs.create_service().cluster("shop").service_name("web");
    let call = call.task_definition(definition.task_definition_arn().unwrap()).launch_type(LaunchType::Ec2);
    call.scheduling_strategy(SchedulingStrategy::Daemon).send().await.unwrap();
    assert!(app.simulator.wait_until_settled().await);
    let tasks = app.tasks("RUNNING").await;
    let mut instances: Vec<&str> = tasks.iter().filter_map(|task| task.container_instance_arn()).collect();
    instances.sort_unstable();
    instances.dedup();
    assert_eq!((tasks.len(), instances.len()), (2, 2));
}
