//! The flags before an instruction's arguments.

use super::Flag;

/// Parts flags from what follows them. Quotes hold words together and are dropped.
pub(super) fn split(text: &str, escape: char) -> (Vec<Flag>, &str) {
    let mut flags = Vec::new();
    let mut rest = text.trim_start();
    while rest.starts_with("--") {
        let (word, after) = word(rest, escape);
        if word == "--" {
            return (flags, after);
        }
        let body = word.trim_start_matches("--");
        let (name, value) = match body.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (body, None),
        };
        flags.push(Flag { name: name.to_owned(), value });
        rest = after.trim_start();
    }
    (flags, rest)
}

fn word(text: &str, escape: char) -> (String, &str) {
    let mut word = String::new();
    let mut quote = None;
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match quote {
            None if letter.is_whitespace() => return (word, &text[at..]),
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            Some(open) if letter == open => quote = None,
            _ if letter == escape && quote != Some('\'') => word.extend(letters.next().map(|(_, letter)| letter)),
            _ => word.push(letter),
        }
    }
    (word, "")
}
