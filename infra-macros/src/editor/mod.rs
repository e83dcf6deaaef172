//! What an editor reads: while rust-analyzer expands an attribute, the expansion begins with the paths of documented
//! constants of infra-core, the user's own words in them. Hovering such a word shows that constant, and completing it
//! offers its neighbours.

mod entries;
mod walk;

use crate::root::Root;
use infra_core::language::{APP, Attribute};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use walk::Walk;

/// Whether an editor reads the expansion, and no compiler.
///
/// Macros run in a process of their own there. A `cfg` would be unknown to rustc, which warns of it.
pub(crate) fn is_here() -> bool {
    std::env::current_exe()
        .is_ok_and(|path| path.file_name().is_some_and(|name| name.to_string_lossy().contains("rust-analyzer")))
}

/// The words of an attribute's arguments.
pub(crate) fn attribute(root: Root, attribute: &'static Attribute, arguments: TokenStream) -> TokenStream {
    let mut walk = Walk::new(root, Some(attribute));
    let own = attribute.block.all_keys();
    let table: Vec<_> = attribute.fixed.iter().chain(own).collect();
    walk.keys(attribute.keys_path, &table, arguments);
    walk.into_item()
}

/// The words of `app!`.
pub(crate) fn app(root: Root, input: TokenStream) -> TokenStream {
    let mut walk = Walk::new(root, None);
    let (items, options) = entries::of_app(input);
    for item in items {
        walk.type_of(&item);
    }
    if let Some(options) = options {
        walk.keys(APP.keys_path, &APP.all_keys(), options);
    }
    walk.into_item()
}

/// The words in front of the expression of `app!`.
pub(crate) fn before(words: TokenStream, expression: TokenStream) -> TokenStream {
    quote!({ #words #expression })
}

/// The errors of an expansion. Their paths stand in no word of the user's: a hover would show what `compile_error!` is.
pub(crate) fn without_words(errors: TokenStream) -> TokenStream {
    let empty = |ident: Ident| Ident::new(&ident.to_string(), ident.span().unwrap().start().into());
    errors
        .into_iter()
        .map(|token| match token {
            proc_macro2::TokenTree::Ident(ident) => empty(ident).into(),
            token => token,
        })
        .collect()
}

#[cfg(test)]
mod tests;
