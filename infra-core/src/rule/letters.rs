//! Reading text in const evaluation, and quoting it in messages.

use crate::Text;
use crate::string::same;

/// How many characters of a value a message repeats.
const QUOTED: usize = 60;

/// The bytes `start..end` of `text`; empty where they are no whole characters of it.
pub(crate) const fn slice(text: &str, start: usize, end: usize) -> &str {
    match text.split_at_checked(end) {
        Some((head, _)) => match head.split_at_checked(start) {
            Some((_, middle)) => middle,
            None => "",
        },
        None => "",
    }
}

/// What follows the first `start` bytes of `text`.
pub(crate) const fn rest(text: &str, start: usize) -> &str {
    slice(text, start, text.len())
}

/// Where `byte` stands in `text` at `from` or later.
pub(crate) const fn find(text: &str, byte: u8, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if bytes[at] == byte {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether a part of `path` between slashes is `..`.
pub(crate) const fn leads_up(path: &str) -> bool {
    let mut at = 0;
    while at <= path.len() {
        let end = match find(path, b'/', at) {
            Some(end) => end,
            None => path.len(),
        };
        if same(slice(path, at, end), "..") {
            return true;
        }
        at = end + 1;
    }
    false
}

/// Whether `byte` is one of `bytes`.
pub(crate) const fn contains(bytes: &[u8], byte: u8) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == byte {
            return true;
        }
        at += 1;
    }
    false
}

/// `text` up to the first `byte`, and what follows it.
pub(crate) const fn split(text: &str, byte: u8) -> Option<(&str, &str)> {
    match find(text, byte, 0) {
        Some(at) => Some((slice(text, 0, at), rest(text, at + 1))),
        None => None,
    }
}

/// How many characters `text` has.
pub(crate) const fn characters(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        if text.is_char_boundary(at) {
            count += 1;
        }
        at += 1;
    }
    count
}

/// Where the character that begins at `at` ends.
pub(crate) const fn next(text: &str, at: usize) -> usize {
    let mut end = at + 1;
    while end < text.len() && !text.is_char_boundary(end) {
        end += 1;
    }
    if end < text.len() { end } else { text.len() }
}

/// The decimal number that `text` is: digits only, at most `u32::MAX`.
pub(crate) const fn number(text: &str) -> Option<u32> {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return None;
    }
    let (mut at, mut number) = (0, 0_u64);
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            return None;
        }
        number = number * 10 + (bytes[at] - b'0') as u64;
        if narrow(number).is_none() {
            return None;
        }
        at += 1;
    }
    narrow(number)
}

/// `number`, when it is at most `u32::MAX`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "`TryFrom` is not there in const evaluation, and it is held before"
)]
pub(crate) const fn narrow(number: u64) -> Option<u32> {
    if number <= u32::MAX as u64 { Some(number as u32) } else { None }
}

/// `text` without the spaces at its end.
pub(crate) const fn trim_end(text: &str) -> &str {
    let bytes = text.as_bytes();
    let mut end = bytes.len();
    while end > 0 && bytes[end - 1] == b' ' {
        end -= 1;
    }
    slice(text, 0, end)
}

/// How many bytes at the start of `text` are digits.
pub(crate) const fn digits(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at].is_ascii_digit() {
        at += 1;
    }
    at
}

