//! The names of services inside a cluster: Service Connect and private DNS.

use crate::rule::letters::about;
use crate::rule::range::{foreign, length, letters, say};
use crate::rule::service::shift::moves;
use crate::{Text, Violation};

/// The rule about the network modes of those that call and are called.
const MODE: &str = "connect-network-mode";

/// The namespace of a cluster, `namespace = "shop.local"`, which is one of Service Connect and a private DNS zone at
/// once: 1 to 253 lower-case characters, of labels as DNS has them.
///
/// Source: CL-04, SD-01; botocore 1.44.5 ecs ClusterServiceConnectDefaultsRequest.namespace (1,024, without `<>"/`),
/// servicediscovery CreatePrivateDnsNamespaceRequest.Name (253).
pub const fn namespace(name: &str) -> Result<(), Violation> {
    const RULE: &str = "namespace";
    if let Err(violation) = length(RULE, "namespace ", name, 1, 253) {
        return Err(violation);
    }
    labels(RULE, "namespace ", name, b"-.")
}

/// A service reaches others through the proxy of Service Connect, which there is not with the network modes `host` and
/// `none`.
///
/// Source: SV-31, SV-19; botocore 1.44.5 ecs ServiceConnectConfiguration; aws-cdk-lib 2.276.0.
pub const fn network_mode(mode: &str, connected: bool) -> Result<(), Violation> {
    let help = "use `network_mode = awsvpc`, or `bridge`";
    match mode.as_bytes() {
        b"host" if connected => Err(say(MODE, "with `network_mode = host` a service cannot `connect` to others", help)),
        b"none" if connected => Err(say(MODE, "with `network_mode = none` a service cannot `connect` to others", help)),
        _ => Ok(()),
    }
}

/// A task reaches services by their DNS names, for which any network will do.
///
/// Source: SV-31; botocore 1.44.5 ecs RunTaskRequest, which knows no Service Connect.
pub const fn task_network_mode(mode: &str, connected: bool) -> Result<(), Violation> {
    match mode.as_bytes() {
        b"none" if connected => {
            let help = "use `network_mode = awsvpc`, or `bridge` or `host`";
            Err(say(MODE, "with `network_mode = none` a task cannot `connect` to services", help))
        }
        _ => Ok(()),
    }
}

/// Whether a service with this network mode can be called: its tasks have addresses and security groups of their own, which
/// can be opened to its callers alone, and which DNS can tell.
///
/// Source: SV-31; botocore 1.44.5 ecs ServiceRegistry.containerName (A records with `awsvpc` alone).
#[must_use]
pub const fn is_callable(mode: &str) -> bool {
    matches!(mode.as_bytes(), b"awsvpc")
}

/// Whether a service whose deployments have this strategy has a DNS name. DNS tells the addresses of new tasks as soon as
/// they run; where deployments move traffic, that is before anybody is to call them.
///
/// Source: Amazon ECS developer guide (2026), "Required resources for Amazon ECS blue/green deployments", which names load
/// balancers, Service Connect and VPC Lattice alone as what moves traffic.
#[must_use]
pub const fn has_name(strategy: &str) -> bool {
    !moves(strategy)
}

/// Labels of 1 to 63 lower-case letters, digits and what of `more` is no dot, with dots between them; `-` neither begins
/// nor ends one.
pub(crate) const fn labels(rule: &'static str, what: &'static str, name: &str, more: &[u8]) -> Result<(), Violation> {
    let help = "use lower-case letters, digits and `-`, with dots between the labels";
    if let Err(violation) = letters(rule, what, name, no_lower(name, more), help) {
        return Err(violation);
    }
    let bytes = name.as_bytes();
    let (mut at, mut start) = (0, 0);
    while at <= bytes.len() {
        if at == bytes.len() || bytes[at] == b'.' {
            let problem = if at == start {
                " has an empty label"
            } else if at - start > 63 {
                " has a label of more than 63 characters"
            } else if bytes[start] == b'-' || bytes[at - 1] == b'-' {
                " has a label that begins or ends with `-`"
            } else {
                ""
            };
            if !problem.is_empty() {
                let help = Text::from("write labels of 1 to 63 characters with dots between them, as `shop.local`");
                return Err(Violation::new(rule, about(what, name).push(problem), help));
            }
            start = at + 1;
        }
        at += 1;
    }
    Ok(())
}

/// Where the first character stands that is no lower-case letter, no digit and none of `more`.
const fn no_lower(name: &str, more: &[u8]) -> Option<usize> {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_uppercase() {
            return Some(at);
        }
        at += 1;
    }
    foreign(name, more)
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(namespace("shop.local"), Ok(())));

    #[test]
    fn namespaces() {
        for legal in ["a", "shop", "shop.local", "a-1.b2", &format!("{}.local", "a".repeat(63))] {
            assert_eq!(namespace(legal), Ok(()), "{legal}");
        }
        for (illegal, problem) in [
            ("", "has 0 characters"),
            ("Shop.local", "may not contain `S` (character 1)"),
            ("shop/local", "may not contain `/` (character 5)"),
            ("shop..local", "has an empty label"),
            (".local", "has an empty label"),
            ("shop.", "has an empty label"),
            ("-shop", "has a label that begins or ends with `-`"),
            ("a.shop-.b", "has a label that begins or ends with `-`"),
        ] {
            let headline = namespace(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
        let longest = format!("{0}.{0}.{0}.{1}", "a".repeat(63), "a".repeat(61));
        assert!(namespace(&longest).is_ok() && namespace(&format!("{longest}a")).is_err());
        assert!(namespace(&"a".repeat(64)).is_err());
    }

    #[test]
    fn modes() {
        for (mode, connected, legal) in
            [("host", true, false), ("none", true, false), ("none", false, true), ("awsvpc", true, true)]
        {
            assert_eq!(network_mode(mode, connected).is_ok(), legal, "{mode}");
        }
        for (mode, connected, legal) in
            [("host", true, true), ("bridge", true, true), ("none", true, false), ("none", false, true)]
        {
            assert_eq!(task_network_mode(mode, connected).is_ok(), legal, "{mode}");
        }
        for (mode, callable) in [("awsvpc", true), ("bridge", false), ("host", false), ("none", false)] {
            assert_eq!(is_callable(mode), callable, "{mode}");
        }
    }

    #[test]
    fn strategies() {
        for (strategy, named) in [("rolling", true), ("blue_green", false), ("canary", false), ("linear", false)] {
            assert_eq!(has_name(strategy), named, "{strategy}");
        }
    }
}
