//! A task definition as a value.

use std::collections::BTreeMap;

use aws_sdk_ecs::operation::register_task_definition::builders::RegisterTaskDefinitionFluentBuilder;
use aws_sdk_ecs::types::{
    Compatibility, ContainerDefinition, CpuArchitecture, KeyValuePair, LogConfiguration, LogDriver, NetworkMode,
    OsFamily, PortMapping, RuntimePlatform, Secret as SdkSecret, Tag,
};
use infra_core::blueprint::{ClusterBlueprint, Secret, WorkloadBlueprint};
use infra_core::declaration::Architecture;
use serde_json::json;

use super::{Fields, Known, set, set_some};
use crate::template::output;

/// A task definition with one container, as this project makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TaskDefinition {
    pub(crate) family: String,
    pub(crate) fargate: bool,
    pub(crate) cpu: String,
    pub(crate) memory: String,
    pub(crate) architecture: String,
    pub(crate) task_role: String,
    pub(crate) execution_role: String,
    pub(crate) container: String,
    pub(crate) image: String,
    pub(crate) command: Vec<String>,
    /// Sorted by name.
    pub(crate) environment: Vec<(String, String)>,
    /// Variable and ARN, sorted by variable.
    pub(crate) secrets: Vec<(String, String)>,
    pub(crate) port: Option<i32>,
    pub(crate) log_group: String,
    pub(crate) log_region: String,
    /// What else it has that a declaration never says: other containers, volumes, another network mode.
    pub(crate) foreign: Vec<String>,
}

impl TaskDefinition {
    /// What a workload declares; none while the roles of its stack are not known yet.
    pub(crate) fn declared(cluster: &ClusterBlueprint, workload: &WorkloadBlueprint, known: &Known) -> Option<Self> {
        let stack = &workload.identity.physical;
        let secrets = workload.secrets.iter().map(|(variable, secret)| (variable.clone(), secret_arn(secret, known)));
        Some(Self {
            family: stack.clone(),
            fargate: cluster.is_fargate(),
            cpu: workload.cpu.to_string(),
            memory: workload.memory.to_string(),
            architecture: match workload.architecture {
                Architecture::X86_64 => CpuArchitecture::X8664,
                Architecture::Arm64 => CpuArchitecture::Arm64,
            }
            .to_string(),
            task_role: known.output(stack, output::TASK_ROLE_ARN)?.to_owned(),
            execution_role: known.output(stack, output::EXECUTION_ROLE_ARN)?.to_owned(),
            container: workload.identity.name.to_owned(),
            image: workload.image.clone(),
            command: workload.command.clone(),
            environment: workload.environment.clone(),
            secrets: secrets.collect(),
            port: workload.service().and_then(|service| service.port).map(i32::from),
            log_group: workload.log_group.clone(),
            log_region: known.region.clone(),
            foreign: Vec::new(),
        })
    }

