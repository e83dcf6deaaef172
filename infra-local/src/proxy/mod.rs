//! The load balancers of a stage: listeners for HTTP, HTTPS and streams on loopback, the rules of the routes, and the
//! replicas among which requests are balanced. It answers as an Application Load Balancer does.
//!
//! Everything that is set takes effect for requests that come afterwards, and cuts none that goes on: a request that has its
//! replica keeps it until its last byte. [`Proxy::drain`] takes a replica out and waits for those.

mod activity;
mod answer;
mod balancer;
mod body;
mod connection;
mod counters;
mod datagram;
mod error;
mod forward;
mod group;
mod handle;
mod headers;
mod listener;
mod listening;
mod passage;
mod pool;
mod registry;
mod replica;
mod request;
mod rules;
mod slow_start;
mod stats;
mod sticky;
mod stream;
mod tls;
mod trace;
mod tunnel;

pub use error::Error;
pub use handle::{Proxy, Scheme};
pub(crate) use listening::listen_at;
pub use listening::{Instead, Kind, Listening, Ports};
pub use replica::{Drained, Target};
pub use stats::{Answers, BalancerStats, Latency, ReplicaStats, ServiceStats, Stats, Traffic};
