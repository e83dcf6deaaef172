//! A service as a value.

mod balancer;
mod connect;
mod deployment;
mod hook;
mod patch;
mod placement;
mod request;
mod strategy;

use std::collections::BTreeMap;

use aws_sdk_ecs::types::{
    AssignPublicIp, AvailabilityZoneRebalancing, AwsVpcConfiguration, Deployment as Deployed, LaunchType,
    NetworkConfiguration, SchedulingStrategy,
};
use infra_core::blueprint::{CapacityPlace, ClusterBlueprint, Names, WorkloadBlueprint};
use infra_core::declaration::{Patch, Size};

use super::disk::VOLUME;
use super::{Disk, Fields, Known, TAG_TIMED, set, set_some};
use crate::arn::short;
use crate::template::output;
pub(crate) use balancer::ServiceLoadBalancer;
pub(crate) use connect::Connect;
pub(crate) use deployment::Deployment;
pub(crate) use hook::SMOKE_SECONDS;
pub(crate) use patch::{PATCH, TAG_PATCH, refused};
pub(crate) use placement::{PLACEMENT, Placement};
pub(crate) use request::{network, sdk_network, sdk_strategy, sdk_tags};

/// A service, as this project makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of ECS's own")]
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) cluster: String,
    /// How many tasks, where the declaration fixes it; where it scales, Application Auto Scaling owns the number.
    pub(crate) count: Option<i32>,
    /// Sorted by provider.
    pub(crate) strategy: Vec<StrategyItem>,
    /// Sorted.
    pub(crate) subnets: Vec<String>,
    /// Sorted.
    pub(crate) security_groups: Vec<String>,
    pub(crate) public_ip: bool,
    /// Its target groups, sorted.
    pub(crate) load_balancers: Vec<ServiceLoadBalancer>,
    pub(crate) grace_seconds: i32,
    pub(crate) deployment: Deployment,
    pub(crate) zone_rebalancing: bool,
    /// The version of Fargate, where it runs there.
    pub(crate) platform: Option<String>,
    /// The volume of EBS of each task, at most one.
    pub(crate) disks: Vec<Disk>,
    /// Whether one task of it runs on every instance.
    pub(crate) daemon: bool,
    pub(crate) placement: Placement,
    /// How it takes part in Service Connect; none where it doesn't.
    pub(crate) connect: Option<Connect>,
    /// The ARN of the service of Cloud Map in which its tasks are registered; none where it has no DNS name.
    pub(crate) registry: Option<String>,
    /// Whether shells can be opened in the containers of new tasks.
    pub(crate) exec: bool,
    /// Its tags, without those that AWS puts on it, and the mark of its scaling.
    pub(crate) tags: BTreeMap<String, String>,
    /// Changes of what requests say of it; none of one in AWS.
    pub(crate) patches: Vec<Patch>,
}

/// An entry of a capacity provider strategy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StrategyItem {
    pub(crate) provider: String,
    pub(crate) base: i32,
    pub(crate) weight: i32,
}

/// Whether ECS makes a new deployment when one of these fields changes; the others act at once or at the next one.
pub(crate) fn deploys(changed: &[String]) -> bool {
    let is_deployed = |field: &str| {
        is_of_tasks(field)
            || field == REGISTRY
            || balancer::DEPLOYED.contains(&field)
            || connect::deploys(field)
            || patch::deploys(field)
    };
    changed.iter().any(|field| is_deployed(field))
}

/// Whether all of these fields only say how the service deploys, so that a change counts from its next deployment.
pub(crate) fn counts_later(changed: &[String]) -> bool {
    !changed.is_empty() && changed.iter().all(|field| deployment::FIELDS.contains(&field.as_str()))
}

/// Whether a field is one of what tasks are started with, beside their task definition.
fn is_of_tasks(field: &str) -> bool {
    NETWORK.contains(&field) || field == PLATFORM || field.starts_with(VOLUME)
}

