//! What exists of a stage: read afresh each time, and nothing is kept on this machine.

mod deployments;
mod families;
mod file_systems;
mod fingerprints;
pub(crate) mod production;
mod revisions;
mod scaling;
pub(crate) mod services;
mod stacks;

use std::collections::{BTreeMap, BTreeSet};

use infra_core::blueprint::{Blueprint, Names};
use infra_core::declaration::{Network, Size};
use serde_json::Value;

pub(crate) use file_systems::LeftFileSystem;
pub(crate) use stacks::{ObservedStack, read as read_stacks, settle};

use crate::client::Clients;
use crate::deployments::Recorded;
use crate::ecs::service::scaling_resource;
use crate::ecs::{Known, Scaling, Service, TaskDefinition};
use crate::images::ImageState;
use crate::stack::desired_stacks;
use crate::template::output;
use crate::{Error, default_network, hosted_zone};

/// What exists of an app in one stage.
#[derive(Clone, Debug, Default)]
pub(crate) struct Observed {
    /// The account, the region, and what the stacks put out.
    pub(crate) known: Known,
    /// When it was read, in seconds since 1970.
    pub(crate) now: i64,
    /// Where it was read, in words.
    pub(crate) place: String,
    /// What keeps the stage from being deployed, but not from being looked at or destroyed.
    pub(crate) obstacle: Option<String>,
    /// The stacks, by name.
    pub(crate) stacks: BTreeMap<String, ObservedStack>,
    /// The templates that the stacks have now, of those that are to change or to go.
    pub(crate) bodies: BTreeMap<String, Value>,
    /// The services, by cluster and name: an item that moved to another cluster has one in each.
    pub(crate) services: BTreeMap<String, ObservedService>,
    /// The newest revision of each family.
    pub(crate) families: BTreeMap<String, ObservedFamily>,
    /// Revisions that nobody goes back to, by family: of those families that get a new one.
    pub(crate) retired: BTreeMap<String, Vec<String>>,
    /// The families that have inactive revisions only, with their items.
    pub(crate) inactive_families: BTreeMap<String, String>,
    /// File systems that earlier deployments left, where one is to be made.
    pub(crate) left_file_systems: Vec<LeftFileSystem>,
    /// How images stand that are built and do not run yet, by their key.
    pub(crate) images: BTreeMap<String, ImageState>,
    /// What is worth knowing of images.
    pub(crate) image_notes: Vec<String>,
}

/// A service that exists.
#[derive(Clone, Debug)]
pub(crate) struct ObservedService {
    /// The item, as its tag names it.
    pub(crate) item: String,
    /// What it is.
    pub(crate) service: Service,
    /// `ACTIVE`, or `DRAINING` while it is being deleted.
    pub(crate) status: String,
    /// The ARN of the task definition that it runs.
    pub(crate) task_definition: String,
    /// What that task definition is, where it is not the newest of its family.
    pub(crate) older_definition: Option<TaskDefinition>,
    /// How many tasks run.
    pub(crate) running: i32,
    /// How many tasks are starting.
    pub(crate) pending: i32,
    /// Its deployments.
    pub(crate) deployments: Vec<aws_sdk_ecs::types::Deployment>,
    /// The ARN of ECS's record of the deployment that goes on, or was the last.
    pub(crate) current_deployment: Option<String>,
    /// How the deployment stands by that record, where deployments move traffic.
    pub(crate) recorded: Option<Recorded>,
    /// Its scaling.
    pub(crate) scaling: Option<Scaling>,
    /// Whether its tag says that its scaling has times.
    pub(crate) has_times: bool,
    /// The ARNs of the revisions that run, where deployments move traffic between two target groups.
    pub(crate) revisions: Vec<String>,
    /// The ARN of the target group that production's traffic goes to.
    pub(crate) production: Option<String>,
}

/// A family of task definitions that has an active revision.
#[derive(Clone, Debug)]
pub(crate) struct ObservedFamily {
    /// The item, as its tag names it.
    pub(crate) item: String,
    /// The ARN of the newest revision.
    pub(crate) arn: String,
    /// What it is.
    pub(crate) definition: TaskDefinition,
    /// The references with tags that its images were declared by, by container, as its tag tells them.
    pub(crate) named: BTreeMap<String, String>,
}

impl Known {
    /// What stacks put out, of the account and the region of the clients.
    pub(crate) fn of(clients: &Clients, stacks: &BTreeMap<String, ObservedStack>) -> Self {
        Self {
            account: clients.account.clone(),
            region: clients.region.clone(),
            partition: clients.partition.clone(),
            outputs: stacks.iter().map(|(name, stack)| (name.clone(), stack.outputs.clone())).collect(),
            ..Self::default()
        }
    }
}

