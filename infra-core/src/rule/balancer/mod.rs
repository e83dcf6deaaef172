//! Load balancers: routes, listeners, certificates.

pub mod condition;
pub mod domain;
mod listener;
pub mod stream;
pub mod target;

use super::letters::{about, find, point, quote, rest, slice};
use super::range::{foreign, say, seconds};
use crate::string::{same, starts_with};
use crate::{Text, Violation};

pub use listener::{certificate, listeners};
pub use target::drain;

/// The most characters of a value that a rule compares.
///
/// Source: LR-02; botocore 1.44.5 elbv2 RuleCondition.Values.
const MOST: usize = 128;

/// A connection may be quiet for 1 to 4,000 seconds.
///
/// Source: LB-06; botocore 1.44.5 elbv2 LoadBalancerAttribute.Key, `idle_timeout.timeout_seconds`.
pub const fn idle(value: u64) -> Result<(), Violation> {
    const RULE: &str = "balancer-idle";
    seconds(RULE, "idle", value, 1, 4000)
}

/// A load balancer needs subnets of two zones: public ones, unless it is `internal`. For an existing network, of which
/// only the ids are known, that is two subnets.
///
/// Source: LB-03, LB-04; botocore 1.44.5 elbv2 CreateLoadBalancerInput.Subnets; cfn-lint 1.58.0 E3680.
pub const fn subnets(public: u64, private: u64, internal: bool) -> Result<(), Violation> {
    const RULE: &str = "balancer-subnets";
    if public >= 2 || (internal && private >= 2) {
        return Ok(());
    }
    if internal {
        let help = "list two subnets, in two zones, as `private` or `public`";
        return Err(say(RULE, "an internal load balancer needs two subnets of one kind", help));
    }
    let help = "list two subnets, in two zones, as `public`, or make it `internal`";
    if public == 0 {
        return Err(say(RULE, "a load balancer for the internet needs public subnets, and the network has none", help));
    }
    Err(say(RULE, "a load balancer for the internet needs two public subnets, and the network has one", help))
}

/// A network load balancer needs a subnet: a public one, unless it is `internal`.
///
/// Source: LB-04; botocore 1.44.5 elbv2 CreateLoadBalancerInput.Subnets.
pub const fn network_subnets(public: u64, internal: bool) -> Result<(), Violation> {
    if public > 0 || internal {
        return Ok(());
    }
    let headline = "a network load balancer for the internet needs a public subnet, and the network has none";
    let help = "list one as `public`, or declare `network_balancer(internal)`";
    Err(say("balancer-subnets", headline, help))
}

/// The path pattern of a route: 1 to 128 characters from `/`, of letters, digits and `_-.$/~"'@:+&*?`, where `*` stands
/// for any characters and `?` for one.
///
/// Source: LR-02; botocore 1.44.5 elbv2 RuleCondition.Values, path-pattern.
pub const fn route_path(path: &str) -> Result<(), Violation> {
    const RULE: &str = "route-path";
    if !starts_with(path, "/") {
        let headline = about("route path ", path).push(" does not begin with `/`");
        return Err(Violation::new(RULE, headline, Text::from("write it from the root, as `/api/*`")));
    }
    if let Some(at) = foreign(path, b"_-.$/~\"'@:+&*?") {
        let headline = point(about("route path ", path).push(" may not contain "), path, at);
        let help = "use letters, digits and `_-.$/~\"'@:+&`, with `*` and `?` as wildcards";
        return Err(Violation::new(RULE, headline, Text::from(help)));
    }
    length(RULE, "route path ", path)
}

/// The host of a route: at most 128 letters, digits, `-`, `.` and the wildcards `*` and `?`, with a dot, and only letters
/// behind the last one.
///
/// Source: LR-02, LR-03; botocore 1.44.5 elbv2 HostHeaderConditionConfig.Values, RuleCondition.Values, host-header.
pub const fn route_host(host: &str) -> Result<(), Violation> {
    const RULE: &str = "route-host";
    if let Some(at) = foreign(host, b"-.*?") {
        let headline = point(about("route host ", host).push(" may not contain "), host, at);
        let help = "use letters, digits, `-` and `.`, with `*` and `?` as wildcards";
        return Err(Violation::new(RULE, headline, Text::from(help)));
    }
    let bytes = host.as_bytes();
    let (mut end, mut letters) = (bytes.len(), true);
    while end > 0 && bytes[end - 1] != b'.' {
        letters &= bytes[end - 1].is_ascii_alphabetic();
        end -= 1;
    }
    if end == 0 {
        let headline = about("route host ", host).push(" has no dot");
        return Err(Violation::new(RULE, headline, Text::from("write the whole name, as `api.example.com`")));
    }
    if end == bytes.len() || !letters {
        let headline = about("route host ", host).push(" does not end in letters behind its last dot");
        return Err(Violation::new(RULE, headline, Text::from("end it in a domain, as `*.example.com`")));
    }
    length(RULE, "route host ", host)
}

