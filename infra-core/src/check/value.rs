//! Rules held against constants whose type is the field's, or whose result is more than a verdict.

use super::{one_architecture, passes};
use crate::declaration::{Capacity, Provider, Scale};
use crate::rule;

/// A port that a declaration names by a constant.
///
/// # Panics
/// As [`passes`].
#[track_caller]
pub const fn port(port: u16) {
    passes(rule::port::port(port as u64));
}

/// A log retention that a declaration names by a constant.
///
/// # Panics
/// As [`passes`].
#[track_caller]
pub const fn retention(days: u16) {
    passes(rule::logs::retention(days as u32));
}

/// A number of zones that a declaration names by a constant.
///
/// # Panics
/// As [`passes`].
#[track_caller]
pub const fn zones(zones: u8) {
    passes(rule::network::zones(zones as u64));
}

/// An address block that a declaration names by a constant.
///
/// # Panics
/// As [`passes`].
#[track_caller]
pub const fn cidr(block: &str) {
    if let Err(violation) = rule::network::cidr(block) {
        passes(Err(violation));
    }
}

/// An instance type that a declaration names by a constant: known, and of use to ECS.
///
/// # Panics
/// As [`passes`].
#[track_caller]
pub const fn instance_type(name: &str) {
    match rule::instance::instance_type(name) {
        Ok(instance) => passes(rule::instance::usable(instance)),
        Err(violation) => passes(Err(violation)),
    }
}

/// A capacity provider strategy in which constants are named. What is wrong with one number alone is told of it alone.
///
/// # Panics
/// As [`passes`].
#[track_caller]
pub const fn strategy(providers: &[Provider]) {
    let mut at = 0;
    while at < providers.len() {
        let provider = &providers[at];
        let range = match provider.capacity {
            Capacity::Ec2(group) => rule::capacity::range(group.min, group.max).is_ok(),
            Capacity::Fargate | Capacity::FargateSpot => true,
        };
        if !range || rule::capacity::base(provider.base).is_err() || rule::capacity::weight(provider.weight).is_err() {
            return;
        }
        at += 1;
    }
    passes(rule::capacity::strategy(providers));
    passes(one_architecture(providers));
}

/// Scaling in which constants are named. What is wrong with one number alone is told of it alone.
///
/// # Panics
/// As [`passes`].
#[track_caller]
pub const fn scale(scale: &Scale) {
    if percentage(scale.cpu) && percentage(scale.memory) {
        passes(rule::scaling::scale(scale));
    }
}

const fn percentage(percent: Option<u32>) -> bool {
    match percent {
        Some(percent) => rule::scaling::percent(percent).is_ok(),
        None => true,
    }
}

/// A timeout and an interval of which constants are named. What is wrong with one of the two is told of it alone.
///
/// # Panics
/// As [`passes`].
#[track_caller]
pub const fn timeout_below_interval(timeout: u32, interval: u32) {
    if rule::health::timeout(timeout).is_ok() && rule::health::interval(interval).is_ok() {
        passes(rule::health::timeout_below_interval(timeout, interval));
    }
}
