//! JSON in declarations.

use super::letters::{about, characters, digits, next, quote, rest, slice};
use crate::Text;
use crate::string::starts_with;

/// How deep values may lie in each other: as many as there are bits to remember.
const DEPTH: u32 = 64;

/// What may come next.
#[derive(Clone, Copy)]
enum Expected {
    Value,
    /// A value, or `]`.
    FirstValue,
    /// A key, or `}`.
    FirstKey,
    Key,
    Colon,
    /// `,` or the end of what is open.
    More,
    End,
}

/// What is wrong, and where.
struct Fault {
    at: usize,
    problem: &'static str,
}

/// What keeps `text` from being one JSON value, at most 64 deep: a headline, in which `what` is what the text is of, as
/// `the patch `.
///
/// Source: RFC 8259.
pub(super) const fn broken(what: &'static str, text: &str) -> Option<Text> {
    let Some(fault) = scan(text, false) else { return None };
    let headline = about(what, text).push(" is no JSON: ").push(fault.problem);
    if fault.at >= text.len() {
        return Some(headline.push(", but it ends"));
    }
    let headline = quote(headline.push(", but found "), slice(text, fault.at, next(text, fault.at)));
    let place = characters(slice(text, 0, fault.at)) + 1;
    Some(headline.push(" (character ").number(place as u64).push(")"))
}

/// Whether the first letter of `text` is `{`.
pub(super) const fn is_object(text: &str) -> bool {
    let at = blank(text.as_bytes(), 0);
    at < text.len() && text.as_bytes()[at] == b'{'
}

/// Where a value of `text`, which is JSON, stands outside of any array, as none may in a pattern of events.
pub(super) const fn bare_value(text: &str) -> Option<usize> {
    match scan(text, true) {
        Some(fault) => Some(fault.at),
        None => None,
    }
}

/// The first thing that is wrong with `text`; with `pattern`, also a value outside of any array.
const fn scan(text: &str, pattern: bool) -> Option<Fault> {
    let bytes = text.as_bytes();
    // Bit by bit from below, what is open: 1 for an object.
    let (mut open, mut depth, mut arrays) = (0_u64, 0, 0_u32);
    let mut expected = Expected::Value;
    let mut at = blank(bytes, 0);
    while at < bytes.len() {
        let byte = bytes[at];
        match (expected, byte) {
            (Expected::Value | Expected::FirstValue, b'{' | b'[') => {
                if depth == DEPTH {
                    return Some(Fault { at, problem: "it is more than 64 values deep" });
                }
                open = (open << 1) | (byte == b'{') as u64;
                depth += 1;
                if byte == b'{' {
                    expected = Expected::FirstKey;
                } else {
                    expected = Expected::FirstValue;
                    arrays += 1;
                }
                at += 1;
            }
            (Expected::FirstValue, b']') | (Expected::FirstKey, b'}') | (Expected::More, b']' | b'}') => {
                if depth == 0 || (open & 1 == 1) != (byte == b'}') {
                    return Some(Fault { at, problem: closing(open, depth) });
                }
                if byte == b']' {
                    arrays -= 1;
                }
                open >>= 1;
                depth -= 1;
                expected = if depth == 0 { Expected::End } else { Expected::More };
                at += 1;
            }
            (Expected::Value | Expected::FirstValue, _) => {
                if pattern && arrays == 0 {
                    return Some(Fault { at, problem: "expected an array" });
                }
                match scalar(text, at) {
                    Ok(end) => at = end,
                    Err(fault) => return Some(fault),
                }
                expected = if depth == 0 { Expected::End } else { Expected::More };
            }
            (Expected::Key | Expected::FirstKey, b'"') => {
                match string(text, at) {
                    Ok(end) => at = end,
                    Err(fault) => return Some(fault),
                }
                expected = Expected::Colon;
            }
            (Expected::Colon, b':') => {
                expected = Expected::Value;
                at += 1;
            }
            (Expected::More, b',') => {
                expected = if open & 1 == 1 { Expected::Key } else { Expected::Value };
                at += 1;
            }
            _ => return Some(Fault { at, problem: wanted(expected, open, depth) }),
        }
        at = blank(bytes, at);
    }
    match expected {
        Expected::End => None,
        _ => Some(Fault { at: bytes.len(), problem: wanted(expected, open, depth) }),
    }
}

