//! One value of a declaration: a literal that is known here, or a constant that only const evaluation knows.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::ToTokens;

/// A value, and the tokens it was written with.
#[derive(Clone)]
pub(crate) struct Scalar<T> {
    pub(crate) value: Known<T>,
    /// What a message about the value underlines.
    pub(crate) at: TokenStream,
}

/// What is known of a value while the macro runs.
#[derive(Clone)]
pub(crate) enum Known<T> {
    /// A literal.
    Literal(T),
    /// The user's constant, bound to this name in the expansion.
    Constant(Ident),
}

impl<T> Scalar<T> {
    pub(crate) const fn literal(value: T, at: TokenStream) -> Self {
        Self { value: Known::Literal(value), at }
    }

    /// The value, if it is known here.
    pub(crate) const fn known(&self) -> Option<&T> {
        match &self.value {
            Known::Literal(value) => Some(value),
            Known::Constant(_) => None,
        }
    }
}

/// As an expression. Numbers have no suffix: the field types them.
impl ToTokens for Scalar<u64> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.value {
            Known::Literal(value) => Literal::u64_unsuffixed(*value).to_tokens(tokens),
            Known::Constant(name) => name.to_tokens(tokens),
        }
    }
}

impl ToTokens for Scalar<String> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.value {
            Known::Literal(value) => Literal::string(value).to_tokens(tokens),
            Known::Constant(name) => name.to_tokens(tokens),
        }
    }
}
