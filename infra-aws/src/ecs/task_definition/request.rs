//! A task definition as requests take it.

use std::collections::BTreeMap;

use aws_sdk_ecs::operation::register_task_definition::builders::RegisterTaskDefinitionFluentBuilder;
use aws_sdk_ecs::types::{
    Compatibility, ContainerDefinition, CpuArchitecture, KeyValuePair, LogConfiguration, LogDriver, NetworkMode,
    OsFamily, PortMapping, RuntimePlatform, Secret, Tag,
};
use serde_json::json;

use super::{LOG_STREAM_PREFIX, TaskDefinition};
use crate::ecs::process;

impl TaskDefinition {
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
            "portMappings": self.ports.iter().map(|port| json!({
                "containerPort": port, "hostPort": port, "protocol": "tcp",
            })).collect::<Vec<_>>(),
            "logConfiguration": { "logDriver": "awslogs", "options": self.log_options() },
        });
        if let Some(container) = container.as_object_mut() {
            if !self.command.is_empty() {
                container.insert("command".to_owned(), json!(self.command));
            }
            process::insert(container, &self.process);
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
            ("mode", self.log_mode.as_str()),
        ];
        options.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn container_definition(&self) -> ContainerDefinition {
        let logs = LogConfiguration::builder()
            .log_driver(LogDriver::Awslogs)
            .set_options(Some(self.log_options().into_iter().collect()));
        let environment =
            self.environment.iter().map(|(name, value)| KeyValuePair::builder().name(name).value(value).build());
        let ports = self.ports.iter().map(|&port| {
            PortMapping::builder()
                .container_port(port)
                .host_port(port)
                .protocol(aws_sdk_ecs::types::TransportProtocol::Tcp)
                .build()
        });
        process::fill(ContainerDefinition::builder(), &self.process)
            .name(&self.container)
            .image(&self.image)
            .essential(true)
            .set_command((!self.command.is_empty()).then(|| self.command.clone()))
            .set_environment(Some(environment.collect()))
            .set_secrets(Some(
                self.secrets
                    .iter()
                    .filter_map(|(name, arn)| Secret::builder().name(name).value_from(arn).build().ok())
                    .collect(),
            ))
            .set_port_mappings((!self.ports.is_empty()).then(|| ports.collect()))
            .set_log_configuration(logs.build().ok())
            .build()
    }
}