/// The field that says which version of Fargate.
const PLATFORM: &str = "platform version";
/// The field that says where its tasks are registered for DNS.
const REGISTRY: &str = "service registry";
/// What AWS takes where no version of Fargate is said.
const LATEST: &str = "LATEST";
/// The fields of the network, with which ECS makes a new deployment.
const NETWORK: [&str; 3] = ["subnets", "security groups", "public IP"];
/// The field that needs a new deployment to act on tasks that run.
pub(crate) const STRATEGY: &str = "capacity";
/// What the fields of tags begin with.
pub(crate) const TAG: &str = "tag ";
/// The field that says how many tasks.
pub(crate) const COUNT: &str = "count";
/// The field that says how long health checks do not count.
const GRACE: &str = "health check grace";
/// The field that says how tasks are scheduled, which is so for the service's life.
const SCHEDULING: &str = "scheduling";
/// The field that says whether shells can be opened: it counts for new tasks, and is to count for all.
pub(crate) const EXEC: &str = "exec";
/// The field that says whether tasks move between zones.
const REBALANCING: &str = "availability zone rebalancing";

impl Service {
    /// What a workload declares; none while the outputs of its stacks are not known yet, or if it is no service.
    pub(crate) fn declared(
        names: &Names,
        cluster: &ClusterBlueprint,
        workload: &WorkloadBlueprint,
        known: &Known,
    ) -> Option<Self> {
        let service = workload.service()?;
        let stack = &workload.identity.physical;
        let container = workload.identity.name;
        let own_address = workload.runtime.has_own_address();
        let load_balancers = ServiceLoadBalancer::declared(service, container, stack, known)?;
        let placement = Placement::declared(service, cluster.family_of(workload));
        let registry = if service.named { Some(known.output(stack, output::REGISTRY_ARN)?.to_owned()) } else { None };
        let connect = if connect::takes_part(workload, service) {
            let namespace = known.output(&cluster.identity.physical, output::NAMESPACE_ARN)?;
            let log = workload.logs.group_name().map(|group| (group, known.region.as_str()));
            Some(Connect::declared(service, container, namespace, log))
        } else {
            None
        };
        let declared = Self {
            name: stack.clone(),
            cluster: cluster.identity.physical.clone(),
            count: match service.size {
                _ if service.daemon => None,
                Size::Count(count) => Some(i32::try_from(count).unwrap_or(i32::MAX)),
                Size::Scale(_) => None,
            },
            strategy: strategy(cluster, workload, known)?,
            subnets: if own_address { task_subnets(cluster, workload, known)? } else { Vec::new() },
            security_groups: if own_address { security_groups(workload, known)? } else { Vec::new() },
            public_ip: own_address && assigns_public_ip(cluster, workload),
            // Without a load balancer the number means nothing, and cannot be changed.
            grace_seconds: match load_balancers.as_slice() {
                [] => 0,
                _ => i32::try_from(service.health.grace_seconds).unwrap_or(0),
            },
            load_balancers,
            deployment: Deployment::declared(service),
            platform: cluster.is_on_fargate(workload).then(|| workload.runtime.platform.to_owned()),
            disks: Disk::declared(workload, known)?,
            // A task that moves is started before the old one stops, so ECS refuses it where no more may run.
            zone_rebalancing: service.deploy.rolling().max > 100 && placement.balances_zones(),
            daemon: service.daemon,
            placement,
            connect,
            registry,
            exec: service.exec,
            tags: tags(names, cluster, container),
            patches: workload.patches.clone(),
        };
        Some(declared.tagged())
    }

