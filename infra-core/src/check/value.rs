//! Rules held against constants whose type is the field's, or whose result is more than a verdict.

use super::passes;
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
