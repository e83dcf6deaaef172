//! The names under which a load balancer is reached.

use crate::rule::letters::{about, rest};
use crate::rule::range::{length, refuse};
use crate::rule::service::connect::labels;
use crate::string::{same, starts_with};
use crate::{Text, Violation};

/// A domain: 4 to 253 lower-case characters, two labels or more, the last one no number; `*.` may stand before it.
///
/// Source: botocore 1.44.5 acm DomainNameString; RFC 1035 §2.3.4.
pub const fn domain(name: &str) -> Result<(), Violation> {
    const RULE: &str = "domain";
    if let Err(violation) = length(RULE, "domain ", name, 1, 253) {
        return Err(violation);
    }
    let plain = if starts_with(name, "*.") { rest(name, 2) } else { name };
    if let Err(violation) = labels(RULE, "domain ", plain, b"-.") {
        return Err(violation);
    }
    let bytes = plain.as_bytes();
    let (mut end, mut letters) = (bytes.len(), false);
    while end > 0 && bytes[end - 1] != b'.' {
        letters |= bytes[end - 1].is_ascii_lowercase();
        end -= 1;
    }
    let help = "write the whole name, as \"shop.example.com\"";
    if end == 0 {
        return Err(refuse(RULE, name, " has no dot, as a domain has", help));
    }
    if !letters || bytes.len() - end < 2 {
        return Err(refuse(RULE, name, " does not end in a top-level domain", help));
    }
    Ok(())
}

/// A certificate is made for a domain of at most 64 characters; for a longer one it must be brought.
///
/// Source: botocore 1.44.5 acm RequestCertificateRequest.DomainName (RFC 5280, common name).
pub const fn domain_certificate(name: &str, certificate: Option<&str>) -> Result<(), Violation> {
    if certificate.is_some() || name.len() <= 64 {
        return Ok(());
    }
    let headline = about("domain ", name).push(" has ").number(name.len() as u64);
    let headline = headline.push(" characters, too many for the name of a certificate");
    let help = "use at most 64, or bring a certificate with `certificate = \"arn:aws:acm:..\"`";
    Err(Violation::new("domain-certificate", headline, Text::from(help)))
}

/// The two load balancers of a cluster have domains of their own: a name leads to one of them.
///
/// Source: botocore 1.44.5 route53 ChangeResourceRecordSets (InvalidChangeBatch, record set already exists).
pub const fn apart(application: Option<&str>, network: Option<&str>) -> Result<(), Violation> {
    match (application, network) {
        (Some(application), Some(network)) if same(application, network) => {
            let headline = about("domain ", application).push(" leads to two load balancers");
            let help = "give one of them another, as \"db.example.com\"";
            Err(Violation::new("domain-twice", headline, Text::from(help)))
        }
        _ => Ok(()),
    }
}

/// The id of a hosted zone: `Z` and capital letters and digits, at most 32.
///
/// Source: botocore 1.44.5 route53 ResourceId (32 characters); Route 53 developer guide, ids of hosted zones.
pub const fn zone(id: &str) -> Result<(), Violation> {
    const RULE: &str = "hosted-zone";
    let bytes = id.as_bytes();
    let mut legal = bytes.len() > 1 && bytes.len() <= 32 && bytes[0] == b'Z';
    let mut at = 0;
    while at < bytes.len() {
        legal &= bytes[at].is_ascii_uppercase() || bytes[at].is_ascii_digit();
        at += 1;
    }
    if legal {
        return Ok(());
    }
    Err(refuse(RULE, id, " is no id of a hosted zone", "write it as Route 53 shows it, as \"Z0123456789ABCDEFGHIJ\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(domain("shop.example.com"), Ok(())));

    #[test]
    fn domains() {
        for legal in ["a.io", "shop.example.com", "*.example.com", "xn--caf-dma.example", "a.xn--p1ai"] {
            assert_eq!(domain(legal), Ok(()), "{legal}");
        }
        for (illegal, problem) in [
            ("", "has 0 characters"),
            ("localhost", "has no dot, as a domain has"),
            ("*.com", "has no dot, as a domain has"),
            ("10.0.0.1", "does not end in a top-level domain"),
            ("shop.c", "does not end in a top-level domain"),
            ("Shop.com", "may not contain `S` (character 1)"),
            ("https://shop.com", "may not contain `:` (character 6)"),
            ("a.*.com", "may not contain `*` (character 3)"),
            ("shop.com.", "has an empty label"),
        ] {
            let headline = domain(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
        let longest = format!("{0}.{0}.{0}.{1}", "a".repeat(63), "a".repeat(61));
        assert!(domain(&longest).is_ok() && domain(&format!("{longest}a")).is_err());
        let name = format!("{}.example.com", "a".repeat(52));
        assert_eq!(name.len(), 64);
        assert!(domain_certificate(&name, None).is_ok() && domain_certificate(&format!("a{name}"), None).is_err());
        assert!(domain_certificate(&format!("a{name}"), Some("arn")).is_ok());
    }

    #[test]
    fn one_domain_is_one_load_balancers() {
        assert!(apart(Some("a.io"), Some("b.io")).is_ok() && apart(Some("a.io"), None).is_ok());
        assert!(apart(Some("a.io"), Some("a.io")).is_err());
    }

    #[test]
    fn zones() {
        let longest = format!("Z{}", "1".repeat(31));
        for (id, legal) in [
            ("Z0123456789ABCDEFGHIJ", true),
            (&longest, true),
            (&format!("{longest}1"), false),
            ("Z", false),
            ("", false),
            ("A1", false),
            ("Zabc", false),
            ("/hostedzone/Z1", false),
        ] {
            assert_eq!(zone(id).is_ok(), legal, "{id}");
        }
    }
}
