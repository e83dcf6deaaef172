//! What must hold between the keys of a load balancer.

use crate::Violation;
use crate::declaration::{Listener, LoadBalancer};
use crate::rule::balancer;

/// The listeners go together.
pub const fn listeners(declared: &LoadBalancer) -> Result<(), Violation> {
    balancer::listeners(declared.listeners())
}

/// A certificate and an HTTPS listener have each other.
pub const fn certificate(declared: &LoadBalancer) -> Result<(), Violation> {
    // What is wrong with the listeners is told of them.
    if balancer::listeners(declared.listeners()).is_err() {
        return Ok(());
    }
    balancer::certificate(declared)
}

/// There can be a certificate for a domain that needs one.
pub const fn domain(declared: &LoadBalancer) -> Result<(), Violation> {
    let Some(domain) = declared.domain else {
        return Ok(());
    };
    let mut at = 0;
    while at < declared.listeners().len() {
        if matches!(declared.listeners()[at], Listener::Https(_)) {
            return balancer::domain::domain_certificate(domain, declared.certificate);
        }
        at += 1;
    }
    Ok(())
}
