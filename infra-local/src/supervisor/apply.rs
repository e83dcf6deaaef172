//! Puts a spec in place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use infra_core::event::{Event, ItemOutcome, OutcomeState};
use tokio::sync::{OnceCell, watch};
use tokio::task::JoinSet;

use super::access;
use super::history;
use super::stage::Stage;
use super::turns::Turns;
use crate::control::{ApplyEvent, ApplyRequest, Deployment};
use crate::spec::{Service, Spec};

/// Gets what happens.
pub(super) type Tell = Arc<dyn Fn(ApplyEvent) + Send + Sync>;

/// What a deploy knows while it goes on.
#[derive(Clone)]
pub(super) struct Deploying {
    tell: Tell,
    /// Tasks that run before services: once for all that wait for them.
    pub(super) before: Arc<BTreeMap<String, OnceCell<Result<(), String>>>>,
    /// Who waits for whom.
    pub(super) turns: Arc<Turns>,
    mine: u64,
    newest: watch::Receiver<u64>,
}

impl Deploying {
    pub(super) fn event(&self, event: Event) {
        (self.tell)(ApplyEvent::Event(event));
    }

    pub(super) fn started(&self, subject: &str) {
        self.event(Event::Started { step: 0, subject: subject.to_owned() });
    }

    pub(super) fn ended(&self, subject: &str, failed: Option<String>) {
        let subject = subject.to_owned();
        self.event(match failed {
            None => Event::Done { step: 0, subject },
            Some(reason) => Event::Failed { step: 0, subject, reason },
        });
    }

