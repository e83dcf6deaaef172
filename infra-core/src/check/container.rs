//! What must hold between the keys of one container.

use super::attempt::{Names, Numbers, attempt};
use crate::declaration::{Allow, ContainerCheck, ContainerSpec, Port, Restart, Sidecar};
use crate::rule::container::{self as rules, check, port, restart, size};
use crate::rule::iam;
use crate::string::same;
use crate::{Text, Violation};

/// A variable comes from `env` or from `secret`.
pub const fn variables(container: &ContainerSpec) -> Result<(), Violation> {
    let mut at = 0;
    while at < container.secrets.len() {
        let secret = container.secrets[at].0;
        let mut other = 0;
        while other < container.environment.len() {
            if same(container.environment[other].0, secret) {
                let headline = Text::new().quote(secret).push(" is given in `env` and in `secret`");
                return Err(Violation::new("environment-secret", headline, Text::from("keep one of the two")));
            }
            other += 1;
        }
        at += 1;
    }
    Ok(())
}

/// What a container runs has a name.
pub const fn command(container: &ContainerSpec) -> Result<(), Violation> {
    rules::words("command", container.command)
}

/// As [`command`], of the entry point.
pub const fn entrypoint(container: &ContainerSpec) -> Result<(), Violation> {
    rules::words("entrypoint", container.entrypoint)
}

/// A check's answer is late no later than the next check.
pub const fn check_timing(declared: &ContainerCheck) -> Result<(), Violation> {
    let (timeout, interval) = (declared.timeout_seconds as u64, declared.interval_seconds as u64);
    // What is wrong with one of the two is told of it alone.
    if check::timeout(timeout).is_err() || check::every(interval).is_err() {
        return Ok(());
    }
    check::timeout_within_interval(timeout, interval)
}

/// At most 50 exit codes, none twice.
pub const fn exit_codes(declared: &Restart) -> Result<(), Violation> {
    let mut codes = Numbers::<51>::new();
    let mut at = 0;
    while at < declared.except.len() {
        codes.push(declared.except[at] as u64);
        at += 1;
    }
    restart::except(codes.as_slice())
}

/// What a port speaks has a name, and is spoken over TCP.
pub const fn port_protocol(declared: &Port) -> Result<(), Violation> {
    attempt!(port::protocol_needs_name(declared.protocol.is_some(), declared.name.is_some(), declared.number as u64));
    match &declared.protocol {
        Some(protocol) => port::protocol_needs_tcp(protocol.word(), declared.udp),
        None => Ok(()),
    }
}

/// The port of the instance is none that its kernel gives out.
pub const fn host_port(declared: &Port) -> Result<(), Violation> {
    match declared.host {
        Some(host) => port::host_ephemeral(host as u64),
        None => Ok(()),
    }
}

/// A reservation is below the limit.
pub const fn reservation(sidecar: &Sidecar) -> Result<(), Violation> {
    match (sidecar.container.memory_reservation, sidecar.memory) {
        (Some(reservation), Some(limit)) => size::reservation_below_memory(reservation as u64, limit as u64),
        _ => Ok(()),
    }
}

/// The paths at which one sidecar has volumes.
pub const fn mount_paths(sidecar: &Sidecar) -> Result<(), Violation> {
    let mut paths = Names::<16>::new();
    let mut at = 0;
    while at < sidecar.mounts.len() {
        paths.push(sidecar.mounts[at].at);
        at += 1;
    }
    crate::rule::volume::paths(paths.as_slice())
}

/// A statement of the task role names actions, and what they are allowed on.
pub const fn statement(allow: &Allow) -> Result<(), Violation> {
    iam::statement(allow.actions.len() as u64, allow.on.len() as u64)
}
