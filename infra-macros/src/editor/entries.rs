//! Splits tokens into entries. No syntax is asked of them: most of what an editor sees is half-written.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// What stands between commas. Where one is missing, a word behind a value begins an entry as well.
pub(super) fn entries(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut entries = vec![Vec::new()];
    for token in tokens {
        let Some(entry) = entries.last_mut() else { break };
        if is(&token, ',') {
            entries.push(Vec::new());
        } else if entry.last().is_some_and(|before| begins_anew(before, &token)) {
            entries.push(vec![token]);
        } else {
            entry.push(token);
        }
    }
    entries.retain(|entry| !entry.is_empty());
    entries
}

/// The items of `app!`, and what stands behind the semicolon.
pub(super) fn of_app(input: TokenStream) -> (Vec<Vec<TokenTree>>, Option<TokenStream>) {
    let mut tokens = input.into_iter();
    for token in tokens.by_ref() {
        // The two colons of a path are no single one.
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Alone) {
            break;
        }
    }
    let mut items = TokenStream::new();
    for token in tokens.by_ref() {
        if is(&token, ';') {
            return (entries(items), Some(tokens.collect()));
        }
        items.extend([token]);
    }
    (entries(items), None)
}

/// Whether the token is this character.
pub(super) fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// The tokens as one group in these delimiters.
pub(super) fn group(tokens: &[TokenTree], delimiter: Delimiter) -> Option<&Group> {
    match tokens {
        [TokenTree::Group(group)] if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

/// Within a value no word follows a word, a literal or a group, but for the `as` of a path.
fn begins_anew(before: &TokenTree, token: &TokenTree) -> bool {
    let is_as = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "as");
    matches!(token, TokenTree::Ident(_)) && !matches!(before, TokenTree::Punct(_)) && !is_as(before) && !is_as(token)
}
