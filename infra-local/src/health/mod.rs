//! Whether a replica is healthy.

mod probe;
mod state;

pub(crate) use probe::{Asked, ask};
pub(crate) use state::{Health, Verdict};
