//! Services and tasks.

use serde::{Deserialize, Serialize};

use super::{Balance, Check, Program, Size, UnitSize, Volume};

/// A container of a task, as a process or a container of this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its name: that of the item for the main one.
    pub name: String,
    /// What is run.
    pub program: Program,
    /// What it may use of what its task may.
    pub size: UnitSize,
    /// Its environment, sorted, without what is only known when it starts: `PORT`, the ports beside it, the addresses of
    /// what it calls, the folders of its volumes.
    pub environment: Vec<(String, String)>,
    /// Variables that are secrets, sorted: never their values.
    pub secrets: Vec<(String, SecretSource)>,
    /// The ports on which it listens, the main one first.
    pub ports: Vec<Address>,
    /// Its volumes.
    pub volumes: Vec<Volume>,
    /// Its own health check.
    pub check: Option<Check>,
    /// Seconds that it may take to stop after SIGTERM, until SIGKILL.
    pub stop_seconds: u32,
    /// Whether the task stops when it stops.
    pub essential: bool,
    /// Which units must be where before it starts: `start`, `healthy`, `complete` or `success`.
    pub after: Vec<(String, String)>,
}

/// Where a secret is on AWS, which says what it is called in `.infra/secrets/{stage}.env`: there it stands by its variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretSource {
    /// As declared, with `{app}` and `{stage}` filled in: `ssm:/shop/dev/key`.
    pub reference: String,
}

/// A port on which a unit listens. On this machine each replica has a free one in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The declared port.
    pub port: u16,
    /// Its name.
    pub name: Option<String>,
    /// UDP in the place of TCP.
    pub udp: bool,
}

/// A service that a workload calls, by a port.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// The variable that gets the URL.
    pub variable: String,
    /// `http` or `tcp`.
    pub scheme: String,
    /// The service.
    pub service: String,
    /// Which of its declared ports.
    pub port: u16,
}

/// A task that a service may run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Runnable {
    /// The variable that tells it how.
    pub variable: String,
    /// The task.
    pub task: String,
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its name without app and stage.
    pub item: String,
    /// The first line of its doc comment.
    pub description: String,
    /// What tells one revision from another: a hash of all that new tasks need to get a change.
    pub revision: String,
    /// Its units, the main one first.
    pub units: Vec<Unit>,
    /// What a task of it may use.
    pub size: Size,
    /// How many replicas: `count`, or the minimum of `scale`.
    pub replicas: u32,
    /// The share of the replicas that stays healthy in an update, in percent.
    pub min_percent: u32,
    /// The share that may run in an update, in percent.
    pub max_percent: u32,
    /// After how many failed replicas in a row an update is rolled back.
    pub failures: u32,
    /// How the balancer asks a replica; none where nothing leads there.
    pub check: Option<Check>,
    /// Seconds that a replica may finish its requests after it was taken out.
    pub drain_seconds: u32,
    /// How the balancer chooses among its replicas.
    pub balance: Balance,
    /// Seconds that a client stays with the same replica.
    pub sticky_seconds: Option<u32>,
    /// Seconds in which the share of a new replica grows to that of the others.
    pub slow_start_seconds: Option<u32>,
    /// What it calls.
    pub connections: Vec<Connection>,
    /// Tasks that must succeed before it is updated, in this order.
    pub before: Vec<String>,
    /// Tasks that it may run.
    #[serde(default)]
    pub runs: Vec<Runnable>,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its name without app and stage.
    pub item: String,
    /// The first line of its doc comment.
    pub description: String,
    /// What tells one revision from another.
    pub revision: String,
    /// Its units, the main one first.
    pub units: Vec<Unit>,
    /// What a run of it may use.
    pub size: Size,
    /// What it calls.
    pub connections: Vec<Connection>,
    /// When it is started.
    pub schedules: Vec<Schedule>,
    /// Whether its schedules start nothing.
    pub paused: bool,
    /// How often a start that failed is tried again.
    pub retries: u32,
    /// When its schedules begin, in seconds since 1970.
    pub from: Option<i64>,
    /// When its schedules end, in seconds since 1970.
    pub until: Option<i64>,
}

/// A schedule of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// `rate(..)`, `cron(..)` or `at(..)`.
    pub expression: String,
    /// The IANA time zone in which `cron` and `at` are read; UTC without one.
    pub timezone: Option<String>,
}
