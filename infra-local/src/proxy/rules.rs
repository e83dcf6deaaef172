//! The rules of a balancer, ready to be compared.

use std::sync::Arc;

use infra_core::balance::{Block, Conditions, Pattern};

use super::group::Group;
use super::registry::{Registry, Transport};
use crate::spec::{Route, Rule};

/// Where a rule leads.
#[derive(Debug)]
pub(super) struct Destination {
    pub(super) group: Arc<Group>,
    /// The pattern of the path, where its prefix is taken from the path.
    pub(super) strip: Option<String>,
}

/// The rules of a balancer, in the order of their priorities.
pub(super) type Rules = Vec<(Conditions, Destination)>;

/// Rules of a spec.
pub(super) fn of(rules: &[Rule], registry: &Registry) -> Rules {
    let mut ordered: Vec<&Rule> = rules.iter().collect();
    ordered.sort_by_key(|rule| rule.priority);
    let rules = ordered.into_iter().map(|rule| {
        let group = registry.group(&rule.service, rule.port, Transport::Tcp);
        let strip = rule.route.strip.then(|| rule.route.path.clone());
        (conditions(&rule.route), Destination { group, strip })
    });
    rules.collect()
}

/// The conditions of a route.
fn conditions(route: &Route) -> Conditions {
    Conditions {
        host: route.host.as_deref().map(Pattern::of_any_case),
        methods: route.methods.clone(),
        headers: route
            .headers
            .iter()
            .map(|(name, values)| (name.clone(), values.iter().map(|value| Pattern::of_any_case(value)).collect()))
            .collect(),
        query: route.query.iter().map(|(key, value)| (Pattern::of_query(key), Pattern::of_query(value))).collect(),
        sources: route.sources.iter().filter_map(|block| Block::read(block)).collect(),
        ..Conditions::of_path(&route.path)
    }
}