    /// What a revision in AWS is.
    pub(crate) fn existing(sdk: &aws_sdk_ecs::types::TaskDefinition) -> Self {
        let mut containers = sdk.container_definitions().iter();
        let first = containers.next();
        let mut foreign: Vec<String> =
            containers.map(|container| format!("container {}", container.name().unwrap_or("without a name"))).collect();
        foreign.extend(sdk.volumes().iter().map(|volume| format!("volume {}", volume.name().unwrap_or_default())));
        if let Some(mode) = sdk.network_mode().filter(|mode| **mode != NetworkMode::Awsvpc) {
            foreign.push(format!("network mode {mode}"));
        }
        let platform = sdk.runtime_platform().and_then(RuntimePlatform::cpu_architecture);
        let log = first.and_then(ContainerDefinition::log_configuration).and_then(LogConfiguration::options);
        let option = |name: &str| log.and_then(|options| options.get(name)).cloned().unwrap_or_default();
        let mut environment: Vec<(String, String)> = first
            .map(ContainerDefinition::environment)
            .unwrap_or_default()
            .iter()
            .map(|pair| (pair.name().unwrap_or_default().to_owned(), pair.value().unwrap_or_default().to_owned()))
            .collect();
        environment.sort();
        let mut secrets: Vec<(String, String)> = first
            .map(ContainerDefinition::secrets)
            .unwrap_or_default()
            .iter()
            .map(|secret| (secret.name().to_owned(), secret.value_from().to_owned()))
            .collect();
        secrets.sort();
        Self {
            family: sdk.family().unwrap_or_default().to_owned(),
            fargate: sdk.requires_compatibilities().contains(&Compatibility::Fargate),
            cpu: sdk.cpu().unwrap_or_default().to_owned(),
            memory: sdk.memory().unwrap_or_default().to_owned(),
            // A task definition without a platform runs on the default one.
            architecture: platform.unwrap_or(&CpuArchitecture::X8664).to_string(),
            task_role: sdk.task_role_arn().unwrap_or_default().to_owned(),
            execution_role: sdk.execution_role_arn().unwrap_or_default().to_owned(),
            container: first.and_then(ContainerDefinition::name).unwrap_or_default().to_owned(),
            image: first.and_then(ContainerDefinition::image).unwrap_or_default().to_owned(),
            command: first.map(|container| container.command().to_vec()).unwrap_or_default(),
            environment,
            secrets,
            port: first.and_then(|container| container.port_mappings().first()).and_then(PortMapping::container_port),
            log_group: option("awslogs-group"),
            log_region: option("awslogs-region"),
            foreign,
        }
    }

    /// The fields, by the names that a plan shows.
    pub(crate) fn fields(&self) -> Fields {
        let mut fields = Fields::new();
        set(&mut fields, "capacity", if self.fargate { "Fargate" } else { "EC2" });
        set(&mut fields, "cpu", &self.cpu);
        set(&mut fields, "memory", &self.memory);
        set(&mut fields, "architecture", &self.architecture);
        set(&mut fields, "task role", &self.task_role);
        set(&mut fields, "execution role", &self.execution_role);
        set(&mut fields, "container", &self.container);
        set(&mut fields, "image", &self.image);
        set(&mut fields, "log group", format!("{} in {}", self.log_group, self.log_region));
        set_some(&mut fields, "command", (!self.command.is_empty()).then(|| format!("{:?}", self.command)));
        set_some(&mut fields, "port", self.port);
        for (name, value) in &self.environment {
            set(&mut fields, format!("env {name}"), value);
        }
        for (name, arn) in &self.secrets {
            set(&mut fields, format!("secret {name}"), arn);
        }
        for other in &self.foreign {
            set(&mut fields, other, "present");
        }
        fields
    }

    /// The fields that tell what it is for, when it is new.
    pub(crate) fn summary(workload: &WorkloadBlueprint) -> Fields {
        let mut fields = Fields::new();
        set(&mut fields, "image", &workload.image);
        set(&mut fields, "size", format!("{} CPU units, {} MiB", workload.cpu, workload.memory));
        let schedules = workload.task().into_iter().flat_map(|task| &task.schedules);
        for (number, schedule) in (1..).zip(schedules) {
            let name = if number == 1 { "schedule".to_owned() } else { format!("schedule {number}") };
            set(&mut fields, name, format!("{} {}", schedule.expression, schedule.timezone.unwrap_or("UTC")));
        }
        fields
    }

    /// Fills a request that registers it.
    pub(crate) fn request(
        &self,
        request: RegisterTaskDefinitionFluentBuilder,
        tags: impl IntoIterator<Item = (String, String)>,
    ) -> RegisterTaskDefinitionFluentBuilder {
        let compatibility = if self.fargate { Compatibility::Fargate } else { Compatibility::Ec2 };
        let platform = RuntimePlatform::builder()
            .operating_system_family(OsFamily::Linux)
            .cpu_architecture(CpuArchitecture::from(self.architecture.as_str()));
        request
            .family(&self.family)
            .network_mode(NetworkMode::Awsvpc)
            .requires_compatibilities(compatibility)
            .cpu(&self.cpu)
            .memory(&self.memory)
            .runtime_platform(platform.build())
            .task_role_arn(&self.task_role)
            .execution_role_arn(&self.execution_role)
            .container_definitions(self.container_definition())
            .set_tags(Some(tags.into_iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect()))
    }

