//! What the attributes expand to: constants that say everything about an item.

mod app;
mod cluster;
mod item;
mod network;
mod service;
mod stages;
mod task;
mod workload;

pub use app::{App, Stages};
pub use cluster::{AutoScalingGroup, Capacity, ClusterSpec, Listener, ListenerProtocol, LoadBalancer, Provider};
pub use item::{Cluster, Item, ItemKind, Listed, Service, Task};
pub use network::{Nat, Network};
pub use service::{HealthCheck, Route, Scale, ServiceSpec, Size};
pub use stages::{Declaration, Identity, Source, StageSpec};
pub use task::{Schedule, TaskSpec};
pub use workload::{Allow, Architecture, Logs, WorkloadSpec};
