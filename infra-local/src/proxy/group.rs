//! The replicas among which the requests for one port of a service are balanced.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::watch;
use tokio::time::Instant;

use super::counters::Counters;
use super::pool::Pool;
use super::replica::{Entered, Replica, Target};
use super::slow_start::SlowStart;
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
    pub(super) slow_start_seconds: Option<u32>,
}

/// What becomes of a request where no replica is healthy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unhealthy {
    /// It goes to one that is not: so do the load balancers of AWS, since a check can be wrong.
    ///
    /// Source: User Guide for Application Load Balancers, "Health checks for your target groups"; that for Network Load
    /// Balancers has the same.
    Asked,
    /// It goes to none: so it is between services.
    LeftOut,
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

/// What AWS calls a target group: one port of a service, of TCP or of UDP.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) service: Arc<Service>,
    members: RwLock<Vec<Arc<Member>>>,
    next: AtomicUsize,
}

/// A replica in a group, as long as it is healthy, or is not.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) replica: Arc<Replica>,
    pub(super) address: SocketAddr,
    pub(super) pool: Pool,
    is_healthy: bool,
    slow_start: SlowStart,
    left: watch::Sender<bool>,
}

impl Member {
    fn new(replica: Arc<Replica>, target: &Target, slow_start: SlowStart) -> Self {
        let (address, is_healthy, pool) = (target.address, target.is_healthy, Pool::default());
        Self { replica, address, pool, is_healthy, slow_start, left: watch::Sender::new(false) }
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
        let seconds = self.service.settings().slow_start_seconds;
        let now = Instant::now();
        let is_warm = |member: &Arc<Member>| member.is_healthy && member.slow_start.is_over(seconds, now);
        let is_any_warm = members.iter().any(is_warm);
        let next = targets.iter().map(|target| {
            let same = |member: &&Arc<Member>| {
                (member.replica.id.as_str(), member.address, member.is_healthy)
                    == (&target.replica, target.address, target.is_healthy)
            };
            let new = || {
                let slow_start =
                    if is_any_warm && target.is_healthy { SlowStart::begin(now) } else { SlowStart::none() };
                Arc::new(Member::new(replica(&target.replica), target, slow_start))
            };
            members.iter().find(same).cloned().unwrap_or_else(new)
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

    /// The replicas that are known here, healthy or not.
    pub(super) fn replicas(&self) -> Vec<Arc<Replica>> {
        let members = self.members.read().unwrap_or_else(PoisonError::into_inner);
        members.iter().map(|member| Arc::clone(&member.replica)).collect()
    }

    /// The replicas to which a load balancer leads requests.
    pub(super) fn in_balance(&self) -> Vec<Arc<Replica>> {
        let members = self.members.read().unwrap_or_else(PoisonError::into_inner);
        let usable = usable(&members, Unhealthy::Asked);
        members.iter().filter(|member| usable(member)).map(|member| Arc::clone(&member.replica)).collect()
    }

    /// Leads a request to a replica: to the one that `stay` is true of, else to one as the service balances. Those that it
    /// has been to are left out.
    pub(super) fn choose(
        &self,
        been: &[SocketAddr],
        unhealthy: Unhealthy,
        stay: impl Fn(&Replica) -> bool,
    ) -> Option<Flight> {
        let members = self.members.read().unwrap_or_else(PoisonError::into_inner);
        let usable = usable(&members, unhealthy);
        let free = |member: &&Arc<Member>| usable(member) && !been.contains(&member.address);
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
        let Settings { balance, slow_start_seconds, .. } = self.service.settings();
        let now = Instant::now();
        let from = match balance {
            Balance::RoundRobin | Balance::LeastOutstanding => self.next.fetch_add(1, Ordering::Relaxed),
            Balance::Random => fastrand::usize(..),
        };
        let (before, after) = members.split_at(from.checked_rem(members.len())?);
        let ordered = || after.iter().chain(before).filter(|member| free(member));
        match balance {
            Balance::RoundRobin | Balance::Random => {
                let takes = |member: &&Arc<Member>| member.slow_start.takes(slow_start_seconds, now);
                ordered().find(takes).or_else(|| ordered().next())
            }
            // The first of those with as few: in turn, where all have as few.
            Balance::LeastOutstanding => {
                ordered().min_by_key(|member| member.slow_start.weigh(member.replica.open(), slow_start_seconds, now))
            }
        }
    }
}

/// Which members get requests: those that are healthy; where none is, all or none.
fn usable(members: &[Arc<Member>], unhealthy: Unhealthy) -> impl Fn(&Arc<Member>) -> bool + use<> {
    let all = unhealthy == Unhealthy::Asked && !members.iter().any(|member| member.is_healthy);
    move |member| all || member.is_healthy
}
