//! What the ECS API owns: task definitions, services and their scaling, as values that can be compared.
//!
//! Each kind has one form for what is declared and what exists, with every default of AWS in it.

pub(crate) mod disk;
mod known;
pub(crate) mod scaling;
pub(crate) mod service;
mod start;
mod task_definition;

use std::collections::BTreeMap;

pub(crate) use disk::Disk;
pub(crate) use known::{Known, Outputs};
pub(crate) use scaling::{Alarm, Policy, Scaling, TAG_TIMED, Timed};
pub(crate) use service::Service;
pub(crate) use start::Start;
pub(crate) use task_definition::{LOG_STREAM_PREFIX, Object, TAG_FINGERPRINT, TAG_NAMED, TaskDefinition, revision};

/// The fields of a thing, by the names that a plan shows.
pub(crate) type Fields = BTreeMap<String, String>;

fn set(fields: &mut Fields, name: impl Into<String>, value: impl ToString) {
    fields.insert(name.into(), value.to_string());
}

fn set_some(fields: &mut Fields, name: &str, value: Option<impl ToString>) {
    if let Some(value) = value {
        set(fields, name, value);
    }
}