/// The ARN of a certificate of ACM: `arn:aws:acm:region:account:certificate/id`, in any partition.
///
/// Source: LS-02; botocore 1.44.5 acm Arn.
pub const fn certificate_arn(arn: &str) -> Result<(), Violation> {
    let (mut at, mut field, mut legal) = (0, 0, true);
    while field < 6 {
        let end = match find(arn, b':', at) {
            Some(end) if field < 5 => end,
            _ => arn.len(),
        };
        let part = if at <= arn.len() { slice(arn, at, end) } else { "" };
        legal &= match field {
            0 => same(part, "arn"),
            1 => same(part, "aws") || starts_with(part, "aws-"),
            2 => same(part, "acm"),
            3 => !part.is_empty() && foreign(part, b"-").is_none(),
            4 => super::account::id(part).is_ok(),
            _ => {
                let id = rest(part, "certificate/".len());
                starts_with(part, "certificate/") && !id.is_empty() && foreign(id, b"-").is_none()
            }
        };
        at = end + 1;
        field += 1;
    }
    if legal {
        return Ok(());
    }
    let help = "write `arn:aws:acm:region:account:certificate/id`, as ACM shows it";
    let headline = quote(Text::new(), arn).push(" is no ARN of an ACM certificate");
    Err(Violation::new("certificate-arn", headline, Text::from(help)))
}

const fn length(rule: &'static str, what: &'static str, value: &str) -> Result<(), Violation> {
    if value.len() <= MOST {
        return Ok(());
    }
    let headline = about(what, value).push(" has ").number(value.len() as u64).push(" characters");
    Err(Violation::new(rule, headline, Text::from("use at most 128")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(matches!(idle(60), Ok(())));
    const _: () = assert!(matches!(route_path("/api/*"), Ok(())));
    const _: () = assert!(matches!(route_host("*.example.com"), Ok(())));

    #[test]
    fn idle_times_and_subnets() {
        for (seconds, legal) in [(0, false), (1, true), (4000, true), (4001, false)] {
            assert_eq!(idle(seconds).is_ok(), legal, "{seconds}");
        }
        for (public, private, internal, legal) in [
            (2, 0, false, true),
            (1, 2, false, false),
            (0, 2, false, false),
            (0, 2, true, true),
            (2, 0, true, true),
            (1, 1, true, false),
        ] {
            assert_eq!(subnets(public, private, internal).is_ok(), legal, "{public} {private} {internal}");
        }
    }

    #[test]
    fn a_network_balancer_needs_one_subnet() {
        assert!(network_subnets(1, false).is_ok() && network_subnets(0, true).is_ok());
        assert!(network_subnets(0, false).is_err());
    }

    #[test]
    fn paths() {
        for legal in ["/", "/*", "/api/v1.0/*", "/a_-.$/~\"'@:+&*?Z9", &format!("/{}", "a".repeat(127))] {
            assert_eq!(route_path(legal), Ok(()), "{legal}");
        }
        for (illegal, problem) in [
            ("", "does not begin with `/`"),
            ("api/*", "does not begin with `/`"),
            ("*", "does not begin with `/`"),
            ("/a b", "may not contain a space (character 3)"),
            ("/a=b", "may not contain `=` (character 3)"),
            ("/{id}", "may not contain `{` (character 2)"),
            ("/\u{e4}%", "may not contain `\u{e4}` (character 2)"),
        ] {
            let headline = route_path(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
        assert!(route_path(&format!("/{}", "a".repeat(128))).is_err());
    }

    #[test]
    fn hosts() {
        for legal in ["example.com", "*.example.com", "a?.Example.COM", "x.a", &format!("{}.com", "a".repeat(124))] {
            assert_eq!(route_host(legal), Ok(()), "{legal}");
        }
        for (illegal, problem) in [
            ("", "has no dot"),
            ("localhost", "has no dot"),
            ("example.", "does not end in letters behind its last dot"),
            ("example.c0m", "does not end in letters behind its last dot"),
            ("example.*", "does not end in letters behind its last dot"),
            ("10.0.0.1", "does not end in letters behind its last dot"),
            ("a_b.com", "may not contain `_` (character 2)"),
            ("a.com:80", "may not contain `:` (character 6)"),
            ("https://a.com", "may not contain `:` (character 6)"),
        ] {
            let headline = route_host(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
        assert!(route_host(&format!("{}.com", "a".repeat(125))).is_err());
    }

    #[test]
    fn certificates_are_of_acm() {
        let id = "certificate/12345678-1234-1234-1234-123456789012";
        for legal in ["arn:aws:acm:eu-central-1:111122223333:", "arn:aws-cn:acm:cn-north-1:111122223333:"] {
            assert_eq!(certificate_arn(&format!("{legal}{id}")), Ok(()));
        }
        for illegal in [
            "",
            "certificate",
            "arn:aws:acm:eu-central-1:111122223333:certificate/",
            "arn:aws:acm:eu-central-1:111122223333:certificate/a:b",
            "arn:aws:acm:eu-central-1:1111:certificate/a",
            "arn:aws:acm::111122223333:certificate/a",
            "arn:aws:iam::111122223333:server-certificate/a",
            "arn:google:acm:eu-central-1:111122223333:certificate/a",
            "arn:aws:acm:eu-central-1:111122223333",
        ] {
            assert!(certificate_arn(illegal).is_err(), "{illegal}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,140}") {
            let _ = (route_path(&text), route_host(&text), certificate_arn(&text));
        }

        #[test]
        fn no_likely_arn_panics(text in "arn:[a-z:/-]{0,40}") {
            let _ = certificate_arn(&text);
        }
    }
}
