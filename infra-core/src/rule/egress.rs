//! Where a task may connect to.

use super::letters::{about, find, number, rest, slice};
use crate::{Text, Violation};

/// An address block, with a port behind a colon or without: `10.0.0.0/8`, `10.0.0.0/8:5432`, `0.0.0.0/0:443`.
///
/// Source: botocore 1.44.5 ec2 IpRange.CidrIp, IpPermission.FromPort (SecurityGroupEgress).
pub const fn target(target: &str) -> Result<(), Violation> {
    const HELP: &str = "write an address block, and a port behind it if you like: `10.0.0.0/8:5432`";
    let (block, port) = match find(target, b':', 0) {
        Some(at) => (slice(target, 0, at), Some(rest(target, at + 1))),
        None => (target, None),
    };
    let port = match port {
        None => true,
        Some(text) => matches!(number(text), Some(1..=65_535)),
    };
    if port && is_block(block) {
        return Ok(());
    }
    Err(Violation::new("egress", about("", target).push(" is no address block"), Text::from(HELP)))
}

/// A task reaches port 443 of something: from there come its image, its secrets and the way for its logs.
///
/// Source: Amazon ECS developer guide, 2023-05, "Amazon ECS interface VPC endpoints"; language of this library, 2026.
pub const fn start(targets: &[&str]) -> Result<(), Violation> {
    let mut at = 0;
    while at < targets.len() {
        let open = match find(targets[at], b':', 0) {
            Some(colon) => matches!(number(rest(targets[at], colon + 1)), Some(443)),
            None => true,
        };
        if open {
            return Ok(());
        }
        at += 1;
    }
    if targets.is_empty() {
        return Ok(());
    }
    let headline = Text::from("nothing in `egress` leads to port 443, over which a task gets its image");
    let help = "add \"0.0.0.0/0:443\", or the addresses of your VPC endpoints";
    Err(Violation::new("egress-start", headline, Text::from(help)))
}

/// Four numbers up to 255 with points between them, and a length up to 32 behind a slash.
pub(crate) const fn is_block(block: &str) -> bool {
    let Some(slash) = find(block, b'/', 0) else { return false };
    if !matches!(number(rest(block, slash + 1)), Some(0..=32)) {
        return false;
    }
    let address = slice(block, 0, slash);
    let (mut parts, mut start) = (0, 0);
    while start <= address.len() {
        let end = match find(address, b'.', start) {
            Some(end) => end,
            None => address.len(),
        };
        if !matches!(number(slice(address, start, end)), Some(0..=255)) {
            return false;
        }
        parts += 1;
        start = end + 1;
    }
    parts == 4
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(target("10.0.0.0/8:5432"), Ok(())));

    #[test]
    fn tasks_can_start() {
        for (targets, legal) in [
            (&[][..], true),
            (&["10.0.0.0/8:5432"], false),
            (&["10.0.0.0/8:5432", "0.0.0.0/0:443"], true),
            (&["10.0.0.0/8"], true),
        ] {
            assert_eq!(start(targets).is_ok(), legal, "{targets:?}");
        }
    }

    #[test]
    fn blocks_and_ports() {
        for (text, legal) in [
            ("0.0.0.0/0", true),
            ("10.0.0.0/8:1", true),
            ("10.0.0.0/8:65535", true),
            ("10.0.0.1/32", true),
            ("10.0.0.0/8:0", false),
            ("10.0.0.0/8:65536", false),
            ("10.0.0.0/33", false),
            ("10.0.0/8", false),
            ("10.0.0.0.0/8", false),
            ("10.0.0.256/8", false),
            ("10.0.0.0", false),
            ("example.com:443", false),
            ("", false),
        ] {
            assert_eq!(target(text).is_ok(), legal, "{text}");
        }
    }
}
