//! Keeps the replicas of one service: does what is decided, and tells how it stands.

use std::sync::Arc;
use std::time::{Duration, Instant};

use infra_core::event::{Event, Report, RolloutState};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{oneshot, watch};
use tokio::time::sleep_until;

use super::back_off::{self, CALM};
use super::decide::{Act, Goal, Seen, decide, is_done};
use super::deployment::{Deployment, Turn};
use super::report::{self, Failure};
use super::seen::Replica;
use super::tell;
use crate::control::{ReplicaPhase, ReplicaState, ServiceState};
use crate::health::Verdict;
use crate::parts::LogSource;
use crate::proxy::Target;
use crate::replica::{Ended, Job, Machine, Told, live};
use crate::spec::Service;

/// How many of the last lines a report has.
const TAIL: usize = 20;

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
    Stop { drains: bool },
}

impl Keeper {
    /// Keeps a service that has no replicas yet.
    pub(crate) fn start(machine: Arc<Machine>, service: Service, watching: Watching) -> Self {
        let (inbox, messages) = unbounded_channel();
        let now = machine.now();
        let first = tell::state(&Deployment::begin(service.clone(), None), &[], 0, now);
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

    /// Stops all replicas, with time for their open requests or without, and waits for it.
    pub(crate) async fn stop(&self, drains: bool) {
        let _ = self.inbox.send(Message::Stop { drains });
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
    told: Option<infra_core::event::Rollout>,
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
            Message::Stop { drains } => self.stop(drains),
        }
    }

    fn deploy(&mut self, service: Service, watching: Watching) {
        self.finish(Outcome::Superseded);
        let is_same = service.revision == self.deployment.wanted.revision;
        if is_same && !self.deployment.is_rolling() && self.deployment.state != RolloutState::Failed {
            self.deployment.change(service);
        } else {
            self.deployment = Deployment::begin(service, Some(&self.deployment));
        }
        self.deployment.failures = 0;
        self.crashes = 0;
        self.not_before = Instant::now();
        self.failures.clear();
        self.given_up = None;
        self.began = (Instant::now(), self.machine.now());
        self.watching = Some(watching);
        self.told = None;
    }

    fn stop(&mut self, drains: bool) {
        self.is_stopping = true;
        self.finish(Outcome::Superseded);
        let numbers: Vec<u64> = self.replicas.iter().map(|replica| replica.number).collect();
        for number in numbers {
            if drains { self.retire(number) } else { self.stop_replica(number) }
        }
    }

    /// Does what is decided.
    fn act(&mut self) {
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

    fn goal(&self) -> Goal<'_> {
        let wanted = &self.deployment.wanted;
        Goal {
            may_start: Instant::now() >= self.not_before,
            is_rolling: self.deployment.is_rolling(),
            ..Goal::new(&wanted.revision, wanted.replicas, (wanted.min_percent, wanted.max_percent))
        }
    }

    fn seen(&self) -> Vec<Seen> {
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
        self.replicas.push(Replica { number, state, tcp: Vec::new(), udp: Vec::new(), healthy: None, stop });
    }

    fn replica(&mut self, number: u64) -> Option<&mut Replica> {
        self.replicas.iter_mut().find(|replica| replica.number == number)
    }

    /// Takes a replica out of balance, and stops it when its requests are done.
    fn retire(&mut self, number: u64) {
        let limit = Duration::from_secs(self.deployment.wanted.drain_seconds.into());
        let is_rolling = self.deployment.is_rolling();
        let Some(replica) = self.replica(number).filter(|replica| !replica.is_going()) else { return };
        let (id, phase) = (replica.state.id.clone(), replica.state.phase);
        if phase != ReplicaPhase::Healthy {
            if phase == ReplicaPhase::Unhealthy && !is_rolling {
                self.restarts = self.restarts.saturating_add(1);
                self.pause(false);
            }
            return self.stop_replica(number);
        }
        replica.state.phase = ReplicaPhase::Draining;
        self.balance();
        let drained = self.machine.proxy.drain(&id, limit);
        let to_self = self.to_self.clone();
        tokio::spawn(async move {
            drained.await;
            let _ = to_self.send(Message::Drained(number));
        });
    }

    fn stop_replica(&mut self, number: u64) {
        let Some(replica) = self.replica(number) else { return };
        replica.state.phase = ReplicaPhase::Stopping;
        let _ = replica.stop.send(true);
        self.balance();
    }