    /// The definition as `RegisterTaskDefinition` takes it, in JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        let pairs = |pairs: &[(String, String)], value: &str| -> Vec<serde_json::Value> {
            pairs.iter().map(|(name, content)| json!({ "name": name, value: content })).collect()
        };
        let mut container = json!({
            "name": self.container,
            "image": self.image,
            "essential": true,
            "environment": pairs(&self.environment, "value"),
            "secrets": pairs(&self.secrets, "valueFrom"),
            "portMappings": self.port.iter().map(|port| json!({
                "containerPort": port, "hostPort": port, "protocol": "tcp",
            })).collect::<Vec<_>>(),
            "logConfiguration": { "logDriver": "awslogs", "options": self.log_options() },
        });
        if let Some(container) = container.as_object_mut().filter(|_| !self.command.is_empty()) {
            container.insert("command".to_owned(), json!(self.command));
        }
        json!({
            "family": self.family,
            "networkMode": "awsvpc",
            "requiresCompatibilities": [if self.fargate { "FARGATE" } else { "EC2" }],
            "cpu": self.cpu,
            "memory": self.memory,
            "runtimePlatform": { "operatingSystemFamily": "LINUX", "cpuArchitecture": self.architecture },
            "taskRoleArn": self.task_role,
            "executionRoleArn": self.execution_role,
            "containerDefinitions": [container],
        })
    }

    fn log_options(&self) -> BTreeMap<String, String> {
        let options = [
            ("awslogs-group", self.log_group.as_str()),
            ("awslogs-region", self.log_region.as_str()),
            ("awslogs-stream-prefix", LOG_STREAM_PREFIX),
            // The driver's present default; blocking would stop the application when CloudWatch is slow.
            ("mode", "non-blocking"),
        ];
        options.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn container_definition(&self) -> ContainerDefinition {
        let logs = LogConfiguration::builder()
            .log_driver(LogDriver::Awslogs)
            .set_options(Some(self.log_options().into_iter().collect()));
        let environment =
            self.environment.iter().map(|(name, value)| KeyValuePair::builder().name(name).value(value).build());
        let port = self.port.map(|port| {
            PortMapping::builder()
                .container_port(port)
                .host_port(port)
                .protocol(aws_sdk_ecs::types::TransportProtocol::Tcp)
                .build()
        });
        ContainerDefinition::builder()
            .name(&self.container)
            .image(&self.image)
            .essential(true)
            .set_command((!self.command.is_empty()).then(|| self.command.clone()))
            .set_environment(Some(environment.collect()))
            .set_secrets(Some(
                self.secrets
                    .iter()
                    .filter_map(|(name, arn)| SdkSecret::builder().name(name).value_from(arn).build().ok())
                    .collect(),
            ))
            .set_port_mappings(port.map(|port| vec![port]))
            .set_log_configuration(logs.build().ok())
            .build()
    }
}

/// The first part of a log stream's name; the container and the task's id follow.
pub(crate) const LOG_STREAM_PREFIX: &str = "ecs";

fn secret_arn(secret: &Secret, known: &Known) -> String {
    match secret {
        Secret::Parameter(name) => {
            let slash = if name.starts_with('/') { "" } else { "/" };
            format!("{}:parameter{slash}{name}", known.arn("ssm"))
        }
        Secret::SecretsManager { name, key } => {
            let key = key.as_ref().map(|key| format!(":{key}::")).unwrap_or_default();
            format!("{}:secret:{name}{key}", known.arn("secretsmanager"))
        }
    }
}
