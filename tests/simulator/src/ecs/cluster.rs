//! Clusters, and what their tasks run on.

use std::time::Duration;

use serde_json::Value;

/// A cluster.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    pub(crate) arn: String,
    pub(crate) name: String,
    /// `ACTIVE` or `INACTIVE`.
    pub(crate) status: String,
    /// The names of the capacity providers that are associated with it.
    pub(crate) capacity_providers: Vec<String>,
    /// As `[{"capacityProvider": .., "weight": .., "base": ..}]`.
    pub(crate) default_strategy: Value,
    /// As `[{"name": "containerInsights", "value": "enabled"}]`.
    pub(crate) settings: Value,
    /// As `[{"key": .., "value": ..}]`.
    pub(crate) tags: Vec<Value>,
    /// The namespace of Service Connect, its ARN or name; empty without one.
    pub(crate) namespace: String,
}

/// A capacity provider over an Auto Scaling group, or of Managed Instances.
#[derive(Clone, Debug)]
pub(crate) struct CapacityProvider {
    pub(crate) arn: String,
    pub(crate) name: String,
    /// The name of its Auto Scaling group; none for Managed Instances.
    pub(crate) auto_scaling_group: Option<String>,
    /// The cluster that it belongs to, as an ARN or a name, where it was made for one (Managed Instances).
    pub(crate) cluster: Option<String>,
    /// The properties as the template has them.
    pub(crate) properties: Value,
}

/// An instance that has joined a cluster.
#[derive(Clone, Debug)]
pub(crate) struct ContainerInstance {
    pub(crate) arn: String,
    /// The cluster's name.
    pub(crate) cluster: String,
    /// As `i-0123456789abcdef0`.
    pub(crate) instance: String,
    pub(crate) capacity_provider: String,
    /// `ACTIVE` or `DRAINING`.
    pub(crate) status: String,
    /// In CPU units, 1024 each vCPU.
    pub(crate) cpu: u32,
    /// In MiB.
    pub(crate) memory: u32,
    pub(crate) registered_at: Duration,
}
