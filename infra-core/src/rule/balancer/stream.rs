//! Streams: listeners of the network load balancer.

use crate::rule::range::say;
use crate::{Text, Violation};

/// A stream is TCP, `tls` or `udp`: not both of the latter.
///
/// Source: LS-01, TG-09; botocore 1.44.5 elbv2 ProtocolEnum.
pub const fn protocols(tls: bool, udp: bool) -> Result<(), Violation> {
    const RULE: &str = "stream-protocol";
    if tls && udp {
        let help = "keep one of them: TLS of a load balancer runs over TCP";
        return Err(say(RULE, "a stream cannot be both `tls` and `udp`", help));
    }
    Ok(())
}

/// A stream with `tls` needs a certificate: one that is brought, or a domain to make one for.
///
/// Source: LS-02; botocore 1.44.5 elbv2 CreateListenerInput.Certificates; cfn-lint 1.58.0 E3676.
pub const fn certificate(tls: bool, certificate: Option<&str>, domain: Option<&str>) -> Result<(), Violation> {
    const RULE: &str = "stream-certificate";
    if !tls || certificate.is_some() || domain.is_some() {
        return Ok(());
    }
    let help = "add `certificate = \"arn:aws:acm:..\"` or `domain = \"..\"` to `network_balancer(..)` of the cluster";
    Err(say(RULE, "a stream with `tls` has no certificate", help))
}

/// A stream leads to a port of its own protocol: to one that is `udp` where it is `udp`, else to one that is not. `tcp` and
/// `udp` say for which of the two the service declares the port.
///
/// Source: TG-09, SV-17; botocore 1.44.5 ecs PortMapping.protocol.
pub const fn port_protocol(stream: u64, port: u64, is_udp: bool, tcp: bool, udp: bool) -> Result<(), Violation> {
    const RULE: &str = "stream-port-protocol";
    if if is_udp { udp || !tcp } else { tcp || !udp } {
        return Ok(());
    }
    let headline = Text::from("`stream(").number(stream);
    if is_udp {
        let headline =
            headline.push(", udp)` leads to port ").number(port).push(", which the service declares for TCP");
        let help =
            Text::from("declare a port for UDP, as `port(").number(stream).push(", udp)`, and lead to it with `to = ");
        return Err(Violation::new(RULE, headline, help.number(stream).push("`, or take `udp` out of the stream")));
    }
    let headline = headline.push(")` leads to port ").number(port).push(", which the service declares for UDP");
    let help = Text::from("add `udp` to the stream, or lead it to a port for TCP with `to = ..`");
    Err(Violation::new(RULE, headline, help))
}

/// Health is never asked over UDP: a service with a `udp` stream needs a port that answers over TCP.
///
/// Source: TG-06; botocore 1.44.5 elbv2 CreateTargetGroupInput.HealthCheckProtocol (HTTP, HTTPS, TCP).
pub const fn udp_health(port: u64, udp: bool, tcp_ports: u64) -> Result<(), Violation> {
    if !udp || tcp_ports > 0 {
        return Ok(());
    }
    let headline =
        Text::from("`stream(").number(port).push(", udp)` has no port to ask for health, which is asked over TCP");
    let help = "declare a second port that answers over TCP, as `port(8080, name = \"health\")`";
    Err(Violation::new("stream-udp-health", headline, Text::from(help)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(protocols(true, false), Ok(())));

    #[test]
    fn what_goes_together() {
        assert!(protocols(false, true).is_ok() && protocols(false, false).is_ok() && protocols(true, true).is_err());
        for (tls, arn, domain, legal) in [
            (true, None, None, false),
            (true, Some("arn"), None, true),
            (true, None, Some("a.b"), true),
            (false, None, None, true),
        ] {
            assert_eq!(certificate(tls, arn, domain).is_ok(), legal, "{tls}");
        }
        for (is_udp, tcp, udp, legal) in [
            (false, true, false, true),
            (false, false, true, false),
            (true, false, true, true),
            (true, true, false, false),
            (true, true, true, true),
            (false, true, true, true),
            // That there is no such port, is told of it alone.
            (true, false, false, true),
            (false, false, false, true),
        ] {
            assert_eq!(port_protocol(53, 5353, is_udp, tcp, udp).is_ok(), legal, "{is_udp} {tcp} {udp}");
        }
        assert_eq!(
            port_protocol(53, 5353, true, true, false).expect_err("TCP").headline.as_str(),
            "`stream(53, udp)` leads to port 5353, which the service declares for TCP"
        );
        for (udp, tcp_ports, legal) in [(true, 0, false), (true, 1, true), (false, 0, true)] {
            assert_eq!(udp_health(53, udp, tcp_ports).is_ok(), legal, "{udp}");
        }
        assert_eq!(
            udp_health(53, true, 0).expect_err("udp").headline.as_str(),
            "`stream(53, udp)` has no port to ask for health, which is asked over TCP"
        );
    }
}
