//! What the service shall be, or that it shall end.

use std::time::{Duration, Instant};

use infra_core::event::RolloutState;

use super::super::deployment::Deployment;
use super::{Keeping, Outcome, Watching};
use crate::spec::Service;

impl Keeping {
    pub(super) fn deploy(&mut self, service: Service, watching: Watching) {
        self.finish(Outcome::Superseded);
        let is_same = service.revision == self.deployment.wanted.revision;
        if is_same && !self.deployment.is_rolling() && self.deployment.state != RolloutState::Failed {
            self.deployment.change(service);
        } else {
            self.deployment = Deployment::begin(service, Some(&self.deployment));
        }
        self.deployment.failures = 0;
        self.crashes = 0;
        self.not_before = Instant::now();
        self.failures.clear();
        self.given_up = None;
        self.began = (Instant::now(), self.machine.now());
        self.watching = Some(watching);
        self.told = None;
    }

    pub(super) fn hold(&mut self) {
        self.is_stopping = true;
        self.finish(Outcome::Superseded);
    }

    pub(super) fn stop(&mut self, limit: Duration) {
        self.hold();
        let limit = limit.min(self.drain_limit());
        let numbers: Vec<u64> = self.replicas.iter().map(|replica| replica.number).collect();
        for number in numbers {
            self.drain(number, limit);
        }
    }
}
