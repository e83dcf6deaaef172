//! The rules of a cluster.

use super::parse::{Cluster, Variant};
use crate::context::{Context, hold};
use crate::item::Declared;
use crate::workload::check_name;
use infra_core::rule;

impl Cluster {
    pub(super) fn check(&self, declared: &Declared, context: &mut Context) {
        check_name(self.name.as_ref(), declared, context);
        self.base.check(&self.base, context);
        for stage in &self.stages {
            stage.keys.check(&self.base.overridden(&stage.keys), context);
        }
    }
}

impl Variant {
    /// Checks the keys of the base or of one stage, each on its own; `resolved` is what the cluster is there.
    fn check(&self, resolved: &Self, context: &mut Context) {
        if let Some(capacity) = &self.capacity {
            capacity.check(context);
        }
        if let Some(network) = &self.network {
            network.check(context);
        }
        if let Some(balancer) = &self.balancer {
            balancer.check(context);
        }
        for tag in &self.tags {
            if let Err(violation) = rule::tag::key(&tag.name()) {
                context.errors.violation(&tag.word, &violation);
            }
            hold!(context, &tag.value, "TAG_IS_A_VALUE", tag::value);
        }
        if let (Some(last), Err(violation)) = (self.tags.last(), rule::tag::count(resolved.tags.len())) {
            context.errors.violation(&last.word, &violation);
        }
    }
}
