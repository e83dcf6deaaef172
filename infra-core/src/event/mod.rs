//! What happens while a plan is applied: values, which a terminal, a log or a test shows as it likes.

mod bytes;
mod outcome;
mod report;
mod rollout;

use core::fmt;

pub use bytes::Bytes;
pub use outcome::{ItemOutcome, OutcomeState};
pub use report::{Cause, LogTail, Report, ServiceEvent, StopGroup, TargetState};
pub use rollout::{BreakerCount, Rollout, RolloutState, Targets};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case", tag = "event")
)]
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
    /// So much of what a step sends has arrived.
    Sent {
        /// Its place in the plan.
        step: usize,
        /// What it acts on.
        subject: String,
        /// The bytes so far.
        bytes: u64,
        /// The bytes in all.
        of: u64,
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
    /// What a service says of itself.
    News {
        /// The service's item.
        service: String,
        /// In its own words.
        message: String,
    },
    /// What is known of a deployment that meets trouble, or has failed.
    Report(Box<Report>),
    /// How it ended for each item. The last event.
    Outcome {
        /// The items, in the order of the listing.
        items: Vec<ItemOutcome>,
    },
}

impl fmt::Display for Event {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started { subject, .. } => write!(formatter, "{subject}: started"),
            Self::Progress { subject, message, .. } => write!(formatter, "{subject}: {message}"),
            Self::Sent { subject, bytes, of, .. } => {
                write!(formatter, "{subject}: sent {} of {}", Bytes(*bytes), Bytes(*of))
            }
            Self::Done { subject, .. } => write!(formatter, "{subject}: done"),
            Self::Failed { subject, reason, .. } => write!(formatter, "{subject}: failed: {reason}"),
            Self::Rollout(rollout) => rollout.fmt(formatter),
            Self::News { service, message } => write!(formatter, "{service} service: {message}"),
            Self::Report(report) => report.fmt(formatter),
            Self::Outcome { items } => {
                for (place, item) in items.iter().enumerate() {
                    let line = if place == 0 { "" } else { "\n" };
                    write!(formatter, "{line}{item}")?;
                }
                Ok(())
            }
        }
    }
}
