//! What all templates have in common, and two apps written out.

pub(super) mod built;
pub(super) mod called;
mod option;
mod privilege;
pub(super) mod runs;
mod shape;
mod snapshot;
pub(super) mod volume;
pub(super) mod way_in;

use infra_core::blueprint::Blueprint;

use super::{Serving, StackTemplate, cluster, workload};

/// Every stack of an app, the clusters' first.
pub(super) fn stacks(blueprint: &Blueprint) -> Vec<StackTemplate> {
    let clusters = blueprint.clusters.iter().map(|each| cluster(blueprint, each));
    clusters.chain(blueprint.workloads().map(|(of, each)| workload(blueprint, of, each, Serving::Primary))).collect()
}
