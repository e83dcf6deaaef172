//! Buckets of S3.

use super::letters::{about, find};
use super::range::{length, letters, refuse};
use crate::string::starts_with;
use crate::{Text, Violation};

/// What names of buckets may not begin with.
const PREFIXES: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
/// What names of buckets may not end with.
const SUFFIXES: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/// The name of a bucket: 3 to 63 lower-case letters, digits, `-` and single dots, with a letter or digit at both ends, no
/// IP address, and without the beginnings and ends that S3 reserves.
///
/// Source: Amazon S3 user guide, 2025, "General purpose bucket naming rules".
pub const fn name(name: &str) -> Result<(), Violation> {
    const RULE: &str = "bucket-name";
    const HELP: &str = "use lower-case letters, digits, `-` and single dots, with a letter or digit at both ends";
    let bytes = name.as_bytes();
    let (mut at, mut wrong, mut dots, mut digits) = (0, None, 0, true);
    while at < bytes.len() && wrong.is_none() {
        match bytes[at] {
            b'.' if at > 0 && bytes[at - 1] != b'.' && at + 1 < bytes.len() => dots += 1,
            b'a'..=b'z' => digits = false,
            b'-' if at > 0 && at + 1 < bytes.len() => digits = false,
            b'0'..=b'9' => {}
            b'.' | b'-' => {
                return Err(refuse(RULE, name, " has a `.` or `-` at an end, or two dots in a row", HELP));
            }
            _ => wrong = Some(at),
        }
        at += 1;
    }
    if let Err(violation) = letters(RULE, "bucket ", name, wrong, HELP) {
        return Err(violation);
    }
    if let Err(violation) = length(RULE, "bucket ", name, 3, 63) {
        return Err(violation);
    }
    if digits && dots == 3 {
        return Err(refuse(RULE, name, " is an IP address, which no bucket is called", "take another name"));
    }
    let mut word = 0;
    while word < PREFIXES.len() {
        if starts_with(name, PREFIXES[word]) {
            let headline =
                about("bucket ", name).push(" begins with ").quote(PREFIXES[word]).push(", which S3 reserves");
            return Err(Violation::new(RULE, headline, Text::from("begin the name with another word")));
        }
        word += 1;
    }
    word = 0;
    while word < SUFFIXES.len() {
        if name.len() > SUFFIXES[word].len() && ends_with(name, SUFFIXES[word]) {
            let headline = about("bucket ", name).push(" ends with ").quote(SUFFIXES[word]).push(", which S3 reserves");
            return Err(Violation::new(RULE, headline, Text::from("end the name with another word")));
        }
        word += 1;
    }
    Ok(())
}

/// What the keys of objects begin with: 1 to 1,024 bytes, without control characters.
///
/// Source: Amazon S3 user guide, 2025, "Naming Amazon S3 objects" (1,024 bytes).
pub const fn prefix(prefix: &str) -> Result<(), Violation> {
    const RULE: &str = "bucket-prefix";
    if let Err(violation) = length(RULE, "prefix ", prefix, 1, 1024) {
        return Err(violation);
    }
    let bytes = prefix.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_control() {
            return letters(RULE, "prefix ", prefix, Some(at), "write it as keys begin, as \"orders/\"");
        }
        at += 1;
    }
    Ok(())
}

/// A prefix is compared letter by letter: `*` is no wildcard in it, and few keys begin with `/`.
///
/// Source: EventBridge user guide, 2025, "Comparison operators", prefix matching.
pub const fn prefix_letters(prefix: &str) -> Result<(), Violation> {
    const RULE: &str = "bucket-prefix-letters";
    if find(prefix, b'*', 0).is_some() {
        return Err(refuse(RULE, prefix, " has a `*`, which is no wildcard in a prefix", "end the prefix before it"));
    }
    if starts_with(prefix, "/") {
        let help = "write it as keys begin, as \"orders/\"";
        return Err(refuse(RULE, prefix, " begins with `/`, with which keys seldom begin", help));
    }
    Ok(())
}

const fn ends_with(text: &str, end: &str) -> bool {
    crate::string::same(super::letters::rest(text, text.len().saturating_sub(end.len())), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(name("shop-logs"), Ok(())));

    #[test]
    fn names() {
        for legal in ["abc", "shop.logs-1", "1.2.3", "10.0.0.1a", &"a".repeat(63)] {
            assert_eq!(name(legal), Ok(()), "{legal}");
        }
        for illegal in [
            "",
            "ab",
            "Shop",
            "shop_logs",
            "-shop",
            "shop-",
            ".shop",
            "shop.",
            "a..b",
            "10.0.0.1",
            "xn--abc",
            "sthree-a",
            "a-s3alias",
            "a--x-s3",
            "a.mrap",
            "s3://shop",
            &"a".repeat(64),
        ] {
            assert!(name(illegal).is_err(), "{illegal}");
        }
        assert_eq!(
            name("Shop").expect_err("case").headline.as_str(),
            "bucket `Shop` may not contain `S` (character 1)"
        );
    }

    #[test]
    fn prefixes() {
        for (text, legal, letters) in [
            ("orders/", true, true),
            ("", false, true),
            ("/orders", true, false),
            ("orders/*", true, false),
            ("a\n", false, true),
        ] {
            assert_eq!((prefix(text).is_ok(), prefix_letters(text).is_ok()), (legal, letters), "{text}");
        }
        assert!(prefix(&"a".repeat(1024)).is_ok() && prefix(&"a".repeat(1025)).is_err());
    }
}
