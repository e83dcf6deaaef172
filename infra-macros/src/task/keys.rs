//! The keys of `#[task]`.

use crate::grammar::{Key, Shape};
use crate::{stages, workload};

/// The keys that only tasks have.
const OWN: &[Key] = &[
    Key::new("schedule", Shape::Value, "schedule = \"rate(5 minutes)\"", "when the task is started by itself")
        .default("only `run` starts it")
        .repeatable(),
    Key::new("timezone", Shape::Value, "timezone = \"Europe/Berlin\"", "in which the schedules are read")
        .default("UTC"),
];

/// All keys of the attribute.
pub(crate) const KEYS: &[&[Key]] = &[workload::COMMON, workload::KEYS, OWN, stages::KEYS];

/// The keys of `stage(..)`.
pub(super) const STAGE: &[&[Key]] = &[workload::KEYS, OWN];
