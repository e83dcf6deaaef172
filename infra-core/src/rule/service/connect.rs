//! The names of services inside a cluster: Service Connect and private DNS.

use crate::rule::letters::about;
use crate::rule::range::{foreign, length, letters, say};
use crate::{Text, Violation};

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
    const RULE: &str = "connect-network-mode";
    let help = "use `network_mode = awsvpc`, or `bridge`";
    match mode.as_bytes() {
        b"host" if connected => Err(say(RULE, "with `network_mode = host` a service cannot `connect` to others", help)),
        b"none" if connected => Err(say(RULE, "with `network_mode = none` a service cannot `connect` to others", help)),
        _ => Ok(()),
    }
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
    }
}
