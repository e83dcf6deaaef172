//! Runs of tasks.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::stage::Stage;
use crate::control::{Exit, RunEvent, RunRequest, RunState};
use crate::replica::{Job, Machine, Tee, live};
use crate::spec::Task;

/// How many runs that have ended are remembered of each task.
const REMEMBERED: usize = 10;

/// The runs that go on, and the last that have ended.
#[derive(Clone, Default)]
pub(super) struct Runs(Arc<Mutex<VecDeque<Run>>>);

struct Run {
    item: String,
    state: RunState,
    stop: watch::Sender<bool>,
}

/// What a run is given beside its task.
pub(super) struct Given {
    /// Why it is started.
    pub(super) cause: String,
    /// The arguments and variables.
    pub(super) request: RunRequest,
    /// Gets its output.
    pub(super) tee: Option<Tee>,
}

impl Runs {
    fn list(&self) -> MutexGuard<'_, VecDeque<Run>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The runs of a task, the newest last.
    pub(super) fn of(&self, item: &str) -> Vec<RunState> {
        self.list().iter().filter(|run| run.item == item).map(|run| run.state.clone()).collect()
    }

    /// Runs a task to its end.
    pub(super) async fn run(&self, machine: &Arc<Machine>, task: &Task, id: String, given: Given) -> Exit {
        let asked = self.begin(machine, task, &id, given.cause.clone());
        self.live(machine, task, id, given, asked).await
    }

    /// Notes a run that is about to be lived; what comes with it asks it to stop.
    pub(super) fn begin(&self, machine: &Machine, task: &Task, id: &str, cause: String) -> watch::Receiver<bool> {
        let (stop, asked) = watch::channel(false);
        let state = RunState { id: id.to_owned(), cause, since: machine.now(), until: None, exit: None };
        self.list().push_back(Run { item: task.item.clone(), state, stop });
        asked
    }

    /// Lives a run that is noted to its end.
    pub(super) async fn live(
        &self,
        machine: &Arc<Machine>,
        task: &Task,
        id: String,
        given: Given,
        asked: watch::Receiver<bool>,
    ) -> Exit {
        let job = Job {
            item: task.item.clone(),
            id: id.clone(),
            units: task.units.clone(),
            size: task.size,
            connections: task.connections.clone(),
            runs: Vec::new(),
            check: None,
            is_asked: false,
            arguments: given.request.arguments,
            environment: given.request.environment,
            tee: given.tee,
        };
        let exit = live(Arc::clone(machine), job, asked, |_| ()).await.exit;
        self.end(&task.item, &id, machine.now(), exit.clone());
        exit
    }

    fn end(&self, item: &str, id: &str, now: i64, exit: Exit) {
        let mut list = self.list();
        if let Some(run) = list.iter_mut().find(|run| run.state.id == id) {
            (run.state.until, run.state.exit) = (Some(now), Some(exit));
        }
        let ended = list.iter().filter(|run| run.item == item && run.state.exit.is_some()).count();
        let oldest = list.iter().position(|run| run.item == item && run.state.exit.is_some());
        if let Some(oldest) = oldest.filter(|_| ended > REMEMBERED) {
            list.remove(oldest);
        }
    }

    /// Asks the runs to stop of which `is_meant` says so. They end when they have.
    pub(super) fn stop(&self, is_meant: impl Fn(&str) -> bool) {
        let list = self.list();
        for run in list.iter().filter(|run| run.state.exit.is_none() && is_meant(&run.item)) {
            let _ = run.stop.send(true);
        }
    }

    /// Asks one run of a task to stop.
    pub(super) fn stop_one(&self, item: &str, id: &str) {
        let list = self.list();
        if let Some(run) = list.iter().find(|run| run.item == item && run.state.id == id) {
            let _ = run.stop.send(true);
        }
    }

    /// Whether a run goes on of a task of which `is_meant` says so.
    pub(super) fn is_running(&self, is_meant: impl Fn(&str) -> bool) -> bool {
        self.list().iter().any(|run| run.state.exit.is_none() && is_meant(&run.item))
    }
}

/// An id for a run.
pub(super) fn id() -> String {
    format!("{:016x}", fastrand::u64(..))
}

impl Stage {
    /// Runs a task to its end; none where there is no such task.
    pub(super) async fn run(&self, request: RunRequest, events: Arc<dyn Fn(RunEvent) + Send + Sync>) -> Option<Exit> {
        let task = self.kept().spec.tasks.iter().find(|task| task.item == request.task).cloned()?;
        let id = id();
        events(RunEvent::Started { id: id.clone() });
        let tell = Arc::clone(&events);
        let tee: Tee = Arc::new(move |unit, error, line| {
            let text = String::from_utf8_lossy(line).into_owned();
            tell(RunEvent::Line { unit: unit.to_owned(), error, text });
        });
        let given = Given { cause: "run".to_owned(), request, tee: Some(tee) };
        let exit = self.runs.run(&self.machine, &task, id, given).await;
        events(RunEvent::Ended { exit: exit.clone() });
        Some(exit)
    }
}
