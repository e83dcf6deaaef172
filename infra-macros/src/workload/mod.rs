//! What services and tasks have in common.

mod check;
mod common;
mod expand;
mod keys;
mod parse;

pub(crate) use check::{check, check_against_cluster};
pub(crate) use common::{Common, check_name, name};
pub(crate) use expand::{option, spec};
pub(crate) use keys::{COMMON, KEYS};
pub(crate) use parse::{Allow, Workload};
