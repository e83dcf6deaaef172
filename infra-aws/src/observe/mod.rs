//! What exists of a stage: read afresh each time, and nothing is kept on this machine.

mod families;
mod production;
mod scaling;
pub(crate) mod services;
mod stacks;

use std::collections::BTreeMap;

use infra_core::blueprint::{Blueprint, Names};
use infra_core::declaration::Network;
use serde_json::Value;

pub(crate) use stacks::{ObservedStack, settle};

use crate::client::Clients;
use crate::ecs::{Known, Scaling, Service, TaskDefinition};
use crate::stack::desired_stacks;
use crate::template::output;
use crate::{Error, default_network};

/// What exists of an app in one stage.
#[derive(Clone, Debug, Default)]
pub(crate) struct Observed {
    /// The account, the region, and what the stacks put out.
    pub(crate) known: Known,
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
    /// The families that have inactive revisions only, with their items.
    pub(crate) inactive_families: BTreeMap<String, String>,
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
    /// Its scaling.
    pub(crate) scaling: Option<Scaling>,
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
}

impl Observed {
    /// Reads everything of `blueprint`'s app and stage.
    pub(crate) async fn read(clients: &Clients, blueprint: &Blueprint) -> Result<Self, Error> {
        let mut known = Known {
            account: clients.account.clone(),
            region: clients.region.clone(),
            partition: clients.partition.clone(),
            ..Known::default()
        };
        let mut obstacle = None;
        let stacks = stacks::read(clients, &blueprint.names).await?;
        for (name, stack) in &stacks {
            known.outputs.insert(name.clone(), stack.outputs.clone());
        }
        if blueprint.clusters.iter().any(|cluster| cluster.network == Network::Default) {
            match default_network::read(clients).await {
                Ok(network) => known.default_network = Some(network),
                Err(Error::Conflict(missing)) => obstacle = Some(missing),
                Err(error) => return Err(error),
            }
        }
        let clusters: Vec<String> =
            stacks.values().filter(|stack| stack.is_cluster()).map(|stack| stack.name.clone()).collect();
        let workloads: Vec<String> =
            stacks.values().filter(|stack| !stack.is_cluster()).map(|stack| stack.name.clone()).collect();
        let (services, families, inactive_families) = tokio::try_join!(
            services::read(clients, &blueprint.names, &clusters, &workloads),
            families::read(clients, blueprint),
            families::read_inactive(clients, &blueprint.names),
        )?;
        known.on_alternate =
            services.values().filter(|service| service.is_on_alternate(&known)).map(stack_of).collect();
        let (place, bodies) = (clients.place(), BTreeMap::new());
        let mut observed = Self { known, place, obstacle, stacks, bodies, services, families, inactive_families };
        let (bodies, ()) = tokio::try_join!(
            stacks::read_bodies(clients, observed.stacks_to_change(blueprint)),
            families::read_older(clients, &observed.families, &mut observed.services),
        )?;
        observed.bodies = bodies;
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

impl ObservedService {
    /// Whether its traffic was moved to the second target group of its stack.
    fn is_on_alternate(&self, known: &Known) -> bool {
        let alternate = known.output(&self.service.name, output::ALTERNATE_TARGET_GROUP_ARN);
        alternate.is_some() && self.production.as_deref() == alternate
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
