//! The load balancer of a cluster.

use serde::{Deserialize, Serialize};

/// The load balancer of a cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balancer {
    /// The cluster, by its name without app and stage.
    pub cluster: String,
    /// Its listeners for HTTP.
    pub listeners: Vec<Listener>,
    /// Which requests lead where, the lowest priority first. All listeners have them but those that redirect.
    pub rules: Vec<Rule>,
    /// Its listeners for streams.
    pub streams: Vec<Stream>,
    /// Seconds that a connection may be idle.
    pub idle_seconds: u32,
}

/// A listener for HTTP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listener {
    /// The declared port. Where it is taken or privileged, it listens on a free one.
    pub port: u16,
    /// What it speaks.
    pub protocol: Protocol,
    /// The declared port of the listener to which everything is redirected (301).
    pub redirect: Option<u16>,
}

/// What a listener speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// HTTP.
    Http,
    /// HTTP over TLS, with a self-signed certificate.
    Https,
}

/// Which requests lead to a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its place among the rules, as on AWS.
    pub priority: u32,
    /// Which requests.
    pub route: Route,
    /// The service.
    pub service: String,
    /// Which of its declared ports.
    pub port: u16,
}

/// Which requests: all of the conditions must hold, of a list one value. As `infra_core::declaration::Route`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// A pattern of the path.
    pub path: String,
    /// A pattern of the host.
    pub host: Option<String>,
    /// Methods; empty for any.
    pub methods: Vec<String>,
    /// Headers, and patterns of the values that they may have.
    pub headers: Vec<(String, Vec<String>)>,
    /// Keys of the query, and patterns of their values.
    pub query: Vec<(String, String)>,
    /// Address blocks that the client may be in; empty for any.
    pub sources: Vec<String>,
    /// Whether the path is passed on without what stands before the `*`.
    pub strip: bool,
}

/// A listener for a stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    /// The declared port. Where it is taken or privileged, it listens on a free one.
    pub port: u16,
    /// Whether TLS ends here.
    pub tls: bool,
    /// UDP in the place of TCP.
    pub udp: bool,
    /// The service.
    pub service: String,
    /// Which of its declared ports.
    pub to: u16,
}

/// How a replica is chosen for a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Balance {
    /// One after the other.
    #[default]
    RoundRobin,
    /// The one with the fewest open requests.
    LeastOutstanding,
    /// Any.
    Random,
}
