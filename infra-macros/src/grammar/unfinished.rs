//! What stands between a value and the next comma, though nothing may.

use super::parse::NO_EXPRESSION;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::fmt::Display;

/// An element that does not end where it should.
pub(super) struct Unfinished {
    pub(super) error: syn::Error,
    /// Only the comma behind the element is missing: the next one follows.
    pub(super) complete: bool,
}

/// Looks at what follows the first `parsed` of the tokens that stand in front of a comma.
pub(super) fn unfinished(written: &[TokenTree], parsed: usize) -> Option<Unfinished> {
    let (before, after) = written.split_at(parsed);
    let next = after.first()?;
    let (key, value) = match before {
        [key, equals, value @ ..] if is(equals, "=") && !value.is_empty() => (Some(key), value),
        value => (None, value),
    };
    if is(next, ";") {
        return Some(Unfinished {
            error: error(next, "expected `,`, found `;`", "separate keys with `,`"),
            complete: true,
        });
    }
    if begins_entry(after) {
        let help = format!("put a `,` before `{next}`");
        return Some(Unfinished { error: error(next, "expected `,`", help), complete: true });
    }
    let error = match (value, next) {
        ([TokenTree::Ident(word)], TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            braces(&word.to_string(), group)
        }
        ([TokenTree::Ident(word)], colon) if key.is_none() && is(colon, ":") && after.len() > 1 => {
            let value: TokenStream = after.iter().skip(1).cloned().collect();
            error(
                next,
                format!("`{word}` is given its value with `=`, not with `:`"),
                format!("write `{word} = {value}`"),
            )
        }
        ([TokenTree::Ident(word)], TokenTree::Punct(joint))
            if ".:-/@".contains(joint.as_char()) && is_lower_case(&word.to_string()) && is_text(after) =>
        {
            let value: Vec<TokenTree> = value.iter().chain(after).cloned().collect();
            let quoted = format!("\"{}\"", together(&value));
            let quoted = key.map_or_else(|| quoted.clone(), |key| format!("{key} = {quoted}"));
            error(
                tokens(&value),
                "a value is a literal or the path to a constant",
                format!("put it in quotes: `{quoted}`"),
            )
        }
        ([TokenTree::Literal(word)], colon)
            if key.is_none() && is(colon, ":") && word.to_string().starts_with('"') && after.len() > 1 =>
        {
            let value = tokens(after.get(1..).unwrap_or_default());
            let headline = format!("`{word}` is given its value with `=`, not with `:`");
            error(next, headline, format!("write `{word} = {value}`"))
        }
        ([TokenTree::Literal(_)], colon) if is(colon, ":") && after.len() > 1 => {
            let all: Vec<TokenTree> = value.iter().chain(after).cloned().collect();
            let owner = key.map_or_else(|| "this".to_owned(), |key| format!("`{key}`"));
            let last = together(after.get(1..).unwrap_or_default());
            let form = key.map_or_else(|| last.clone(), |key| format!("{key} = {last}"));
            let headline = format!("{owner} takes one value, not `{}`", together(&all));
            error(tokens(&all), headline, format!("write one of them, as `{form}`"))
        }
        (_, TokenTree::Punct(operator)) if "+-*/%&|^!<>?.".contains(operator.as_char()) => {
            syn::Error::new_spanned(next, NO_EXPRESSION)
        }
        (_, TokenTree::Ident(_) | TokenTree::Literal(_)) => {
            error(next, "expected `,`", format!("put a `,` before `{next}`"))
        }
        (_, TokenTree::Punct(_) | TokenTree::Group(_)) => {
            error(next, "expected `,`", "take this out, or put a `,` before it")
        }
    };
    Some(Unfinished { error, complete: false })
}

/// Tells that a key's arguments stand in braces.
pub(super) fn braces(key: &str, group: &Group) -> syn::Error {
    let arguments = group.stream().to_string().replace(" :", ":").replace(": ", " = ");
    let headline = format!("`{key}` is given its values in parentheses: `{key}(..)`");
    error(group, headline, format!("write `{key}({arguments})`"))
}

/// Whether the tokens begin as a key does that is given something.
fn begins_entry(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Ident(_) | TokenTree::Literal(_), equals, ..] if is(equals, "=") => true,
        [TokenTree::Ident(_), TokenTree::Group(group), ..] => group.delimiter() == Delimiter::Parenthesis,
        _ => false,
    }
}

fn is(token: &TokenTree, punct: &str) -> bool {
    matches!(token, TokenTree::Punct(_)) && token.to_string() == punct
}

/// Constants are in upper case: this is none.
fn is_lower_case(word: &str) -> bool {
    !word.contains(|letter: char| letter.is_uppercase())
}

/// Whether the tokens go on as a name or a reference does that lacks its quotes.
fn is_text(tokens: &[TokenTree]) -> bool {
    let plain = tokens.iter().all(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Literal(literal) => !literal.to_string().contains('"'),
        TokenTree::Punct(punct) => ".:-/@".contains(punct.as_char()),
        TokenTree::Group(_) => false,
    });
    plain && tokens.len() > 1
}

fn together(tokens: &[TokenTree]) -> String {
    tokens.iter().map(ToString::to_string).collect()
}

fn tokens(tokens: &[TokenTree]) -> TokenStream {
    tokens.iter().cloned().collect()
}

fn error(at: impl quote::ToTokens, headline: impl Display, help: impl Display) -> syn::Error {
    syn::Error::new_spanned(at, format!("{headline}\nhelp: {help}"))
}
