//! What fails, how long is waited after it, and when it is one too many.

use std::time::Instant;

use infra_core::event::{Event, RolloutState};

use super::super::back_off;
use super::super::deployment::Turn;
use super::super::report::{self, Failure};
use super::super::seen::Replica;
use super::Keeping;
use crate::parts::LogSource;
use crate::replica::Ended;

/// How many of the last lines a report has.
const TAIL: usize = 20;

impl Keeping {
    /// Lets some time pass until the next one is started.
    pub(super) fn pause(&mut self, was_calm: bool) {
        if was_calm {
            self.crashes = 0;
        }
        // Those that fail at the same time fail of one thing.
        if Instant::now() >= self.not_before {
            self.crashes = self.crashes.saturating_add(1);
            self.not_before = Instant::now() + back_off::after(self.crashes);
        }
    }

    /// Counts a failure of the wanted revision, which can be one too many.
    pub(super) fn fail(&mut self, mut failure: Failure) {
        let source = LogSource {
            item: self.deployment.wanted.item.clone(),
            task: failure.replica.clone(),
            unit: failure.unit.clone(),
        };
        failure.lines = self.machine.parts.logs.tail(&source, TAIL);
        self.failures.push(failure);
        // Enough to see what they have in common.
        if self.failures.len() > TAIL {
            self.failures.remove(0);
        }
        if self.deployment.fail() == Turn::None {
            return;
        }
        let failed = self.deployment.wanted.clone();
        self.deployment.give_up();
        if self.deployment.state == RolloutState::RollingBack {
            self.crashes = 0;
            self.not_before = Instant::now();
        }
        let report = report::of(&failed, self.deployment.state, &self.failures);
        self.event(Event::Report(Box::new(report.clone())));
        self.given_up = Some(report);
    }
}

/// How a replica failed: by its end, or while it goes on.
pub(super) fn failure(item: &str, replica: &Replica, ended: Option<Ended>) -> Failure {
    let main = replica.tcp.first().map(|(_, port)| format!("127.0.0.1:{port}"));
    Failure {
        replica: replica.state.id.clone(),
        unit: ended.as_ref().map_or_else(|| item.to_owned(), |ended| ended.unit.clone()),
        exit: ended.map(|ended| ended.exit),
        wrong: replica.state.detail.clone(),
        address: main,
        lines: Vec::new(),
    }
}
