//! The load balancer of a cluster.

use infra_core::blueprint::{ClusterBlueprint, PrioritizedRoute, ServiceBlueprint, WorkloadBlueprint};
use infra_core::declaration::{self, ListenerProtocol, LoadBalancer};

use crate::spec::{Balancer, Listener, Protocol, Route, Rule, Stream};

/// AWS's own idle timeout of a network load balancer, in seconds.
const STREAM_IDLE: u32 = 350;

pub(super) fn of(cluster: &ClusterBlueprint) -> Option<Balancer> {
    if cluster.load_balancer.is_none() && cluster.network_balancer.is_none() {
        return None;
    }
    let services = || cluster.workloads.iter().filter_map(|workload| Some((workload, workload.service()?)));
    let mut rules: Vec<Rule> = services().flat_map(|(workload, service)| rules(workload, service)).collect();
    rules.sort_by_key(|rule| rule.priority);
    Some(Balancer {
        cluster: cluster.identity.name.to_owned(),
        listeners: cluster.load_balancer.iter().flat_map(listeners).collect(),
        rules,
        streams: services().flat_map(|(workload, service)| streams(workload, service)).collect(),
        idle_seconds: cluster.load_balancer.map_or(STREAM_IDLE, |balancer| balancer.idle_seconds),
    })
}

fn listeners(balancer: &LoadBalancer) -> Vec<Listener> {
    let listener = |listener: &declaration::Listener| Listener {
        port: listener.port(),
        protocol: match listener.protocol() {
            ListenerProtocol::Http => Protocol::Http,
            ListenerProtocol::Https => Protocol::Https,
        },
        redirect: listener.redirect(),
    };
    balancer.listeners().iter().map(listener).collect()
}

fn rules(workload: &WorkloadBlueprint, service: &ServiceBlueprint) -> Vec<Rule> {
    let rule = |prioritized: &PrioritizedRoute| {
        let target = service.route_target(&prioritized.route)?;
        Some(Rule {
            priority: prioritized.priority,
            route: route(&prioritized.route),
            service: workload.identity.name.to_owned(),
            port: target.port,
        })
    };
    service.routes.iter().filter_map(rule).collect()
}

fn route(route: &declaration::Route) -> Route {
    let header = |header: &declaration::HeaderCondition| (header.name.to_owned(), words(header.values));
    Route {
        path: route.path.to_owned(),
        host: route.host.map(str::to_owned),
        methods: words(route.methods),
        headers: route.headers.iter().map(header).collect(),
        query: route.query.iter().map(|query| (query.name.to_owned(), query.value.to_owned())).collect(),
        sources: words(route.sources),
        strip: route.strip,
    }
}

fn streams(workload: &WorkloadBlueprint, service: &ServiceBlueprint) -> Vec<Stream> {
    let stream = |stream: &declaration::Stream| {
        let target = service.stream_target(stream)?;
        Some(Stream {
            port: stream.port,
            tls: stream.tls,
            udp: stream.udp,
            service: workload.identity.name.to_owned(),
            to: target.port,
        })
    };
    service.streams.iter().filter_map(stream).collect()
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}