/// Whether one of `words` is `word`.
pub(crate) const fn one_of(word: &str, words: &[&str]) -> bool {
    let mut at = 0;
    while at < words.len() {
        if same(word, words[at]) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether `text` begins with `start`, upper and lower case being the same.
pub(crate) const fn starts_with_any_case(text: &str, start: &str) -> bool {
    slice(text, 0, start.len()).len() == start.len() && slice(text, 0, start.len()).eq_ignore_ascii_case(start)
}

/// The beginning of a headline: `what`, then `value` in backticks.
pub(crate) const fn about(what: &str, value: &str) -> Text {
    quote(Text::from(what), value)
}

/// Appends `value` between backticks to `text`, without line breaks, and shortened where it is long.
pub(crate) const fn quote(text: Text, value: &str) -> Text {
    let mut text = text.push("`");
    let (mut at, mut run, mut count) = (0, 0, 0);
    while at < value.len() && count < QUOTED {
        let end = next(value, at);
        if value.as_bytes()[at].is_ascii_control() {
            text = text.push(slice(value, run, at)).push("?");
            run = end;
        }
        at = end;
        count += 1;
    }
    text = text.push(slice(value, run, at));
    if at < value.len() { text.push("...`") } else { text.push("`") }
}

/// Appends which character of `value` begins at `at` and where: "`_` (character 3)".
pub(crate) const fn point(text: Text, value: &str, at: usize) -> Text {
    let character = slice(value, at, next(value, at));
    let text = match character.as_bytes() {
        [b' '] => text.push("a space"),
        [byte] if byte.is_ascii_control() => text.push("a control character"),
        _ => quote(text, character),
    };
    let place = characters(slice(value, 0, at)) + 1;
    text.push(" (character ").number(place as u64).push(")")
}

/// Appends `numbers` as "1, 2 or 3".
pub(crate) const fn list(mut text: Text, numbers: &[u32]) -> Text {
    let mut at = 0;
    while at < numbers.len() {
        if at > 0 {
            text = text.push(if at + 1 == numbers.len() { " or " } else { ", " });
        }
        text = text.number(numbers[at] as u64);
        at += 1;
    }
    text
}

/// How many letters must be inserted, dropped or replaced to make `right` of `left`; no more than the first 31 bytes of
/// each are looked at.
pub(crate) const fn distance(left: &str, right: &str) -> usize {
    const MOST: usize = 31;
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let columns = if right.len() < MOST { right.len() } else { MOST };
    let mut row = [0; MOST + 1];
    let mut column = 0;
    while column <= columns {
        row[column] = column;
        column += 1;
    }
    let mut line = 0;
    while line < left.len() && line < MOST {
        let mut diagonal = row[0];
        row[0] = line + 1;
        column = 0;
        while column < columns {
            let mut best = diagonal + if left[line] == right[column] { 0 } else { 1 };
            diagonal = row[column + 1];
            if row[column] + 1 < best {
                best = row[column] + 1;
            }
            if diagonal + 1 < best {
                best = diagonal + 1;
            }
            row[column + 1] = best;
            column += 1;
        }
        line += 1;
    }
    row[columns]
}

/// The first of `words` that is at most two letters away from `word`, and not all of it.
pub(crate) const fn nearest_word<'a>(word: &str, words: &[&'a str]) -> Option<&'a str> {
    let (mut best, mut found) = (3, None);
    let mut at = 0;
    while at < words.len() {
        let away = distance(word, words[at]);
        if away < best && away < word.len() {
            best = away;
            found = Some(words[at]);
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_levenshtein() {
        for (left, right, away) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("xlrge", "xlarge", 1),
            ("kitten", "sitting", 3),
            ("c5n", "c5n", 0),
            ("c5n", "c6n", 1),
        ] {
            assert_eq!(distance(left, right), away, "{left} and {right}");
        }
        assert_eq!(distance(&"a".repeat(100), &"b".repeat(100)), 31);
        assert_eq!(nearest_word("mdium", &["micro", "medium"]), Some("medium"));
        assert_eq!(nearest_word("x", &["y"]), None);
    }

    #[test]
    fn slices_only_at_characters() {
        assert_eq!(slice("abc", 1, 2), "b");
        assert_eq!(slice("aéc", 1, 3), "é");
        for (start, end) in [(1, 2), (2, 3), (3, 1), (0, 9), (9, 9)] {
            assert_eq!(slice("aéc", start, end), "", "{start}..{end}");
        }
        assert_eq!(split("a=b=c", b'='), Some(("a", "b=c")));
        assert_eq!(split("a", b'='), None);
        assert_eq!(trim_end("a  "), "a");
        assert_eq!(trim_end("  "), "");
        assert_eq!(characters("aéc"), 3);
    }

    #[test]
    fn reads_numbers_that_fit() {
        for (text, expected) in [("0", Some(0)), ("007", Some(7)), ("4294967295", Some(u32::MAX))] {
            assert_eq!(number(text), expected, "{text}");
        }
        for text in ["", "4294967296", "99999999999999999999999", "+1", "-1", "1 ", "1.0", "٣"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn quotes_are_one_short_line() {
        assert_eq!(quote(Text::new(), "a\nb").as_str(), "`a?b`");
        assert_eq!(quote(Text::new(), &"é".repeat(61)).as_str(), format!("`{}...`", "é".repeat(60)));
        assert_eq!(quote(Text::new(), &"é".repeat(60)).as_str(), format!("`{}`", "é".repeat(60)));
        assert_eq!(point(Text::new(), "aé b", 1).as_str(), "`é` (character 2)");
        assert_eq!(point(Text::new(), "aé b", 3).as_str(), "a space (character 3)");
        assert_eq!(list(Text::new(), &[1, 2, 3]).as_str(), "1, 2 or 3");
        assert!(starts_with_any_case("AwS-x", "aws") && !starts_with_any_case("aw", "aws"));
    }
}
