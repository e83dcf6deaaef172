//! What every test begins with: a cluster, a load balancer, roles, and calls of services.

use std::time::Duration;

use aws_sdk_ecs::error::SdkError;
use aws_sdk_ecs::operation::create_service::CreateServiceError;
use aws_sdk_ecs::operation::create_service::builders::CreateServiceFluentBuilder;
use aws_sdk_ecs::operation::update_service::builders::UpdateServiceFluentBuilder;
use aws_sdk_ecs::types::{
    AdvancedConfiguration, AssignPublicIp, AwsVpcConfiguration, CapacityProviderStrategyItem, Compatibility,
    ContainerDefinition, DeploymentCircuitBreaker, DeploymentConfiguration, LoadBalancer, LogConfiguration, LogDriver,
    NetworkConfiguration, NetworkMode, PortMapping, Service, ServiceDeployment, Task, ThresholdConfiguration,
    ThresholdType,
};
use simulator::{Balanced, Options, Simulator};

/// The security group of its services.
const GROUP: &str = "sg-0123456789abcdef0";

pub(crate) struct App {
    pub(crate) simulator: Simulator,
    pub(crate) ecs: aws_sdk_ecs::Client,
    pub(crate) balanced: Balanced,
    pub(crate) role: String,
    pub(crate) infrastructure: String,
}

impl App {
    pub(crate) fn new() -> Self {
        Self::with(Options::default())
    }

    pub(crate) fn with(options: Options) -> Self {
        let simulator = Simulator::new(options);
        simulator.put_cluster("shop");
        simulator.put_log_group("/shop/web");
        let role = simulator.put_role("execution", "ecs-tasks.amazonaws.com");
        let infrastructure = simulator.put_role("infrastructure", "ecs.amazonaws.com");
        simulator.put_security_group(GROUP);
        let balanced = simulator.put_load_balancer("shop");
        let ecs = aws_sdk_ecs::Client::new(&simulator.sdk_config());
        Self { simulator, ecs, balanced, role, infrastructure }
    }

    /// Registers a revision of family `web` with an image; its ARN.
    pub(crate) async fn register(&self, image: &str) -> String {
        let log = LogConfiguration::builder()
            .log_driver(LogDriver::Awslogs)
            .options("awslogs-group", "/shop/web")
            .options("awslogs-region", "eu-central-1")
            .options("awslogs-stream-prefix", "ecs")
            .build()
            .unwrap();
        let container = ContainerDefinition::builder()
            .name("web")
            .image(image)
            .log_configuration(log)
            .port_mappings(PortMapping::builder().container_port(80).build())
            .build();
        let call = self.ecs.register_task_definition().family("web").container_definitions(container);
        let call = call.cpu("256").memory("512").network_mode(NetworkMode::Awsvpc).execution_role_arn(&self.role);
        let answer = call.requires_compatibilities(Compatibility::Fargate).send().await.unwrap();
        answer.task_definition().unwrap().task_definition_arn().unwrap().to_owned()
    }

    pub(crate) fn network(&self) -> NetworkConfiguration {
        let network = AwsVpcConfiguration::builder()
            .set_subnets(Some(self.simulator.default_subnets()))
            .security_groups(GROUP)
            .assign_public_ip(AssignPublicIp::Enabled);
        NetworkConfiguration::builder().awsvpc_configuration(network.build().unwrap()).build()
    }

    /// The load balancer as a service names it, with what shifting traffic needs where that is wanted.
    pub(crate) fn load_balancer(&self, shifts: bool) -> LoadBalancer {
        let advanced = AdvancedConfiguration::builder()
            .alternate_target_group_arn(&self.balanced.alternate)
            .production_listener_rule(&self.balanced.production_rule)
            .test_listener_rule(&self.balanced.test_rule)
            .role_arn(&self.infrastructure)
            .build();
        let balancer = LoadBalancer::builder().target_group_arn(&self.balanced.target_group);
        let balancer = balancer.container_name("web").container_port(80);
        balancer.set_advanced_configuration(shifts.then_some(advanced)).build()
    }

    /// A call that makes the service `web` with two tasks on Fargate.
    pub(crate) fn service(&self, definition: &str) -> CreateServiceFluentBuilder {
        let fargate = CapacityProviderStrategyItem::builder().capacity_provider("FARGATE").weight(1).build().unwrap();
        let call = self.ecs.create_service().cluster("shop").service_name("web").task_definition(definition);
        call.desired_count(2).capacity_provider_strategy(fargate).network_configuration(self.network())
    }

    /// Makes it behind the load balancer, with a circuit breaker after three failures.
    pub(crate) async fn create(&self, image: &str) -> Result<Service, SdkError<CreateServiceError>> {
        let definition = self.register(image).await;
        let call = self.service(&definition).load_balancers(self.load_balancer(false));
        let answer = call.deployment_configuration(breaker(3)).send().await?;
        Ok(answer.service().unwrap().clone())
    }

    /// Makes it, and waits until it is steady.
    pub(crate) async fn settled(image: &str) -> Self {
        let app = Self::new();
        app.create(image).await.unwrap();
        assert!(app.simulator.wait_until_settled().await);
        app
    }

    pub(crate) fn update(&self) -> UpdateServiceFluentBuilder {
        self.ecs.update_service().cluster("shop").service("web")
    }

    /// Brings another image.
    pub(crate) async fn release(&self, image: &str) -> Service {
        let definition = self.register(image).await;
        self.update().task_definition(definition).send().await.unwrap().service().unwrap().clone()
    }

    pub(crate) async fn described(&self) -> Service {
        let answer = self.ecs.describe_services().cluster("shop").services("web").send().await.unwrap();
        answer.services()[0].clone()
    }

    /// The newest service deployment.
    pub(crate) async fn deployment(&self) -> ServiceDeployment {
        let listed = self.ecs.list_service_deployments().cluster("shop").service("web").send().await.unwrap();
        let arn = listed.service_deployments()[0].service_deployment_arn().unwrap();
        let answer = self.ecs.describe_service_deployments().service_deployment_arns(arn).send().await.unwrap();
        answer.service_deployments()[0].clone()
    }

    /// The tasks with a desired status.
    pub(crate) async fn tasks(&self, desired: &str) -> Vec<Task> {
        let listed = self.ecs.list_tasks().cluster("shop").desired_status(desired.into()).send().await.unwrap();
        if listed.task_arns().is_empty() {
            return Vec::new();
        }
        let call = self.ecs.describe_tasks().cluster("shop").set_tasks(listed.task_arns);
        call.send().await.unwrap().tasks().to_vec()
    }

    /// Waits some seconds of virtual time.
    pub(crate) async fn wait(&self, seconds: u64) {
        tokio::time::sleep(Duration::from_secs(seconds)).await;
    }

    /// The messages of all events, the oldest first.
    pub(crate) async fn events(&self) -> Vec<String> {
        let service = self.described().await;
        service.events().iter().rev().map(|event| event.message().unwrap_or_default().to_owned()).collect()
    }
}

/// A circuit breaker that rolls back after so many failures.
pub(crate) fn breaker(failures: i32) -> DeploymentConfiguration {
    let threshold = ThresholdConfiguration::builder().r#type(ThresholdType::Count).value(failures).build().unwrap();
    let breaker = DeploymentCircuitBreaker::builder().enable(true).rollback(true).threshold_configuration(threshold);
    DeploymentConfiguration::builder().deployment_circuit_breaker(breaker.build()).build()
}
