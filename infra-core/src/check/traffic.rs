//! What must hold between the keys of a route, a stream, a health check.

use super::attempt::attempt;
use crate::declaration::{HealthCheck, Route, Stream};
use crate::rule::balancer::{condition, stream};
use crate::rule::health;
use crate::rule::service::drain;
use crate::{Text, Violation};

/// At most 5 values in all conditions of a rule.
pub const fn conditions(route: &Route) -> Result<(), Violation> {
    // A path and a host count as well.
    let mut count = 1 + route.host.is_some() as u64 + (route.methods.len() + route.query.len()) as u64;
    count += route.sources.len() as u64;
    let mut at = 0;
    while at < route.headers.len() {
        count += route.headers[at].values.len() as u64;
        at += 1;
    }
    condition::conditions(count)
}

/// What is stripped stands before a `*`.
pub const fn strip(route: &Route) -> Result<(), Violation> {
    let path = route.path.as_bytes();
    let prefix = path.len() > 2 && path[path.len() - 1] == b'*' && path[path.len() - 2] == b'/';
    let mut others = false;
    let mut at = 0;
    while at + 1 < path.len() {
        others |= path[at] == b'*' || path[at] == b'?';
        at += 1;
    }
    if !route.strip || prefix && !others {
        return Ok(());
    }
    let headline = Text::from("nothing can be stripped of ").quote(route.path);
    Err(Violation::new("route-strip", headline, Text::from("write a path that ends in `/*`, as `/api/*`")))
}

/// A stream is TLS or UDP.
pub const fn stream_protocol(declared: &Stream) -> Result<(), Violation> {
    stream::protocols(declared.tls, declared.udp)
}

/// An answer is late before the next check.
pub const fn health_timing(check: &HealthCheck) -> Result<(), Violation> {
    let (timeout, interval) = (check.timeout_seconds as u64, check.interval_seconds as u64);
    // What is wrong with one of the two is told of it alone.
    if health::timeout(timeout).is_err() || health::interval(interval).is_err() {
        return Ok(());
    }
    attempt!(health::timeout_below_interval(timeout, interval));
    Ok(())
}

/// Failures count only when a task had the time to become healthy.
pub const fn grace(check: &HealthCheck) -> Result<(), Violation> {
    drain::grace(check.grace_seconds as u64, check.interval_seconds as u64, check.healthy as u64)
}
