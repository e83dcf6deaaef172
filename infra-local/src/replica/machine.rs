//! What all tasks of a stage have in common.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError, RwLock};

use super::PortPool;
use crate::access::Access;
use crate::parts::Parts;
use crate::place::Entry;
use crate::place::Place;
use crate::process::{Cgroups, Children};
use crate::proxy::Proxy;

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
    notes: Mutex<BTreeSet<String>>,
}

impl Machine {
    /// A machine on which nothing runs yet.
    pub(crate) fn new(place: Place, parts: Parts, proxy: Proxy, children: Children, access: Access) -> Self {
        let (ports, base, notes) = <(PortPool, RwLock<_>, Mutex<_>)>::default();
        let record = children.clone();
        let write = move |folders| record.write(&Entry::Cgroups(folders));
        let cgroups = Cgroups::new(place.app(), place.stage(), Box::new(write));
        Self { place, parts, proxy, children, cgroups, ports, access, base, notes }
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
