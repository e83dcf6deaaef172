//! Names of stages.

use crate::grammar::Value;
use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::Lit;

/// The name at the start of `stage(..)`, or in a list of `app!`: an identifier or a string.
pub(crate) fn name_of(value: &Value) -> Option<(String, TokenStream)> {
    let name = match value {
        Value::Literal(Lit::Str(literal)) => literal.value(),
        value => value.word()?,
    };
    Some((name, value.to_token_stream()))
}
