//! Keeps the replicas of one service: does what is decided, and tells how it stands.

mod act;
mod balance;
mod deploy;
mod fail;
mod hear;
mod retire;
mod settle;
mod tell;

use std::sync::Arc;
use std::time::{Duration, Instant};

use infra_core::event::{Event, Report, Rollout};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{oneshot, watch};
use tokio::time::sleep_until;

use super::deployment::Deployment;
use super::report::Failure;
use super::seen::Replica;
use crate::control::ServiceState;
use crate::replica::{Ended, Machine, Told};
use crate::spec::Service;

/// Keeps the replicas of one service, until it is stopped.
#[derive(Clone)]
pub(crate) struct Keeper {
    inbox: UnboundedSender<Message>,
    state: watch::Receiver<ServiceState>,
}

/// How a deployment ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All runs as wanted.
    Done,
    /// It does not: nothing runs, or what ran before goes on.
    Failed(Box<Report>),
    /// The old revision was put back.
    RolledBack(Box<Report>),
    /// Another deployment took its place, or the service was stopped.
    Superseded,
}

/// Who waits for a deployment.
pub(crate) struct Watching {
    /// Gets how it stands, each time that changes.
    pub(crate) events: Arc<dyn Fn(Event) + Send + Sync>,
    /// Gets how it ended.
    pub(crate) outcome: oneshot::Sender<Outcome>,
}

enum Message {
    Deploy(Box<Service>, Watching),
    Told(u64, Told),
    Ended(u64, Ended),
    Drained(u64),
    Hold,
    Stop { limit: Duration },
}

impl Keeper {
    /// Keeps a service that has no replicas yet.
    pub(crate) fn start(machine: Arc<Machine>, service: Service, watching: Watching) -> Self {
        let (inbox, messages) = unbounded_channel();
        let now = machine.now();
        let first = super::tell::state(&Deployment::begin(service.clone(), None), &[], 0, now);
        let (states, state) = watch::channel(first);
        let keeping = Keeping {
            deployment: Deployment::begin(service, None),
            replicas: Vec::new(),
            next: 0,
            restarts: 0,
            crashes: 0,
            not_before: Instant::now(),
            began: (Instant::now(), now),
            failures: Vec::new(),
            given_up: None,
            watching: Some(watching),
            told: None,
            is_stopping: false,
            to_self: inbox.clone(),
            machine,
            states,
        };
        tokio::spawn(keeping.run(messages));
        Self { inbox, state }
    }

    /// Puts another form of the service in place.
    pub(crate) fn deploy(&self, service: Service, watching: Watching) {
        // Where it has been stopped, whoever waits sees that nobody answers.
        let _ = self.inbox.send(Message::Deploy(Box::new(service), watching));
    }

    /// How it stands.
    pub(crate) fn state(&self) -> ServiceState {
        self.state.borrow().clone()
    }

    /// Replaces nothing any more: it is about to be stopped.
    pub(crate) fn hold(&self) {
        let _ = self.inbox.send(Message::Hold);
    }

    /// Stops all replicas, and waits for it. Their open requests have as long as is declared, but not longer than `limit`. Where
    /// they are being stopped already, the shorter time counts.
    pub(crate) async fn stop(&self, limit: Duration) {
        let _ = self.inbox.send(Message::Stop { limit });
        self.ended().await;
    }

    /// Waits until it has been stopped.
    pub(crate) async fn ended(&self) {
        let mut state = self.state.clone();
        // It ends with the last replica.
        while state.changed().await.is_ok() {}
    }
}

struct Keeping {
    machine: Arc<Machine>,
    deployment: Deployment,
    replicas: Vec<Replica>,
    next: u64,
    restarts: u32,
    /// Replicas that failed one after the other, for how long is waited.
    crashes: u32,
    not_before: Instant,
    /// When the deployment began.
    began: (Instant, i64),
    /// Of the revision that is put in place.
    failures: Vec<Failure>,
    /// Why the deployment was given up.
    given_up: Option<Report>,
    watching: Option<Watching>,
    told: Option<Rollout>,
    is_stopping: bool,
    to_self: UnboundedSender<Message>,
    states: watch::Sender<ServiceState>,
}

impl Keeping {
    async fn run(mut self, mut messages: UnboundedReceiver<Message>) {
        loop {
            self.act();
            self.settle();
            self.tell();
            if self.is_stopping && self.replicas.is_empty() {
                return;
            }
            let pause = self.not_before.saturating_duration_since(Instant::now());
            let wake = tokio::time::Instant::now() + pause;
            tokio::select! {
                Some(message) = messages.recv() => self.take(message),
                () = sleep_until(wake), if !pause.is_zero() => {}
            }
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Deploy(service, watching) => self.deploy(*service, watching),
            Message::Told(number, told) => self.hear(number, told),
            Message::Ended(number, ended) => self.end(number, ended),
            Message::Drained(number) => self.stop_replica(number),
            Message::Hold => self.hold(),
            Message::Stop { limit } => self.stop(limit),
        }
    }
}
