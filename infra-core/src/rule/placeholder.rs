//! Placeholders in declared texts, as `{stage}`.

use super::letters::{about, find, nearest_word, quote, slice};
use crate::{Text, Violation};

/// Where the placeholder ends that begins at `at`, the place of a `{` in `text`; a violation of `rule` when it is none
/// of `known`.
pub(super) const fn end(rule: &'static str, text: &str, at: usize, known: &[&str]) -> Result<usize, Violation> {
    let Some(close) = find(text, b'}', at) else {
        let headline = about("a `{` is never closed in ", text);
        return Err(Violation::new(rule, headline, names(Text::from("close it with `}`: "), known)));
    };
    let name = slice(text, at + 1, close);
    if super::letters::one_of(name, known) {
        return Ok(close + 1);
    }
    let headline = quote(quote(Text::new(), slice(text, at, close + 1)).push(" is no placeholder of "), text);
    let help = match nearest_word(name, known) {
        Some(near) => Text::from("did you mean `{").push(near).push("}`?"),
        None => names(Text::from("use "), known),
    };
    Err(Violation::new(rule, headline, help))
}

/// "`{app}` or `{stage}`".
const fn names(mut text: Text, known: &[&str]) -> Text {
    let mut at = 0;
    while at < known.len() {
        if at > 0 {
            text = text.push(if at + 1 == known.len() { " or " } else { ", " });
        }
        text = text.push("`{").push(known[at]).push("}`");
        at += 1;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_passed_over() {
        const KNOWN: &[&str] = &["app", "stage"];
        assert_eq!(end("r", "a{app}b", 1, KNOWN), Ok(6));
        for (text, message) in [
            ("{stag}", "`{stag}` is no placeholder of `{stag}` [r]\nhelp: did you mean `{stage}`?"),
            ("{}", "`{}` is no placeholder of `{}` [r]\nhelp: use `{app}` or `{stage}`"),
            ("{app", "a `{` is never closed in `{app` [r]\nhelp: close it with `}`: `{app}` or `{stage}`"),
        ] {
            assert_eq!(end("r", text, 0, KNOWN).expect_err(text).to_string(), message);
        }
    }
}
