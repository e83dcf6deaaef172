//! The order in which resources depend on each other.

use std::collections::{BTreeMap, BTreeSet};

use super::ResourceDeclaration;

/// The resources that depend on themselves, by way of others or directly, and those between; none where there is an
/// order.
pub(super) fn circle(resources: &BTreeMap<String, ResourceDeclaration>) -> Vec<&str> {
    let mut left: BTreeMap<&str, BTreeSet<&str>> = resources
        .iter()
        .map(|(id, resource)| (id.as_str(), resource.dependencies.iter().map(String::as_str).collect()))
        .collect();
    // Take away what depends on nothing that is left, then what nothing that is left depends on.
    loop {
        let ids: BTreeSet<&str> = left.keys().copied().collect();
        let needed: BTreeSet<&str> = left.values().flatten().copied().collect();
        left.retain(|id, dependencies| dependencies.iter().any(|other| ids.contains(other)) && needed.contains(id));
        if left.len() == ids.len() {
            return left.into_keys().collect();
        }
    }
}
