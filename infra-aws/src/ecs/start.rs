//! What a task is started with, whoever starts it.

use infra_core::blueprint::{ClusterBlueprint, WorkloadBlueprint};
use serde_json::{Value, json};

use super::service::{StrategyItem, assigns_public_ip, network, security_groups, strategy, task_subnets};
use super::{Disk, Known, Object};

/// What a task is started with beside its task definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Start {
    pub(crate) cluster: String,
    /// The family, of which the newest revision runs.
    pub(crate) family: String,
    /// The name of its main container.
    pub(crate) container: String,
    /// Sorted by provider.
    pub(crate) strategy: Vec<StrategyItem>,
    /// Where it has an address of its own.
    pub(crate) network: Option<Network>,
    /// The version of Fargate, where it runs there.
    pub(crate) platform: Option<String>,
    /// The volume of EBS that it gets, at most one.
    pub(crate) disks: Vec<Disk>,
}

/// Where a task has an address of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Network {
    /// Sorted.
    pub(crate) subnets: Vec<String>,
    /// Sorted.
    pub(crate) security_groups: Vec<String>,
    pub(crate) public_ip: bool,
}

impl Start {
    /// What a task declares; none while the outputs of its stacks are not known yet.
    pub(crate) fn declared(cluster: &ClusterBlueprint, task: &WorkloadBlueprint, known: &Known) -> Option<Self> {
        let network = if task.runtime.has_own_address() {
            Some(Network {
                subnets: task_subnets(cluster, task, known)?,
                security_groups: security_groups(task, known)?,
                public_ip: assigns_public_ip(cluster, task),
            })
        } else {
            None
        };
        Some(Self {
            cluster: cluster.identity.physical.clone(),
            family: task.identity.physical.clone(),
            container: task.identity.name.to_owned(),
            strategy: strategy(cluster, task, known)?,
            network,
            platform: cluster.is_on_fargate(task).then(|| task.runtime.platform.to_owned()),
            disks: Disk::declared(task, known)?,
        })
    }

    /// As `RunTask` takes it. Command and variables of a run are added to the one entry of `overrides.containerOverrides`,
    /// which names the main container.
    ///
    /// The tags of the task definition go to the task, by which those who may run it are let stop it.
    pub(crate) fn request(&self) -> Value {
        let network = |own: &Network| network(&own.subnets, &own.security_groups, own.public_ip);
        Object::new()
            .with("cluster", self.cluster.as_str())
            .with("taskDefinition", self.family.as_str())
            .with("capacityProviderStrategy", self.strategy.iter().map(StrategyItem::json).collect::<Vec<_>>())
            .with_some("networkConfiguration", self.network.as_ref().map(network))
            .with_some("platformVersion", self.platform.clone())
            .with_list("volumeConfigurations", self.disks.iter().map(Disk::json_of_run).collect())
            .with("overrides", json!({ "containerOverrides": [{ "name": self.container }] }))
            .with("enableECSManagedTags", true)
            .with("propagateTags", "TASK_DEFINITION")
            .value()
    }
}
