//! When the same is asked again.

use std::time::{Duration, SystemTime};

use hyper::header::{HeaderMap, RETRY_AFTER};

/// How often, and after how long, the same is asked again where it may succeed a little later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retries {
    /// How often at most.
    pub most: u32,
    /// About how long is waited the first time; then twice as long each time.
    pub first: Duration,
}

impl Default for Retries {
    /// Six times in about half a minute.
    fn default() -> Self {
        Self { most: 6, first: Duration::from_millis(500) }
    }
}

/// The longest pause, even where a registry asks for a longer one.
const LONGEST: Duration = Duration::from_mins(1);

impl Retries {
    /// How long to wait after this attempt, counted from 0; nothing where it was the last. Half of the time is chance, so that
    /// many that failed together do not come back together.
    pub(super) fn pause(self, attempt: u32, answer: Option<&HeaderMap>) -> Option<Duration> {
        if attempt >= self.most {
            return None;
        }
        let step = self.first.saturating_mul(1 << attempt.min(16)).min(LONGEST);
        let chance = step.div_f64(2.0) + step.mul_f64(fastrand::f64() / 2.0);
        let asked = answer.and_then(|headers| headers.get(RETRY_AFTER)?.to_str().ok()).and_then(read);
        Some(asked.unwrap_or_default().max(chance).min(LONGEST))
    }
}

/// A header `Retry-After`: seconds, or a date.
fn read(text: &str) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::now()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let retries = Retries { most: 3, first: Duration::from_secs(2) };
        for (attempt, seconds) in [(0, 2), (1, 4), (2, 8)] {
            let pause = retries.pause(attempt, None).unwrap();
            assert!(pause >= Duration::from_secs(seconds) / 2 && pause <= Duration::from_secs(seconds), "{pause:?}");
        }
        assert_eq!(retries.pause(3, None), None);
    }

    #[test]
    fn what_a_registry_asks_for_is_done() {
        let headers = |text: &str| HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
        let retries = Retries { most: 1, first: Duration::from_millis(1) };
        assert_eq!(retries.pause(0, Some(&headers("7"))), Some(Duration::from_secs(7)));
        assert_eq!(retries.pause(0, Some(&headers("7000"))), Some(LONGEST));
        let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(30));
        assert!(retries.pause(0, Some(&headers(&date))).unwrap() > Duration::from_secs(20));
        assert!(retries.pause(0, Some(&headers("soon"))).unwrap() < Duration::from_secs(1));
    }
}
