//! Tells how the service stands, where that has changed.

use infra_core::event::{Event, Rollout};

use super::super::tell;
use super::Keeping;

impl Keeping {
    /// Tells how it stands where that has changed.
    pub(super) fn tell(&mut self) {
        let state = tell::state(&self.deployment, &self.replicas, self.restarts, self.began.1);
        let mut reason = String::new();
        if let Some(report) = &self.given_up {
            reason.clone_from(&report.explanation);
        }
        let seconds = u32::try_from(self.began.0.elapsed().as_secs()).unwrap_or(u32::MAX);
        let rollout = tell::rollout(&self.deployment, &state, seconds, reason);
        self.states.send_if_modified(|known| {
            let is_new = *known != state;
            *known = state;
            is_new
        });
        let same = |told: &Rollout| Rollout { seconds, ..told.clone() } == rollout;
        if self.told.as_ref().is_some_and(same) {
            return;
        }
        self.event(Event::Rollout(rollout.clone()));
        self.told = Some(rollout);
    }

    pub(super) fn event(&self, event: Event) {
        if let Some(watching) = &self.watching {
            (watching.events)(event);
        }
    }
}
