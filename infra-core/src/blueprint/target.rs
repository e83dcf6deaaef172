//! Where traffic comes in to a service.

use super::ServiceBlueprint;
use crate::declaration::{Route, Stream};

/// A target group of a service: a port of its container, behind one of the cluster's load balancers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TargetGroup {
    /// What the load balancer speaks to it.
    pub protocol: TargetProtocol,
    /// The port of the container.
    pub port: u16,
}

/// What a load balancer speaks to targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetProtocol {
    /// HTTP, from the application load balancer.
    Http,
    /// TCP, from the network load balancer, also where that ends TLS.
    Tcp,
    /// UDP, from the network load balancer.
    Udp,
}

impl ServiceBlueprint {
    /// Its target groups, each once: those of its routes first.
    #[must_use]
    pub fn target_groups(&self) -> Vec<TargetGroup> {
        let routed = self.routes.iter().filter_map(|route| self.route_target(&route.route));
        let streamed = self.streams.iter().filter_map(|stream| self.stream_target(stream));
        let mut groups = Vec::new();
        for group in routed.chain(streamed) {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups
    }

    /// Where a route leads; none where the service has no port, which a rule refuses.
    #[must_use]
    pub fn route_target(&self, route: &Route) -> Option<TargetGroup> {
        Some(TargetGroup { protocol: TargetProtocol::Http, port: route.port.or(self.port)? })
    }

    /// Where a stream leads; none where the service has no port, which a rule refuses.
    #[must_use]
    pub fn stream_target(&self, stream: &Stream) -> Option<TargetGroup> {
        let protocol = if stream.udp { TargetProtocol::Udp } else { TargetProtocol::Tcp };
        Some(TargetGroup { protocol, port: stream.to.or(self.port)? })
    }
}
