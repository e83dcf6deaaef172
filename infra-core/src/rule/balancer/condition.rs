//! What a route compares beside path and host.

use crate::rule::egress::is_block;
use crate::rule::letters::about;
use crate::rule::range::{foreign, length, letters, number, unprintable};
use crate::{Text, Violation};

/// The priority of a rule is 1 to 50,000.
///
/// Source: LR-01; botocore 1.44.5 elbv2 CreateRuleInput.Priority.
pub const fn priority(value: u64) -> Result<(), Violation> {
    const RULE: &str = "route-priority";
    number(RULE, "priority", value, 1, 50_000)
}

/// The HTTP method of a route: 1 to 40 of `A-Z`, `-` and `_`, compared as it is written.
///
/// Source: LR-02; botocore 1.44.5 elbv2 HttpRequestMethodConditionConfig.Values.
pub const fn method(method: &str) -> Result<(), Violation> {
    const RULE: &str = "route-method";
    let bytes = method.as_bytes();
    let (mut at, mut wrong) = (0, None);
    while at < bytes.len() && wrong.is_none() {
        if !matches!(bytes[at], b'A'..=b'Z' | b'-' | b'_') {
            wrong = Some(at);
        }
        at += 1;
    }
    if let Err(violation) = letters(RULE, "route method ", method, wrong, "use capital letters, `-` and `_`, as `GET`")
    {
        return Err(violation);
    }
    length(RULE, "route method ", method, 1, 40)
}

/// The name of a header that a route compares: 1 to 40 characters of a token of HTTP, not `Host`.
///
/// Source: LR-02; botocore 1.44.5 elbv2 HttpHeaderConditionConfig.HttpHeaderName; RFC 7230 §3.2.6.
pub const fn header_name(name: &str) -> Result<(), Violation> {
    const RULE: &str = "route-header";
    if name.eq_ignore_ascii_case("host") {
        let headline = about("a route cannot compare the header ", name);
        return Err(Violation::new(RULE, headline, Text::from("use `host = \"..\"` of the route")));
    }
    let at = foreign(name, b"!#$%&'*+-.^_`|~");
    if let Err(violation) = letters(RULE, "header ", name, at, "use letters, digits and `-`, as `X-Version`") {
        return Err(violation);
    }
    length(RULE, "header ", name, 1, 40)
}

/// The pattern that a header must meet: 1 to 128 printable characters, with `*` and `?` as wildcards.
///
/// Source: LR-02; botocore 1.44.5 elbv2 HttpHeaderConditionConfig.Values.
pub const fn header_value(pattern: &str) -> Result<(), Violation> {
    const RULE: &str = "route-header";
    value(RULE, "header pattern ", pattern)
}

/// The key of a query string that a route compares: 1 to 128 printable characters.
///
/// Source: LR-02; botocore 1.44.5 elbv2 QueryStringConditionConfig.Values.
pub const fn query_key(key: &str) -> Result<(), Violation> {
    const RULE: &str = "route-query";
    value(RULE, "query key ", key)
}

/// The value of a query string that a route compares: 1 to 128 printable characters, with `*` and `?` as wildcards.
///
/// Source: LR-02; botocore 1.44.5 elbv2 QueryStringConditionConfig.Values.
pub const fn query_value(pattern: &str) -> Result<(), Violation> {
    const RULE: &str = "route-query";
    value(RULE, "query value ", pattern)
}

/// The address block that the clients of a route are in, as `10.0.0.0/8`.
///
/// Source: LR-02; botocore 1.44.5 elbv2 SourceIpConditionConfig.Values.
pub const fn source(block: &str) -> Result<(), Violation> {
    if is_block(block) {
        return Ok(());
    }
    let help = "write an address block, as `10.0.0.0/8`, and one address as `203.0.113.7/32`";
    Err(Violation::new("route-source", about("source ", block).push(" is no address block"), Text::from(help)))
}

/// A route compares at most 5 values: its path, its host, its methods, its sources, and the patterns of headers and
/// queries.
///
/// Source: LR-02; botocore 1.44.5 elbv2 CreateRuleInput.Conditions; aws-cdk-lib 2.276.0.
pub const fn conditions(count: u64) -> Result<(), Violation> {
    if count <= 5 {
        return Ok(());
    }
    let headline = Text::from("the route compares ").number(count).push(" values");
    let help = "use at most 5, path and host included; write a second `route` for the rest";
    Err(Violation::new("route-conditions", headline, Text::from(help)))
}

const fn value(rule: &'static str, what: &'static str, value: &str) -> Result<(), Violation> {
    if let Err(violation) =
        letters(rule, what, value, unprintable(value), "use printable ASCII, with `*` and `?` as wildcards")
    {
        return Err(violation);
    }
    length(rule, what, value, 1, 128)
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(method("GET"), Ok(())));

    #[test]
    fn bounds() {
        for (value, legal) in [(0, false), (1, true), (50_000, true), (50_001, false)] {
            assert_eq!(priority(value).is_ok(), legal, "{value}");
        }
        for (count, legal) in [(1, true), (5, true), (6, false)] {
            assert_eq!(conditions(count).is_ok(), legal, "{count}");
        }
        for (text, legal) in [("GET", true), ("M-SEARCH", true), ("get", false), ("", false), ("G1", false)] {
            assert_eq!(method(text).is_ok(), legal, "{text}");
        }
        assert!(method(&"A".repeat(40)).is_ok() && method(&"A".repeat(41)).is_err());
        for (name, legal) in [("X-Version", true), ("host", false), ("a b", false), ("a:", false), ("", false)] {
            assert_eq!(header_name(name).is_ok(), legal, "{name}");
        }
        assert!(header_name(&"a".repeat(40)).is_ok() && header_name(&"a".repeat(41)).is_err());
        for (block, legal) in [("10.0.0.0/8", true), ("203.0.113.7/32", true), ("203.0.113.7", false), ("a/8", false)] {
            assert_eq!(source(block).is_ok(), legal, "{block}");
        }
        for check in [header_value, query_key, query_value] {
            assert!(check("v2*").is_ok() && check("").is_err() && check("\u{e4}").is_err());
            assert!(check(&"a".repeat(128)).is_ok() && check(&"a".repeat(129)).is_err());
        }
    }

    #[test]
    fn wordings() {
        assert_eq!(
            method("Get").expect_err("case").to_string(),
            "route method `Get` may not contain `e` (character 2) [route-method]\nhelp: use capital letters, `-` and `_`, as `GET`"
        );
        assert_eq!(
            header_name("Host").expect_err("host").to_string(),
            "a route cannot compare the header `Host` [route-header]\nhelp: use `host = \"..\"` of the route"
        );
    }
}
