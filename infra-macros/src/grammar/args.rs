//! What stands between the parentheses of an attribute or of a key.

use super::Value;
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::LitStr;
use syn::ext::IdentExt as _;

/// A list of entries: the whole attribute, or what stands behind a key.
#[derive(Clone, Default)]
pub(crate) struct Args {
    pub(crate) entries: Vec<Entry>,
    /// An entry could not be read: what seems to be missing may have been meant by it.
    pub(crate) broken: bool,
}

/// One entry.
#[derive(Clone)]
pub(crate) enum Entry {
    /// A value: `"/api/*"`, but also a flag (a path) or `key(args)` (a call).
    Bare(Value),
    /// `key = value`.
    Named(Word, Value),
}

/// A key as it was written: `cpu`, or `"cost:centre"` where keys are the user's own.
#[derive(Clone)]
pub(crate) enum Word {
    /// An identifier, keywords included.
    Ident(Ident),
    /// A string.
    Quoted(LitStr),
    /// What should be a string: `cost:centre`, `my-var`.
    Unquoted(TokenStream),
}

impl Word {
    /// The key's text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Ident(ident) => ident.unraw().to_string(),
            Self::Quoted(literal) => literal.value(),
            Self::Unquoted(tokens) => tokens.clone().into_iter().map(|token| token.to_string()).collect(),
        }
    }
}

impl ToTokens for Word {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Ident(ident) => ident.to_tokens(tokens),
            Self::Quoted(literal) => literal.to_tokens(tokens),
            Self::Unquoted(unquoted) => unquoted.to_tokens(tokens),
        }
    }
}

impl ToTokens for Entry {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Bare(value) => value.to_tokens(tokens),
            Self::Named(word, value) => {
                word.to_tokens(tokens);
                value.to_tokens(tokens);
            }
        }
    }
}
