//! Amazon ECS.

mod cluster;
mod service;
mod task;

use std::collections::BTreeMap;

use serde_json::{Value, json};

pub(crate) use cluster::{CapacityProvider, Cluster, ContainerInstance};
pub(crate) use service::{Deployment, Service, ServiceDeployment, ServiceRevision};
pub(crate) use task::Task;

use crate::error::{Answer, AwsError};
use crate::world::World;

/// What ECS holds in the region.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ecs {
    /// By their name.
    pub(crate) clusters: BTreeMap<String, Cluster>,
    /// By their name, those of the account beside `FARGATE` and `FARGATE_SPOT`.
    pub(crate) capacity_providers: BTreeMap<String, CapacityProvider>,
    /// By their ARN.
    pub(crate) container_instances: BTreeMap<String, ContainerInstance>,
    /// Task definitions as DescribeTaskDefinition answers them, by family and revision.
    pub(crate) task_definitions: BTreeMap<String, BTreeMap<u32, Value>>,
    /// The latest revision that a family ever had.
    pub(crate) latest: BTreeMap<String, u32>,
    /// By their ARN.
    pub(crate) services: BTreeMap<String, Service>,
    /// By their ARN.
    pub(crate) service_deployments: BTreeMap<String, ServiceDeployment>,
    /// By their ARN.
    pub(crate) service_revisions: BTreeMap<String, ServiceRevision>,
    /// By their ARN; those that stopped an hour ago are gone.
    pub(crate) tasks: BTreeMap<String, Task>,
    /// The tags of what is not a service or a task, by ARN.
    pub(crate) tags: BTreeMap<String, Vec<Value>>,
}

/// Answers an operation.
pub(crate) fn answer(_world: &mut World, operation: &str, _request: &Value) -> Answer {
    Err(AwsError::unknown_operation("ecs", operation))
}

/// Whether a cluster has an active service of a name.
pub(crate) fn is_active(world: &World, cluster: &str, service: &str) -> bool {
    world.ecs.services.values().any(|held| held.cluster == cluster && held.name == service && held.status == "ACTIVE")
}

/// Brings the count of a service inside bounds, as Application Auto Scaling does.
pub(crate) fn clamp(_world: &mut World, _cluster: &str, _service: &str, _minimum: u32, _maximum: u32) {}

/// What has tags: the ARN and the tags of each.
pub(crate) fn tagged(_world: &World) -> Vec<(String, Vec<Value>)> {
    Vec::new()
}

/// What must never be.
pub(crate) fn violations(_world: &World) -> Vec<String> {
    Vec::new()
}

/// Container instances begin to start for an Auto Scaling group that wants more of them.
pub(crate) fn fill_auto_scaling_group(_world: &mut World, _name: &str) {
    let _ = json!({});
}
