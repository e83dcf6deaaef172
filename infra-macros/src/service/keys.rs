//! The keys of `#[service]`.

use crate::grammar::{Key, Shape};
use crate::{stages, workload};

/// The keys that only services have.
const OWN: &[Key] = &[
    Key::new("port", Shape::Value, "port = 8080", "the port on which the container listens").default("none"),
    Key::new("route", Shape::Args, "route(\"/api/*\")", "a rule on the cluster's load balancer")
        .default("none")
        .repeatable(),
    Key::new("health", Shape::Args, "health(\"/healthz\")", "the health check of the targets").default("`/` every 10s"),
    Key::new("count", Shape::Value, "count = 2", "how many tasks").default("1"),
    Key::new("scale", Shape::Args, "scale(2..=10, cpu = 60)", "how many tasks, by their load"),
    Key::new("drain", Shape::Value, "drain = \"30s\"", "how long a stopping task may finish its requests")
        .default("30s"),
];

/// All keys of the attribute.
pub(crate) const KEYS: &[&[Key]] = &[workload::COMMON, workload::KEYS, OWN, stages::KEYS];

/// The keys of `stage(..)`.
pub(super) const STAGE: &[&[Key]] = &[workload::KEYS, OWN];

/// What stands in `route(..)`.
pub(super) const ROUTE: &[Key] =
    &[Key::new("host", Shape::Value, "host = \"api.example.com\"", "the host name or pattern").default("any host")];

/// What stands in `health(..)`.
pub(super) const HEALTH: &[Key] = &[
    Key::new("codes", Shape::Value, "codes = \"200-299\"", "the HTTP codes that mean healthy").default("200-299"),
    Key::new("every", Shape::Value, "every = \"10s\"", "the time between two checks").default("10s"),
    Key::new("timeout", Shape::Value, "timeout = \"5s\"", "the time until an answer is late").default("5s"),
    Key::new("healthy", Shape::Value, "healthy = 2", "successes in a row until healthy").default("2"),
    Key::new("unhealthy", Shape::Value, "unhealthy = 3", "failures in a row until unhealthy").default("3"),
    Key::new("grace", Shape::Value, "grace = \"30s\"", "the time after a start in which failures do not count")
        .default("30s"),
];

/// What stands in `scale(..)`.
pub(super) const SCALE: &[Key] = &[
    Key::new("cpu", Shape::Value, "cpu = 60", "the average CPU use to hold, in percent"),
    Key::new("memory", Shape::Value, "memory = 70", "the average memory use to hold, in percent"),
];
