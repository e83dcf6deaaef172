//! What calls what: the load balancers, the services and the tasks of an app.

mod layout;
mod svg;

pub(super) use svg::svg;

use std::collections::BTreeMap;

use crate::spec::{Protocol, Spec};

/// What calls what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Graph {
    /// In the order of the listing, the load balancers first.
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
}

/// A load balancer, a service or a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// The cluster of a load balancer, or the item.
    pub(super) name: String,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Balancer,
    Service,
    Task,
}

/// That one leads to another, by their places among the nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kind: Leads,
    /// The paths of routes, or the ports of streams; else empty.
    pub(super) label: String,
}

/// How one leads to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// Requests from outside.
    Route,
    /// `connect`.
    Call,
    /// `before`: the task must succeed first.
    Before,
}

impl Graph {
    /// The graph of a stage.
    pub(super) fn of(spec: &Spec) -> Self {
        let mut nodes: Vec<Node> = Vec::new();
        let mut places: BTreeMap<(Kind, &str), usize> = BTreeMap::new();
        let balancers = spec.balancers.iter().map(|balancer| (Kind::Balancer, balancer.cluster.as_str()));
        let services = spec.services.iter().map(|service| (Kind::Service, service.item.as_str()));
        let tasks = spec.tasks.iter().map(|task| (Kind::Task, task.item.as_str()));
        for (kind, name) in balancers.chain(services).chain(tasks) {
            places.insert((kind, name), nodes.len());
            nodes.push(Node { kind, name: name.to_owned() });
        }
        let mut edges = Vec::new();
        let mut lead = |from: (Kind, &str), to: (Kind, &str), kind: Leads, label: Vec<String>| {
            // What leads to nothing of this app is not shown.
            if let (Some(&from), Some(&to)) = (places.get(&from), places.get(&to)) {
                edges.push(Edge { from, to, kind, label: label.join(", ") });
            }
        };
        for balancer in &spec.balancers {
            let mut led: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            for rule in &balancer.rules {
                led.entry(&rule.service).or_default().push(label(&rule.route));
            }
            for stream in &balancer.streams {
                led.entry(&stream.service).or_default().push(format!(":{}", stream.port));
            }
            for (service, label) in led {
                lead((Kind::Balancer, &balancer.cluster), (Kind::Service, service), Leads::Route, label);
            }
        }
        let calls = spec.services.iter().map(|service| ((Kind::Service, service.item.as_str()), &service.connections));
        let tasks = spec.tasks.iter().map(|task| ((Kind::Task, task.item.as_str()), &task.connections));
        for (from, connections) in calls.chain(tasks) {
            let mut called: Vec<&str> = connections.iter().map(|connection| connection.service.as_str()).collect();
            called.sort_unstable();
            called.dedup();
            for service in called {
                lead(from, (Kind::Service, service), Leads::Call, Vec::new());
            }
        }
        for service in &spec.services {
            for task in &service.before {
                lead((Kind::Task, task), (Kind::Service, &service.item), Leads::Before, Vec::new());
            }
        }
        Self { nodes, edges }
    }
}

/// A route in few words: its methods, host and path.
pub(super) fn label(route: &crate::spec::Route) -> String {
    let mut words = route.methods.join("|");
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(route.host.as_deref().unwrap_or_default());
    words.push_str(&route.path);
    words
}

/// The listeners of a load balancer in few words.
pub(super) fn listeners(spec: &Spec, cluster: &str) -> String {
    let balancer = spec.balancers.iter().find(|balancer| balancer.cluster == cluster);
    let http = balancer.into_iter().flat_map(|balancer| &balancer.listeners);
    let words = http.map(|listener| match listener.protocol {
        Protocol::Http => format!("HTTP {}", listener.port),
        Protocol::Https => format!("HTTPS {}", listener.port),
    });
    let streams = balancer
        .into_iter()
        .flat_map(|balancer| &balancer.streams)
        .map(|stream| format!("{} {}", if stream.udp { "UDP" } else { "TCP" }, stream.port));
    words.chain(streams).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::example;

    #[test]
    fn it_shows_who_leads_to_whom() {
        let graph = Graph::of(&example::look().spec);
        let name = |place: usize| graph.nodes[place].name.as_str();
        let edges: Vec<_> =
            graph.edges.iter().map(|edge| (name(edge.from), name(edge.to), edge.kind, edge.label.as_str())).collect();
        assert_eq!(
            edges,
            [
                ("shop", "api", Leads::Route, "/api/*"),
                ("shop", "web", Leads::Route, "/*"),
                ("web", "api", Leads::Call, ""),
                ("rollup", "api", Leads::Call, ""),
                ("migrate", "api", Leads::Before, ""),
            ]
        );
    }
}
