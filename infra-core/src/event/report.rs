//! What is known of a deployment that failed, or is about to.

use core::fmt;

use super::RolloutState;
use crate::declaration::ItemKind;

/// What is known of a deployment that failed, or is about to: gathered while the evidence exists, since a stopped task
/// is forgotten after an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Report {
    /// The item.
    pub service: String,
    /// What it is: `service`, or the `task` that had to run before one.
    pub kind: ItemKind,
    /// The revision that was deployed.
    pub revision: String,
    /// Where its deployment stands.
    pub state: RolloutState,
    /// Why, as one of a few classes.
    pub cause: Cause,
    /// Why, in a sentence.
    pub explanation: String,
    /// What to do.
    pub hints: Vec<String>,
    /// Why tasks stopped, the most frequent reason first.
    pub stops: Vec<StopGroup>,
    /// The targets that are not healthy.
    pub targets: Vec<TargetState>,
    /// The last log lines of the containers that failed.
    pub logs: Vec<LogTail>,
    /// What the service said meanwhile, oldest first.
    pub events: Vec<ServiceEvent>,
    /// The CloudWatch alarms that went off.
    pub alarms: Vec<String>,
}

/// Tasks that stopped for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct StopGroup {
    /// How many.
    pub count: u32,
    /// What kind of stop it was. `stopCode`.
    pub code: String,
    /// AWS's own words. `stoppedReason`.
    pub reason: String,
    /// The container that failed.
    pub container: Option<String>,
    /// Its exit code.
    pub exit_code: Option<i32>,
    /// What AWS says of the container.
    pub container_reason: Option<String>,
    /// The id of one of the tasks.
    pub task: String,
}

/// A target that is not healthy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TargetState {
    /// Its address and port.
    pub target: String,
    /// Its state, as `unhealthy`.
    pub state: String,
    /// AWS's code for the reason, as `Target.Timeout`.
    pub reason: String,
    /// AWS's own words.
    pub description: String,
}

/// The last lines that a container wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LogTail {
    /// The container.
    pub container: String,
    /// The id of its task.
    pub task: String,
    /// The lines, oldest first.
    pub lines: Vec<String>,
}

/// What a service said of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ServiceEvent {
    /// When, in seconds since 1970.
    pub at: i64,
    /// In its own words.
    pub message: String,
}

/// Why a deployment does not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Cause {
    /// The image, its tag or its digest is not in the registry.
    ImageMissing,
    /// The image has no variant for the task's platform.
    ImagePlatform,
    /// The registry does not answer.
    ImageUnreachable,
    /// The registry refuses the image.
    ImageDenied,
    /// The registry has had too many pulls.
    ImageThrottled,
    /// The image could not be pulled for another reason.
    ImagePull,
    /// The disk is full.
    DiskFull,
    /// A secret or its key does not exist.
    SecretMissing,
    /// The execution role may not read a secret.
    SecretDenied,
    /// The secret's service does not answer.
    SecretUnreachable,
    /// Logs cannot be written.
    Logs,
    /// A file system or volume could not be attached.
    Volume,
    /// A network interface could not be made.
    NetworkInterface,
    /// Something else that a task needs could not be made ready.
    Initialization,
    /// A role cannot be assumed, or may not do what it has to.
    Permission,
    /// A container used more memory than it has.
    OutOfMemory,
    /// The program is for another processor.
    WrongArchitecture,
    /// The command does not exist in the image, or cannot be executed.
    CommandMissing,
    /// A container ended with an error.
    Crash,
    /// A container that should go on ended without an error.
    Exited,
    /// A container's own health check fails.
    ContainerHealth,
    /// The load balancer's health check fails.
    TargetHealth,
    /// There is no capacity for the tasks: no fault of the revision.
    Capacity,
    /// A quota of the account is used up: no fault of the revision.
    Quota,
    /// No instance fulfils what the tasks ask for.
    Placement,
    /// The percentages of the deployment leave no room for a step.
    Deadlock,
    /// Spot capacity was taken back: no fault of the revision.
    SpotInterruption,
    /// The machine under a task failed: no fault of the revision.
    Infrastructure,
    /// An alarm went off.
    Alarm,
    /// The smoke test failed.
    Smoke,
    /// Somebody rejected it, or nobody approved it in time.
    Rejected,
    /// Somebody stopped it.
    Stopped,
    /// Somebody deleted the service.
    Deleted,
    /// Another deployment took its place.
    Superseded,
    /// It is slower than it may be, and nothing says why.
    Slow,
    /// AWS says nothing that is known here.
    Unknown,
}

