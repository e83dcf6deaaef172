//! What must hold between the targets of a service: which ports have some, and how they start and stop.

use super::attempt::attempt;
use crate::Violation;
use crate::declaration::{Balance, ServiceSpec};
use crate::rule::balancer::{stream, target};
use crate::rule::service::{drain, traffic};

/// Routes and streams lead to at most 5 target groups.
pub const fn groups(service: &ServiceSpec) -> Result<(), Violation> {
    traffic::target_groups(led_to(service))
}

/// How many target groups the service is in: for each of its ports one for HTTP where routes lead to it, and of streams
/// one for TCP and one for UDP. A target group belongs to one load balancer.
const fn led_to(service: &ServiceSpec) -> u64 {
    let mut count = 0;
    let mut at = 0;
    while at < service.workload.ports.len() {
        let number = service.workload.ports[at].number;
        let (mut tcp, mut udp) = (false, false);
        let mut stream = 0;
        while stream < service.streams.len() {
            let leads = match service.streams[stream].to {
                Some(port) => port == number,
                None => at == 0,
            };
            if service.streams[stream].udp {
                udp |= leads && service.workload.ports[at].udp;
            } else {
                tcp |= leads && !service.workload.ports[at].udp;
            }
            stream += 1;
        }
        count += tcp as u64 + udp as u64;
        at += 1;
    }
    count + routed_ports(service)
}

/// To how many ports of the service routes lead.
pub(super) const fn routed_ports(service: &ServiceSpec) -> u64 {
    let mut count = 0;
    let mut at = 0;
    while at < service.workload.ports.len() {
        let mut routed = false;
        let mut route = 0;
        while route < service.routes.len() {
            routed |= match service.routes[route].port {
                Some(port) => port == service.workload.ports[at].number,
                None => at == 0,
            };
            route += 1;
        }
        count += (routed && !service.workload.ports[at].udp) as u64;
        at += 1;
    }
    count
}

/// A service with a UDP stream has a port that can be asked for its health.
pub const fn health(service: &ServiceSpec) -> Result<(), Violation> {
    // That there is no port at all, is told of the stream.
    if service.workload.ports.is_empty() {
        return Ok(());
    }
    let mut tcp = 0;
    let mut at = 0;
    while at < service.workload.ports.len() {
        if !service.workload.ports[at].udp {
            tcp += 1;
        }
        at += 1;
    }
    at = 0;
    while at < service.streams.len() {
        attempt!(stream::udp_health(service.streams[at].port as u64, service.streams[at].udp, tcp));
        at += 1;
    }
    Ok(())
}

/// Slow start goes with the way in which targets are chosen.
pub const fn slow_start(service: &ServiceSpec) -> Result<(), Violation> {
    match service.slow_start_seconds {
        Some(seconds) => target::slow_start_balance(seconds as u64, service.balance.word()),
        None => Ok(()),
    }
}

/// What is said of targets, is said of a service that has some.
pub const fn exist(service: &ServiceSpec) -> Result<(), Violation> {
    if service.drain_seconds.is_some() {
        attempt!(target::drained(service.routes.len() as u64, service.streams.len() as u64));
    }
    target::route(
        service.sticky_seconds.is_some(),
        service.slow_start_seconds.is_some(),
        !matches!(service.balance, Balance::RoundRobin),
        service.routes.len() as u64,
    )
}

/// On spot capacity, a task has drained and stopped when it is taken away.
pub const fn drain(service: &ServiceSpec) -> Result<(), Violation> {
    let stop = match service.workload.container.stop_seconds {
        Some(seconds) => seconds,
        None => 30,
    };
    let spot = super::family::on_spot(&service.workload, &service.workload.cluster.base);
    // Without targets nothing drains.
    let targets = !service.routes.is_empty() || !service.streams.is_empty();
    drain::spot(if targets { service.drain_seconds() as u64 } else { 0 }, stop as u64, spot)
}
