//! Rules of clusters.

mod capacity;
mod group;
mod instance;
mod network;

pub(super) use capacity::RULES as CAPACITY;
pub(super) use group::RULES as GROUP;
pub(super) use instance::RULES as INSTANCE;
pub(super) use network::RULES as NETWORK;
