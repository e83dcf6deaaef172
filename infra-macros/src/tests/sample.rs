//! The examples of the tables as text that can be taken apart.

use infra_core::language::{Key, Kind, Mark};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Stands for what is filled in.
pub(super) const HERE: &str = "\u{1}";

/// What examples leave out.
const LEFT_OUT: &[(&str, &str)] = &[
    ("arn:aws:acm:..", "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"),
    ("\"arn:..\"", "\"arn:aws:s3:::bucket/*\""),
    ("fs-..", "fs-0123456789abcdef0"),
    ("[\"subnet-..\", \"subnet-..\"]", "[\"subnet-0123456789abcdef0\", \"subnet-0123456789abcdef1\"]"),
    ("schedule = \"..\"", "schedule = \"rate(1 day)\""),
    ("(\"proxy\", ..)", "(\"proxy\", image = \"nginx:1.29\")"),
];

/// An example with what it leaves out.
pub(super) fn fill(example: &str) -> String {
    LEFT_OUT.iter().fold(example.to_owned(), |text, (gap, whole)| text.replace(gap, whole))
}

/// The arguments between commas.
pub(super) fn arguments(text: &str) -> Vec<String> {
    let tokens = super::tokens(text).into_iter().collect::<Vec<_>>();
    let parts = tokens.split(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ','));
    parts
        .map(|part| part.iter().cloned().collect::<TokenStream>().to_string())
        .filter(|part| !part.is_empty())
        .collect()
}

pub(super) fn joined(arguments: &[String]) -> String {
    arguments.join(", ")
}

/// What stands in the first parentheses; the value where there are none.
pub(super) fn within(text: &str) -> String {
    let group = super::tokens(text).into_iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => Some(group.stream().to_string()),
        _ => None,
    });
    group.unwrap_or_else(|| text.split_once(" = ").map_or(text, |(_, value)| value).to_owned())
}

/// The first word of an entry.
pub(super) fn name_of(entry: &str) -> String {
    super::tokens(entry).into_iter().next().map_or_else(String::new, |token| token.to_string())
}

/// Whether the key stands in front of its value.
pub(super) fn is_written_with_name(key: &Key) -> bool {
    !key.is_bare()
}

/// Which of the arguments belongs to a key that stands without its name.
pub(super) fn at_bare(key: &Key, table: &[Key], arguments: &[String]) -> usize {
    let mut open: Vec<&Key> = table.iter().filter(|key| key.is_bare()).collect();
    for (at, argument) in arguments.iter().enumerate() {
        let Some(found) = open.iter().position(|key| fits(&key.kind, argument)) else { continue };
        if open[found].name == key.name {
            return at;
        }
        if !open[found].is(Mark::bares) {
            open.remove(found);
        }
    }
    panic!("no value of `{}` is in `{arguments:?}`", key.name)
}

fn fits(kind: &Kind, argument: &str) -> bool {
    let is_literal = argument.starts_with(|letter: char| letter == '"' || letter.is_ascii_digit());
    match kind {
        Kind::Range(_) => argument.contains("..="),
        Kind::Choice(choice) => !is_literal && !argument.contains(" = ") || is_literal && choice.literal.is_some(),
        _ => is_literal && !argument.contains("..="),
    }
}
