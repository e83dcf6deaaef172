//! Rules of clusters.

mod capacity;
mod instance;
mod network;

pub(super) use capacity::RULES as CAPACITY;
pub(super) use instance::RULES as INSTANCE;
pub(super) use network::RULES as NETWORK;