    /// What a service in AWS is. An absent field has the default that AWS gives it.
    pub(crate) fn existing(sdk: &aws_sdk_ecs::types::Service) -> Self {
        let network = sdk.network_configuration().and_then(NetworkConfiguration::awsvpc_configuration);
        let strategy = sdk.capacity_provider_strategy().iter().map(|item| StrategyItem {
            provider: item.capacity_provider().to_owned(),
            base: item.base(),
            weight: item.weight(),
        });
        let cluster = sdk.cluster_arn().unwrap_or_default();
        let primary = sdk.deployments().iter().find(|deployment| deployment.status() == Some("PRIMARY"));
        Self {
            name: sdk.service_name().unwrap_or_default().to_owned(),
            cluster: short(cluster).to_owned(),
            count: Some(sdk.desired_count()),
            strategy: sorted(strategy),
            subnets: sorted(network.map(AwsVpcConfiguration::subnets).unwrap_or_default().iter().cloned()),
            security_groups: sorted(
                network.map(AwsVpcConfiguration::security_groups).unwrap_or_default().iter().cloned(),
            ),
            public_ip: network.and_then(AwsVpcConfiguration::assign_public_ip) == Some(&AssignPublicIp::Enabled),
            load_balancers: sorted(sdk.load_balancers().iter().map(ServiceLoadBalancer::existing)),
            grace_seconds: match sdk.load_balancers() {
                [] => 0,
                _ => sdk.health_check_grace_period_seconds().unwrap_or_default(),
            },
            deployment: Deployment::existing(sdk.deployment_configuration()),
            platform: on_fargate(sdk).then(|| sdk.platform_version().unwrap_or(LATEST).to_owned()),
            disks: primary.map(disks).unwrap_or_default(),
            zone_rebalancing: sdk.availability_zone_rebalancing() != Some(&AvailabilityZoneRebalancing::Disabled),
            daemon: sdk.scheduling_strategy() == Some(&SchedulingStrategy::Daemon),
            placement: Placement::existing(sdk.placement_strategy(), sdk.placement_constraints()),
            connect: primary.and_then(Deployed::service_connect_configuration).and_then(Connect::existing),
            registry: sdk.service_registries().first().and_then(|registry| registry.registry_arn()).map(str::to_owned),
            exec: sdk.enable_execute_command(),
            tags: sdk
                .tags()
                .iter()
                .filter_map(|tag| Some((tag.key()?.to_owned(), tag.value().unwrap_or_default().to_owned())))
                .filter(|(key, _)| !key.starts_with("aws:") && key != TAG_TIMED)
                .collect(),
            patches: Vec::new(),
        }
    }

    /// Whether each of its tasks has an address and security groups of its own.
    pub(crate) fn has_own_address(&self) -> bool {
        !self.subnets.is_empty()
    }

    /// What tells it from every other service of the account and region: `cluster/name`.
    pub(crate) fn key(&self) -> String {
        service_key(&self.cluster, &self.name)
    }

    /// The fields, by the names that a plan shows; without the count where `counted` is false.
    pub(crate) fn fields(&self, counted: bool) -> Fields {
        let mut fields = Fields::new();
        set_some(&mut fields, COUNT, self.count.filter(|_| counted));
        let strategy: Vec<String> = self.strategy.iter().map(ToString::to_string).collect();
        // A daemon takes no strategy: it is on every instance of its cluster.
        set(&mut fields, STRATEGY, if self.daemon { "every instance".to_owned() } else { strategy.join(", ") });
        set(&mut fields, SCHEDULING, if self.daemon { "daemon" } else { "replica" });
        if self.has_own_address() {
            set(&mut fields, "subnets", self.subnets.join(", "));
            set(&mut fields, "security groups", self.security_groups.join(", "));
            set(&mut fields, "public IP", on_off(self.public_ip));
        }
        set_some(&mut fields, PLATFORM, self.platform.as_ref());
        self.disks.iter().for_each(|disk| disk.add_fields(&mut fields));
        ServiceLoadBalancer::add_fields(&self.load_balancers, &mut fields);
        set(&mut fields, GRACE, format!("{} s", self.grace_seconds));
        self.deployment.add_fields(&mut fields);
        set(&mut fields, REBALANCING, on_off(self.zone_rebalancing));
        self.placement.add_fields(&mut fields);
        if let Some(connect) = &self.connect {
            connect.add_fields(&mut fields);
        }
        set_some(&mut fields, REGISTRY, self.registry.as_deref().map(short));
        set(&mut fields, EXEC, on_off(self.exec));
        for (key, value) in &self.tags {
            if key == TAG_PATCH {
                fields.extend(patch::fields_of_tag(value).map(|(field, hash)| (field, hash.to_owned())));
            } else {
                set(&mut fields, format!("{TAG}{key}"), value);
            }
        }
        fields
    }
}

