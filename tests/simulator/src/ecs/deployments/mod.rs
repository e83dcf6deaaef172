//! Service deployments and service revisions.

mod act;
mod begin;
mod describe;
mod list;

pub(super) use act::{proceed, stop};
pub(super) use begin::{begin, supersede};
pub(super) use describe::{describe, revisions};
pub(super) use list::list;