    /// Waits until a newer deploy has taken its place, or all is being stopped.
    pub(super) async fn superseded(&self) {
        let mut newest = self.newest.clone();
        let mine = self.mine;
        if newest.wait_for(|newest| *newest != mine).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Stage {
    /// Puts a spec in place, and says whether all runs as it says.
    pub(super) async fn apply(self: &Arc<Self>, request: ApplyRequest, tell: Tell) -> bool {
        let mut mine = 0;
        self.generation.send_modify(|generation| {
            *generation += 1;
            mine = *generation;
        });
        let newest = self.generation.subscribe();
        // The deploy before ends where it is, as it sees that there is a newer one.
        let _turn = self.deploying.lock().await;
        if self.kept().is_stopping || *newest.borrow() != mine {
            tell(ApplyEvent::Ended { succeeded: false });
            return false;
        }
        let at = self.machine.now();
        self.machine.set_base(request.environment);
        self.machine.give(request.secrets);
        let spec = request.spec;
        let before = spec.services.iter().flat_map(|service| &service.before);
        let before = before.map(|task| (task.clone(), OnceCell::new())).collect();
        let old = self.spec();
        let items: BTreeSet<&str> = old.services.iter().chain(&spec.services).map(|service| &*service.item).collect();
        let turns = Arc::new(Turns::of(items.into_iter()));
        let deploying = Deploying { tell: Arc::clone(&tell), before: Arc::new(before), turns, mine, newest };
        let outcomes = self.put(&deploying, &old, &spec).await;
        let succeeded = outcomes.iter().all(is_well);
        if succeeded {
            self.machine.access.keep(|grant| access::grants(&spec, grant));
        }
        let revisions = spec.services.iter().map(|service| (service.item.clone(), service.revision.clone()));
        let revisions = revisions.chain(spec.tasks.iter().map(|task| (task.item.clone(), task.revision.clone())));
        let deployment = Deployment {
            at,
            until: self.machine.now(),
            who: request.who,
            items: outcomes.clone(),
            revisions: revisions.collect(),
            succeeded,
        };
        if let Err(error) = history::add(&self.machine.place, &deployment) {
            self.machine.note(&format!("the history cannot be written: {error}"));
        }
        deploying.event(Event::Outcome { items: outcomes });
        tell(ApplyEvent::Ended { succeeded });
        succeeded
    }

    async fn put(self: &Arc<Self>, deploying: &Deploying, old: &Spec, spec: &Spec) -> Vec<ItemOutcome> {
        {
            let mut kept = self.kept();
            kept.listing = spec.services.iter().map(|service| service.item.clone()).collect();
            kept.sort();
        }
        let mut outcomes = self.put_balancers(deploying, old, spec);
        outcomes.extend(self.put_tasks(deploying, old, spec));
        let names = |services: Vec<&Service>| services.iter().map(|service| service.item.clone()).collect();
        let mut deploys = JoinSet::new();
        for (service, called) in spec.services.iter().zip(spec.order()) {
            let called: Vec<String> = names(called.iter().filter_map(|place| spec.services.get(*place)).collect());
            let (stage, deploying) = (Arc::clone(self), deploying.clone());
            let (service, tasks) = (service.clone(), spec.tasks.clone());
            deploys.spawn(async move {
                let outcome = stage.put_service(&deploying, service, &called, &tasks).await;
                deploying.turns.end(&outcome.item, is_well(&outcome));
                Some(outcome)
            });
        }
        for service in &old.services {
            if spec.services.iter().any(|known| known.item == service.item) {
                continue;
            }
            let callers: Vec<String> = names(old.callers(&service.item));
            let (stage, deploying, item) = (Arc::clone(self), deploying.clone(), service.item.clone());
            deploys.spawn(async move { stage.remove_service(&deploying, &item, &callers).await });
        }
        let mut services = Vec::new();
        while let Some(deployed) = deploys.join_next().await {
            services.extend(deployed.ok().flatten());
        }
        let place = |outcome: &ItemOutcome| spec.services.iter().position(|service| service.item == outcome.item);
        // Those that were to go come last.
        services.sort_by_key(|outcome| place(outcome).unwrap_or(usize::MAX));
        // Services before tasks, as they are listed.
        outcomes.splice(spec.balancers.len()..spec.balancers.len(), services);
        outcomes
    }

    fn put_balancers(&self, deploying: &Deploying, old: &Spec, spec: &Spec) -> Vec<ItemOutcome> {
        let is_same = old.balancers == spec.balancers;
        let failed = if is_same { None } else { self.machine.proxy.set_balancers(&spec.balancers).err() };
        let failed = failed.map(|error| error.to_string());
        if !is_same {
            self.keep_ports();
        }
        let mut outcomes = Vec::new();
        for balancer in &spec.balancers {
            let item = balancer.cluster.clone();
            let is_known = old.balancers.contains(balancer);
            let state = match &failed {
                _ if is_known => OutcomeState::Unchanged,
                None => OutcomeState::Done,
                Some(_) => OutcomeState::Failed,
            };
            if !is_known {
                let subject = format!("{item} load balancer");
                deploying.started(&subject);
                deploying.ended(&subject, failed.clone());
            }
            let detail = failed.clone().filter(|_| !is_known).unwrap_or_default();
            outcomes.push(ItemOutcome { item, state, detail });
        }
        for balancer in &old.balancers {
            if !spec.balancers.iter().any(|known| known.cluster == balancer.cluster) {
                deploying.ended(&format!("{} load balancer", balancer.cluster), None);
            }
        }
        if failed.is_none() {
            self.kept().spec.balancers.clone_from(&spec.balancers);
        }
        outcomes
    }

    fn keep_ports(&self) {
        let place = &self.machine.place;
        let text = serde_json::to_vec_pretty(&self.machine.proxy.ports());
        if let Err(error) = text.map_err(std::io::Error::from).and_then(|text| std::fs::write(place.ports(), text)) {
            self.machine.note(&format!("the ports of the listeners cannot be kept: {error}"));
        }
    }

    fn put_tasks(&self, deploying: &Deploying, old: &Spec, spec: &Spec) -> Vec<ItemOutcome> {
        let now = self.machine.now();
        let mut outcomes = Vec::new();
        let mut kept = self.kept();
        for task in &spec.tasks {
            let is_known = old.tasks.contains(task);
            let schedules = |spec: &Spec| {
                spec.tasks.iter().find(|known| known.item == task.item).map(|known| known.schedules.clone())
            };
            if schedules(old) != schedules(spec) {
                kept.since.insert(task.item.clone(), now);
            }
            let (state, detail) = if is_known {
                (OutcomeState::Unchanged, String::new())
            } else {
                let subject = format!("{} task", task.item);
                deploying.started(&subject);
                deploying.ended(&subject, None);
                (OutcomeState::Done, format!("revision {}", task.revision))
            };
            outcomes.push(ItemOutcome { item: task.item.clone(), state, detail });
        }
        for task in &old.tasks {
            if !spec.tasks.iter().any(|known| known.item == task.item) {
                self.runs.stop(|item| item == task.item);
                deploying.ended(&format!("{} task", task.item), None);
            }
        }
        kept.spec.tasks.clone_from(&spec.tasks);
        (kept.spec.app, kept.spec.stage) = (spec.app.clone(), spec.stage.clone());
        drop(kept);
        self.tasks.send_replace(());
        outcomes
    }
}

/// Whether it ended as it was to for an item.
fn is_well(outcome: &ItemOutcome) -> bool {
    match outcome.state {
        OutcomeState::Unchanged | OutcomeState::Done => true,
        OutcomeState::Rollout(state) => state.is_success(),
        OutcomeState::Failed | OutcomeState::LeftOut => false,
    }
}
