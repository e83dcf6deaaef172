//! Limits of the kernel for a container's processes.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "ulimit-name",
        strength: Strength::Error,
        summary: "A `ulimit` has one of 15 names",
        sources: &["botocore 1.44.5 (2026-11-17), ecs UlimitName (TD-41)"],
        explanation: "ECS knows core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss,
rtprio, rttime, sigpending and stack, those of `setrlimit`, and refuses a task definition with another name. Open
files are `nofile`.",
    },
    Rule {
        name: "ulimit-value",
        strength: Strength::Error,
        summary: "A `ulimit` is at most 2147483647",
        sources: &["botocore 1.44.5 (2026-11-17), ecs Ulimit.softLimit, hardLimit (TD-41)"],
        explanation: "The numbers are 32-bit integers in the API, which refuses larger ones while it reads the
request. `nofile` beyond 1,048,576 is not given by the kernel of most instances anyway.",
    },
];
