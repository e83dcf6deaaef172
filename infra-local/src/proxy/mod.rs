//! The load balancers of a stage: listeners for HTTP, HTTPS and streams on loopback, the rules of the routes, and the
//! replicas among which requests are balanced. It answers as an Application Load Balancer does.
//!
//! Everything that is set takes effect for requests that come afterwards, and cuts none that goes on: a request that has its
//! replica keeps it until its last byte. [`Proxy::drain`] takes a replica out and waits for those.

mod balancer;
mod counters;
mod error;
mod group;
mod handle;
mod listener;
mod listening;
mod registry;
mod replica;
mod rules;
mod stats;
mod tls;

pub use error::Error;
pub use handle::{Proxy, Scheme};
pub use listening::{Instead, Kind, Listening, Ports};
pub use replica::{Drained, Target};
pub use stats::{Answers, BalancerStats, Latency, ReplicaStats, ServiceStats, Stats, Traffic};
