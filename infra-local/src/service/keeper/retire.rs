//! The way of a replica out of the service.

use std::time::Duration;

use super::{Keeping, Message};
use crate::control::ReplicaPhase;

impl Keeping {
    /// Takes a replica out of balance, and stops it when its requests are done.
    pub(super) fn retire(&mut self, number: u64) {
        let limit = Duration::from_secs(self.deployment.wanted.drain_seconds.into());
        let is_rolling = self.deployment.is_rolling();
        let Some(replica) = self.replica(number).filter(|replica| !replica.is_going()) else { return };
        let (id, phase) = (replica.state.id.clone(), replica.state.phase);
        if phase != ReplicaPhase::Healthy {
            if phase == ReplicaPhase::Unhealthy && !is_rolling {
                self.restarts = self.restarts.saturating_add(1);
                self.pause(false);
            }
            return self.stop_replica(number);
        }
        replica.state.phase = ReplicaPhase::Draining;
        self.balance();
        let drained = self.machine.proxy.drain(&id, limit);
        let to_self = self.to_self.clone();
        tokio::spawn(async move {
            drained.await;
            let _ = to_self.send(Message::Drained(number));
        });
    }

    pub(super) fn stop_replica(&mut self, number: u64) {
        let Some(replica) = self.replica(number) else { return };
        replica.state.phase = ReplicaPhase::Stopping;
        let _ = replica.stop.send(true);
        self.balance();
    }
}
