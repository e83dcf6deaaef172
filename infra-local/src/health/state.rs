//! From answers to whether a replica is healthy. Pure.

use std::time::Duration;

use crate::spec::Check;

/// The time between two probes until something is known.
const SOON: Duration = Duration::from_millis(100);
/// The same, for what is slow to start.
const LATER: Duration = Duration::from_millis(500);
/// How long a start is quick.
const QUICK: Duration = Duration::from_secs(5);

/// What is known of a replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It answers.
    Healthy,
    /// It does not.
    Unhealthy,
}

/// What the answers so far say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Health {
    verdict: Option<Verdict>,
    /// In a row.
    successes: u32,
    /// In a row, of those that count.
    failures: u32,
    /// The age at which the last failure was counted.
    counted: Duration,
}

impl Health {
    /// Takes an answer that came at this age of the replica. Says what it has become known by it.
    ///
    /// The first success is enough to be healthy. Until then it is asked more often than declared, and a failure counts only once
    /// an interval: what needs longer to start than the interval is given the declared time all the same.
    pub(crate) fn take(&mut self, check: &Check, age: Duration, is_success: bool) -> Option<Verdict> {
        if is_success {
            self.failures = 0;
            self.successes = self.successes.saturating_add(1);
            let needed = if self.verdict.is_none() { 1 } else { check.healthy };
            return self.turn(Verdict::Healthy, self.successes >= needed);
        }
        self.successes = 0;
        let interval = Duration::from_secs(check.interval_seconds.into());
        let is_early = age < Duration::from_secs(check.grace_seconds.into());
        let is_between = self.verdict.is_none() && age < self.counted + interval;
        if is_early || is_between {
            return None;
        }
        self.failures = self.failures.saturating_add(1);
        self.counted = age;
        self.turn(Verdict::Unhealthy, self.failures >= check.unhealthy)
    }

    fn turn(&mut self, verdict: Verdict, is_enough: bool) -> Option<Verdict> {
        if !is_enough || self.verdict == Some(verdict) {
            return None;
        }
        self.verdict = Some(verdict);
        self.verdict
    }

    /// How long to wait for the next probe.
    pub(crate) fn pause(&self, check: &Check, age: Duration) -> Duration {
        let interval = Duration::from_secs(check.interval_seconds.into());
        match self.verdict {
            Some(_) => interval,
            None if age < QUICK => interval.min(SOON),
            None => interval.min(LATER),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Probe;

    fn check() -> Check {
        Check {
            probe: Probe::Tcp { port: 80 },
            interval_seconds: 10,
            timeout_seconds: 5,
            healthy: 2,
            unhealthy: 3,
            grace_seconds: 30,
        }
    }

    /// The verdicts to answers: the second at which each came, and whether it was a success.
    fn verdicts(check: &Check, answers: &[(u64, bool)]) -> Vec<(u64, Verdict)> {
        let mut health = Health::default();
        let take = |&(second, is_success): &(u64, bool)| {
            let verdict = health.take(check, Duration::from_secs(second), is_success);
            verdict.map(|verdict| (second, verdict))
        };
        answers.iter().filter_map(take).collect()
    }

    use Verdict::{Healthy, Unhealthy};

    #[test]
    fn the_first_success_is_enough_and_later_ones_must_come_in_a_row() {
        assert_eq!(verdicts(&check(), &[(1, false), (2, true), (3, true)]), [(2, Healthy)]);
        let answers =
            [(2, true), (32, false), (42, false), (52, false), (62, true), (72, false), (82, true), (92, true)];
        assert_eq!(verdicts(&check(), &answers), [(2, Healthy), (52, Unhealthy), (92, Healthy)]);
    }

    #[test]
    fn failures_do_not_count_while_it_is_young() {
        let answers: Vec<_> = (0..30).map(|second| (second, false)).collect();
        assert_eq!(verdicts(&check(), &answers), []);
    }

    #[test]
    fn failures_in_a_row_make_it_unhealthy_and_one_success_begins_anew() {
        assert_eq!(
            verdicts(&check(), &[(0, true), (40, false), (50, false), (60, true), (70, false), (80, false)]),
            [(0, Healthy)]
        );
        assert_eq!(
            verdicts(&check(), &[(0, true), (40, false), (50, false), (60, false)]),
            [(0, Healthy), (60, Unhealthy)]
        );
    }

    #[test]
    fn what_never_answered_has_as_long_as_declared_however_often_it_is_asked() {
        let answers: Vec<_> = (0..100).map(|second| (second, false)).collect();
        assert_eq!(verdicts(&check(), &answers), [(50, Unhealthy)]);
        let without_grace = Check { grace_seconds: 0, ..check() };
        assert_eq!(verdicts(&without_grace, &answers), [(30, Unhealthy)]);
    }

    #[test]
    fn it_is_asked_often_until_it_is_known() {
        let mut health = Health::default();
        assert_eq!(health.pause(&check(), Duration::ZERO), SOON);
        assert_eq!(health.pause(&check(), Duration::from_secs(9)), LATER);
        health.take(&check(), Duration::from_secs(9), true);
        assert_eq!(health.pause(&check(), Duration::from_secs(9)), Duration::from_secs(10));
    }
}
