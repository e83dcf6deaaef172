//! Leads requests to replicas.

use std::collections::BTreeSet;

use super::super::seen::Replica;
use super::Keeping;
use crate::control::ReplicaPhase;
use crate::proxy::Target;

impl Keeping {
    /// Leads requests to those that are healthy, and where none is to those that were.
    pub(super) fn balance(&self) {
        let service = &self.deployment.wanted;
        self.machine.proxy.set_service(service);
        let addresses: BTreeSet<(u16, bool)> = service
            .units
            .iter()
            .flat_map(|unit| unit.ports.iter().map(|address| (address.port, address.udp)))
            .chain(self.replicas.iter().flat_map(|replica| replica.tcp.iter().map(|(declared, _)| (*declared, false))))
            .collect();
        for (declared, is_udp) in addresses {
            let target = |replica: &Replica| {
                let is_healthy = match replica.state.phase {
                    ReplicaPhase::Healthy => true,
                    // It is asked where none is healthy. One that never was may not listen yet.
                    ReplicaPhase::Unhealthy if replica.was_healthy => false,
                    _ => return None,
                };
                let ports = if is_udp { &replica.udp } else { &replica.tcp };
                let (_, port) = ports.iter().find(|(known, _)| *known == declared)?;
                let address = ([127, 0, 0, 1], *port).into();
                Some(Target { is_healthy, ..Target::new(&replica.state.id, address) })
            };
            let targets: Vec<Target> = self.replicas.iter().filter_map(target).collect();
            if is_udp {
                self.machine.proxy.set_datagram_targets(&service.item, declared, &targets);
            } else {
                self.machine.proxy.set_targets(&service.item, declared, &targets);
            }
        }
    }
}
