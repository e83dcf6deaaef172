//! Where requests come in.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::Later;
use crate::control::EndpointState;
use crate::spec::{Connection, Spec};

/// A replica that gets requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The id of the replica.
    pub replica: String,
    /// Where it listens.
    pub address: SocketAddr,
}

/// Where requests come in: the load balancers of a stage, and the listeners by which its services reach each other.
pub trait Balancing: Send + Sync {
    /// Listens as the spec says, leads as its rules say, and stops what it does not have. Says where the listeners are, and
    /// what whoever deploys should know of them.
    fn put(&self, spec: &Spec) -> Later<'_, Result<(Vec<EndpointState>, Vec<String>), String>>;

    /// Which replicas get requests for a port of a service. One that is not among them any more gets no new ones, and
    /// finishes those that it has.
    fn set_targets(&self, service: &str, port: u16, targets: Vec<Target>);

    /// Waits until a replica that is no target any more has answered what it had to.
    fn drained(&self, replica: &str) -> Later<'_, ()>;

    /// Where a service is reached by those that call it: an address that stays while the supervisor runs.
    fn endpoint(&self, connection: &Connection) -> Later<'_, io::Result<SocketAddr>>;
}

/// No balancer: nothing is listened on, and nobody is called.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoBalancer;

impl Balancing for NoBalancer {
    fn put(&self, _: &Spec) -> Later<'_, Result<(Vec<EndpointState>, Vec<String>), String>> {
        Box::pin(core::future::ready(Ok((Vec::new(), Vec::new()))))
    }

    fn set_targets(&self, _: &str, _: u16, _: Vec<Target>) {}

    fn drained(&self, _: &str) -> Later<'_, ()> {
        Box::pin(core::future::ready(()))
    }

    fn endpoint(&self, connection: &Connection) -> Later<'_, io::Result<SocketAddr>> {
        let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), connection.port);
        Box::pin(core::future::ready(Ok(address)))
    }
}
