//! A service or a task in one stage.

use super::{Connection, ContainerBlueprint, Endpoint, ItemIdentity, LogsBlueprint, Runnable, Runner, Runtime, Share};
use crate::declaration::{
    Allow, Architecture, Balance, Breaker, Deploy, Early, HealthCheck, Identity, ItemKind, NetworkMode, Patch,
    PlacementStrategy, Route, Size, Smoke, Stream, Subnets, Volume,
};

/// A service or a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkloadBlueprint {
    /// Who it is.
    pub identity: ItemIdentity,
    /// Its own capacity provider strategy; empty for the cluster's.
    pub capacity: Vec<Share>,
    /// CPU units of the task.
    pub cpu: u32,
    /// MiB of the task.
    pub memory: u32,
    /// The CPU architecture.
    pub architecture: Architecture,
    /// In which subnets it runs; none for those that the network has for tasks.
    pub subnets: Option<Subnets>,
    /// Ids of security groups that it is in beside its own, sorted.
    pub security_groups: Vec<&'static str>,
    /// Where it may connect to: address blocks, with a port or without; empty for anywhere.
    pub egress: Vec<&'static str>,
    /// The services that it calls.
    pub connections: Vec<Connection>,
    /// Its main container.
    pub container: ContainerBlueprint,
    /// The containers beside it.
    pub sidecars: Vec<ContainerBlueprint>,
    /// Statements of the task role; `{region}` and `{account}` are for the target to fill in.
    pub allow: Vec<Allow>,
    /// Where the output of its containers goes.
    pub logs: LogsBlueprint,
    /// Changes of what is generated.
    pub patches: Vec<Patch>,
    /// What it runs on, and whose rights it has.
    pub runtime: Runtime,
    /// Its volumes, and where the main container has them.
    pub volumes: Vec<Volume>,
    /// What only a service or only a task has.
    pub kind: WorkloadKind,
}

impl WorkloadBlueprint {
    /// Every container of its tasks, the main one first.
    pub fn containers(&self) -> impl Iterator<Item = &ContainerBlueprint> {
        std::iter::once(&self.container).chain(&self.sidecars)
    }

    /// The image of every container of its tasks, that of a log router among them.
    pub fn images(&self) -> impl Iterator<Item = &str> {
        let router = self.logs.router.iter().map(|router| router.image.as_str());
        self.containers().map(|container| container.image.as_str()).chain(router)
    }

    /// The images that exist, that of a log router among them.
    pub fn existing_images(&self) -> impl Iterator<Item = &str> {
        let router = self.logs.router.iter().map(|router| router.image.as_str());
        let existing = self.containers().filter(|container| container.built.is_none());
        existing.map(|container| container.image.as_str()).chain(router)
    }

    /// The containers whose images are built, each with the key of its image.
    pub fn built(&self) -> impl Iterator<Item = (String, &ContainerBlueprint)> {
        let built = self.containers().filter(|container| container.built.is_some());
        built.map(|container| (self.image_key(container), container))
    }

    /// The key of the image of one of its containers: the item's name, or `{item}-{container}` for one beside the main one.
    #[must_use]
    pub fn image_key(&self, container: &ContainerBlueprint) -> String {
        let item = self.identity.name;
        if container.name == self.container.name { item.to_owned() } else { format!("{item}-{}", container.name) }
    }

    /// Every secret that its tasks are given.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        let of_router = self.logs.router.iter().flat_map(|router| &router.secrets);
        self.containers().flat_map(|container| &container.secrets).chain(of_router).map(|(_, secret)| secret)
    }

    /// Whether it is a service or a task.
    #[must_use]
    pub fn item_kind(&self) -> ItemKind {
        match self.kind {
            WorkloadKind::Service(_) => ItemKind::Service,
            WorkloadKind::Task(_) => ItemKind::Task,
        }
    }

    /// The port that the instance has for a container port, where tasks share the instance's network; none where Docker
    /// takes any that is free.
    #[must_use]
    pub fn instance_port(&self, port: u16) -> Option<u16> {
        match self.runtime.network_mode {
            NetworkMode::Host => Some(port),
            NetworkMode::Bridge => {
                let ports = self.containers().flat_map(|container| &container.ports);
                let mut hosts = ports.filter(|declared| declared.number == port).filter_map(|declared| declared.host);
                hosts.find(|host| *host > 0)
            }
            NetworkMode::Awsvpc | NetworkMode::None => None,
        }
    }

    /// What only a service has.
    #[must_use]
    pub fn service(&self) -> Option<&ServiceBlueprint> {
        match &self.kind {
            WorkloadKind::Service(service) => Some(service),
            WorkloadKind::Task(_) => None,
        }
    }

    /// What only a task has.
    #[must_use]
    pub fn task(&self) -> Option<&TaskBlueprint> {
        match &self.kind {
            WorkloadKind::Task(task) => Some(task),
            WorkloadKind::Service(_) => None,
        }
    }
}

