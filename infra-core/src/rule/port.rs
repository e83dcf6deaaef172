//! Ports of containers and listeners.

use crate::{Text, Violation};

/// A port is 1 to 65,535.
///
/// Source: TD-10, LS-01; botocore 1.44.5 ecs PortMapping.containerPort, elbv2 CreateListenerInput.Port.
pub const fn port(number: u64) -> Result<(), Violation> {
    if number >= 1 && number <= 65_535 {
        return Ok(());
    }
    Err(Violation::new(
        "port-range",
        Text::from("port ").number(number).push(" is out of range"),
        Text::from("ports run from 1 to 65535"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(port(8080), Ok(())));

    #[test]
    fn bounds() {
        for (number, legal) in [(0, false), (1, true), (65_535, true), (65_536, false), (u64::MAX, false)] {
            assert_eq!(port(number).is_ok(), legal, "{number}");
        }
        let violation = port(70_000).expect_err("too high");
        assert_eq!(violation.to_string(), "port 70000 is out of range [port-range]\nhelp: ports run from 1 to 65535");
    }
}
