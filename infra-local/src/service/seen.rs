//! A replica as its service knows it.

use std::time::Instant;

use tokio::sync::watch;

use super::decide::Seen;
use crate::control::{ReplicaPhase, ReplicaState};

/// A replica of a service.
pub(super) struct Replica {
    /// Its number, in the order of their starts.
    pub(super) number: u64,
    /// What others see of it.
    pub(super) state: ReplicaState,
    /// The declared ports that are TCP, and which it has in their place.
    pub(super) tcp: Vec<(u16, u16)>,
    /// Those that are UDP.
    pub(super) udp: Vec<(u16, u16)>,
    /// Since when it has been healthy.
    pub(super) healthy: Option<Instant>,
    /// Whether it has ever been healthy.
    pub(super) was_healthy: bool,
    /// Asks it to stop.
    pub(super) stop: watch::Sender<bool>,
}

impl Replica {
    /// As it is decided upon.
    pub(super) fn seen(&self, revision: &str) -> Seen {
        Seen { number: self.number, is_new: self.state.revision == revision, phase: self.state.phase }
    }

    /// Whether it was told to go.
    pub(super) fn is_going(&self) -> bool {
        matches!(self.state.phase, ReplicaPhase::Draining | ReplicaPhase::Stopping)
    }
}
