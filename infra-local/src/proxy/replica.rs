//! Replicas, and where they listen.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;

use super::counters::Counters;

/// Where a replica of a service listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The replica, by its id, which is unique in the stage.
    pub replica: String,
    /// Where it listens.
    pub address: SocketAddr,
    /// Whether it is healthy: one that is not gets requests where none is, as behind the load balancers of AWS.
    pub is_healthy: bool,
}

impl Target {
    /// A healthy one.
    #[must_use]
    pub fn new(replica: &str, address: SocketAddr) -> Self {
        Self { replica: replica.to_owned(), address, is_healthy: true }
    }
}

/// How a drain ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drained {
    /// Requests, connections and flows that were still open when the time was over.
    pub open: usize,
}

/// A replica as the balancer knows it: over all of its ports.
#[derive(Debug)]
pub(super) struct Replica {
    pub(super) id: String,
    pub(super) counters: Counters,
    open: AtomicUsize,
    emptied: Notify,
}

impl Replica {
    pub(super) fn new(id: &str) -> Self {
        Self { id: id.to_owned(), counters: Counters::default(), open: AtomicUsize::new(0), emptied: Notify::new() }
    }

    pub(super) fn open(&self) -> usize {
        self.open.load(Ordering::SeqCst)
    }

    /// Counts a request as open until the guard is dropped.
    pub(super) fn enter(self: &Arc<Self>) -> Entered {
        self.open.fetch_add(1, Ordering::SeqCst);
        self.counters.begin();
        Entered(Arc::clone(self))
    }

    /// Until nothing is open.
    pub(super) async fn empty(&self) {
        loop {
            let emptied = self.emptied.notified();
            tokio::pin!(emptied);
            // From here on no notification is missed.
            emptied.as_mut().enable();
            if self.open() == 0 {
                return;
            }
            emptied.await;
        }
    }
}

/// An open request at a replica.
#[derive(Debug)]
pub(super) struct Entered(Arc<Replica>);

impl Drop for Entered {
    fn drop(&mut self) {
        self.0.counters.end();
        if self.0.open.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.0.emptied.notify_waiters();
        }
    }
}
