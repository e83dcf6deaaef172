//! The replicas among which the requests for one port of a service are balanced.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::watch;

use super::counters::Counters;
use super::pool::Pool;
use super::replica::{Entered, Replica, Target};
use crate::spec::Balance;

/// A service as the balancer knows it.
#[derive(Debug, Default)]
pub(super) struct Service {
    pub(super) name: String,
    pub(super) counters: Counters,
    settings: RwLock<Settings>,
}

/// How requests for a service are balanced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    pub(super) balance: Balance,
    pub(super) sticky_seconds: Option<u32>,
}

impl Service {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    pub(super) fn settings(&self) -> Settings {
        *self.settings.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set(&self, settings: Settings) {
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = settings;
    }
}

/// What AWS calls a target group: one port of a service.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) service: Arc<Service>,
    members: RwLock<Vec<Arc<Member>>>,
    next: AtomicUsize,
}

/// A replica in a group.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) replica: Arc<Replica>,
    pub(super) address: SocketAddr,
    pub(super) pool: Pool,
    left: watch::Sender<bool>,
}

impl Member {
    fn new(replica: Arc<Replica>, address: SocketAddr) -> Self {
        Self { replica, address, pool: Pool::default(), left: watch::Sender::new(false) }
    }

    /// Whether it is in balance no more.
    pub(super) fn has_left(&self) -> bool {
        *self.left.borrow()
    }

    /// Until it is in balance no more.
    pub(super) async fn leaving(&self) {
        // The sender is held here: it does not go.
        let _ = self.left.subscribe().wait_for(|left| *left).await;
    }

    /// Connections at rest are closed, so that they keep no replica from stopping.
    fn leave(&self) {
        self.left.send_replace(true);
        self.pool.close();
    }
}

/// A request on its way: it is open at its replica until this is dropped.
#[derive(Debug)]
pub(super) struct Flight {
    pub(super) member: Arc<Member>,
    _open: Entered,
}

impl Group {
    pub(super) fn new(service: Arc<Service>) -> Self {
        Self { service, members: RwLock::default(), next: AtomicUsize::new(0) }
    }

    /// Puts these in balance, and takes all others out.
    pub(super) fn set(&self, targets: &[Target], replica: impl Fn(&str) -> Arc<Replica>) {
        let mut members = self.members.write().unwrap_or_else(PoisonError::into_inner);
        let next = targets.iter().map(|target| {
            let same = |member: &&Arc<Member>| {
                (member.replica.id.as_str(), member.address) == (&target.replica, target.address)
            };
            members
                .iter()
                .find(same)
                .cloned()
                .unwrap_or_else(|| Arc::new(Member::new(replica(&target.replica), target.address)))
        });
        let next: Vec<_> = next.collect();
        for member in members.iter().filter(|member| !next.iter().any(|kept| Arc::ptr_eq(kept, member))) {
            member.leave();
        }
        *members = next;
    }

    /// Takes a replica out of balance. Every request that was led there is open at it when this returns.
    pub(super) fn remove(&self, replica: &str) {
        let mut members = self.members.write().unwrap_or_else(PoisonError::into_inner);
        members.retain(|member| {
            let stays = member.replica.id != replica;
            if !stays {
                member.leave();
            }
            stays
        });
    }

    /// The replicas in balance.
    pub(super) fn replicas(&self) -> Vec<Arc<Replica>> {
        let members = self.members.read().unwrap_or_else(PoisonError::into_inner);
        members.iter().map(|member| Arc::clone(&member.replica)).collect()
    }

    /// Leads a request to a replica: to the one that `stay` is true of, else to one as the service balances. Those that it
    /// has been to are left out.
    pub(super) fn choose(&self, been: &[SocketAddr], stay: impl Fn(&Replica) -> bool) -> Option<Flight> {
        let members = self.members.read().unwrap_or_else(PoisonError::into_inner);
        let free = |member: &&Arc<Member>| !been.contains(&member.address);
        let kept = members.iter().filter(free).find(|member| stay(&member.replica));
        let member = kept.or_else(|| self.balanced(&members, &free));
        // Still under the lock: who takes the member out finds the request open.
        member.map(|member| Flight { _open: member.replica.enter(), member: Arc::clone(member) })
    }

    fn balanced<'a>(
        &self,
        members: &'a [Arc<Member>],
        free: &impl Fn(&&'a Arc<Member>) -> bool,
    ) -> Option<&'a Arc<Member>> {
        let balance = self.service.settings().balance;
        let from = match balance {
            Balance::RoundRobin | Balance::LeastOutstanding => self.next.fetch_add(1, Ordering::Relaxed),
            Balance::Random => fastrand::usize(..),
        };
        let (before, after) = members.split_at(from.checked_rem(members.len())?);
        let mut ordered = after.iter().chain(before).filter(|member| free(member));
        match balance {
            Balance::RoundRobin | Balance::Random => ordered.next(),
            // The first of those with as few: in turn, where all have as few.
            Balance::LeastOutstanding => ordered.min_by_key(|member| member.replica.open()),
        }
    }
}