impl Cause {
    /// The cause as one word, as JSON has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ImageMissing => "image-missing",
            Self::ImagePlatform => "image-platform",
            Self::ImageUnreachable => "image-unreachable",
            Self::ImageDenied => "image-denied",
            Self::ImageThrottled => "image-throttled",
            Self::ImagePull => "image-pull",
            Self::DiskFull => "disk-full",
            Self::SecretMissing => "secret-missing",
            Self::SecretDenied => "secret-denied",
            Self::SecretUnreachable => "secret-unreachable",
            Self::Logs => "logs",
            Self::Volume => "volume",
            Self::NetworkInterface => "network-interface",
            Self::Initialization => "initialization",
            Self::Permission => "permission",
            Self::OutOfMemory => "out-of-memory",
            Self::WrongArchitecture => "wrong-architecture",
            Self::CommandMissing => "command-missing",
            Self::Crash => "crash",
            Self::Exited => "exited",
            Self::ContainerHealth => "container-health",
            Self::TargetHealth => "target-health",
            Self::Capacity => "capacity",
            Self::Quota => "quota",
            Self::Placement => "placement",
            Self::Deadlock => "deadlock",
            Self::SpotInterruption => "spot-interruption",
            Self::Infrastructure => "infrastructure",
            Self::Alarm => "alarm",
            Self::Smoke => "smoke",
            Self::Rejected => "rejected",
            Self::Stopped => "stopped",
            Self::Deleted => "deleted",
            Self::Superseded => "superseded",
            Self::Slow => "slow",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the revision may be all right, and what it runs on is not.
    #[must_use]
    pub const fn is_of_the_surroundings(self) -> bool {
        matches!(self, Self::Capacity | Self::Quota | Self::Placement | Self::SpotInterruption | Self::Infrastructure)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.word())
    }
}

impl fmt::Display for StopGroup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { count, code, reason, container, exit_code, container_reason, task } = self;
        write!(formatter, "{count} × {code}: {reason}")?;
        if let Some(container) = container {
            write!(formatter, "; container {container}")?;
            if let Some(code) = exit_code {
                write!(formatter, " exit code {code}")?;
            }
            if let Some(reason) = container_reason {
                write!(formatter, " ({reason})")?;
            }
        }
        write!(formatter, " (as task {task})")
    }
}

impl fmt::Display for TargetState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { target, state, reason, description } = self;
        write!(formatter, "target {target} is {state}: {reason}")?;
        if description.is_empty() { Ok(()) } else { write!(formatter, " ({description})") }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, kind, revision, state, cause, explanation, .. } = self;
        let kind = kind.word();
        write!(formatter, "{service} {kind}: revision {revision} {state}: {explanation} [{cause}]")?;
        for stop in &self.stops {
            write!(formatter, "\n  {stop}")?;
        }
        for target in &self.targets {
            write!(formatter, "\n  {target}")?;
        }
        for alarm in &self.alarms {
            write!(formatter, "\n  alarm {alarm} went off")?;
        }
        for LogTail { container, task, lines } in &self.logs {
            write!(formatter, "\n  last lines of container {container} of task {task}:")?;
            for line in lines {
                write!(formatter, "\n    {line}")?;
            }
        }
        if !self.events.is_empty() {
            formatter.write_str("\n  the service said:")?;
            for event in &self.events {
                write!(formatter, "\n    {}", event.message)?;
            }
        }
        for hint in &self.hints {
            write!(formatter, "\n  what to do: {hint}")?;
        }
        Ok(())
    }
}
