//! What must exist in one stage: declarations with their overrides settled, defaults filled in and names made.

mod name;
mod priority;
mod resolve;

use crate::declaration::{
    Allow, Architecture, HealthCheck, ItemKind, LoadBalancer, Nat, Network, Provider, Route, Schedule, Size, Source,
};

pub use name::{Names, TAG_APP, TAG_ITEM, TAG_STAGE, shorten};
pub use resolve::ResolveError;

/// Everything that must exist for an app in one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blueprint {
    /// The app's and the stage's names, and the names made of them.
    pub names: Names,
    /// The AWS account that the stage is bound to, if it is.
    pub account: Option<&'static str>,
    /// Whether the stage is destroyed only when its name is typed.
    pub protected: bool,
    /// The clusters, in the order of the listing.
    pub clusters: Vec<ClusterBlueprint>,
}

/// A cluster and what runs in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterBlueprint {
    /// Who it is.
    pub identity: ItemIdentity,
    /// Its capacity provider strategy.
    pub capacity: Vec<Provider>,
    /// Its VPC.
    pub network: Network,
    /// Its load balancer, declared or made because a service has a route.
    pub load_balancer: Option<LoadBalancer>,
    /// The user's tags.
    pub tags: Vec<(&'static str, &'static str)>,
    /// Its services and tasks, in the order of the listing.
    pub workloads: Vec<WorkloadBlueprint>,
}

/// Who an item is, with its physical name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemIdentity {
    /// The name without app and stage, as in `infra:item`.
    pub name: &'static str,
    /// `{app}-{stage}-{name}`: the name of its stack, cluster, service and task definition family.
    pub physical: String,
    /// The doc comment; may be empty.
    pub description: &'static str,
    /// Where it was declared.
    pub source: Source,
}

/// A service or a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkloadBlueprint {
    /// Who it is.
    pub identity: ItemIdentity,
    /// The image reference.
    pub image: String,
    /// CPU units of the task.
    pub cpu: u32,
    /// MiB of the task.
    pub memory: u32,
    /// The CPU architecture.
    pub architecture: Architecture,
    /// The command; empty for the image's own.
    pub command: Vec<String>,
    /// Environment variables by name, `PORT` included, sorted.
    pub environment: Vec<(String, String)>,
    /// Secrets by variable, sorted; `{app}` and `{stage}` filled in.
    pub secrets: Vec<(String, Secret)>,
    /// Statements of the task role; `{region}` and `{account}` are for the target to fill in.
    pub allow: Vec<Allow>,
    /// The log group's name.
    pub log_group: String,
    /// Days until a log event is deleted.
    pub retention_days: u16,
    /// What only a service or only a task has.
    pub kind: WorkloadKind,
}

impl WorkloadBlueprint {
    /// Whether it is a service or a task.
    #[must_use]
    pub fn item_kind(&self) -> ItemKind {
        match self.kind {
            WorkloadKind::Service(_) => ItemKind::Service,
            WorkloadKind::Task(_) => ItemKind::Task,
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
pub enum WorkloadKind {
    /// Kept running.
    Service(ServiceBlueprint),
    /// Started by a schedule or by `run`.
    Task(TaskBlueprint),
}

/// What only a service has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceBlueprint {
    /// The container port.
    pub port: Option<u16>,
    /// Its rules on the load balancer, with their priorities.
    pub routes: Vec<PrioritizedRoute>,
    /// The target group's health check.
    pub health: HealthCheck,
    /// How many tasks.
    pub size: Size,
    /// Seconds that a target may finish its requests.
    pub drain_seconds: u32,
}

/// A route with its place among the rules of the listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrioritizedRoute {
    /// Which requests.
    pub route: Route,
    /// 1 to 50,000, unique on the cluster's listeners; the more specific route has the lower number.
    pub priority: u32,
}

/// What only a task has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskBlueprint {
    /// When it is started.
    pub schedules: Vec<Schedule>,
}

/// Where a secret's value is.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl Blueprint {
    /// Every workload with its cluster.
    pub fn workloads(&self) -> impl Iterator<Item = (&ClusterBlueprint, &WorkloadBlueprint)> {
        self.clusters.iter().flat_map(|cluster| cluster.workloads.iter().map(move |workload| (cluster, workload)))
    }
}

impl ClusterBlueprint {
    /// Whether its tasks run on Fargate, rather than on instances of its own.
    #[must_use]
    pub fn is_fargate(&self) -> bool {
        self.capacity.iter().all(|provider| provider.capacity.is_fargate())
    }

    /// Where tasks get their addresses: private subnets when there are any with a way out, else public ones.
    #[must_use]
    pub fn tasks_in_private_subnets(&self) -> bool {
        match self.network {
            Network::New { nat, .. } => nat != Nat::None,
            Network::Existing { private, .. } => !private.is_empty(),
            Network::Default => false,
        }
    }
}
