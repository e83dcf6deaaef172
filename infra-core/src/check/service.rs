//! What must hold between the keys of a service.

use super::attempt::{attempt, wide};
use super::family::may_run_on;
use super::target;
use crate::declaration::{
    Deploy, HeaderCondition, Network, Provider, QueryCondition, Route, Scale, ServiceSpec, Size, Stream, Switch,
};
use crate::rule::balancer::{self, domain as domains, stream};
use crate::rule::letters::one_of;
use crate::rule::scaling;
use crate::rule::service::{connect, deploy, exec, place, shift};
use crate::string::same;
use crate::{Text, Violation};

/// `count` and `scale` exclude each other.
pub const fn one_size(service: &ServiceSpec) -> Result<(), Violation> {
    if service.count.is_none() || service.scale.is_none() {
        return Ok(());
    }
    Err(Violation::new(
        "count-or-scale",
        Text::from("`count` and `scale` exclude each other"),
        Text::from("keep `count` for a fixed number of tasks, or `scale` for one that follows the load"),
    ))
}

/// A route leads to a port that the service has.
pub const fn route_port(service: &ServiceSpec) -> Result<(), Violation> {
    const RULE: &str = "route-port";
    if service.routes.is_empty() {
        return Ok(());
    }
    if service.workload.ports.is_empty() {
        return Err(Violation::new(
            RULE,
            Text::from("a `route` leads to a port, and the service has none"),
            Text::from("add `port = 8080`, the port on which the container listens"),
        ));
    }
    let mut at = 0;
    while at < service.routes.len() {
        if let Some(port) = service.routes[at].port {
            attempt!(known_port(RULE, "a `route` leads to port ", service, port));
        }
        at += 1;
    }
    Ok(())
}

const fn known_port(rule: &'static str, what: &str, service: &ServiceSpec, port: u16) -> Result<(), Violation> {
    let mut at = 0;
    while at < service.workload.ports.len() {
        if service.workload.ports[at].number == port {
            return Ok(());
        }
        at += 1;
    }
    let headline = Text::from(what).number(port as u64).push(", which the service does not declare");
    Err(Violation::new(rule, headline, Text::from("add `port = ").number(port as u64).push("`, or lead it to another")))
}

/// No route is given twice.
pub const fn routes(service: &ServiceSpec) -> Result<(), Violation> {
    let routes = service.routes;
    let mut at = 1;
    while at < routes.len() {
        let mut earlier = 0;
        while earlier < at {
            if same_conditions(&routes[earlier], &routes[at]) {
                let headline = Text::from("the route ").quote(routes[at].path).push(" is given twice");
                return Err(Violation::new("route-twice", headline, Text::from("take one of the two out")));
            }
            earlier += 1;
        }
        at += 1;
    }
    Ok(())
}

/// Whether two routes hold for the same requests: all of their conditions are the same, in whatever order.
pub(super) const fn same_conditions(left: &Route, right: &Route) -> bool {
    if !same(left.path, right.path) || left.methods.len() != right.methods.len() {
        return false;
    }
    let hosts = match (left.host, right.host) {
        (Some(left), Some(right)) => same(left, right),
        (None, None) => true,
        _ => false,
    };
    if !hosts || left.headers.len() != right.headers.len() || left.query.len() != right.query.len() {
        return false;
    }
    same_words(left.methods, right.methods)
        && same_words(left.sources, right.sources)
        && same_headers(left.headers, right.headers)
        && same_query(left.query, right.query)
}

const fn same_words(left: &[&str], right: &[&str]) -> bool {
    let mut at = 0;
    while at < left.len() {
        if !one_of(left[at], right) {
            return false;
        }
        at += 1;
    }
    left.len() == right.len()
}

/// Of as many headers.
const fn same_headers(left: &[HeaderCondition], right: &[HeaderCondition]) -> bool {
    let mut at = 0;
    while at < left.len() {
        let mut other = 0;
        while other < right.len()
            && !(left[at].name.eq_ignore_ascii_case(right[other].name)
                && same_words(left[at].values, right[other].values))
        {
            other += 1;
        }
        if other == right.len() {
            return false;
        }
        at += 1;
    }
    true
}

