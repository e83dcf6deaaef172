//! Goes over an attribute by the tables of the language, and names every word of it.

use super::entries::{entries, group, is};
use crate::root::Root;
use infra_core::language::{Attribute, Choice, Key, Kind};
use proc_macro2::{Delimiter, Ident, Spacing, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;

/// What rust-analyzer puts behind the word that it completes.
const CURSOR: &str = "raCompletionMarker";

/// One attribute or listing.
pub(super) struct Walk {
    root: Root,
    /// Whose keys stand in `stage(..)`.
    attribute: Option<&'static Attribute>,
    statements: TokenStream,
}

impl Walk {
    pub(super) fn new(root: Root, attribute: Option<&'static Attribute>) -> Self {
        Self { root, attribute, statements: TokenStream::new() }
    }

    /// All that was found, as an item.
    pub(super) fn into_item(self) -> TokenStream {
        let statements = self.statements;
        quote!(const _: () = { #statements };)
    }

    /// What stands between one pair of parentheses. `module` has the constants of `table`.
    pub(super) fn keys(&mut self, module: &str, table: &[&'static Key], tokens: TokenStream) {
        for entry in entries(tokens) {
            self.entry(module, table, &entry);
        }
        // An editor compares the place behind the last comma with this.
        self.slot(module);
    }

    fn entry(&mut self, module: &str, table: &[&'static Key], entry: &[TokenTree]) {
        let named = |word: &Ident| table.iter().find(|key| !key.is_bare() && *word == key.name);
        let bare = table.iter().filter(|key| key.is_bare()).find_map(|key| match key.kind {
            Kind::Choice(choice) => Some(choice),
            _ => None,
        });
        match entry {
            [TokenTree::Ident(word)] if named(word).is_some() => self.word(module, word),
            [TokenTree::Ident(word)] => match bare {
                Some(choice) if begins_word(choice, word) => self.word(choice.words_path, word),
                _ if is_word(word) => self.word(module, word),
                _ => self.constant(entry),
            },
            [TokenTree::Ident(word), equals, value @ ..] if is(equals, '=') => {
                self.word(module, word);
                match named(word) {
                    Some(key) => self.value(&key.kind, value),
                    None => self.constant(value),
                }
            }
            [TokenTree::Ident(word), TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Parenthesis => {
                match (named(word), bare) {
                    (Some(key), _) => {
                        self.word(module, word);
                        self.parentheses(&key.kind, group.stream());
                    }
                    (None, Some(choice)) if begins_word(choice, word) => self.words(choice, entry),
                    (None, _) => self.word(module, word),
                }
            }
            [TokenTree::Ident(word), TokenTree::Punct(colon), ..]
                if colon.as_char() != ':' || colon.spacing() == Spacing::Alone =>
            {
                self.word(module, word);
            }
            _ => self.value(&Kind::Some(&Kind::Text(None)), entry),
        }
    }

    /// What stands in the parentheses behind a key.
    fn parentheses(&mut self, kind: &Kind, tokens: TokenStream) {
        match kind {
            Kind::Block(block) => self.keys(block.keys_path, &block.all_keys(), tokens),
            Kind::Choice(Choice { parentheses: Some((_, block)), .. }) => {
                self.keys(block.keys_path, &block.all_keys(), tokens);
            }
            Kind::Pairs(_, kind) => {
                for entry in entries(tokens) {
                    if let [_, equals, value @ ..] = entry.as_slice()
                        && is(equals, '=')
                    {
                        self.value(kind, value);
                    }
                }
            }
            Kind::Stage => {
                let Some(attribute) = self.attribute else { return };
                let mut entries = entries(tokens).into_iter();
                // The name of the stage.
                entries.next();
                let block = attribute.block;
                for entry in entries {
                    self.entry(block.keys_path, &block.all_keys(), &entry);
                }
                self.slot(block.keys_path);
            }
            kind => {
                for entry in entries(tokens) {
                    self.value(kind, &entry);
                }
            }
        }
    }

    fn value(&mut self, kind: &Kind, value: &[TokenTree]) {
        match kind {
            Kind::Choice(choice) => self.words(choice, value),
            Kind::List(kind) | Kind::Some(kind) => match group(value, Delimiter::Bracket) {
                Some(list) => {
                    for element in entries(list.stream()) {
                        self.value(kind, &element);
                    }
                    if let Kind::Choice(choice) = kind {
                        self.slot(choice.words_path);
                    }
                }
                None => self.value(kind, value),
            },
            Kind::Item(_) | Kind::Cluster => self.type_of(value),
            Kind::Flag | Kind::Truth | Kind::File(_) | Kind::Stage | Kind::Flatten(_) => {}
            Kind::Text(_)
            | Kind::Number(..)
            | Kind::Measure(..)
            | Kind::Amount(..)
            | Kind::Range(_)
            | Kind::Block(_)
            | Kind::Pairs(..)
            | Kind::Function
            | Kind::Call(_) => self.constant(value),
        }
    }

    fn words(&mut self, choice: &'static Choice, value: &[TokenTree]) {
        match value {
            [] => self.slot(choice.words_path),
            [TokenTree::Ident(word), TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Parenthesis => {
                self.word(choice.words_path, word);
                let variant = choice.variants.iter().find(|variant| *word == variant.word);
                if let Some(block) = variant.and_then(|variant| variant.block) {
                    self.keys(block.keys_path, &block.all_keys(), group.stream());
                }
            }
            [TokenTree::Ident(word)] if choice.literal.is_none() || is_word(word) => {
                self.word(choice.words_path, word);
            }
            value => self.constant(value),
        }
    }

    /// A word of the language, known or not: what is unknown may be about to be completed.
    fn word(&mut self, module: &str, word: &Ident) {
        let text = word.to_string();
        let word = match syn::parse_str::<Ident>(&text) {
            Ok(_) => word.clone(),
            Err(_) if matches!(text.as_str(), "self" | "Self" | "super" | "crate" | "_") => return,
            Err(_) => Ident::new_raw(&text, word.span()),
        };
        self.path(module, &word);
    }

    fn slot(&mut self, module: &str) {
        self.path(module, &Ident::new("__", Span::call_site()));
    }

    fn path(&mut self, module: &str, word: &Ident) {
        let root = self.root;
        let segments = module.split("::").map(|segment| format_ident!("{segment}"));
        self.statements.extend(quote!(#root #(::#segments)* :: #word;));
    }

    /// The path to a type of the user's.
    pub(super) fn type_of(&mut self, path: &[TokenTree]) {
        if is_path(path) {
            self.statements.extend(quote!(let _: #(#path)*;));
        }
    }

    /// The path to a constant of the user's, or a range of such.
    fn constant(&mut self, value: &[TokenTree]) {
        let literal = |token: &TokenTree| matches!(token, TokenTree::Literal(_));
        let words: Vec<_> = value.iter().filter(|token| !literal(token)).cloned().collect();
        if is_path(&words) {
            self.statements.extend(quote!(let _ = #(#value)*;));
        }
    }
}

/// Whether the tokens can be a path: words, of which the first is no keyword, and punctuation.
fn is_path(tokens: &[TokenTree]) -> bool {
    let word = tokens.iter().find_map(|token| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    let begins = word.is_some_and(|word| {
        matches!(word.as_str(), "self" | "super" | "crate") || syn::parse_str::<Ident>(&word).is_ok()
    });
    begins && tokens.iter().all(|token| matches!(token, TokenTree::Ident(_) | TokenTree::Punct(_)))
}

/// A constant is in upper case; a word of the language is not.
fn is_word(word: &Ident) -> bool {
    !typed(word).contains(|letter: char| letter.is_uppercase())
}

/// Whether a word of the choice is it, or begins like it while it is being typed.
fn begins_word(choice: &Choice, word: &Ident) -> bool {
    let text = typed(word);
    !text.is_empty() && choice.variants.iter().any(|variant| variant.word.starts_with(&text))
}

/// What the user has typed of a word.
fn typed(word: &Ident) -> String {
    let text = word.unraw().to_string();
    text.strip_suffix(CURSOR).map(str::to_owned).unwrap_or(text)
}
