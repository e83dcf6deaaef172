//! Ports of containers, and the ports of an instance that lead to them.

use crate::rule::letters::{about, contains, point};
use crate::rule::words::once;
use crate::string::same;
use crate::{Text, Violation};

/// What SSH, Docker and the agent of ECS listen on.
///
/// Source: TD-12; botocore 1.44.5 ecs PortMapping.hostPort.
const RESERVED: [u64; 6] = [22, 2375, 2376, 51678, 51679, 51680];

/// Where the kernel of Linux takes the ports that it gives out itself.
///
/// Source: TD-12; botocore 1.44.5 ecs PortMapping.hostPort ("In general, ports below 32768 are outside").
const EPHEMERAL: u64 = 32_768;

/// The port of the instance is 1 to 65,535 and none that the instance needs itself, or 0 for any that is free.
///
/// Source: TD-10, TD-12; botocore 1.44.5 ecs PortMapping.hostPort.
pub const fn host(number: u64) -> Result<(), Violation> {
    const RULE: &str = "host-port";
    let headline = Text::from("`host = ").number(number);
    if number > 65_535 {
        let help = Text::from("use 1 to 65535, or 0 for any free port");
        return Err(Violation::new(RULE, headline.push("` is no port"), help));
    }
    let mut at = 0;
    while at < RESERVED.len() {
        if RESERVED[at] == number {
            let headline = headline.push("` is a port that the instance needs itself");
            let help = "use another than 22, 2375, 2376 and 51678 to 51680, or 0 for any free port";
            return Err(Violation::new(RULE, headline, Text::from(help)));
        }
        at += 1;
    }
    Ok(())
}

/// The port of the instance is below 32,768: those above, the kernel gives out itself. What is wrong anyway is told by
/// [`host`].
///
/// Source: TD-12; botocore 1.44.5 ecs PortMapping.hostPort.
pub const fn host_ephemeral(number: u64) -> Result<(), Violation> {
    if number < EPHEMERAL || host(number).is_err() {
        return Ok(());
    }
    let headline = Text::from("`host = ").number(number).push("` is among the ports that the kernel gives out itself");
    Err(Violation::new("host-port-ephemeral", headline, Text::from("use a port below 32768, or 0 for any free port")))
}

/// Only bridge networking maps a port of the instance to another one of the container.
///
/// Source: TD-08, TD-09, TD-10; botocore 1.44.5 ecs PortMapping.hostPort; cfn-lint 1.58.0 E3053.
pub const fn host_mode(mode: &str, host: u64, container: u64) -> Result<(), Violation> {
    if host == container || !(same(mode, "awsvpc") || same(mode, "host")) {
        return Ok(());
    }
    let headline = Text::from("with `network_mode = ").push(mode).push("`, `host = ").number(host);
    let headline = headline.push("` cannot lead to port ").number(container);
    let help = "take `host` out: in this mode the container's port is the host's as well";
    Err(Violation::new("host-port-mode", headline, Text::from(help)))
}

/// A container without a network has no port.
///
/// Source: TD-07; botocore 1.44.5 ecs RegisterTaskDefinitionRequest.networkMode.
pub const fn needs_network(mode: &str, port: u64) -> Result<(), Violation> {
    if !same(mode, "none") {
        return Ok(());
    }
    let headline = Text::from("with `network_mode = none`, nothing reaches port ").number(port);
    Err(Violation::new("port-network", headline, Text::from("take the port out, or choose another mode")))
}

/// The name of a port: 1 to 64 lower-case letters, digits, `_` and `-`, not beginning with `-`.
///
/// Source: TD-13; botocore 1.44.5 ecs PortMapping.name.
pub const fn name(name: &str) -> Result<(), Violation> {
    const RULE: &str = "port-name";
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let first = at == 0 && bytes[at] == b'-';
        if first || !(bytes[at].is_ascii_lowercase() || bytes[at].is_ascii_digit() || contains(b"_-", bytes[at])) {
            let text = about("the port name ", name);
            let text = text.push(if first { " may not begin with " } else { " may not contain " });
            let help = Text::from("use lower-case letters, digits, `_` and `-`, not `-` first");
            return Err(Violation::new(RULE, point(text, name, at), help));
        }
        at += 1;
    }
    if bytes.is_empty() || bytes.len() > 64 {
        let headline = about("the port name ", name).push(" has ").number(bytes.len() as u64).push(" characters");
        return Err(Violation::new(RULE, headline, Text::from("use 1 to 64 characters")));
    }
    Ok(())
}

/// The ports of a container have names of their own.
///
/// Source: TD-13; aws-cdk-lib 2.276.0 ContainerDefinition.
pub const fn names(names: &[&str]) -> Result<(), Violation> {
    once("port-name-twice", "the port name ", names, "give one of the two another name")
}

/// A port with a `protocol` is for Service Connect, which knows ports by their names.
///
/// Source: TD-13; botocore 1.44.5 ecs PortMapping.appProtocol; aws-cdk-lib 2.276.0 ContainerDefinition.
pub const fn protocol_needs_name(has_protocol: bool, has_name: bool, port: u64) -> Result<(), Violation> {
    if has_name || !has_protocol {
        return Ok(());
    }
    let headline = Text::from("port ").number(port).push(" has a `protocol` and no name");
    let help = "add `name = \"http\"`: Service Connect, which the protocol is for, knows ports by their names";
    Err(Violation::new("port-protocol-name", headline, Text::from(help)))
}

/// `http`, `http2` and `grpc` are spoken over TCP.
///
/// Source: botocore 1.44.5 ecs PortMapping.appProtocol; RFC 9112, RFC 9113.
pub const fn protocol_needs_tcp(protocol: &str, udp: bool) -> Result<(), Violation> {
    if !udp || !(same(protocol, "http") || same(protocol, "http2") || same(protocol, "grpc")) {
        return Ok(());
    }
    let headline = Text::from("`protocol = ").push(protocol).push("` is not spoken over UDP");
    Err(Violation::new("port-protocol-tcp", headline, Text::from("take `udp` or the protocol out")))
}

/// No two containers of a task listen on the same port, for they share one network.
///
/// Source: TD-15; ECS developer guide (2023-05), "Task networking", for `awsvpc` and `host`.
pub const fn shared(mode: &str, ports: &[u64]) -> Result<(), Violation> {
    if !(same(mode, "awsvpc") || same(mode, "host")) {
        return Ok(());
    }
    let mut at = 1;
    while at < ports.len() {
        let mut before = 0;
        while before < at {
            if ports[before] == ports[at] {
                let headline = Text::from("port ").number(ports[at]).push(" is there twice in one task");
                let help = "let the second listen on another port: the containers of a task share one network";
                return Err(Violation::new("port-twice", headline, Text::from(help)));
            }
            before += 1;
        }
        at += 1;
    }
    Ok(())
}

/// A port is mapped for TCP or for UDP.
///
/// Source: TD-11; botocore 1.44.5 ecs PortMapping.protocol ("You can't expose the same container port for multiple
/// protocols"); `facts/rules.md` §5.5.
pub const fn one_protocol(tcp: &[u64], udp: &[u64]) -> Result<(), Violation> {
    let mut at = 0;
    while at < tcp.len() {
        let mut other = 0;
        while other < udp.len() {
            if tcp[at] == udp[other] {
                let headline = Text::from("port ").number(tcp[at]).push(" is there for TCP and for UDP");
                let help = "ECS does not promise to map both; use two ports, or try it before you rely on it";
                return Err(Violation::new("port-protocols", headline, Text::from(help)));
            }
            other += 1;
        }
        at += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
