//! What happens while a plan is applied: values, which a terminal, a log or a test shows as it likes.

use core::fmt;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case", tag = "event"))]
pub enum Event {
    /// A step of the plan began.
    Started {
        /// Its place in the plan.
        step: usize,
        /// What it acts on, as `web service`.
        subject: String,
    },
    /// A step goes on.
    Progress {
        /// Its place in the plan.
        step: usize,
        /// What it acts on.
        subject: String,
        /// What happens, as `CREATE_IN_PROGRESS LoadBalancer`.
        message: String,
    },
    /// A step is done.
    Done {
        /// Its place in the plan.
        step: usize,
        /// What it acted on.
        subject: String,
    },
    /// A step failed; what depends on it is left out.
    Failed {
        /// Its place in the plan.
        step: usize,
        /// What it acted on.
        subject: String,
        /// Why.
        reason: String,
    },
    /// How a service's deployment stands.
    Rollout(Rollout),
}

/// How a service's deployment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Rollout {
    /// The service's item.
    pub service: String,
    /// The revision of its task definition.
    pub revision: String,
    /// The tasks that there are to be.
    pub desired: u32,
    /// The tasks that run.
    pub running: u32,
    /// The tasks that are starting.
    pub pending: u32,
    /// The tasks that failed.
    pub failed: u32,
    /// Where it stands.
    pub state: RolloutState,
    /// What the service says of it; may be empty.
    pub reason: String,
}

/// Where a deployment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum RolloutState {
    /// It goes on.
    InProgress,
    /// The new revision runs and is healthy.
    Succeeded,
    /// It failed.
    Failed,
    /// It failed, and the old revision was put back.
    RolledBack,
}

impl RolloutState {
    /// Whether nothing more will happen.
    #[must_use]
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::InProgress)
    }
}

impl fmt::Display for RolloutState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::InProgress => "in progress",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::RolledBack => "rolled back",
        })
    }
}

impl fmt::Display for Event {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started { subject, .. } => write!(formatter, "{subject}: started"),
            Self::Progress { subject, message, .. } => write!(formatter, "{subject}: {message}"),
            Self::Done { subject, .. } => write!(formatter, "{subject}: done"),
            Self::Failed { subject, reason, .. } => write!(formatter, "{subject}: failed: {reason}"),
            Self::Rollout(rollout) => rollout.fmt(formatter),
        }
    }
}

impl fmt::Display for Rollout {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, revision, desired, running, pending, failed, state, reason } = self;
        write!(
            formatter,
            "{service} service: {state}, revision {revision}: {running} of {desired} running, {pending} pending, \
             {failed} failed"
        )?;
        if reason.is_empty() { Ok(()) } else { write!(formatter, " ({reason})") }
    }
}