impl Observed {
    /// Reads everything of `blueprint`'s app and stage.
    pub(crate) async fn read(clients: &Clients, blueprint: &Blueprint) -> Result<Self, Error> {
        let (mut observed, scaling) = tokio::try_join!(
            Self::read_unscaled(clients, blueprint),
            scaling::read(clients, declared_resources(blueprint), timed_resources(blueprint)),
        )?;
        let (others, times) = tokio::try_join!(
            scaling::read(clients, undeclared_resources(blueprint, &observed.services), BTreeSet::new()),
            scaling::read_times(clients, marked_resources(blueprint, &observed.services)),
        )?;
        for observed in observed.services.values_mut() {
            let resource = observed.service.scaling_resource();
            let found = scaling.get(&resource).or_else(|| others.get(&resource)).cloned();
            let found = found.map(|found| found.with(times.get(&resource).cloned().unwrap_or_default()));
            observed.scaling = found.map(|found| found.scaling(observed.has_times));
        }
        Ok(observed)
    }

    /// Reads all but the scaling: first what is declared, by its names and all at once, then what else carries the
    /// stage's tags, and last what only a change needs.
    async fn read_unscaled(clients: &Clients, blueprint: &Blueprint) -> Result<Self, Error> {
        let names = &blueprint.names;
        let (stacks, (default_network, no_network), (hosted_zones, no_zone), listed, tasks, mut services) = tokio::try_join!(
            stacks::read(clients, names),
            default_network(clients, blueprint),
            hosted_zones(clients, blueprint),
            families::list(clients, names),
            families::read_tasks(clients, blueprint),
            services::read_declared(clients, blueprint),
        )?;
        let obstacle = no_network.or(no_zone);
        let mut known = Known { default_network, hosted_zones, ..Known::of(clients, &stacks) };
        let leaving = leaving(blueprint, &stacks);
        services.extend(services::read_leaving(clients, blueprint, &leaving).await?);
        let (services, mut families, inactive_families) = tokio::try_join!(
            production::read(clients, services.clone()),
            families::read(clients, blueprint, listed, &services, &known),
            families::read_inactive(clients, names, &leaving),
        )?;
        families.extend(tasks);
        known.on_alternate =
            services.values().filter(|service| service.is_on_alternate(&known)).map(stack_of).collect();
        let (place, bodies, retired) = (clients.place(), BTreeMap::new(), BTreeMap::new());
        let left_file_systems = Vec::new();
        let mut observed = Self {
            now: 0,
            known,
            place,
            obstacle,
            stacks,
            bodies,
            services,
            families,
            retired,
            inactive_families,
            left_file_systems,
            images: BTreeMap::new(),
            image_notes: Vec::new(),
        };
        let (bodies, left_file_systems, ()) = tokio::try_join!(
            stacks::read_bodies(clients, observed.stacks_to_change(blueprint)),
            file_systems::read(clients, blueprint, observed.stacks.values()),
            families::read_older(clients, &observed.families, &mut observed.services),
        )?;
        observed.bodies = bodies;
        observed.left_file_systems = left_file_systems;
        observed.retired = revisions::read_retired(clients, blueprint, &observed).await?;
        Ok(observed)
    }

    /// Every family that has a revision, with its item.
    pub(crate) fn family_items(&self) -> impl Iterator<Item = (&String, &String)> {
        let active = self.families.iter().map(|(family, observed)| (family, &observed.item));
        active.chain(&self.inactive_families)
    }

    /// The stacks whose present template a plan compares with: those that change, and those that go.
    fn stacks_to_change(&self, blueprint: &Blueprint) -> Vec<String> {
        let unchanged: Vec<String> = desired_stacks(blueprint, &self.known)
            .into_iter()
            .filter(|desired| {
                self.stacks.get(desired.name()).is_some_and(|stack| desired.is_current(stack, &self.known))
            })
            .map(|desired| desired.name().to_owned())
            .collect();
        self.stacks
            .values()
            .filter(|stack| stack.is_usable() && !unchanged.contains(&stack.name))
            .map(|stack| stack.name.clone())
            .collect()
    }
}

/// The network that clusters with `network = default` use, where there is one.
pub(crate) async fn default_network_of(
    clients: &Clients,
    blueprint: &Blueprint,
) -> Result<Option<(String, Vec<String>)>, Error> {
    Ok(default_network(clients, blueprint).await?.0)
}

/// The network that clusters with `network = default` use; or what keeps them from it.
async fn default_network(
    clients: &Clients,
    blueprint: &Blueprint,
) -> Result<(Option<(String, Vec<String>)>, Option<String>), Error> {
    if blueprint.clusters.iter().all(|cluster| cluster.network != Network::Default) {
        return Ok((None, None));
    }
    match default_network::read(clients).await {
        Ok(network) => Ok((Some(network), None)),
        Err(Error::Conflict(missing)) => Ok((None, Some(missing))),
        Err(error) => Err(error),
    }
}