const fn wanted(expected: Expected, open: u64, depth: u32) -> &'static str {
    match expected {
        Expected::Value => "expected a value",
        Expected::FirstValue => "expected a value or `]`",
        Expected::FirstKey => "expected a key in quotes or `}`",
        Expected::Key => "expected a key in quotes",
        Expected::Colon => "expected `:`",
        Expected::More => closing(open, depth),
        Expected::End => "expected nothing more",
    }
}

const fn closing(open: u64, depth: u32) -> &'static str {
    if depth == 0 {
        "expected nothing more"
    } else if open & 1 == 1 {
        "expected `,` or `}`"
    } else {
        "expected `,` or `]`"
    }
}

const fn blank(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() && matches!(bytes[at], b' ' | b'\t' | b'\n' | b'\r') {
        at += 1;
    }
    at
}

/// Where the string, number or word that begins at `at` ends.
const fn scalar(text: &str, at: usize) -> Result<usize, Fault> {
    match text.as_bytes()[at] {
        b'"' => string(text, at),
        b'-' | b'0'..=b'9' => number(text, at),
        _ => {
            let rest = rest(text, at);
            if starts_with(rest, "true") || starts_with(rest, "null") {
                Ok(at + 4)
            } else if starts_with(rest, "false") {
                Ok(at + 5)
            } else {
                Err(Fault { at, problem: "expected a value" })
            }
        }
    }
}

const fn string(text: &str, start: usize) -> Result<usize, Fault> {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return Ok(at + 1),
            b'\\' => {
                at += 1;
                if at == bytes.len() {
                    break;
                }
                match bytes[at] {
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                    b'u' => {
                        let mut digit = 1;
                        while digit <= 4 {
                            if at + digit >= bytes.len() || !bytes[at + digit].is_ascii_hexdigit() {
                                return Err(Fault { at: at + digit, problem: "expected four hexadecimal digits" });
                            }
                            digit += 1;
                        }
                        at += 4;
                    }
                    _ => return Err(Fault { at, problem: "expected one of `\"\\/bfnrtu` after `\\`" }),
                }
            }
            0..=0x1f => return Err(Fault { at, problem: "expected no control character in a string" }),
            _ => {}
        }
        at += 1;
    }
    Err(Fault { at: bytes.len(), problem: "expected `\"` at the end of a string" })
}

const fn number(text: &str, start: usize) -> Result<usize, Fault> {
    let bytes = text.as_bytes();
    let mut at = start;
    if bytes[at] == b'-' {
        at += 1;
    }
    let whole = digits(rest(text, at));
    if whole == 0 {
        return Err(Fault { at, problem: "expected a digit" });
    }
    if whole > 1 && bytes[at] == b'0' {
        return Err(Fault { at: at + 1, problem: "expected no digit after a leading 0" });
    }
    at += whole;
    if at < bytes.len() && bytes[at] == b'.' {
        let more = digits(rest(text, at + 1));
        if more == 0 {
            return Err(Fault { at: at + 1, problem: "expected a digit" });
        }
        at += 1 + more;
    }
    if at < bytes.len() && matches!(bytes[at], b'e' | b'E') {
        at += 1;
        if at < bytes.len() && matches!(bytes[at], b'+' | b'-') {
            at += 1;
        }
        let more = digits(rest(text, at));
        if more == 0 {
            return Err(Fault { at, problem: "expected a digit" });
        }
        at += more;
    }
    Ok(at)
}

#[cfg(test)]
mod tests;