/// Of as many keys.
const fn same_query(left: &[QueryCondition], right: &[QueryCondition]) -> bool {
    let mut at = 0;
    while at < left.len() {
        let mut other = 0;
        while other < right.len()
            && !(same(left[at].name, right[other].name) && same(left[at].value, right[other].value))
        {
            other += 1;
        }
        if other == right.len() {
            return false;
        }
        at += 1;
    }
    true
}

/// A health check has targets.
pub const fn health_targets(service: &ServiceSpec) -> Result<(), Violation> {
    if service.health.is_none() || !service.routes.is_empty() || !service.streams.is_empty() {
        return Ok(());
    }
    Err(Violation::new(
        "health-route",
        Text::from("a `health` checks the targets of a `route` or `stream`, and the service has none"),
        Text::from("add a `route`, as `route(\"/*\")`, or take the `health` out"),
    ))
}

/// Streams lead to ports of the service, and have their certificate.
pub const fn streams(service: &ServiceSpec) -> Result<(), Violation> {
    const RULE: &str = "stream-port";
    let streams = service.streams;
    if streams.is_empty() {
        return Ok(());
    }
    if service.workload.ports.is_empty() {
        return Err(Violation::new(
            RULE,
            Text::from("a `stream` leads to a port, and the service has none"),
            Text::from("add `port = 5432`, the port on which the container listens"),
        ));
    }
    let (certificate, domain) = match &service.workload.cluster.base.network_balancer {
        Some(balancer) => (balancer.certificate, balancer.domain),
        None => (None, None),
    };
    let mut at = 0;
    while at < streams.len() {
        let declared = &streams[at];
        if let Some(port) = declared.to {
            attempt!(known_port(RULE, "a `stream` leads to port ", service, port));
        }
        attempt!(leads_to_its_protocol(service, declared));
        attempt!(stream::certificate(declared.tls, certificate, domain));
        if let (true, Some(domain)) = (declared.tls, domain) {
            attempt!(domains::domain_certificate(domain, certificate));
        }
        let mut earlier = 0;
        while earlier < at {
            if streams[earlier].port == declared.port {
                let headline = Text::from("two streams have port ").number(declared.port as u64);
                return Err(Violation::new("stream-twice", headline, Text::from("give each a port of its own")));
            }
            earlier += 1;
        }
        at += 1;
    }
    Ok(())
}

const fn leads_to_its_protocol(service: &ServiceSpec, declared: &Stream) -> Result<(), Violation> {
    // What is wrong with the stream alone, is told of it alone.
    if stream::protocols(declared.tls, declared.udp).is_err() {
        return Ok(());
    }
    let ports = service.workload.ports;
    let port = match declared.to {
        Some(port) => port,
        None => ports[0].number,
    };
    let (mut tcp, mut udp) = (false, false);
    let mut at = 0;
    while at < ports.len() {
        if ports[at].number == port {
            tcp |= !ports[at].udp;
            udp |= ports[at].udp;
        }
        at += 1;
    }
    stream::port_protocol(declared.port as u64, port as u64, declared.udp, tcp, udp)
}

/// The load balancer that is made for a route finds the subnets that it needs.
pub const fn route_subnets(service: &ServiceSpec) -> Result<(), Violation> {
    let cluster = &service.workload.cluster.base;
    // What a cluster says of its load balancer is held against its network there.
    match (&cluster.load_balancer, &cluster.network) {
        (None, Network::Existing(network)) if !service.routes.is_empty() => {
            balancer::subnets(network.public.len() as u64, network.private.len() as u64, false)
        }
        _ => Ok(()),
    }
}

/// The network load balancer that is made for a stream finds the subnet that it needs.
pub const fn stream_subnets(service: &ServiceSpec) -> Result<(), Violation> {
    let cluster = &service.workload.cluster.base;
    match (&cluster.network_balancer, &cluster.network) {
        (None, Network::Existing(network)) if !service.streams.is_empty() => {
            balancer::network_subnets(network.public.len() as u64, false)
        }
        _ => Ok(()),
    }
}