/// The hosted zones of the domains whose declarations name none; or what keeps them from having one.
async fn hosted_zones(
    clients: &Clients,
    blueprint: &Blueprint,
) -> Result<(BTreeMap<String, String>, Option<String>), Error> {
    let domains = blueprint.clusters.iter().flat_map(|cluster| {
        let balancer = cluster.load_balancer.filter(|balancer| balancer.zone.is_none());
        let network = cluster.network_balancer.filter(|balancer| balancer.zone.is_none());
        [balancer.and_then(|balancer| balancer.domain), network.and_then(|balancer| balancer.domain)]
    });
    let domains: BTreeSet<String> = domains.flatten().map(str::to_owned).collect();
    match hosted_zone::read(clients, domains).await {
        Ok(zones) => Ok((zones, None)),
        Err(Error::Conflict(missing)) => Ok((BTreeMap::new(), Some(missing))),
        Err(error) => Err(error),
    }
}

/// The stacks that the blueprint does not have.
fn leaving<'stacks>(
    blueprint: &Blueprint,
    stacks: &'stacks BTreeMap<String, ObservedStack>,
) -> Vec<&'stacks ObservedStack> {
    let stays = |name: &str| {
        blueprint.clusters.iter().any(|cluster| cluster.identity.physical == name)
            || blueprint.workloads().any(|(_, workload)| workload.identity.physical == name)
    };
    stacks.values().filter(|stack| !stays(&stack.name)).collect()
}

/// The services of the blueprint as Application Auto Scaling names them.
fn declared_resources(blueprint: &Blueprint) -> BTreeSet<String> {
    let services = blueprint.workloads().filter(|(_, workload)| workload.service().is_some());
    services
        .map(|(cluster, workload)| scaling_resource(&cluster.identity.physical, &workload.identity.physical))
        .collect()
}

/// Those whose scaling declares times.
fn timed_resources(blueprint: &Blueprint) -> BTreeSet<String> {
    let timed = blueprint.workloads().filter(|(_, workload)| {
        workload.service().is_some_and(|service| matches!(service.size, Size::Scale(scale) if !scale.at.is_empty()))
    });
    timed.map(|(cluster, workload)| scaling_resource(&cluster.identity.physical, &workload.identity.physical)).collect()
}

/// Those that declare no times any more, and have some left.
fn marked_resources(blueprint: &Blueprint, services: &BTreeMap<String, ObservedService>) -> BTreeSet<String> {
    let timed = timed_resources(blueprint);
    let marked = services.values().filter(|observed| observed.has_times);
    marked.map(|observed| observed.service.scaling_resource()).filter(|resource| !timed.contains(resource)).collect()
}

/// The other services.
fn undeclared_resources(blueprint: &Blueprint, services: &BTreeMap<String, ObservedService>) -> BTreeSet<String> {
    let declared = declared_resources(blueprint);
    let resources = services.values().map(|observed| observed.service.scaling_resource());
    resources.filter(|resource| !declared.contains(resource)).collect()
}

impl ObservedService {
    /// Whether its traffic was moved to the second target group of its stack.
    pub(crate) fn is_on_alternate(&self, known: &Known) -> bool {
        let alternate = known.output(&self.service.name, output::ALTERNATE_TARGET_GROUP_ARN);
        let registered = || self.service.load_balancers.iter().map(|balancer| balancer.target_group.as_str());
        // Where two target groups take turns, the revision that serves tells which has the traffic.
        let rests = || self.revisions.is_empty() && registered().any(|group| Some(group) == alternate);
        alternate.is_some() && (self.production.as_deref() == alternate || rests())
    }
}

/// A service is called as its stack.
fn stack_of(observed: &ObservedService) -> String {
    observed.service.name.clone()
}

/// A stage that is bound to an account is never deployed to another.
pub(crate) fn check_account(clients: &Clients, blueprint: &Blueprint) -> Result<(), Error> {
    match blueprint.account {
        Some(bound) if bound != clients.account => Err(Error::WrongAccount {
            stage: blueprint.names.stage.clone(),
            bound: bound.to_owned(),
            actual: clients.account.clone(),
        }),
        _ => Ok(()),
    }
}

/// Whether tags are those of `names`' app and stage, and of which item.
fn item_of<'tags>(names: &Names, tags: impl IntoIterator<Item = (&'tags str, &'tags str)>) -> Option<String> {
    let tags: BTreeMap<&str, &str> = tags.into_iter().collect();
    let ours = tags.get(infra_core::blueprint::TAG_APP).is_some_and(|app| **app == *names.app)
        && tags.get(infra_core::blueprint::TAG_STAGE).is_some_and(|stage| **stage == *names.stage);
    ours.then(|| tags.get(infra_core::blueprint::TAG_ITEM).map(|item| (*item).to_owned()).unwrap_or_default())
}

/// The same of the tags that the ECS API answers with.
fn item_of_ecs(names: &Names, tags: &[aws_sdk_ecs::types::Tag]) -> Option<String> {
    item_of(names, tags.iter().map(|tag| (tag.key().unwrap_or_default(), tag.value().unwrap_or_default())))
}
