//! A service and a task with every option beyond the usual ones.

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;

/// A cluster whose containers are measured.
#[cluster(capacity = fargate, network = default, insights = enhanced)]
pub(super) struct Measured;

/// A service that is careful in every way.
#[service(
    cluster = Measured,
    image = "nginx:1.29",
    cpu = 512,
    memory = 1024,
    port = 8080,
    entrypoint = ["/bin/tini", "--"],
    command = ["nginx"],
    workdir = "/srv",
    user = "1000:1000",
    read_only,
    init,
    stop = "60s",
    ulimit(nofile = 65536),
    logs(retention = "7d", mode = blocking),
    route("/*"),
    sticky = "1h",
    balance = least_outstanding,
    count = 2,
    deploy = rolling(min = 50, max = 150),
    breaker(failures = 3),
    alarms = ["measured-5xx"],
    early(percent = 50)
)]
pub(super) struct Careful;

/// A service whose targets begin slowly.
#[service(
    cluster = Measured,
    image = "nginx:1.29",
    cpu = 512,
    memory = 1024,
    port = 8080,
    route("/slow/*"),
    slow_start = "45s"
)]
pub(super) struct Slow;

/// A task that waits.
#[task(
    cluster = Measured,
    image = "nginx:1.29",
    cpu = 512,
    memory = 1024,
    schedule = "rate(1 day)",
    flexible = "15m",
    retries = 3,
    max_age = "1h",
    paused
)]
pub(super) struct Nightly;

pub(super) const APP: App = app!("options": Measured, Careful, Slow, Nightly);
