//! Does what is decided.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::watch;

use super::super::decide::{Act, Goal, Seen, decide};
use super::super::seen::Replica;
use super::{Keeping, Message};
use crate::control::{ReplicaPhase, ReplicaState};
use crate::replica::{Job, live};

impl Keeping {
    /// Does what is decided.
    pub(super) fn act(&mut self) {
        if self.is_stopping {
            return;
        }
        let acts = decide(&self.goal(), &self.seen());
        for act in acts {
            match act {
                Act::Start => self.start(),
                Act::Retire(number) => self.retire(number),
            }
        }
    }

    pub(super) fn goal(&self) -> Goal<'_> {
        let wanted = &self.deployment.wanted;
        Goal {
            may_start: Instant::now() >= self.not_before,
            is_rolling: self.deployment.is_rolling(),
            ..Goal::new(&wanted.revision, wanted.replicas, (wanted.min_percent, wanted.max_percent))
        }
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        let revision = &self.deployment.wanted.revision;
        self.replicas.iter().map(|replica| replica.seen(revision)).collect()
    }

    fn start(&mut self) {
        let service = &self.deployment.wanted;
        let number = self.next;
        self.next += 1;
        let id = format!("{:016x}", fastrand::u64(..));
        let job = Job {
            item: service.item.clone(),
            id: id.clone(),
            units: service.units.clone(),
            size: service.size,
            connections: service.connections.clone(),
            runs: service.runs.clone(),
            check: service.check.clone(),
            is_asked: true,
            arguments: Vec::new(),
            environment: Vec::new(),
            tee: None,
        };
        let (stop, asked) = watch::channel(false);
        let (machine, to_self) = (Arc::clone(&self.machine), self.to_self.clone());
        tokio::spawn(async move {
            let hears = to_self.clone();
            let tell = move |told| {
                let _ = hears.send(Message::Told(number, told));
            };
            let ended = live(machine, job, asked, tell).await;
            let _ = to_self.send(Message::Ended(number, ended));
        });
        let state = ReplicaState {
            id,
            revision: service.revision.clone(),
            phase: ReplicaPhase::Starting,
            since: self.machine.now(),
            pid: None,
            ports: Vec::new(),
            detail: String::new(),
        };
        self.replicas.push(Replica {
            number,
            state,
            tcp: Vec::new(),
            udp: Vec::new(),
            healthy: None,
            was_healthy: false,
            stop,
        });
    }
}
