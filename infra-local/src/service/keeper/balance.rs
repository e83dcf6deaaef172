//! Leads requests to those that are healthy.

use std::collections::BTreeSet;

use super::super::seen::Replica;
use super::Keeping;
use crate::control::ReplicaPhase;
use crate::proxy::Target;

impl Keeping {
    /// Leads requests to those that are healthy.
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
}
