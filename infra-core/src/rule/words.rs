//! Words that are taken from a list, and lists in which none stands twice.

use super::letters::{about, nearest_word, one_of, point, quote};
use crate::string::{same, starts_with};
use crate::{Text, Violation};

/// The value of `key` is one of `words`.
pub(super) const fn known(
    rule: &'static str,
    key: &'static str,
    word: &str,
    words: &[&'static str],
) -> Result<(), Violation> {
    if one_of(word, words) {
        return Ok(());
    }
    let headline = quote(Text::from("`").push(key).push("` cannot be "), word);
    let help = match nearest_word(word, words) {
        Some(near) => Text::from("did you mean ").quote(near).push("?"),
        None => any_of(Text::from("use "), words),
    };
    Err(Violation::new(rule, headline, help))
}

/// No two of `names` are the same; `what` says of what they are names, as `container `.
pub(super) const fn once(
    rule: &'static str,
    what: &'static str,
    names: &[&str],
    help: &'static str,
) -> Result<(), Violation> {
    let mut at = 1;
    while at < names.len() {
        let mut before = 0;
        while before < at {
            if same(names[before], names[at]) {
                return Err(Violation::new(rule, about(what, names[at]).push(" is there twice"), Text::from(help)));
            }
            before += 1;
        }
        at += 1;
    }
    Ok(())
}

/// A name as ECS has it: 1 to 255 letters, digits, `_` and `-`.
pub(super) const fn plain(rule: &'static str, what: &'static str, name: &str) -> Result<(), Violation> {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !matches!(bytes[at], b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_') {
            let headline = point(about(what, name).push(" may not contain "), name, at);
            return Err(Violation::new(rule, headline, Text::from("use letters, digits, `-` and `_`")));
        }
        at += 1;
    }
    if bytes.is_empty() || bytes.len() > 255 {
        let headline = about(what, name).push(" has ").number(bytes.len() as u64).push(" characters");
        return Err(Violation::new(rule, headline, Text::from("use 1 to 255 characters")));
    }
    Ok(())
}

/// The id of something in AWS: `prefix`, then 8 or 17 hexadecimal digits in lower case.
pub(super) const fn id(
    rule: &'static str,
    what: &'static str,
    prefix: &'static str,
    id: &str,
) -> Result<(), Violation> {
    let bytes = id.as_bytes();
    let mut legal = starts_with(id, prefix) && matches!(bytes.len() - prefix.len(), 8 | 17);
    let mut at = prefix.len();
    while legal && at < bytes.len() {
        legal = matches!(bytes[at], b'0'..=b'9' | b'a'..=b'f');
        at += 1;
    }
    if legal {
        return Ok(());
    }
    let help = Text::from("write `").push(prefix).push("` and its 8 or 17 hexadecimal digits, as `").push(prefix);
    Err(Violation::new(rule, about(what, id).push(" is malformed"), help.push("0123456789abcdef0`")))
}

/// A path from the root, without control characters.
pub(super) const fn absolute(
    rule: &'static str,
    what: &'static str,
    path: &str,
    example: &'static str,
) -> Result<(), Violation> {
    let bytes = path.as_bytes();
    if bytes.is_empty() || bytes[0] != b'/' {
        let headline = about(what, path).push(" does not begin with `/`");
        return Err(Violation::new(rule, headline, Text::from("write it from the root, as ").quote(example)));
    }
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_control() {
            let headline = point(about(what, path).push(" may not contain "), path, at);
            return Err(Violation::new(rule, headline, Text::from("write one path, as ").quote(example)));
        }
        at += 1;
    }
    Ok(())
}

/// Appends "`a`, `b` or `c`".
pub(super) const fn any_of(mut text: Text, words: &[&'static str]) -> Text {
    let mut at = 0;
    while at < words.len() {
        if at > 0 {
            text = text.push(if at + 1 == words.len() { " or " } else { ", " });
        }
        text = text.quote(words[at]);
        at += 1;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_proposed() {
        assert_eq!(known("r", "mode", "host", &["none", "host"]), Ok(()));
        for (word, message) in [
            ("hots", "`mode` cannot be `hots` [r]\nhelp: did you mean `host`?"),
            ("overlay", "`mode` cannot be `overlay` [r]\nhelp: use `none`, `bridge` or `host`"),
        ] {
            assert_eq!(known("r", "mode", word, &["none", "bridge", "host"]).expect_err(word).to_string(), message);
        }
    }

    #[test]
    fn the_second_of_two_is_named() {
        for (names, legal) in [(&[][..], true), (&["a"], true), (&["a", "b"], true), (&["a", "b", "a"], false)] {
            assert_eq!(once("r", "volume ", names, "rename one").is_ok(), legal, "{names:?}");
        }
        let message = once("r", "volume ", &["a", "a"], "rename one").expect_err("twice").to_string();
        assert_eq!(message, "volume `a` is there twice [r]\nhelp: rename one");
    }

    #[test]
    fn names_ids_and_paths() {
        for (name, legal) in
            [("", false), ("a", true), ("A_b-9", true), ("a b", false), ("a.b", false), ("\u{e4}", false)]
        {
            assert_eq!(plain("r", "name ", name).is_ok(), legal, "{name}");
        }
        assert!(plain("r", "name ", &"a".repeat(255)).is_ok() && plain("r", "name ", &"a".repeat(256)).is_err());
        for (text, legal) in [
            ("fs-01234567", true),
            ("fs-0123456789abcdef0", true),
            ("fs-", false),
            ("fs", false),
            ("", false),
            ("fs-0123456", false),
            ("fs-012345678", false),
            ("fs-0123456G", false),
            ("fs-ABCDEF01", false),
            ("sg-01234567", false),
        ] {
            assert_eq!(id("r", "file system ", "fs-", text).is_ok(), legal, "{text}");
        }
        for (path, legal) in [("/", true), ("/a b", true), ("", false), ("a", false), ("./a", false), ("/a\n", false)] {
            assert_eq!(absolute("r", "path ", path, "/data").is_ok(), legal, "{path}");
        }
    }
}
