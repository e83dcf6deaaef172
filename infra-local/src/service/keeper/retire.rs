//! The way of a replica out of the service.

use std::time::Duration;

use super::{Keeping, Message};
use crate::control::ReplicaPhase;

impl Keeping {
    /// Takes a replica out of balance, and stops it when its requests are done.
    pub(super) fn retire(&mut self, number: u64) {
        let limit = self.drain_limit();
        let is_rolling = self.deployment.is_rolling();
        let Some(replica) = self.replica(number).filter(|replica| !replica.is_going()) else { return };
        if replica.state.phase == ReplicaPhase::Unhealthy && !is_rolling {
            self.restarts = self.restarts.saturating_add(1);
            self.pause(false);
        }
        self.drain(number, limit);
    }

    /// Takes a replica out of balance, and stops it when its requests are done, or `limit` is over. Where that has begun already,
    /// the shorter time counts.
    pub(super) fn drain(&mut self, number: u64, limit: Duration) {
        let Some(replica) = self.replica(number) else { return };
        match replica.state.phase {
            ReplicaPhase::Stopping => return,
            // It never got a request.
            ReplicaPhase::Starting => return self.stop_replica(number),
            ReplicaPhase::Healthy | ReplicaPhase::Unhealthy | ReplicaPhase::Draining => {}
        }
        replica.state.phase = ReplicaPhase::Draining;
        let id = replica.state.id.clone();
        self.balance();
        let drained = self.machine.proxy.drain(&id, limit);
        let to_self = self.to_self.clone();
        tokio::spawn(async move {
            drained.await;
            let _ = to_self.send(Message::Drained(number));
        });
    }

    /// How long the requests of a replica may take that leaves.
    pub(super) fn drain_limit(&self) -> Duration {
        Duration::from_secs(self.deployment.wanted.drain_seconds.into())
    }

    pub(super) fn stop_replica(&mut self, number: u64) {
        let Some(replica) = self.replica(number) else { return };
        replica.state.phase = ReplicaPhase::Stopping;
        let _ = replica.stop.send(true);
        self.balance();
    }
}
