//! The keys of `#[service]`.

use crate::grammar::{Key, Shape};
use crate::{stages, workload};

/// The keys that only services have.
const OWN: &[Key] = &[
    Key::new("port", Shape::Value, "port = 8080", "the port on which the container listens; none"),
    Key::new("route", Shape::Args, "route(\"/api/*\")", "a rule on the cluster's load balancer").repeatable(),
    Key::new("health", Shape::Args, "health(\"/healthz\")", "the health check of the targets"),
    Key::new("count", Shape::Value, "count = 2", "how many tasks; 1"),
    Key::new("scale", Shape::Args, "scale(2..=10, cpu = 60)", "how many tasks, by their load"),
    Key::new("drain", Shape::Value, "drain = \"30s\"", "how long a stopping task may finish its requests; 30s"),
];

/// All keys of the attribute.
pub(crate) const KEYS: &[&[Key]] = &[workload::COMMON, workload::KEYS, OWN, stages::KEYS];

/// The keys of `stage(..)`.
pub(super) const STAGE: &[&[Key]] = &[workload::KEYS, OWN];

/// What stands in `route(..)`.
pub(super) const ROUTE: &[Key] = &[Key::new("host", Shape::Value, "host = \"api.example.com\"", "any host without it")];

/// What stands in `health(..)`.
pub(super) const HEALTH: &[Key] = &[
    Key::new("codes", Shape::Value, "codes = \"200-299\"", "the HTTP codes that mean healthy"),
    Key::new("every", Shape::Value, "every = \"10s\"", "the time between two checks"),
    Key::new("timeout", Shape::Value, "timeout = \"5s\"", "the time until an answer is late"),
    Key::new("healthy", Shape::Value, "healthy = 2", "successes in a row until healthy"),
    Key::new("unhealthy", Shape::Value, "unhealthy = 3", "failures in a row until unhealthy"),
    Key::new("grace", Shape::Value, "grace = \"30s\"", "the time after a start in which failures do not count"),
];

/// What stands in `scale(..)`.
pub(super) const SCALE: &[Key] = &[
    Key::new("cpu", Shape::Value, "cpu = 60", "the average CPU use to hold, in percent"),
    Key::new("memory", Shape::Value, "memory = 70", "the average memory use to hold, in percent"),
];