/// What only a service or only a task has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "an app has few of them, most of which are services")]
pub enum WorkloadKind {
    /// Kept running.
    Service(ServiceBlueprint),
    /// Started by a schedule or by `run`.
    Task(TaskBlueprint),
}

/// What only a service has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each says another thing of a service")]
pub struct ServiceBlueprint {
    /// The container port.
    pub port: Option<u16>,
    /// Its rules on the load balancer, with their priorities.
    pub routes: Vec<PrioritizedRoute>,
    /// Its listeners on the network load balancer.
    pub streams: Vec<Stream>,
    /// The container port that answers for UDP, which is not asked for its health itself.
    pub health_port: Option<u16>,
    /// The health check of its target groups.
    pub health: HealthCheck,
    /// How many tasks.
    pub size: Size,
    /// Seconds that a target may finish its requests.
    pub drain_seconds: u32,
    /// Seconds that a client stays with the same task; none where it need not.
    pub sticky_seconds: Option<u32>,
    /// Seconds in which a new target's share grows; none where it has its whole share at once.
    pub slow_start_seconds: Option<u32>,
    /// Which target gets the next request.
    pub balance: Balance,
    /// How a new revision takes the place of the old one.
    pub deploy: Deploy,
    /// Tasks of the app that must succeed before the service is updated, in this order.
    pub before: Vec<&'static Identity>,
    /// The tasks that it may run.
    pub runs: Vec<Runnable>,
    /// What tests new tasks before production's traffic moves to them.
    pub smoke: Option<Smoke>,
    /// After how many failed tasks a deployment is rolled back; none for AWS's own threshold.
    pub breaker: Option<Breaker>,
    /// CloudWatch alarms that make a deployment roll back, by name.
    pub alarms: Vec<&'static str>,
    /// With which healthy share of the tasks a deployment counts as done; none for all of them.
    pub early: Option<Early>,
    /// The ports on which other services call it; none where no service does.
    pub endpoints: Vec<Endpoint>,
    /// Whether it has a DNS name in the namespace of its cluster: its own name there.
    pub named: bool,
    /// Whether tasks call it that share the network of their instances.
    pub called_from_instances: bool,
    /// Whether one task of it runs on every instance.
    pub daemon: bool,
    /// How its tasks are placed on instances, where it is said.
    pub place: Option<PlacementStrategy>,
    /// What an instance must be for its tasks, in the cluster query language.
    pub constraints: Vec<&'static str>,
    /// Whether `exec` opens a shell in its containers.
    pub exec: bool,
    /// What runs on this machine in the place of its main container, where that is said.
    pub dev: Option<&'static str>,
}

/// A route with its place among the rules of the listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrioritizedRoute {
    /// Which requests.
    pub route: Route,
    /// 1 to 50,000, unique on the cluster's listeners; the more specific route has the lower number.
    pub priority: u32,
    /// The place of the rule before it that leads test requests to new tasks; only where traffic moves.
    pub test_priority: Option<u32>,
}

/// What only a task has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskBlueprint {
    /// When it is started.
    pub schedules: Vec<Schedule>,
    /// Seconds of the window in which a schedule starts it at some time; none for at once.
    pub flexible_seconds: Option<u32>,
    /// Whether its schedules start nothing.
    pub paused: bool,
    /// How often a start that failed is tried again.
    pub retries: u32,
    /// Seconds for which a start is tried; none for AWS's own limit.
    pub max_age_seconds: Option<u32>,
    /// When its schedules begin, in UTC; none for at once.
    pub from: Option<&'static str>,
    /// When its schedules end, in UTC; none for never.
    pub until: Option<&'static str>,
    /// Whether a queue keeps what could not be started.
    pub dead_letter: bool,
    /// The services that may run it.
    pub run_by: Vec<Runner>,
}

/// One schedule of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Schedule {
    /// `rate(..)`, `cron(..)` or `at(..)`. `ScheduleExpression`.
    pub expression: &'static str,
    /// The IANA time zone in which `cron` and `at` are read; UTC without one. `ScheduleExpressionTimezone`.
    pub timezone: Option<&'static str>,
}

/// Where a secret's value is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    /// A parameter of Systems Manager, by name (`/shop/prod/key`).
    Parameter(String),
    /// A secret of Secrets Manager, by name, and the key in its JSON value.
    SecretsManager {
        /// The secret's name.
        name: String,
        /// The key in its JSON value; the whole value without one.
        key: Option<String>,
    },
}