fn on_fargate(sdk: &aws_sdk_ecs::types::Service) -> bool {
    let strategy = sdk.capacity_provider_strategy();
    strategy.iter().any(|item| item.capacity_provider().starts_with("FARGATE"))
        || (strategy.is_empty() && sdk.launch_type() == Some(&LaunchType::Fargate))
}

/// What the tasks of a deployment have: the service itself does not tell.
fn disks(deployment: &Deployed) -> Vec<Disk> {
    deployment.volume_configurations().iter().filter_map(Disk::existing).collect()
}

/// What tells a service from every other of the account and region: `cluster/name`.
pub(crate) fn service_key(cluster: &str, name: &str) -> String {
    format!("{cluster}/{name}")
}

/// A service as Application Auto Scaling names it: `service/cluster/name`.
pub(crate) fn scaling_resource(cluster: &str, name: &str) -> String {
    format!("service/{}", service_key(cluster, name))
}

/// The tags of everything of an item: the app's own, and the user's.
pub(crate) fn tags(names: &Names, cluster: &ClusterBlueprint, item: &str) -> BTreeMap<String, String> {
    let own = names.tags(item).map(|(key, value)| (key.to_owned(), value));
    let user = cluster.tags.iter().map(|&(key, value)| (key.to_owned(), value.to_owned()));
    own.into_iter().chain(user).collect()
}

/// The capacity provider strategy of a workload; none while the providers have no names yet.
pub(crate) fn strategy(
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
    known: &Known,
) -> Option<Vec<StrategyItem>> {
    let items = cluster.shares_of(workload).into_iter().map(|share| {
        let name = match share.place {
            CapacityPlace::Fargate => "FARGATE".to_owned(),
            CapacityPlace::FargateSpot => "FARGATE_SPOT".to_owned(),
            CapacityPlace::Group(at) | CapacityPlace::Managed(at) => {
                let name = output::capacity_provider(cluster.capacity.get(at)?);
                known.output(&cluster.identity.physical, &name)?.to_owned()
            }
        };
        Some(StrategyItem {
            provider: name,
            base: i32::try_from(share.base).unwrap_or(i32::MAX),
            weight: i32::try_from(share.weight).unwrap_or(i32::MAX),
        })
    });
    Some(sorted(items.collect::<Option<Vec<_>>>()?))
}

/// The subnets of a workload's tasks; none while they do not exist yet.
pub(crate) fn task_subnets(
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
    known: &Known,
) -> Option<Vec<String>> {
    let subnets = known.output(&cluster.identity.physical, output::subnets(workload))?;
    Some(sorted(subnets.split(',').map(str::to_owned)))
}

/// A Fargate task in a public subnet reaches its image only with an address of its own; ECS gives none to a task on an
/// instance.
pub(crate) fn assigns_public_ip(cluster: &ClusterBlueprint, workload: &WorkloadBlueprint) -> bool {
    cluster.is_on_fargate(workload) && !cluster.runs_in_private_subnets(workload)
}

/// The security groups of a workload's tasks: its own, and those that it declares; none while its own does not exist yet.
pub(crate) fn security_groups(workload: &WorkloadBlueprint, known: &Known) -> Option<Vec<String>> {
    let own = known.output(&workload.identity.physical, output::SECURITY_GROUP_ID)?;
    Some(sorted(std::iter::once(own).chain(workload.security_groups.iter().copied()).map(str::to_owned)))
}

fn sorted<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.into_iter().collect();
    items.sort();
    items
}

fn on_off(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

impl std::fmt::Display for StrategyItem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} (base {}, weight {})", self.provider, self.base, self.weight)
    }
}
