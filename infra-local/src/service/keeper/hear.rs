//! What a replica tells of itself, and its end.

use std::time::Instant;

use super::super::back_off::CALM;
use super::super::seen::Replica;
use super::Keeping;
use super::fail::failure;
use crate::control::ReplicaPhase;
use crate::health::Verdict;
use crate::replica::{Ended, Told};

impl Keeping {
    /// Takes what a replica tells of itself.
    pub(super) fn hear(&mut self, number: u64, told: Told) {
        let (item, revision) = (self.deployment.wanted.item.clone(), self.deployment.wanted.revision.clone());
        let is_rolling = self.deployment.is_rolling();
        let Some(replica) = self.replica(number) else { return };
        match told {
            Told::Running { pid, ports } => {
                replica.state.pid = pid;
                replica.state.ports = ports.iter().map(|(declared, port, _)| (*declared, *port)).collect();
                let of = |wanted| {
                    move |&(declared, port, udp): &(u16, u16, bool)| (udp == wanted).then_some((declared, port))
                };
                replica.tcp = ports.iter().filter_map(of(false)).collect();
                replica.udp = ports.iter().filter_map(of(true)).collect();
            }
            Told::Wrong(why) => replica.state.detail = why,
            Told::Verdict(_, why) if replica.is_going() => replica.state.detail = why,
            Told::Verdict(Verdict::Healthy, _) => {
                replica.state.detail.clear();
                replica.state.phase = ReplicaPhase::Healthy;
                (replica.healthy, replica.was_healthy) = (Some(Instant::now()), true);
                if replica.state.revision == revision {
                    self.deployment.succeed();
                }
                self.balance();
            }
            Told::Verdict(Verdict::Unhealthy, why) => {
                replica.state.detail = why;
                replica.state.phase = ReplicaPhase::Unhealthy;
                replica.healthy = None;
                if is_rolling && replica.state.revision == revision {
                    let failure = failure(&item, replica, None);
                    self.fail(failure);
                }
                self.balance();
            }
        }
    }

    /// Takes that a replica has ended.
    pub(super) fn end(&mut self, number: u64, ended: Ended) {
        let Some(place) = self.replicas.iter().position(|replica| replica.number == number) else { return };
        let replica = self.replicas.remove(place);
        self.balance();
        if replica.is_going() || ended.is_asked {
            return;
        }
        self.restarts = self.restarts.saturating_add(1);
        let was_calm = replica.healthy.is_some_and(|since| since.elapsed() >= CALM);
        self.pause(was_calm);
        if replica.state.revision == self.deployment.wanted.revision {
            let item = self.deployment.wanted.item.clone();
            self.fail(failure(&item, &replica, Some(ended)));
        }
    }

    pub(super) fn replica(&mut self, number: u64) -> Option<&mut Replica> {
        self.replicas.iter_mut().find(|replica| replica.number == number)
    }
}
