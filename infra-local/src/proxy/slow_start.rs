//! `slow_start`: the share of a replica that has become healthy grows from nothing to that of the others.
//!
//! Source: User Guide for Application Load Balancers, "Slow start mode": the share grows linearly; a target begins so only where
//! there is a healthy one that does not, and begins anew when it was unhealthy.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use tokio::time::Instant;

/// A whole share.
const WHOLE: u32 = 1_000;

/// When a replica began with no share, and what it is still owed of its turns.
#[derive(Debug)]
pub(super) struct SlowStart {
    began: Option<Instant>,
    owed: AtomicU32,
}

impl SlowStart {
    /// It has a whole share.
    pub(super) fn none() -> Self {
        Self { began: None, owed: AtomicU32::new(0) }
    }

    /// It has no share yet.
    pub(super) fn begin(now: Instant) -> Self {
        Self { began: Some(now), owed: AtomicU32::new(0) }
    }

    /// Whether it has a whole share now.
    pub(super) fn is_over(&self, seconds: Option<u32>, now: Instant) -> bool {
        self.share(seconds, now) == WHOLE
    }

    /// Whether it takes a request, now that it is its turn.
    pub(super) fn takes(&self, seconds: Option<u32>, now: Instant) -> bool {
        let share = self.share(seconds, now);
        if share == WHOLE {
            return true;
        }
        let owed = self.owed.fetch_add(share, Relaxed).saturating_add(share);
        if owed >= WHOLE {
            self.owed.fetch_sub(WHOLE, Relaxed);
        }
        owed >= WHOLE
    }

    /// As how many requests those count that are open, beside a replica with a whole share.
    pub(super) fn weigh(&self, open: usize, seconds: Option<u32>, now: Instant) -> usize {
        let (share, whole) = (self.share(seconds, now), WHOLE as usize);
        if share == WHOLE {
            return open.saturating_mul(whole);
        }
        // Without this one it would be the first to be asked while nobody has anything to do.
        open.saturating_add(1).saturating_mul(whole).saturating_mul(whole) / (share.max(1) as usize)
    }

    /// Its share, of a whole one.
    fn share(&self, seconds: Option<u32>, now: Instant) -> u32 {
        let Some((began, seconds)) = self.began.zip(seconds.filter(|seconds| *seconds > 0)) else { return WHOLE };
        let (passed, all) = (now.saturating_duration_since(began), Duration::from_secs(seconds.into()));
        if passed >= all {
            return WHOLE;
        }
        u32::try_from(passed.as_millis() * u128::from(WHOLE) / all.as_millis()).unwrap_or(WHOLE)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::proxy::group::{Group, Service, Settings, Unhealthy};
    use crate::proxy::replica::{Replica, Target};

    fn taken(slow_start: &SlowStart, seconds: Option<u32>, now: Instant) -> usize {
        (0..100).filter(|_| slow_start.takes(seconds, now)).count()
    }

    #[tokio::test(start_paused = true)]
    async fn its_share_grows_to_a_whole_one() {
        let now = Instant::now();
        let slow_start = SlowStart::begin(now);
        for (after, wanted) in [(0, 0), (10, 25), (20, 50), (39, 97), (40, 100), (400, 100)] {
            let now = now + Duration::from_secs(after);
            assert_eq!(taken(&slow_start, Some(40), now), wanted, "after {after} s");
        }
        assert_eq!(taken(&SlowStart::none(), Some(40), now), 100);
        assert_eq!(taken(&slow_start, None, now), 100, "it is not declared");
    }

    fn asked(group: &Group, requests: usize) -> [usize; 2] {
        let ask = || group.choose(&[], Unhealthy::Asked, |_| false).expect("a replica").member.replica.id.clone();
        let ids: Vec<String> = (0..requests).map(|_| ask()).collect();
        ["a", "b"].map(|replica| ids.iter().filter(|id| *id == replica).count())
    }

    #[tokio::test(start_paused = true)]
    async fn a_replica_that_comes_to_others_begins_slowly_and_the_first_ones_do_not() {
        let service = Arc::new(Service::new("web"));
        service.set(Settings { slow_start_seconds: Some(40), ..Settings::default() });
        let group = Group::new(service);
        let target = |name: &str, is_healthy| {
            let target = Target::new(name, ([127, 0, 0, 1], u16::from(name.as_bytes()[0])).into());
            Target { is_healthy, ..target }
        };
        let set = |targets: &[Target]| group.set(targets, |id| Arc::new(Replica::new(id)));
        set(&[target("a", true)]);
        assert_eq!(asked(&group, 40), [40, 0], "nobody else is there");
        set(&[target("a", true), target("b", true)]);
        assert_eq!(asked(&group, 40), [40, 0]);
        tokio::time::advance(Duration::from_secs(20)).await;
        assert_eq!(asked(&group, 40), [30, 10], "half of its turns");
        tokio::time::advance(Duration::from_secs(20)).await;
        assert_eq!(asked(&group, 40), [20, 20]);
        set(&[target("a", true), target("b", false)]);
        set(&[target("a", true), target("b", true)]);
        assert_eq!(asked(&group, 40), [40, 0], "it begins anew");
        set(&[target("b", true)]);
        assert_eq!(asked(&group, 40), [0, 40], "nobody else is there");
    }

    #[tokio::test(start_paused = true)]
    async fn fewest_open_requests_are_weighed_by_its_share() {
        let now = Instant::now();
        let slow_start = SlowStart::begin(now);
        let half = now + Duration::from_secs(20);
        let warm = |open| SlowStart::none().weigh(open, Some(40), half);
        assert!(slow_start.weigh(0, Some(40), half) > warm(0));
        assert!(slow_start.weigh(1, Some(40), half) > warm(3));
        assert!(slow_start.weigh(1, Some(40), half) < warm(5));
    }
}
