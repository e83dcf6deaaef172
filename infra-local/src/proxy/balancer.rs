//! A load balancer while it runs.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use super::rules::Rules;
use super::stats::BalancerStats;

/// The load balancer of a cluster.
#[derive(Debug, Default)]
pub(super) struct Balancing {
    pub(super) cluster: String,
    rules: RwLock<Arc<Rules>>,
    idle_seconds: AtomicU32,
    pub(super) requests: AtomicU64,
    pub(super) unmatched: AtomicU64,
    pub(super) redirected: AtomicU64,
    pub(super) refused: AtomicU64,
}

impl Balancing {
    pub(super) fn new(cluster: &str) -> Self {
        Self { cluster: cluster.to_owned(), ..Self::default() }
    }

    /// The rules that hold now: a request keeps them, whatever comes later.
    pub(super) fn rules(&self) -> Arc<Rules> {
        Arc::clone(&self.rules.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn set_rules(&self, rules: Rules) {
        *self.rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rules);
    }

    /// How long a connection may be idle.
    pub(super) fn idle(&self) -> Duration {
        Duration::from_secs(self.idle_seconds.load(Relaxed).max(1).into())
    }

    pub(super) fn set_idle(&self, seconds: u32) {
        self.idle_seconds.store(seconds, Relaxed);
    }

    pub(super) fn stats(&self) -> BalancerStats {
        BalancerStats {
            cluster: self.cluster.clone(),
            requests: self.requests.load(Relaxed),
            unmatched: self.unmatched.load(Relaxed),
            redirected: self.redirected.load(Relaxed),
            refused: self.refused.load(Relaxed),
        }
    }
}
