//! What is counted while requests pass.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use super::stats::{Answers, Latency, Traffic};

/// Two buckets for each doubling of microseconds: the last one begins at 50 minutes.
const BUCKETS: usize = 64;

/// What is counted of a service, or of one of its replicas.
#[derive(Debug)]
pub(super) struct Counters {
    requests: AtomicU64,
    open: AtomicU64,
    /// By the first digit of the code, and those that got none at 0.
    classes: [AtomicU64; 6],
    /// Those that the balancer answered in the place of a replica.
    own: AtomicU64,
    latency: [AtomicU64; BUCKETS],
}

impl Default for Counters {
    fn default() -> Self {
        Self {
            requests: AtomicU64::default(),
            open: AtomicU64::default(),
            classes: Default::default(),
            own: AtomicU64::default(),
            latency: std::array::from_fn(|_| AtomicU64::default()),
        }
    }
}

impl Counters {
    /// A request, connection or flow begins.
    pub(super) fn begin(&self) {
        self.requests.fetch_add(1, Relaxed);
        self.open.fetch_add(1, Relaxed);
    }

    /// It ends.
    pub(super) fn end(&self) {
        self.open.fetch_sub(1, Relaxed);
    }

    /// It was answered, so long after it began.
    pub(super) fn answered(&self, code: u16, after: Duration) {
        self.class(code);
        if let Some(bucket) = self.latency.get(bucket(after)) {
            bucket.fetch_add(1, Relaxed);
        }
    }

    /// Nobody was left to answer.
    pub(super) fn unanswered(&self) {
        self.class(0);
    }

    /// It was answered by the balancer.
    pub(super) fn answered_here(&self, code: u16) {
        self.class(code);
        self.own.fetch_add(1, Relaxed);
    }

    fn class(&self, code: u16) {
        if let Some(class) = self.classes.get(usize::from(code / 100)) {
            class.fetch_add(1, Relaxed);
        }
    }

    pub(super) fn traffic(&self) -> Traffic {
        let [none, informational, success, redirection, client_error, server_error] =
            self.classes.each_ref().map(|class| class.load(Relaxed));
        let buckets = self.latency.each_ref().map(|bucket| bucket.load(Relaxed));
        Traffic {
            requests: self.requests.load(Relaxed),
            open: self.open.load(Relaxed),
            answers: Answers {
                informational,
                success,
                redirection,
                client_error,
                server_error,
                none,
                of_balancer: self.own.load(Relaxed),
            },
            latency: Latency {
                p50_micros: percentile(&buckets, 50),
                p90_micros: percentile(&buckets, 90),
                p99_micros: percentile(&buckets, 99),
            },
        }
    }
}

/// The bucket of a time.
fn bucket(time: Duration) -> usize {
    let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX).max(1);
    let doublings = micros.ilog2();
    let upper_half = doublings > 0 && (micros >> (doublings - 1)) & 1 == 1;
    (2 * usize::try_from(doublings).unwrap_or_default() + usize::from(upper_half)).min(BUCKETS - 1)
}

/// Where a bucket ends, in microseconds.
fn end(bucket: usize) -> u64 {
    let doublings = u32::try_from(bucket / 2).unwrap_or_default();
    let whole = 1_u64 << doublings;
    if bucket.is_multiple_of(2) { (whole + whole.div_ceil(2)).max(2) } else { 2 * whole }
}

/// The time within which so many percent were answered; 0 where none was.
fn percentile(buckets: &[u64; BUCKETS], percent: u64) -> u64 {
    let wanted = (buckets.iter().sum::<u64>() * percent).div_ceil(100);
    let mut seen = 0;
    let reached = buckets.iter().position(|count| {
        seen += count;
        wanted > 0 && seen >= wanted
    });
    reached.map(end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_within_its_bucket() {
        for micros in (1..5000).chain([1 << 20, (1 << 31) + 7]) {
            let bucket = bucket(Duration::from_micros(micros));
            assert!(micros < end(bucket), "{micros} {bucket}");
            assert!(end(bucket) <= 2 * micros.max(1), "{micros} {bucket}");
        }
    }

    #[test]
    fn percentiles_are_of_what_was_answered() {
        let counters = Counters::default();
        assert_eq!(counters.traffic().latency, Latency::default());
        for micros in 1..=100 {
            counters.answered(200, Duration::from_micros(micros * 10));
        }
        let Latency { p50_micros, p90_micros, p99_micros } = counters.traffic().latency;
        assert!((500..=768).contains(&p50_micros), "{p50_micros}");
        assert!((900..=1024).contains(&p90_micros) && p99_micros == 1024, "{p90_micros} {p99_micros}");
    }
}
