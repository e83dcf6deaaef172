//! Which things exist, by the ids that tell each from another of the same name.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;

use super::Simulator;
use crate::cloudformation;
use crate::text::Request;

/// What exists, by the ids that tell a thing from the one that it takes the place of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identities {
    /// The services that are not deleted, by `cluster/name`.
    pub services: BTreeMap<String, ServiceIdentity>,
    /// The tasks that are to run and that no service started, by ARN.
    pub alone: BTreeSet<String>,
    /// The physical ids of the stacks' resources, by stack and logical id.
    pub resources: BTreeMap<String, BTreeMap<String, String>>,
    /// The template and the parameters of each stack.
    pub stacks: BTreeMap<String, Value>,
    /// The number of the newest active revision of each family.
    pub revisions: BTreeMap<String, u32>,
    /// The instances of each Auto Scaling group.
    pub instances: BTreeMap<String, BTreeSet<String>>,
    /// The scalable targets with their policies and scheduled actions, by resource.
    pub scaling: BTreeMap<String, Vec<Value>>,
}

/// Which one a service is, and which tasks are its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceIdentity {
    /// When it was made, since the simulator was: another service of the name was made at another time.
    pub created: Duration,
    /// Its tasks that are to run, by ARN.
    pub tasks: BTreeSet<String>,
}

impl Simulator {
    /// Which things exist now.
    #[must_use]
    pub fn identities(&self) -> Identities {
        let world = self.world();
        let wanted = |service: Option<&String>| {
            let tasks = world.ecs.tasks.values();
            let tasks = tasks.filter(|task| task.desired == "RUNNING" && task.service.as_ref() == service);
            tasks.map(|task| task.arn.clone()).collect::<BTreeSet<String>>()
        };
        let services = world.ecs.services.values().filter(|service| service.status == "ACTIVE").map(|service| {
            let identity = ServiceIdentity { created: service.created_at, tasks: wanted(Some(&service.arn)) };
            (format!("{}/{}", service.cluster, service.name), identity)
        });
        let revisions = world.ecs.task_definitions.iter().filter_map(|(family, revisions)| {
            let active = |definition: &Value| definition.text("status") == "ACTIVE";
            let newest = revisions.iter().rev().find(|(_, definition)| active(definition))?.0;
            Some((family.clone(), *newest))
        });
        let groups = world.auto_scaling_groups.values();
        let instances = groups.map(|group| (group.name.clone(), group.instances.iter().cloned().collect()));
        let scaling = world.autoscaling.targets.iter().map(|(resource, target)| {
            let policies = world.autoscaling.policies.iter().filter(|((of, _), _)| of == resource);
            let policies = policies.map(|(_, policy)| policy.clone());
            let times = world.autoscaling.times.iter().filter(|((of, _), _)| of == resource);
            let all = std::iter::once(target.clone()).chain(policies).chain(times.map(|(_, time)| time.clone()));
            (resource.clone(), all.collect())
        });
        Identities {
            services: services.collect(),
            alone: wanted(None),
            resources: cloudformation::physical_ids(&world),
            stacks: cloudformation::given(&world),
            revisions: revisions.collect(),
            instances: instances.collect(),
            scaling: scaling.collect(),
        }
    }
}
