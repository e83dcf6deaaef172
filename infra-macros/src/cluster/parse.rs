//! From keys to the model of a cluster.

use super::balancer::Balancer;
use super::capacity::Capacity;
use super::keys::{KEYS, STAGE};
use super::network::Network;
use crate::context::Context;
use crate::grammar::Keys;
use crate::read::Of;
use crate::scalar::Scalar;
use crate::stages::{self, Stage};
use crate::variables::{self, Variable};
use crate::workload;
use infra_core::declaration::ItemKind;
use proc_macro2::TokenStream;

/// A cluster as it is declared.
pub(crate) struct Cluster {
    pub(super) name: Option<Scalar<String>>,
    pub(super) base: Variant,
    pub(super) stages: Vec<Stage<Variant>>,
}

/// What a stage can override; a key that is not given is empty.
#[derive(Clone, Default)]
pub(crate) struct Variant {
    pub(super) capacity: Option<Capacity>,
    pub(super) network: Option<Network>,
    pub(super) balancer: Option<Balancer>,
    pub(super) tags: Vec<Variable>,
}

impl Cluster {
    pub(super) fn parse(attribute: TokenStream, context: &mut Context) -> Self {
        let (name, base, stages) =
            stages::read(ItemKind::Cluster, (KEYS, STAGE), attribute, context, workload::name, Variant::parse);
        Self { name, base, stages }
    }
}

impl Variant {
    fn parse(keys: &mut Keys, context: &mut Context) -> Self {
        const TAGS: Of = Of { key: "tags", example: "tags(team = \"shop\", \"cost:centre\" = \"42\")" };
        Self {
            capacity: keys.value("capacity").map(|value| Capacity::parse(&value, context)),
            network: keys.value("network").and_then(|value| Network::parse(value, context)),
            balancer: Balancer::parse(keys, context),
            tags: variables::read(context, TAGS, keys.all("tags")),
        }
    }

    /// What it is in a stage. Tags are merged by name.
    pub(super) fn overridden(&self, stage: &Self) -> Self {
        Self {
            capacity: stage.capacity.clone().or_else(|| self.capacity.clone()),
            network: stage.network.clone().or_else(|| self.network.clone()),
            balancer: stage.balancer.clone().or_else(|| self.balancer.clone()),
            tags: variables::merge(&self.tags, &stage.tags, &[]),
        }
    }
}