    /// Takes what a replica tells of itself.
    fn hear(&mut self, number: u64, told: Told) {
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
                replica.healthy = Some(Instant::now());
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
    fn end(&mut self, number: u64, ended: Ended) {
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

    /// Lets some time pass until the next one is started.
    fn pause(&mut self, was_calm: bool) {
        if was_calm {
            self.crashes = 0;
        }
        // Those that fail at the same time fail of one thing.
        if Instant::now() >= self.not_before {
            self.crashes = self.crashes.saturating_add(1);
            self.not_before = Instant::now() + back_off::after(self.crashes);
        }
    }

    /// Counts a failure of the wanted revision, which can be one too many.
    fn fail(&mut self, mut failure: Failure) {
        let source = LogSource {
            item: self.deployment.wanted.item.clone(),
            task: failure.replica.clone(),
            unit: failure.unit.clone(),
        };
        failure.lines = self.machine.parts.logs.tail(&source, TAIL);
        self.failures.push(failure);
        // Enough to see what they have in common.
        if self.failures.len() > TAIL {
            self.failures.remove(0);
        }
        if self.deployment.fail() == Turn::None {
            return;
        }
        let failed = self.deployment.wanted.clone();
        self.deployment.give_up();
        if self.deployment.state == RolloutState::RollingBack {
            self.crashes = 0;
            self.not_before = Instant::now();
        }
        let report = report::of(&failed, self.deployment.state, &self.failures);
        self.event(Event::Report(Box::new(report.clone())));
        self.given_up = Some(report);
    }

    /// Sees whether what is waited for has come.
    fn settle(&mut self) {
        if self.is_stopping {
            return;
        }
        if self.deployment.state == RolloutState::Failed
            && let Some(report) = self.given_up.take()
        {
            self.tell();
            self.finish(Outcome::Failed(Box::new(report)));
        }
        let wanted = &self.deployment.wanted;
        if is_done(&self.goal(), &self.seen()) {
            self.deployment.settle();
            self.tell();
            let outcome = match self.given_up.take() {
                Some(report) => Outcome::RolledBack(Box::new(Report { state: RolloutState::RolledBack, ..report })),
                None => Outcome::Done,
            };
            self.finish(outcome);
        } else if !self.deployment.is_rolling()
            && self.watching.is_some()
            && self.deployment.failures >= wanted.failures.max(1)
        {
            let report = report::of(wanted, RolloutState::Failed, &self.failures);
            self.finish(Outcome::Failed(Box::new(report)));
        }
    }

    fn finish(&mut self, outcome: Outcome) {
        if let Some(watching) = self.watching.take() {
            // Whoever waited may have gone.
            let _ = watching.outcome.send(outcome);
        }
    }

    fn event(&self, event: Event) {
        if let Some(watching) = &self.watching {
            (watching.events)(event);
        }
    }

    /// Leads requests to those that are healthy.
    fn balance(&self) {
        let service = &self.deployment.wanted;
        self.machine.proxy.set_service(service);
        let addresses: std::collections::BTreeSet<(u16, bool)> = service
            .units
            .iter()
            .flat_map(|unit| unit.ports.iter().map(|address| (address.port, address.udp)))
            .chain(self.replicas.iter().flat_map(|replica| replica.tcp.iter().map(|(declared, _)| (*declared, false))))
            .collect();
        for (declared, is_udp) in addresses {
            let healthy = self.replicas.iter().filter(|replica| replica.state.phase == ReplicaPhase::Healthy);
            let target = |replica: &Replica| {
                let ports = if is_udp { &replica.udp } else { &replica.tcp };
                let (_, port) = ports.iter().find(|(known, _)| *known == declared)?;
                let address = ([127, 0, 0, 1], *port).into();
                Some(Target { replica: replica.state.id.clone(), address })
            };
            self.machine.proxy.set_targets(&service.item, declared, &healthy.filter_map(target).collect::<Vec<_>>());
        }
    }

    /// Tells how it stands where that has changed.
    fn tell(&mut self) {
        let state = tell::state(&self.deployment, &self.replicas, self.restarts, self.began.1);
        let mut reason = String::new();
        if let Some(report) = &self.given_up {
            reason.clone_from(&report.explanation);
        }
        let seconds = u32::try_from(self.began.0.elapsed().as_secs()).unwrap_or(u32::MAX);
        let rollout = tell::rollout(&self.deployment, &state, seconds, reason);
        self.states.send_if_modified(|known| {
            let is_new = *known != state;
            *known = state;
            is_new
        });
        let same =
            |told: &infra_core::event::Rollout| infra_core::event::Rollout { seconds, ..told.clone() } == rollout;
        if self.told.as_ref().is_some_and(same) {
            return;
        }
        self.event(Event::Rollout(rollout.clone()));
        self.told = Some(rollout);
    }
}

fn failure(item: &str, replica: &Replica, ended: Option<Ended>) -> Failure {
    let main = replica.tcp.first().map(|(_, port)| format!("127.0.0.1:{port}"));
    Failure {
        replica: replica.state.id.clone(),
        unit: ended.as_ref().map_or_else(|| item.to_owned(), |ended| ended.unit.clone()),
        exit: ended.map(|ended| ended.exit),
        wrong: replica.state.detail.clone(),
        address: main,
        lines: Vec::new(),
    }
}
