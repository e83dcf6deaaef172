//! The listeners of a load balancer, and their certificate.

use crate::declaration::{Listener, LoadBalancer};
use crate::rule::port::port;
use crate::{Text, Violation};

/// A set of ports, one bit each.
struct Ports([u64; 1024]);

impl Ports {
    const fn contains(&self, port: u64) -> bool {
        self.0[(port % 65_536 / 64) as usize] & (1 << (port % 64)) != 0 && port <= 65_535
    }

    /// Adds a port, which is at most 65,535.
    const fn insert(&mut self, port: u64) {
        self.0[(port % 65_536 / 64) as usize] |= 1 << (port % 64);
    }
}

/// The listeners of a load balancer: at least one that answers itself, each port once, and redirects only to an HTTPS
/// listener that does not redirect.
///
/// Source: LS-01, LS-03, LS-04, LS-07; botocore 1.44.5 elbv2 CreateListenerInput.
pub const fn listeners(listeners: &[Listener]) -> Result<(), Violation> {
    const RULE: &str = "listeners";
    let (mut ports, mut targets) = (Ports([0; 1024]), Ports([0; 1024]));
    let mut answers = false;
    let mut at = 0;
    while at < listeners.len() {
        let listener = &listeners[at];
        let number = listener.port() as u64;
        if let Err(violation) = port(number) {
            return Err(violation);
        }
        if ports.contains(number) {
            let headline = Text::from("two listeners have port ").number(number);
            return Err(Violation::new(RULE, headline, Text::from("give each listener a port of its own")));
        }
        ports.insert(number);
        if listener.redirect().is_none() {
            answers = true;
            if matches!(listener, Listener::Https(_)) {
                targets.insert(number);
            }
        }
        at += 1;
    }
    at = 0;
    while at < listeners.len() {
        let listener = &listeners[at];
        if let Some(target) = listener.redirect()
            && let Err(violation) = redirect(listener.port() as u64, target as u64, &ports, &targets)
        {
            return Err(violation);
        }
        at += 1;
    }
    if !answers {
        let headline =
            if listeners.is_empty() { "a load balancer has no listener" } else { "every listener redirects" };
        return Err(Violation::new(RULE, Text::from(headline), Text::from("add one that answers, as `http(80)`")));
    }
    Ok(())
}

const fn redirect(from: u64, target: u64, ports: &Ports, targets: &Ports) -> Result<(), Violation> {
    if targets.contains(target) {
        return Ok(());
    }
    let headline = Text::from("the listener on port ").number(from).push(" redirects to ");
    let (headline, help) = if target == from {
        (headline.push("itself"), Text::from("redirect to the port of an `https` listener"))
    } else if ports.contains(target) {
        let headline = headline.push("port ").number(target).push(", which is no `https` listener that answers");
        (headline, Text::from("redirect to the port of an `https` listener without a redirect of its own"))
    } else {
        let headline = headline.push("port ").number(target).push(", which is not listed");
        (headline, Text::from("add `https(").number(target).push(")` to `listen`"))
    };
    Err(Violation::new("listeners", headline, help))
}

/// HTTPS listeners need a certificate, which is made where the balancer has a domain, and a certificate needs an HTTPS
/// listener.
///
/// Source: LS-02; cfn-lint 1.58.0 E3676; botocore 1.44.5 elbv2 CreateListenerInput.Certificates.
pub const fn certificate(balancer: &LoadBalancer) -> Result<(), Violation> {
    const RULE: &str = "certificate";
    let mut https = None;
    let mut at = 0;
    while at < balancer.listeners().len() {
        if matches!(balancer.listeners()[at], Listener::Https(_)) && https.is_none() {
            https = Some(balancer.listeners()[at].port());
        }
        at += 1;
    }
    match (https, balancer.certificate) {
        // Whether it is one of ACM, is told of the certificate alone.
        (None, None) | (Some(_), Some(_)) => Ok(()),
        (Some(port), None) => {
            if balancer.domain.is_some() {
                return Ok(());
            }
            let headline = Text::from("the `https` listener on port ").number(port as u64).push(" has no certificate");
            Err(Violation::new(RULE, headline, Text::from("add `certificate = \"arn:aws:acm:..\"`")))
        }
        (None, Some(_)) => {
            let headline = Text::from("there is a certificate, but no `https` listener");
            Err(Violation::new(RULE, headline, Text::from("add `https(443)` to `listen`, or drop the certificate")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaration::ListenerPort;

    const ARN: &str = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";
    const PLAIN: &[Listener] = &[http(80, None)];
    const REDIRECTED: &[Listener] = &[http(80, Some(443)), https(443, None)];

    const _: () = assert!(matches!(listeners(REDIRECTED), Ok(())));
    const _: () = assert!(matches!(certificate(&LoadBalancer::new()), Ok(())));

    const fn http(port: u16, redirect: Option<u16>) -> Listener {
        Listener::Http(ListenerPort { port, redirect })
    }

    const fn https(port: u16, redirect: Option<u16>) -> Listener {
        Listener::Https(ListenerPort { port, redirect })
    }

    #[test]
    fn sets_of_listeners() {
        for legal in [&[http(80, None)][..], REDIRECTED, &[http(1, None), https(65535, None), https(443, Some(65535))]]
        {
            assert_eq!(listeners(legal), Ok(()), "{legal:?}");
        }
        for (illegal, headline) in [
            (&[][..], "a load balancer has no listener"),
            (&[http(0, None)], "port 0 is out of range"),
            (&[http(80, None), https(80, None)], "two listeners have port 80"),
            (&[http(80, Some(443))], "the listener on port 80 redirects to port 443, which is not listed"),
            (
                &[http(80, Some(8080)), http(8080, None)],
                "the listener on port 80 redirects to port 8080, which is no `https` listener that answers",
            ),
            (&[https(443, Some(443))], "the listener on port 443 redirects to itself"),
            (
                &[https(443, Some(8443)), https(8443, Some(443))],
                "the listener on port 443 redirects to port 8443, which is no `https` listener that answers",
            ),
        ] {
            assert_eq!(listeners(illegal).expect_err(headline).headline.as_str(), headline);
        }
    }

    #[test]
    fn certificates_go_with_https() {
        let balancer = |listen, certificate| LoadBalancer { listen, certificate, ..LoadBalancer::new() };
        assert_eq!(certificate(&balancer(REDIRECTED, Some(ARN))), Ok(()));
        for (illegal, rule) in
            [(balancer(REDIRECTED, None), "certificate"), (balancer(PLAIN, Some(ARN)), "certificate")]
        {
            assert_eq!(certificate(&illegal).expect_err(rule).rule, rule);
        }
    }
}
