//! What a supervisor holds.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::watch;
use tokio::time::Instant;

use super::runs::Runs;
use crate::control::{State, SupervisorState, TaskState};
use crate::proxy::Listening;
use crate::replica::Machine;
use crate::service::Keeper;
use crate::spec::{Service, Spec, Task};

/// What a supervisor holds.
pub(super) struct Stage {
    /// What all tasks have in common.
    pub(super) machine: Arc<Machine>,
    /// Whether it goes on when the command that began it has ended.
    pub(super) detached: bool,
    /// When it began, in seconds since 1970.
    pub(super) since: i64,
    /// Which deploy is the newest: an older one ends where it is.
    pub(super) generation: watch::Sender<u64>,
    /// Held by the deploy that goes on.
    pub(super) deploying: tokio::sync::Mutex<()>,
    /// The runs of tasks.
    pub(super) runs: Runs,
    /// Until when requests may end that are open, once all is being stopped.
    pub(super) until: watch::Sender<Option<Instant>>,
    /// Whether nothing runs any more.
    pub(super) stopped: watch::Sender<bool>,
    /// Where it is shown in browsers, once it is.
    pub(super) page: OnceLock<String>,
    kept: Mutex<Kept>,
    /// Changes when tasks do.
    pub(super) tasks: watch::Sender<()>,
}

/// What is kept running.
#[derive(Default)]
pub(super) struct Kept {
    /// What was put in place last.
    pub(super) spec: Spec,
    /// The services in the order of the listing that is put in place, with those that it has no more behind them.
    pub(super) listing: Vec<String>,
    /// What keeps each service.
    pub(super) keepers: BTreeMap<String, Keeper>,
    /// What keeps services that are not kept any more, until their last requests are done.
    pub(super) going: BTreeMap<String, Keeper>,
    /// When each task was put in place, from which its rates count.
    pub(super) since: BTreeMap<String, i64>,
    /// Whether all is being stopped.
    pub(super) is_stopping: bool,
}

impl Kept {
    /// Keeps a service in its place of the listing.
    pub(super) fn add(&mut self, service: Service) {
        match self.spec.services.iter_mut().find(|known| known.item == service.item) {
            Some(known) => *known = service,
            None => self.spec.services.push(service),
        }
        self.sort();
    }

    /// Puts the services in the order of the listing.
    pub(super) fn sort(&mut self) {
        let place = |item: &str| self.listing.iter().position(|known| known == item).unwrap_or(usize::MAX);
        self.spec.services.sort_by_key(|service| place(&service.item));
    }
}

impl Stage {
    pub(super) fn new(machine: Arc<Machine>, detached: bool) -> Self {
        Self {
            since: machine.now(),
            machine,
            detached,
            generation: watch::Sender::new(0),
            deploying: tokio::sync::Mutex::default(),
            runs: Runs::default(),
            until: watch::Sender::new(None),
            stopped: watch::Sender::new(false),
            page: OnceLock::new(),
            kept: Mutex::default(),
            tasks: watch::Sender::new(()),
        }
    }

    pub(super) fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The spec that is kept.
    pub(super) fn spec(&self) -> Spec {
        self.kept().spec.clone()
    }

    /// The tasks, and since when they are in place.
    pub(super) fn tasks(&self) -> Vec<(Task, i64)> {
        let kept = self.kept();
        let since = |task: &Task| kept.since.get(&task.item).copied().unwrap_or(self.since);
        kept.spec.tasks.iter().map(|task| (task.clone(), since(task))).collect()
    }

    /// What runs.
    pub(super) fn state(&self) -> State {
        let now = self.machine.now();
        let task = |(task, since): &(Task, i64)| TaskState {
            item: task.item.clone(),
            revision: task.revision.clone(),
            paused: task.paused,
            next: if task.paused {
                vec![None; task.schedules.len()]
            } else {
                self.machine.parts.schedules.next(task, *since, now)
            },
            runs: self.runs.of(&task.item),
        };
        let tasks = self.tasks().iter().map(task).collect();
        let kept = self.kept();
        let endpoints = self.machine.proxy.listening();
        let known = kept.spec.services.iter().filter_map(|service| kept.keepers.get(&service.item));
        State {
            app: self.machine.place.app().to_owned(),
            stage: self.machine.place.stage().to_owned(),
            supervisor: SupervisorState { pid: std::process::id(), since: self.since, detached: self.detached },
            page: self.page.get().cloned(),
            services: known.map(Keeper::state).collect(),
            tasks,
            notes: endpoints.iter().filter_map(Listening::note).chain(self.machine.notes()).collect(),
            endpoints,
        }
    }
}