/// Scaling by requests needs a route, and a forecast of them one target group.
pub const fn requests(service: &ServiceSpec) -> Result<(), Violation> {
    let Some(scale) = &service.scale else { return Ok(()) };
    attempt!(scaling::requests_need_route(wide(scale.requests), service.routes.len() as u64));
    scaling::forecast_of_one_group(forecasts_requests(scale), service.deploy().moves_traffic())
}

/// A forecast of requests is made of one port.
pub const fn forecast(service: &ServiceSpec) -> Result<(), Violation> {
    match &service.scale {
        Some(scale) => scaling::forecast_of_one_port(forecasts_requests(scale), target::routed_ports(service)),
        None => Ok(()),
    }
}

/// Whether requests are what is forecast: the first use that a `scale` has counts.
const fn forecasts_requests(scale: &Scale) -> bool {
    scale.predictive && scale.requests.is_some() && scale.cpu.is_none() && scale.memory.is_none()
}

/// A rolling deployment can move at least one task.
pub const fn progress(service: &ServiceSpec) -> Result<(), Violation> {
    let Deploy::Rolling(rolling) = service.deploy() else {
        return if service.daemon { shift::daemon(service.deploy().word()) } else { Ok(()) };
    };
    let (min, max) = (rolling.min as u64, rolling.max as u64);
    // What is wrong with the two numbers whatever they are for, is told of them alone.
    let possible = deploy::min_percent(min).is_ok() && deploy::max_percent(max).is_ok();
    if !possible || deploy::rolling(min, max, 0).is_err() {
        return Ok(());
    }
    if service.daemon {
        return place::daemon_rolling(min, max);
    }
    let desired = match service.size() {
        Size::Count(count) => count,
        // The fewest tasks have the least room.
        Size::Scale(scale) => scale.tasks.min,
    };
    deploy::rolling(min, max, desired as u64)
}

/// A fixed host port leaves room for the next revision.
pub const fn host_ports(service: &ServiceSpec) -> Result<(), Violation> {
    let (Deploy::Rolling(rolling), Size::Count(count)) = (service.deploy(), service.size()) else {
        return Ok(());
    };
    let capacity = service.workload.cluster.base.capacity;
    if super::family::is_on_fargate(&service.workload, &service.workload.cluster.base) {
        return Ok(());
    }
    let mut instances = 0;
    let mut at = 0;
    while at < capacity.len() {
        if may_run_on(&service.workload, &capacity[at]) {
            let Provider::Ec2(group) = &capacity[at] else {
                return Ok(());
            };
            instances += group.instances.max as u64;
        }
        at += 1;
    }
    at = 0;
    while at < service.workload.ports.len() {
        if let Some(host) = service.workload.ports[at].host {
            attempt!(deploy::fixed_port(Some(host as u64), rolling.min as u64, count as u64, instances));
        }
        at += 1;
    }
    Ok(())
}

/// What a service connects to, it reaches over a network.
pub const fn connected(service: &ServiceSpec) -> Result<(), Violation> {
    connect::network_mode(service.workload.network_mode.word(), !service.workload.connect.is_empty())
}

/// What opens a shell writes into the container.
pub const fn exec(service: &ServiceSpec) -> Result<(), Violation> {
    exec::read_only(matches!(service.exec, Some(Switch::On)), service.workload.container.read_only)
}

/// A daemon has no size, and nothing to place.
pub const fn daemon(service: &ServiceSpec) -> Result<(), Violation> {
    if !service.daemon {
        return Ok(());
    }
    place::daemon(service.count.is_some(), service.scale.is_some(), service.place.is_some() as u64, false)
}

/// What is said of instances, is said where there are some.
pub const fn on_instances(service: &ServiceSpec) -> Result<(), Violation> {
    super::family::service_fits(service, &service.workload.cluster.base)
}

/// At most 10 placement constraints.
pub const fn constraints(service: &ServiceSpec) -> Result<(), Violation> {
    place::constraints(service.constraints.len() as u64)
}
