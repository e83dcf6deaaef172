//! The services and replicas that requests are led to.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::group::{Group, Service, Settings};
use super::replica::{Replica, Target};
use super::stats::{ReplicaStats, ServiceStats};

/// The services and replicas that requests are led to.
#[derive(Debug, Default)]
pub(super) struct Registry(RwLock<Known>);

/// What a port is of: one number can be both, with a group for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Transport {
    Tcp,
    Udp,
}

#[derive(Debug, Default)]
struct Known {
    services: BTreeMap<String, Arc<Service>>,
    groups: BTreeMap<(String, u16, Transport), Arc<Group>>,
    /// Those in balance, and those that still answer; with their services.
    replicas: BTreeMap<String, (String, Arc<Replica>)>,
}

impl Registry {
    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Known> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The group of a port of a service. It may have no replicas yet.
    pub(super) fn group(&self, service: &str, port: u16, transport: Transport) -> Arc<Group> {
        let mut known = self.write();
        let name = (service.to_owned(), port, transport);
        if let Some(group) = known.groups.get(&name) {
            return Arc::clone(group);
        }
        let group = Arc::new(Group::new(known.service(service)));
        known.groups.insert(name, Arc::clone(&group));
        group
    }

    pub(super) fn settings(&self, service: &str, settings: Settings) {
        self.write().service(service).set(settings);
    }

    /// Puts these in balance, and takes all others out.
    pub(super) fn targets(&self, service: &str, (port, transport): (u16, Transport), targets: &[Target]) {
        let group = self.group(service, port, transport);
        let mut known = self.write();
        for target in targets {
            let of = (service.to_owned(), Arc::new(Replica::new(&target.replica)));
            known.replicas.entry(target.replica.clone()).or_insert(of);
        }
        group.set(targets, |id| {
            known.replicas.get(id).map_or_else(|| Arc::new(Replica::new(id)), |(_, replica)| Arc::clone(replica))
        });
        known.forget();
    }

    /// Takes a replica out of balance on all of its ports. None where it is not known.
    pub(super) fn remove(&self, replica: &str) -> Option<Arc<Replica>> {
        let mut known = self.write();
        for group in known.groups.values() {
            group.remove(replica);
        }
        let found = known.replicas.get(replica).map(|(_, replica)| Arc::clone(replica));
        known.forget();
        found
    }

    pub(super) fn stats(&self) -> Vec<ServiceStats> {
        let known = self.read();
        let in_balance = known.in_balance();
        let of = |service: &str| {
            let replicas = known.replicas.iter().filter(|(_, (its_service, _))| its_service == service);
            let stats = replicas.map(|(id, (_, replica))| ReplicaStats {
                replica: id.clone(),
                in_balance: in_balance.iter().any(|balanced| Arc::ptr_eq(balanced, replica)),
                traffic: replica.counters.traffic(),
            });
            // Those that have answered all since they were taken out are forgotten with the next change.
            stats.filter(|replica| replica.in_balance || replica.traffic.open > 0).collect()
        };
        let services = known.services.values();
        services
            .map(|service| ServiceStats {
                service: service.name.clone(),
                traffic: service.counters.traffic(),
                replicas: of(&service.name),
            })
            .collect()
    }
}

impl Known {
    fn service(&mut self, name: &str) -> Arc<Service> {
        let known = self.services.entry(name.to_owned()).or_insert_with(|| Arc::new(Service::new(name)));
        Arc::clone(known)
    }

    fn in_balance(&self) -> Vec<Arc<Replica>> {
        self.groups.values().flat_map(|group| group.in_balance()).collect()
    }

    /// Forgets replicas that no group has any more and that have answered all.
    fn forget(&mut self) {
        let members: Vec<_> = self.groups.values().flat_map(|group| group.replicas()).collect();
        let known = |replica: &Arc<Replica>| members.iter().any(|member| Arc::ptr_eq(member, replica));
        self.replicas.retain(|_, (_, replica)| replica.open() > 0 || known(replica));
    }
}
