//! The macros as functions from tokens to tokens. What the compiler says about their output is in the workspace's
//! `tests/ui`.

mod expansion;
mod reference;
mod tokens;

use proc_macro2::TokenStream;

/// Reads tokens.
fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}
