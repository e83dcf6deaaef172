//! The services that a workload calls.

use infra_core::blueprint::WorkloadBlueprint;

use crate::spec::{Connection, Unit};

/// What a workload calls: the variables of its main unit that hold the URL of a service that it calls. They are taken out of
/// its environment, as on this machine the address is only known when it starts.
pub(super) fn take(workload: &WorkloadBlueprint, units: &mut [Unit]) -> Vec<Connection> {
    let mut connections = Vec::new();
    let Some(main) = units.first_mut() else { return connections };
    main.environment.retain(|(variable, value)| {
        let found = called(workload, value);
        let is_found = found.is_some();
        connections.extend(found.map(|(scheme, service, port)| Connection {
            variable: variable.clone(),
            scheme: scheme.to_owned(),
            service: service.to_owned(),
            port,
        }));
        !is_found
    });
    connections
}

/// The scheme, the service and the port of a URL that is the address of a service that it calls. Its host is the name of the
/// service, for tasks within a namespace.
fn called<'a>(workload: &WorkloadBlueprint, value: &'a str) -> Option<(&'a str, &'static str, u16)> {
    let (scheme, rest) = value.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "tcp"))?;
    let (host, port) = rest.split_once(':')?;
    let port = port.parse().ok()?;
    let name = host.split('.').next()?;
    let called = workload.connections.iter().find(|called| called.item == name && called.ports.contains(&port))?;
    Some((scheme, called.item, port))
}
