//! The keys of the language that this version does not have yet.

/// Where a key belongs, and the key.
///
/// `workload` stands for services and tasks alike; other owners are the keys in whose arguments it belongs.
const LATER: &[(&str, &[&str])] = &[
    ("cluster", &["network_balancer", "namespace", "insights", "include"]),
    (
        "workload",
        &[
            "capacity",
            "network_mode",
            "os",
            "platform",
            "entrypoint",
            "workdir",
            "user",
            "read_only",
            "role",
            "execution_role",
            "storage",
            "volume",
            "container",
            "check",
            "ulimit",
            "stop",
            "init",
            "gpu",
            "privileged",
            "memory_reservation",
            "restart",
            "subnets",
            "security_groups",
            "egress",
            "waive",
            "patch",
        ],
    ),
    (
        "service",
        &[
            "stream",
            "sticky",
            "slow_start",
            "balance",
            "deploy",
            "breaker",
            "alarms",
            "early",
            "before",
            "connect",
            "runs",
            "daemon",
            "place",
            "constraint",
            "exec",
            "dev",
        ],
    ),
    (
        "task",
        &[
            "port",
            "flexible",
            "from",
            "until",
            "paused",
            "on",
            "retries",
            "max_age",
            "dead_letter",
            "timeout",
            "fan_out",
            "then",
        ],
    ),
    (
        "ec2",
        &[
            "types",
            "spot",
            "on_demand_base",
            "ami",
            "disk",
            "placement",
            "target",
            "scale_at",
            "warm_up",
            "user_data",
            "key",
            "protect_scale_in",
        ],
    ),
    ("capacity", &["managed"]),
    ("load_balancer", &["domain", "zone", "idle", "logs", "protect"]),
    ("logs", &["mode", "group"]),
    ("route", &["method", "header", "query", "port", "priority", "strip"]),
    ("scale", &["requests", "in_after", "out_after", "at", "metric", "predictive"]),
    ("image", &["cargo", "dockerfile"]),
    ("env", &["output"]),
];

/// Whether the language has `key` in `owner`, though this version does not.
pub(super) fn comes_later(owner: &str, key: &str) -> bool {
    let workload = matches!(owner, "service" | "task");
    LATER
        .iter()
        .filter(|(place, _)| *place == owner || workload && *place == "workload")
        .any(|(_, keys)| keys.contains(&key))
}
