//! What passed through the balancers, as values.

use serde::{Deserialize, Serialize};

/// What passed through the balancers since the supervisor started.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// By cluster.
    pub balancers: Vec<BalancerStats>,
    /// By service, sorted by name.
    pub services: Vec<ServiceStats>,
}

/// What a balancer answered without asking a service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalancerStats {
    /// The cluster.
    pub cluster: String,
    /// Requests that came to it.
    pub requests: u64,
    /// Requests that no rule met (404).
    pub unmatched: u64,
    /// Requests that were redirected (301).
    pub redirected: u64,
    /// Requests that were refused as they were written (400 and the like).
    pub refused: u64,
}

/// What came to a service: over the balancers, and from other services.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceStats {
    /// The service.
    pub service: String,
    /// All of it, also what no replica answered.
    pub traffic: Traffic,
    /// By replica: those that are in balance, and those that still answer.
    pub replicas: Vec<ReplicaStats>,
}

/// What came to a replica.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplicaStats {
    /// The replica.
    pub replica: String,
    /// Whether new requests are led there.
    pub in_balance: bool,
    /// What came.
    pub traffic: Traffic,
}

/// Requests; of streams connections, of UDP flows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traffic {
    /// How many came.
    pub requests: u64,
    /// How many go on.
    pub open: u64,
    /// How they were answered. Connections and flows have no answers.
    pub answers: Answers,
    /// How long it took until the headers of an answer were there.
    pub latency: Latency,
}

/// Answers by the class of their codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// 1xx: connections that were upgraded.
    pub informational: u64,
    /// 2xx.
    pub success: u64,
    /// 3xx.
    pub redirection: u64,
    /// 4xx.
    pub client_error: u64,
    /// 5xx.
    pub server_error: u64,
    /// None, since the client had gone. An Application Load Balancer logs them as 460.
    pub none: u64,
    /// How many of all of them the balancer gave in the place of a replica: 502, 503, 504.
    pub of_balancer: u64,
}

/// Times in microseconds within which the share of requests was answered, rounded up by at most the half of a doubling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Latency {
    /// Half of them.
    pub p50_micros: u64,
    /// 90 percent.
    pub p90_micros: u64,
    /// 99 percent.
    pub p99_micros: u64,
}
