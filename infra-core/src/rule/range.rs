//! Bounds of numbers, durations and lengths, and how messages tell of them.

use super::bounds::{Key, within};
use super::letters::{about, contains, point, quote};
use crate::{Text, Violation};

/// Appends a duration as declarations write it, in the largest unit that it is whole in: `90s`, `15m`, `1h`, `7d`.
pub(crate) const fn duration(text: Text, seconds: u64) -> Text {
    let (unit, name) = if seconds == 0 || !seconds.is_multiple_of(60) {
        (1, "s")
    } else if !seconds.is_multiple_of(3_600) {
        (60, "m")
    } else if !seconds.is_multiple_of(86_400) {
        (3_600, "h")
    } else {
        (86_400, "d")
    };
    text.number(seconds / unit).push(name)
}

/// `key = value` as code, for a duration.
pub(crate) const fn duration_key(text: Text, key: &'static str, seconds: u64) -> Text {
    duration(text.push("`").push(key).push(" = \""), seconds).push("\"`")
}

/// `key = value` as code, for a number.
pub(crate) const fn number_key(text: Text, key: &'static str, value: u64) -> Text {
    text.push("`").push(key).push(" = ").number(value).push("`")
}

/// A number of `key` lies within `least..=most`.
pub(crate) const fn number(
    rule: &'static str,
    key: &'static str,
    value: u64,
    least: u64,
    most: u64,
) -> Result<(), Violation> {
    within(rule, Key::count(key, ""), value, least, most)
}

/// A duration of `key` lies within `least..=most` seconds.
pub(crate) const fn seconds(
    rule: &'static str,
    key: &'static str,
    value: u64,
    least: u64,
    most: u64,
) -> Result<(), Violation> {
    within(rule, Key::seconds(key, ""), value, least, most)
}

/// A duration of `key` lies within `least..=most` minutes, and is whole in minutes.
pub(crate) const fn minutes(
    rule: &'static str,
    key: &'static str,
    value: u64,
    least: u64,
    most: u64,
) -> Result<(), Violation> {
    if let Err(violation) = seconds(rule, key, value, least * 60, most * 60) {
        return Err(violation);
    }
    if value.is_multiple_of(60) {
        return Ok(());
    }
    let headline = duration_key(Text::new(), key, value).push(" is not whole in minutes");
    let help = Text::from("use ").number(value / 60).push("m or ").number(value / 60 + 1).push("m");
    Err(Violation::new(rule, headline, help))
}

/// A text has `least..=most` characters, which are counted in bytes as AWS does for ASCII.
pub(crate) const fn length(
    rule: &'static str,
    what: &'static str,
    value: &str,
    least: usize,
    most: usize,
) -> Result<(), Violation> {
    let length = value.len();
    if length >= least && length <= most {
        return Ok(());
    }
    let headline = about(what, value).push(" has ").number(length as u64);
    let headline = headline.push(if length == 1 { " character" } else { " characters" });
    let help = if least == 0 {
        Text::from("use at most ").number(most as u64)
    } else {
        Text::from("use ").number(least as u64).push(" to ").number(most as u64)
    };
    Err(Violation::new(rule, headline, help))
}

/// Where the first character stands that is no letter, no digit and none of `more`.
pub(crate) const fn foreign(text: &str, more: &[u8]) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() && !contains(more, bytes[at]) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Where the first character stands that is not printable ASCII; a space is.
pub(crate) const fn unprintable(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_graphic() && bytes[at] != b' ' {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// That `what` may not contain the character at `at`, if there is one.
pub(crate) const fn letters(
    rule: &'static str,
    what: &'static str,
    value: &str,
    at: Option<usize>,
    help: &'static str,
) -> Result<(), Violation> {
    match at {
        Some(at) => {
            let headline = point(about(what, value).push(" may not contain "), value, at);
            Err(Violation::new(rule, headline, Text::from(help)))
        }
        None => Ok(()),
    }
}

/// A violation of `rule` about one value: `value` in backticks, and what is wrong with it.
pub(crate) const fn refuse(rule: &'static str, value: &str, problem: &'static str, help: &'static str) -> Violation {
    Violation::new(rule, quote(Text::new(), value).push(problem), Text::from(help))
}

/// A violation of `rule` of two fixed sentences.
pub(crate) const fn say(rule: &'static str, headline: &'static str, help: &'static str) -> Violation {
    Violation::new(rule, Text::from(headline), Text::from(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_in_their_largest_unit() {
        for (seconds, written) in [(0, "0s"), (59, "59s"), (90, "90s"), (900, "15m"), (3_600, "1h"), (604_800, "7d")] {
            assert_eq!(duration(Text::new(), seconds).as_str(), written);
        }
    }

    #[test]
    fn ranges_name_key_value_and_way_out() {
        assert_eq!(
            number("rule", "count", 7, 1, 6).expect_err("7").to_string(),
            "`count = 7` is too high [rule]\nhelp: use 1 to 6"
        );
        assert_eq!(
            seconds("rule", "every", 0, 1, 86_400).expect_err("0").to_string(),
            "`every = \"0s\"` is too short [rule]\nhelp: use \"1s\" to \"1d\""
        );
        assert_eq!(
            minutes("rule", "every", 90, 1, 5).expect_err("90").to_string(),
            "`every = \"90s\"` is not whole in minutes [rule]\nhelp: use 1m or 2m"
        );
        assert!(minutes("rule", "every", 0, 0, 5).is_ok() && minutes("rule", "every", 360, 0, 5).is_err());
        assert_eq!(
            length("rule", "name ", "a", 2, 3).expect_err("a").to_string(),
            "name `a` has 1 character [rule]\nhelp: use 2 to 3"
        );
    }
}
