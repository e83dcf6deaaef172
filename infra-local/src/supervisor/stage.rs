//! What a supervisor holds.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::watch;

use super::runs::Runs;
use crate::control::{State, SupervisorState, TaskState};
use crate::replica::Machine;
use crate::service::Keeper;
use crate::spec::{Spec, Task};

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
    /// What keeps each service.
    pub(super) keepers: BTreeMap<String, Keeper>,
    /// When each task was put in place, from which its rates count.
    pub(super) since: BTreeMap<String, i64>,
    /// Whether all is being stopped.
    pub(super) is_stopping: bool,
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
        let known = kept.spec.services.iter().filter_map(|service| kept.keepers.get(&service.item));
        State {
            app: self.machine.place.app().to_owned(),
            stage: self.machine.place.stage().to_owned(),
            supervisor: SupervisorState { pid: std::process::id(), since: self.since, detached: self.detached },
            page: self.page.get().cloned(),
            endpoints: self.machine.proxy.listening(),
            services: known.map(Keeper::state).collect(),
            tasks,
            notes: self.machine.notes(),
        }
    }
}
