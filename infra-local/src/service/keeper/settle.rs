//! Sees whether what is waited for has come, and tells whoever waits.

use infra_core::event::{Report, RolloutState};

use super::super::decide::is_done;
use super::super::report;
use super::{Keeping, Outcome};

impl Keeping {
    /// Sees whether what is waited for has come.
    pub(super) fn settle(&mut self) {
        if self.is_stopping {
            return;
        }
        if self.deployment.state == RolloutState::Failed
            && let Some(report) = self.given_up.take()
        {
            self.tell();
            self.finish(Outcome::Failed(Box::new(report)));
        }
        let wanted = &self.deployment.wanted;
        if is_done(&self.goal(), &self.seen()) {
            self.deployment.settle();
            self.tell();
            let outcome = match self.given_up.take() {
                Some(report) => Outcome::RolledBack(Box::new(Report { state: RolloutState::RolledBack, ..report })),
                None => Outcome::Done,
            };
            self.finish(outcome);
        } else if !self.deployment.is_rolling()
            && self.watching.is_some()
            && self.deployment.failures >= wanted.failures.max(1)
        {
            let report = report::of(wanted, RolloutState::Failed, &self.failures);
            self.finish(Outcome::Failed(Box::new(report)));
        }
    }

    pub(super) fn finish(&mut self, outcome: Outcome) {
        if let Some(watching) = self.watching.take() {
            // Whoever waited may have gone.
            let _ = watching.outcome.send(outcome);
        }
    }
}
