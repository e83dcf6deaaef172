//! What must exist in one stage: declarations with their overrides settled, defaults filled in and names made.

mod capacity;
mod connect;
mod container;
mod error;
mod logs;
mod name;
mod priority;
mod resolve;
mod resolve_container;
mod resolve_logs;
mod resolve_workload;
mod runs;
mod runtime;
mod settle;
mod target;
mod workload;

use crate::check::{Pending, Problem};
use crate::declaration::{
    Insights, LoadBalancer, Nat, Network, NetworkBalancer, Provider, Source, Subnets, Template, Waiver,
};
use crate::language::Difference;

pub use capacity::{CapacityFamily, CapacityPlace, Share};
pub use connect::{Connection, Endpoint};
pub use container::{ContainerBlueprint, Process};
pub use error::ResolveError;
pub use logs::{LogGroup, LogRouter, LogsBlueprint};
pub use name::{Names, TAG_APP, TAG_ITEM, TAG_STAGE, shorten};
pub use runs::{Runnable, Runner};
pub use runtime::Runtime;
pub use target::{TargetGroup, TargetProtocol};
pub use workload::{
    PrioritizedRoute, Schedule, Secret, ServiceBlueprint, TaskBlueprint, WorkloadBlueprint, WorkloadKind,
};

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
    /// What `configure` functions changed.
    pub configured: Vec<Configured>,
    /// Traps that the declarations walk into, and that are not waived.
    pub warnings: Vec<Problem>,
    /// Rules that items switch off.
    pub waived: Vec<Waived>,
    /// What not every target deploys yet. The macros refuse what none does where it is declared; a `configure` function can
    /// bring it in.
    pub pending: Vec<Pending>,
}

/// What a `configure` function changed in one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configured {
    /// The item's Rust name.
    pub item: &'static str,
    /// Its name in AWS, without app and stage.
    pub name: &'static str,
    /// The keys that differ.
    pub changes: Vec<Difference>,
}

/// A rule that an item switches off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// The item's Rust name.
    pub item: &'static str,
    /// The rule, and why.
    pub waiver: Waiver,
}

/// A cluster and what runs in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterBlueprint {
    /// Who it is.
    pub identity: ItemIdentity,
    /// Its capacity providers, with the strategy of workloads that declare none.
    pub capacity: Vec<Provider>,
    /// Its VPC.
    pub network: Network,
    /// Its load balancer, declared or made because a service has a route.
    pub load_balancer: Option<LoadBalancer>,
    /// Its network load balancer, declared or made because a service has a stream.
    pub network_balancer: Option<NetworkBalancer>,
    /// The namespace in which its services are found; none where nothing calls them, and none is declared.
    pub namespace: Option<String>,
    /// How much Container Insights records.
    pub insights: Insights,
    /// Whether it has a dashboard.
    pub dashboard: bool,
    /// The templates whose resources are part of its stack, in the order in which they are declared.
    pub include: Vec<Template>,
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

impl Blueprint {
    /// Every workload with its cluster.
    pub fn workloads(&self) -> impl Iterator<Item = (&ClusterBlueprint, &WorkloadBlueprint)> {
        self.clusters.iter().flat_map(|cluster| cluster.workloads.iter().map(move |workload| (cluster, workload)))
    }
}

impl ClusterBlueprint {
    /// Whether a workload's tasks get their addresses in private subnets: as it says, or as the cluster's do.
    #[must_use]
    pub fn runs_in_private_subnets(&self, workload: &WorkloadBlueprint) -> bool {
        match workload.subnets {
            Some(subnets) => subnets == Subnets::Private,
            None => self.tasks_in_private_subnets(),
        }
    }

    /// Where tasks get their addresses: private subnets when there are any with a way out, else public ones.
    #[must_use]
    pub fn tasks_in_private_subnets(&self) -> bool {
        match self.network {
            Network::New(new) => new.nat != Nat::None,
            Network::Existing(existing) => !existing.private.is_empty(),
            Network::Default => false,
        }
    }
}
