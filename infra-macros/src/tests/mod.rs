//! The macros as functions from tokens to tokens. What the compiler says about their output is in the workspace's
//! `tests/ui`.

mod agreement;
mod examples;
mod expansion;
mod places;
mod reference;
mod sample;
mod tokens;

use crate::attribute;
use crate::root::Root;
use infra_core::language::Attribute;
use proc_macro2::{TokenStream, TokenTree};

/// Reads tokens.
fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What an attribute with these arguments expands to.
fn expand(root: Root, table: &'static Attribute, arguments: &str) -> TokenStream {
    attribute::expand(root, table, tokens(arguments), tokens("struct Item;"))
}

/// The messages of every `compile_error!` of an expansion.
fn told(expansion: TokenStream) -> Vec<String> {
    let mut messages = Vec::new();
    let mut tokens = expansion.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) if ident == "compile_error" => {
                tokens.next();
                if let Some(TokenTree::Group(message)) = tokens.next() {
                    messages.push(syn::parse2::<syn::LitStr>(message.stream()).unwrap().value());
                }
            }
            TokenTree::Group(group) => messages.extend(told(group.stream())),
            _ => {}
        }
    }
    messages
}
