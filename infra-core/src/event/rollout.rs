//! How a service's deployment stands.

use core::fmt;

/// How a service's deployment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
    /// How its targets are, where they were asked.
    pub targets: Option<Targets>,
    /// What a deployment that shifts traffic is at, in AWS's words: `bake time`.
    pub stage: Option<String>,
    /// The share of the requests that the new revision gets, in percent, where traffic is shifted.
    pub traffic: Option<u32>,
    /// How near the circuit breaker is to rolling it back.
    pub breaker: Option<BreakerCount>,
    /// How long it has been going on, in seconds.
    pub seconds: u32,
    /// About how long it will go on, in seconds, where that can be said.
    pub seconds_left: Option<u32>,
    /// Where it stands.
    pub state: RolloutState,
    /// What the service says of it; may be empty.
    pub reason: String,
}

/// The targets of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Targets {
    /// How many are healthy.
    pub healthy: u32,
    /// How many are registered and not draining.
    pub registered: u32,
}

/// What a circuit breaker has counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BreakerCount {
    /// Tasks that failed.
    pub failures: u32,
    /// How many make it roll back.
    pub threshold: u32,
}

/// Where a deployment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum RolloutState {
    /// It goes on.
    InProgress,
    /// It waits for somebody to approve or reject it.
    Paused,
    /// The old revision is being put back.
    RollingBack,
    /// The new revision runs and is healthy.
    Succeeded,
    /// Nothing changed that needs a deployment.
    Unneeded,
    /// It failed.
    Failed,
    /// It failed, and the old revision was put back.
    RolledBack,
    /// Another deployment took its place.
    Superseded,
    /// It took longer than it may; it still goes on.
    TimedOut,
}

impl RolloutState {
    /// Whether nothing more will happen, or is waited for.
    #[must_use]
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::InProgress | Self::Paused | Self::RollingBack)
    }

    /// Whether what was asked for runs.
    #[must_use]
    pub const fn is_success(self) -> bool {
        matches!(self, Self::Succeeded | Self::Unneeded)
    }
}

impl fmt::Display for RolloutState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::InProgress => "in progress",
            Self::Paused => "paused",
            Self::RollingBack => "rolling back",
            Self::Succeeded => "succeeded",
            Self::Unneeded => "not needed",
            Self::Failed => "failed",
            Self::RolledBack => "rolled back",
            Self::Superseded => "replaced by another deployment",
            Self::TimedOut => "not done in time",
        })
    }
}

impl fmt::Display for Rollout {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, revision, desired, running, pending, failed, state, reason, .. } = self;
        write!(
            formatter,
            "{service} service: {state}, revision {revision}: {running} of {desired} running, {pending} pending, \
             {failed} failed"
        )?;
        if let Some(Targets { healthy, registered }) = self.targets {
            write!(formatter, ", {healthy} of {registered} targets healthy")?;
        }
        if let Some(stage) = &self.stage {
            write!(formatter, ", {stage}")?;
        }
        if let Some(traffic) = self.traffic {
            write!(formatter, ", {traffic} % of the traffic")?;
        }
        if let Some(BreakerCount { failures: failures @ 1.., threshold }) = self.breaker {
            write!(formatter, ", {failures} of {threshold} failures until it is rolled back")?;
        }
        if reason.is_empty() { Ok(()) } else { write!(formatter, " ({reason})") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_known_and_no_more() {
        let plain = Rollout {
            service: "web".into(),
            revision: "7".into(),
            desired: 2,
            running: 1,
            pending: 1,
            failed: 0,
            targets: None,
            stage: None,
            traffic: None,
            breaker: None,
            seconds: 12,
            seconds_left: None,
            state: RolloutState::InProgress,
            reason: String::new(),
        };
        assert_eq!(plain.to_string(), "web service: in progress, revision 7: 1 of 2 running, 1 pending, 0 failed");
        let whole = Rollout {
            failed: 1,
            targets: Some(Targets { healthy: 1, registered: 2 }),
            stage: Some("bake time".into()),
            traffic: Some(10),
            breaker: Some(BreakerCount { failures: 1, threshold: 3 }),
            reason: "it waits".into(),
            ..plain
        };
        assert_eq!(
            whole.to_string(),
            "web service: in progress, revision 7: 1 of 2 running, 1 pending, 1 failed, 1 of 2 targets healthy, bake \
             time, 10 % of the traffic, 1 of 3 failures until it is rolled back (it waits)"
        );
    }

    #[test]
    fn only_what_runs_as_asked_is_a_success() {
        for state in [RolloutState::Failed, RolloutState::RolledBack, RolloutState::Superseded, RolloutState::TimedOut]
        {
            assert!(state.is_final() && !state.is_success(), "{state}");
        }
        for state in [RolloutState::InProgress, RolloutState::Paused, RolloutState::RollingBack] {
            assert!(!state.is_final() && !state.is_success(), "{state}");
        }
        assert!(RolloutState::Succeeded.is_success() && RolloutState::Unneeded.is_success());
    }
}
