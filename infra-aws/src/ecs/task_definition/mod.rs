//! A task definition as a value.

mod fingerprint;
mod request;

use aws_sdk_ecs::types::{
    Compatibility, ContainerDefinition, CpuArchitecture, LogConfiguration, NetworkMode, PortMapping, RuntimePlatform,
};
use infra_core::blueprint::{ClusterBlueprint, Process, Schedule, Secret, TaskBlueprint, WorkloadBlueprint};
use infra_core::declaration::{Architecture, LogMode};

use super::{Fields, Known, process, set, set_some};
use crate::template::output;
pub(crate) use fingerprint::{TAG_FINGERPRINT, revision};

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
    pub(crate) process: Process,
    /// Sorted by name.
    pub(crate) environment: Vec<(String, String)>,
    /// Variable and ARN, sorted by variable.
    pub(crate) secrets: Vec<(String, String)>,
    pub(crate) ports: Vec<i32>,
    pub(crate) log_group: String,
    pub(crate) log_region: String,
    pub(crate) log_mode: String,
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
            fargate: cluster.is_on_fargate(workload),
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
            process: workload.process.clone(),
            environment: workload.environment.clone(),
            secrets: secrets.collect(),
            ports: workload.ports.iter().copied().map(i32::from).collect(),
            log_group: workload.log_group.clone(),
            log_region: known.region.clone(),
            log_mode: match workload.log_mode {
                LogMode::Blocking => "blocking",
                LogMode::NonBlocking => NON_BLOCKING,
            }
            .to_owned(),
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
            process: first.map(process::existing).unwrap_or_default(),
            environment,
            secrets,
            ports: first
                .map(|it| it.port_mappings().iter().filter_map(PortMapping::container_port).collect())
                .unwrap_or_default(),
            log_group: option("awslogs-group"),
            log_region: option("awslogs-region"),
            log_mode: option("mode"),
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
        // None where another tool registered it: the driver's default.
        set(&mut fields, "log mode", if self.log_mode.is_empty() { NON_BLOCKING } else { &self.log_mode });
        set_some(&mut fields, "command", (!self.command.is_empty()).then(|| format!("{:?}", self.command)));
        let ports: Vec<String> = self.ports.iter().map(ToString::to_string).collect();
        set_some(&mut fields, "port", (!ports.is_empty()).then(|| ports.join(", ")));
        process::set_fields(&mut fields, &self.process);
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
        if let Some(task) = workload.task() {
            for (number, schedule) in (1..).zip(&task.schedules) {
                let name = if number == 1 { "schedule".to_owned() } else { format!("schedule {number}") };
                set(&mut fields, name, Self::schedule(task, schedule));
            }
        }
        fields
    }

    /// A schedule in one line.
    pub(crate) fn schedule(task: &TaskBlueprint, schedule: &Schedule) -> String {
        let paused = if task.paused { ", paused" } else { "" };
        format!("{} {}{paused}", schedule.expression, schedule.timezone.unwrap_or("UTC"))
    }
}

/// The first part of a log stream's name; the container and the task's id follow.
pub(crate) const LOG_STREAM_PREFIX: &str = "ecs";
/// The driver's present default; blocking stops the application while CloudWatch is slow.
const NON_BLOCKING: &str = "non-blocking";

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
