//! All that only AWS can know, asked before a deploy: whether what the declarations name is there, and there is room for
//! what they make.
//!
//! Everything is read, nothing is changed. What could not be read is said to be not checked, and why.

mod account;
mod bucket;
mod certificate;
mod check;
mod file_system;
mod image;
mod instance;
mod listener;
mod log_group;
mod network;
mod quota;
mod role;
mod secret;
mod shell;

use std::future::Future;
use std::pin::Pin;

use futures_util::future::join_all;
use infra_core::blueprint::Blueprint;

use crate::client::Clients;
pub(crate) use check::{Check, Verdict};

/// Where the checks are told that are no item's.
const ACCOUNT: &str = "account";

/// Makes all checks at the same time; gives them by item, in the order of the listing, those of the account first. `now`
/// is the time, in seconds since 1970.
pub(crate) async fn verify(clients: &Clients, blueprint: &Blueprint, now: i64) -> Vec<Check> {
    let rooms: Vec<Pin<Box<dyn Future<Output = Vec<Check>> + Send + '_>>> = vec![
        Box::pin(account::check(clients, blueprint)),
        Box::pin(quota::check(clients, blueprint)),
        Box::pin(network::check(clients, blueprint)),
        Box::pin(instance::check(clients, blueprint)),
        Box::pin(certificate::check(clients, blueprint, now)),
        Box::pin(listener::check(clients, blueprint)),
        Box::pin(image::check(clients, blueprint)),
        Box::pin(secret::check(clients, blueprint)),
        Box::pin(role::check(clients, blueprint)),
        Box::pin(shell::check(clients, blueprint)),
        Box::pin(file_system::check(clients, blueprint)),
        Box::pin(bucket::check(clients, blueprint)),
        Box::pin(log_group::check(clients, blueprint)),
    ];
    let mut checks = join_all(rooms).await.concat();
    checks.sort_by_key(|check| place(blueprint, &check.item));
    checks
}

/// The place of an item among all.
fn place(blueprint: &Blueprint, item: &str) -> usize {
    let items = blueprint.clusters.iter().flat_map(|cluster| {
        std::iter::once(cluster.identity.name).chain(cluster.workloads.iter().map(|workload| workload.identity.name))
    });
    items.enumerate().find(|(_, name)| *name == item).map_or(0, |(place, _)| place + 1)
}
