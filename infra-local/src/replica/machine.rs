//! What all tasks of a stage have in common.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use super::prepare::Prepared;
use super::{Job, PortPool};
use crate::access::Access;
use crate::parts::Parts;
use crate::place::Entry;
use crate::place::Place;
use crate::process::{Cgroups, Children};
use crate::proxy::Proxy;
use crate::secrets::Value;
use crate::spec::Unit;

/// What all tasks of a stage have in common.
pub(crate) struct Machine {
    /// The folder of the stage.
    pub(crate) place: Place,
    /// Logs, secrets, containers and times.
    pub(crate) parts: Parts,
    /// The load balancers.
    pub(crate) proxy: Proxy,
    /// What is started.
    pub(crate) children: Children,
    /// What holds the limits of what is started.
    pub(crate) cgroups: Cgroups,
    /// The ports of replicas.
    pub(crate) ports: PortPool,
    /// Who may run which tasks.
    pub(crate) access: Access,
    base: RwLock<Vec<(String, String)>>,
    given: RwLock<BTreeMap<String, Value>>,
    tasks: Mutex<BTreeMap<String, Task>>,
    notes: Mutex<BTreeSet<String>>,
}

/// A task that runs, and what it has.
type Task = (Arc<Job>, Arc<Prepared>);

impl Machine {
    /// A machine on which nothing runs yet.
    pub(crate) fn new(place: Place, parts: Parts, proxy: Proxy, children: Children, access: Access) -> Self {
        let (ports, base, given) = <(PortPool, RwLock<_>, RwLock<_>)>::default();
        let (tasks, notes) = <(Mutex<_>, Mutex<_>)>::default();
        let record = children.clone();
        let write = move |folders| record.write(&Entry::Cgroups(folders));
        let cgroups = Cgroups::new(place.app(), place.stage(), Box::new(write));
        Self { place, parts, proxy, children, cgroups, ports, access, base, given, tasks, notes }
    }

    /// Keeps secrets that stood in the environment of whoever deployed: a later deploy adds to them, since what runs of an earlier
    /// one may have to be started again.
    pub(crate) fn give(&self, secrets: BTreeMap<String, Value>) {
        self.given.write().unwrap_or_else(PoisonError::into_inner).extend(secrets);
    }

    /// The values of a unit's secrets by their variables.
    pub(super) fn secrets(&self, item: &str, unit: &Unit) -> Result<Vec<(String, String)>, String> {
        let given = self.given.read().unwrap_or_else(PoisonError::into_inner);
        self.parts.secrets.values(item, unit, &|name| given.get(name).map(|value| value.expose().to_owned()))
    }

    /// Knows what a task has, as long as it runs.
    pub(super) fn begin(&self, job: &Arc<Job>, prepared: &Arc<Prepared>) {
        self.tasks().insert(job.id.clone(), (Arc::clone(job), Arc::clone(prepared)));
    }

    /// Forgets what a task had that has ended.
    pub(super) fn end(&self, id: &str) {
        self.tasks().remove(id);
    }

    /// The environment that a unit was started with; none where no such task runs.
    pub(crate) fn environment(&self, id: &str, unit: &str) -> Option<Vec<(String, String)>> {
        let tasks = self.tasks();
        let (job, prepared) = tasks.get(id)?;
        let place = job.units.iter().position(|known| known.name == unit)?;
        prepared.units.get(place).map(|unit| unit.environment.clone())
    }

    fn tasks(&self) -> MutexGuard<'_, BTreeMap<String, Task>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What processes find in their environment of the machine itself.
    pub(crate) fn base(&self) -> Vec<(String, String)> {
        self.base.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What they find there from now on.
    pub(crate) fn set_base(&self, base: Vec<(String, String)>) {
        *self.base.write().unwrap_or_else(PoisonError::into_inner) = base;
    }

    /// Keeps what whoever looks should know, once.
    pub(crate) fn note(&self, note: &str) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).insert(note.to_owned());
    }

    /// What whoever looks should know.
    pub(crate) fn notes(&self) -> Vec<String> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// What time it is, in seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.parts.clock.now()
    }
}
