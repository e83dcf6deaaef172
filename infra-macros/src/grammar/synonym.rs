//! Words that other tools have for our keys.

/// The word, and the key that has its place here.
const SYNONYMS: &[(&str, &str)] = &[
    ("environment", "env"),
    ("replicas", "count"),
    ("desired_count", "count"),
    ("healthcheck", "health"),
    ("health_check", "health"),
    ("permissions", "allow"),
    ("policy", "allow"),
    ("ram", "memory"),
    ("vcpu", "cpu"),
    ("vcpus", "cpu"),
    ("ports", "port"),
    ("path", "route"),
    ("paths", "route"),
    ("secrets", "secret"),
    ("log", "logs"),
    ("cron", "schedule"),
    ("rate", "schedule"),
    ("architecture", "arch"),
    ("lb", "load_balancer"),
    ("alb", "load_balancer"),
    ("vpc", "network"),
    ("interval", "every"),
    ("grace_period", "grace"),
    ("start_period", "grace"),
    ("to", "on"),
    ("resource", "on"),
    ("resources", "on"),
    ("days", "retention"),
    ("healthcheck", "check"),
    ("health_check", "check"),
    ("depends_on", "after"),
    ("launch_type", "capacity"),
    ("capacity_provider", "capacity"),
    ("container_port", "port"),
    ("task_cpu", "cpu"),
    ("task_memory", "memory"),
    ("memory_limit_mib", "memory"),
    ("memory_limit", "memory"),
    ("working_dir", "workdir"),
    ("working_directory", "workdir"),
    ("auto_scaling", "scale"),
    ("autoscaling", "scale"),
    ("scaling", "scale"),
    ("build", "image"),
    ("sidecar", "container"),
    ("sidecars", "container"),
    ("restart_policy", "restart"),
    ("labels", "tags"),
    ("retry", "retries"),
    ("max_retries", "retries"),
    ("dlq", "dead_letter"),
    ("tz", "timezone"),
    ("tz", "zone"),
    ("timezone", "zone"),
    ("event", "on"),
    ("trigger", "on"),
    ("next", "then"),
    ("parallel", "fan_out"),
    ("nlb", "network_balancer"),
    ("container_insights", "insights"),
    ("maximum", "max"),
    ("minimum", "min"),
    ("azs", "zones"),
    ("mounts", "mount"),
    ("mount_points", "mount"),
];

const DEPENDS_ON: &str =
    "write `before = [Migrate]` for tasks that must succeed first, or `connect = [Api]` for services that it calls";

const LOG_RETENTION: &str = "write `logs(retention = \"30d\")`";

/// What is written without a key, or with one of several: the owner, the words, and what to write.
const ADVICE: &[(&str, &[&str], &str)] = &[
    ("route", &["path", "paths"], "write the path without a key: `route(\"/*\")`"),
    ("health", &["path"], "write the path without a key: `health(\"/healthz\")`"),
    ("scale", &["min", "max", "range"], "write the range without a key: `scale(2..=10, cpu = 60)`"),
    ("allow", &["action", "actions"], "write the actions without a key: `allow(\"s3:GetObject\", on = \"arn:..\")`"),
    (
        "ec2",
        &["type", "instance", "instance_type", "min", "max", "count"],
        "write the instance type and the range without keys: `ec2(\"c5n.xlarge\", 1..=10)`",
    ),
    ("http", &["port"], "write the port without a key: `http(80)`"),
    ("https", &["port"], "write the port without a key: `https(443)`"),
    ("service", &["healthcheck", "health_check"], "did you mean `health`, or `check` for the container's own?"),
    ("service", &["depends_on"], DEPENDS_ON),
    ("task", &["depends_on"], "write `after(setup = success)` in the `container(..)` that waits for another"),
    ("service", &["log_retention"], LOG_RETENTION),
    ("task", &["log_retention"], LOG_RETENTION),
    ("container", &["health"], "did you mean `check`?"),
    ("existing", &["subnet", "subnets"], "did you mean `public` or `private`?"),
];

/// What to write where more is to be said than an example says: the owner, the key that is missing, and what to write.
const MISSING: &[(&str, &str, &str)] =
    &[("allow", "on", "write `on = \"arn:aws:s3:::bucket/*\"`, or `on = \"*\"` where an action takes no resource")];

/// What to write where `owner` lacks `key`.
pub(crate) fn missing(owner: &str, key: &str) -> Option<&'static str> {
    MISSING.iter().find(|(place, name, _)| *place == owner && *name == key).map(|(_, _, help)| *help)
}

/// The key of `keys` that goes by the name of `word` elsewhere.
pub(super) fn synonym(word: &str, mut keys: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    keys.find(|own| synonyms(word).any(|key| key == *own))
}

/// The keys that go by the name of `word` elsewhere.
pub(super) fn synonyms(word: &str) -> impl Iterator<Item = &'static str> {
    SYNONYMS.iter().filter(move |(other, _)| *other == word).map(|(_, key)| *key)
}

/// What to write in the place of `word` in `owner`.
pub(super) fn advice(owner: &str, word: &str) -> Option<&'static str> {
    ADVICE.iter().find(|(place, words, _)| *place == owner && words.contains(&word)).map(|(_, _, help)| *help)
}
