//! What runs of a stage.

use infra_core::event::{ItemOutcome, RolloutState};
use serde::{Deserialize, Serialize};

use crate::proxy::Listening;

/// The number of the signal that ends what wants too much memory.
const KILLED: i32 = 9;

/// What runs of a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The app.
    pub app: String,
    /// The stage.
    pub stage: String,
    /// The supervisor.
    pub supervisor: SupervisorState,
    /// The URL of the page that shows it in a browser.
    #[serde(default)]
    pub page: Option<String>,
    /// Where it can be reached from outside: the listeners of its load balancers.
    pub endpoints: Vec<Listening>,
    /// The services, in the order of the listing.
    pub services: Vec<ServiceState>,
    /// The tasks, in the order of the listing.
    pub tasks: Vec<TaskState>,
    /// What whoever looks should know, each once: that limits are not held here, that a listener has another port.
    pub notes: Vec<String>,
}

/// The process that keeps a stage running.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupervisorState {
    /// Its process id.
    pub pid: u32,
    /// When it began, in seconds since 1970.
    pub since: i64,
    /// Whether it goes on when the command that began it has ended.
    pub detached: bool,
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceState {
    /// Its name without app and stage.
    pub item: String,
    /// The revision that serves, or is being put in place.
    pub revision: String,
    /// How many replicas there are to be.
    pub desired: u32,
    /// How many are healthy.
    pub healthy: u32,
    /// How many replicas failed one after the other, without one that was healthy between them.
    pub failures: u32,
    /// How many replicas were replaced because they had exited or were not healthy, since the supervisor began.
    pub restarts: u32,
    /// How its last deployment stands.
    pub deployment: RolloutState,
    /// When that began, in seconds since 1970.
    pub deployed: i64,
    /// Its replicas, the oldest first, with those that are just being stopped.
    pub replicas: Vec<ReplicaState>,
}

/// A replica of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplicaState {
    /// Its id, as a task has one on ECS: its log is under it.
    pub id: String,
    /// Its revision.
    pub revision: String,
    /// What it is at.
    pub phase: ReplicaPhase,
    /// When it was started, in seconds since 1970.
    pub since: i64,
    /// The process id of its main unit, which is also that of its process group; none before it runs, and of an image.
    pub pid: Option<u32>,
    /// Its declared ports, and which it has in their place on 127.0.0.1.
    pub ports: Vec<(u16, u16)>,
    /// What was last said of its health; may be empty.
    pub detail: String,
}

/// What a replica is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplicaPhase {
    /// It was started, and is not known to be healthy yet.
    Starting,
    /// It is healthy, and gets requests.
    Healthy,
    /// It is not healthy, and gets no requests.
    Unhealthy,
    /// It gets no new requests and finishes those that it has.
    Draining,
    /// It was told to stop.
    Stopping,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskState {
    /// Its name without app and stage.
    pub item: String,
    /// Its revision.
    pub revision: String,
    /// Whether its schedules start nothing.
    pub paused: bool,
    /// When each of its schedules starts it next, in seconds since 1970; none where it never does.
    pub next: Vec<Option<i64>>,
    /// The runs that go on, and the last that have ended, the newest last.
    pub runs: Vec<RunState>,
}

/// A run of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunState {
    /// Its id: its log is under it.
    pub id: String,
    /// Why it was started: `run`, `schedule`, `before web`, or `run by api`.
    pub cause: String,
    /// When it was started, in seconds since 1970.
    pub since: i64,
    /// When it ended, in seconds since 1970; none while it goes on.
    pub until: Option<i64>,
    /// How it ended; none while it goes on.
    pub exit: Option<Exit>,
}

/// How a process ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// By itself, with this code.
    Code(i32),
    /// By this signal.
    Signal(i32),
    /// The kernel has ended it: it wanted more memory than its limit, in MiB.
    OutOfMemory(u32),
    /// It could not be started: why.
    NotStarted(String),
}

/// A deploy that was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deployment {
    /// When it began, in seconds since 1970.
    pub at: i64,
    /// When it had ended, in seconds since 1970.
    pub until: i64,
    /// Who deployed: the user of this machine.
    pub who: String,
    /// How it ended for each item.
    pub items: Vec<ItemOutcome>,
    /// The services and tasks with their revisions.
    pub revisions: Vec<(String, String)>,
    /// Whether all of it succeeded.
    pub succeeded: bool,
}

impl Exit {
    /// The exit code that a shell would tell: that of the process, 128 and the number of the signal, or 127.
    #[must_use]
    pub fn code(&self) -> i32 {
        match self {
            Self::Code(code) => *code,
            Self::Signal(signal) => 128 + signal,
            Self::OutOfMemory(_) => 128 + KILLED,
            Self::NotStarted(_) => 127,
        }
    }

    /// Whether it ended by itself with 0.
    #[must_use]
    pub fn is_success(&self) -> bool {
        *self == Self::Code(0)
    }
}

impl core::fmt::Display for Exit {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Code(code) => write!(formatter, "exit code {code}"),
            Self::Signal(signal) => write!(formatter, "ended by signal {signal}"),
            Self::OutOfMemory(limit) => write!(formatter, "OutOfMemory: it wanted more than its limit of {limit} MiB"),
            Self::NotStarted(why) => write!(formatter, "not started: {why}"),
        }
    }
}

impl core::fmt::Display for ReplicaPhase {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.pad(match self {
            Self::Starting => "starting",
            Self::Healthy => "healthy",
            Self::Unhealthy => "unhealthy",
            Self::Draining => "draining",
            Self::Stopping => "stopping",
        })
    }
}
