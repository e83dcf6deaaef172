//! Waiting for AWS: at a pace that slows down, until a deadline.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::Error;

/// The pace of a poll: each wait is half as long again as the one before, up to a longest.
pub(crate) struct Pace {
    next: Duration,
    longest: Duration,
    jitter: f64,
}

/// By how much a wait may differ where many wait for the same: a fifth up or down.
const JITTER: f64 = 0.2;

/// The longest wait of a poll that is told to slow down.
const SLOWEST: Duration = Duration::from_secs(30);

impl Pace {
    /// A pace from `first` to `longest`.
    pub(crate) fn new(first: Duration, longest: Duration) -> Self {
        Self { next: first, longest, jitter: 0.0 }
    }

    /// Each wait a little shorter or longer, so that those who began together do not ask together for ever.
    pub(crate) fn jittered(self) -> Self {
        Self { jitter: JITTER, ..self }
    }

    /// Waits twice as long from now on: whoever was asked has too much to do.
    pub(crate) fn slow_down(&mut self) {
        self.longest = (self.longest * 2).min(SLOWEST);
        self.next = (self.next * 2).min(self.longest);
    }

    /// Waits no longer than this the next time.
    pub(crate) fn hurry(&mut self, longest: Duration) {
        self.next = self.next.min(longest);
    }

    /// Waits once.
    pub(crate) async fn wait(&mut self) {
        let shift = 1.0 + self.jitter * (2.0 * fastrand::f64() - 1.0);
        sleep(self.next.mul_f64(shift)).await;
        self.next = (self.next * 3 / 2).min(self.longest);
    }
}

/// When waiting ends.
pub(crate) struct Deadline {
    end: Instant,
    minutes: u64,
}

impl Deadline {
    /// A deadline so many minutes from now.
    pub(crate) fn minutes(minutes: u64) -> Self {
        Self { end: Instant::now() + Duration::from_secs(minutes * 60), minutes }
    }

    /// Fails once the deadline is past, naming what was waited for.
    pub(crate) fn check(&self, what: impl FnOnce() -> String) -> Result<(), Error> {
        if Instant::now() < self.end {
            return Ok(());
        }
        Err(Error::Deadline { what: what(), minutes: self.minutes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_pace_slows_down_to_its_longest() {
        let start = Instant::now();
        let mut pace = Pace::new(Duration::from_secs(2), Duration::from_secs(4));
        for _ in 0..4 {
            pace.wait().await;
        }
        assert_eq!(start.elapsed(), Duration::from_secs(2 + 3 + 4 + 4));
    }

    #[tokio::test(start_paused = true)]
    async fn a_pace_that_is_told_to_slow_down_waits_twice_as_long() {
        let start = Instant::now();
        let mut pace = Pace::new(Duration::from_secs(2), Duration::from_secs(2));
        pace.slow_down();
        pace.wait().await;
        pace.wait().await;
        assert_eq!(start.elapsed(), Duration::from_secs(4 + 4));
        for _ in 0..9 {
            pace.slow_down();
        }
        let start = Instant::now();
        pace.wait().await;
        assert_eq!(start.elapsed(), SLOWEST);
    }

    #[tokio::test(start_paused = true)]
    async fn jitter_stays_within_a_fifth() {
        for _ in 0..50 {
            let start = Instant::now();
            Pace::new(Duration::from_secs(10), Duration::from_secs(10)).jittered().wait().await;
            let waited = start.elapsed();
            assert!(waited >= Duration::from_secs(8) && waited <= Duration::from_secs(13), "{waited:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_deadline_names_what_was_waited_for() {
        let deadline = Deadline::minutes(1);
        assert!(deadline.check(String::new).is_ok());
        sleep(Duration::from_secs(61)).await;
        let error = deadline.check(|| "stack shop".to_owned()).unwrap_err();
        assert_eq!(error.to_string(), "stack shop took longer than 1 minutes");
    }
}
