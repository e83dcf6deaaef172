//! Tags.

use super::letters::{about, characters, point, starts_with_any_case};
use crate::string::starts_with;
use crate::{Text, Violation};

/// How many tags a declaration may have: AWS's 50 without the three that every resource gets, and a fourth that tells a
/// revision of a task definition, or a service whose scaling has times.
///
/// Source: TD-50; botocore 1.44.5 ecs Tags.
const MOST: usize = 45;

/// The key of a tag: 1 to 128 letters, digits, spaces and `_.:/=+-@`, not beginning with `aws:` in upper or lower case,
/// nor with `infra:`, which is this library's own. Letters outside ASCII pass: whether they are letters, AWS decides.
///
/// Source: TD-50; botocore 1.44.5 ecs TagKey.
pub const fn key(key: &str) -> Result<(), Violation> {
    const RULE: &str = "tag-key";
    let prefix = if starts_with_any_case(key, "aws:") {
        "`aws:`, which AWS reserves"
    } else if starts_with(key, "infra:") {
        "`infra:`, which this library keeps for itself"
    } else {
        ""
    };
    if !prefix.is_empty() {
        let headline = about("tag key ", key).push(" begins with ").push(prefix);
        return Err(Violation::new(RULE, headline, Text::from("begin the key with another word")));
    }
    let length = characters(key);
    if length == 0 || length > 128 {
        let headline = about("tag key ", key).push(" has ").number(length as u64).push(" characters");
        return Err(Violation::new(RULE, headline, Text::from("use 1 to 128 characters")));
    }
    match foreign(key) {
        Some(at) => Err(refuse(RULE, "tag key ", key, at)),
        None => Ok(()),
    }
}

/// The value of a tag: at most 256 letters, digits, spaces and `_.:/=+-@`; it may be empty.
///
/// Source: TD-50; botocore 1.44.5 ecs TagValue.
pub const fn value(value: &str) -> Result<(), Violation> {
    const RULE: &str = "tag-value";
    let length = characters(value);
    if length > 256 {
        let headline = about("tag value ", value).push(" has ").number(length as u64).push(" characters");
        return Err(Violation::new(RULE, headline, Text::from("use at most 256 characters")));
    }
    match foreign(value) {
        Some(at) => Err(refuse(RULE, "tag value ", value, at)),
        None => Ok(()),
    }
}

/// A declaration has at most 45 tags: AWS takes 50, and five are this library's own.
///
/// Source: TD-50; botocore 1.44.5 ecs Tags.
pub const fn count(count: usize) -> Result<(), Violation> {
    if count <= MOST {
        return Ok(());
    }
    Err(Violation::new(
        "tag-count",
        Text::from("there are ").number(count as u64).push(" tags"),
        Text::from("use at most 45: AWS takes 50, and five are this library's own, as `infra:app`"),
    ))
}

const fn refuse(rule: &'static str, what: &'static str, text: &str, at: usize) -> Violation {
    let headline = point(about(what, text).push(" may not contain "), text, at);
    Violation::new(rule, headline, Text::from("use letters, digits, spaces and `_.:/=+-@`"))
}

/// Where the first character stands that no tag has.
const fn foreign(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let legal = match bytes[at] {
            b'_' | b'.' | b':' | b'/' | b'=' | b'+' | b'-' | b'@' | b' ' => true,
            byte => byte.is_ascii_alphanumeric() || !byte.is_ascii(),
        };
        if !legal {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(matches!(key("team"), Ok(())));
    const _: () = assert!(matches!(value(""), Ok(())));
    const _: () = assert!(matches!(count(45), Ok(())));

    #[test]
    fn keys() {
        for legal in ["team", "cost centre", "a_.:/=+-@1", "\u{df}", "my-aws:x", "infra", "aws", &"\u{e9}".repeat(128)]
        {
            assert_eq!(key(legal), Ok(()), "{legal}");
        }
        for (illegal, headline) in [
            ("", "tag key `` has 0 characters"),
            ("aws:x", "tag key `aws:x` begins with `aws:`, which AWS reserves"),
            ("AWS:x", "tag key `AWS:x` begins with `aws:`, which AWS reserves"),
            ("infra:app", "tag key `infra:app` begins with `infra:`, which this library keeps for itself"),
            ("a,b", "tag key `a,b` may not contain `,` (character 2)"),
            ("a\nb", "tag key `a?b` may not contain a control character (character 2)"),
        ] {
            assert_eq!(key(illegal).expect_err(illegal).headline.as_str(), headline);
        }
        assert!(key(&"a".repeat(129)).is_err());
    }

    #[test]
    fn values() {
        for legal in ["", "a b", "aws:x", &"a".repeat(256)] {
            assert_eq!(value(legal), Ok(()), "{legal}");
        }
        for illegal in ["a,b", "50%", "a\tb", &"a".repeat(257)] {
            assert!(value(illegal).is_err(), "{illegal}");
        }
    }

    #[test]
    fn counts() {
        for (number, legal) in [(0, true), (45, true), (46, false), (usize::MAX, false)] {
            assert_eq!(count(number).is_ok(), legal, "{number}");
        }
    }

    proptest! {
        #[test]
        fn no_tag_panics(text in ".{0,300}") {
            let _ = (key(&text), value(&text));
        }
    }
}
