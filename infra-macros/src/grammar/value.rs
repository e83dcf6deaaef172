//! What a key can be given.

use super::Args;
use proc_macro2::{Group, Ident, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::{ExprPath, Lit, RangeLimits};

/// A value as it was written. Its tokens are kept: a message underlines them, all of them and no others.
#[derive(Clone)]
pub(crate) enum Value {
    /// `512`, `"1 GB"`, and literals that no key takes.
    Literal(Lit),
    /// `-1`.
    Negative(TokenStream),
    /// A word of the language (`fargate`), or the path to a constant or type.
    Path(ExprPath),
    /// `ec2("c5n.xlarge", 1..=10)`.
    Call(Call),
    /// `[80, 443]`.
    List(List),
    /// `2..=10`.
    Range(Box<Range>),
}

/// A word with arguments.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) name: Ident,
    pub(crate) args: Args,
    /// The parentheses, for messages about what is missing between them.
    pub(crate) group: Group,
}

/// Values between brackets.
#[derive(Clone)]
pub(crate) struct List {
    pub(crate) values: Vec<Value>,
    pub(crate) group: Group,
}

/// Two values with dots between them.
#[derive(Clone)]
pub(crate) struct Range {
    pub(crate) start: Value,
    pub(crate) limits: RangeLimits,
    pub(crate) end: Value,
}

impl Value {
    /// The value as a single word, if it is one.
    pub(crate) fn word(&self) -> Option<String> {
        match self {
            Self::Path(path) if path.qself.is_none() => path.path.get_ident().map(|ident| ident.unraw().to_string()),
            _ => None,
        }
    }

    /// What kind of value it is, for messages.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Literal(Lit::Str(_)) => "a string",
            Self::Literal(Lit::Int(_)) => "a number",
            Self::Literal(Lit::Float(_)) => "a number with a fraction",
            Self::Literal(Lit::Bool(_)) => "a boolean",
            Self::Literal(Lit::Char(_)) => "a character",
            Self::Literal(_) => "a literal of another kind",
            Self::Negative(_) => "a negative number",
            Self::Path(_) => "a path",
            Self::Call(_) => "a word with arguments",
            Self::List(_) => "a list",
            Self::Range(_) => "a range",
        }
    }
}

impl ToTokens for Value {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Literal(literal) => literal.to_tokens(tokens),
            Self::Negative(negative) => negative.to_tokens(tokens),
            Self::Path(path) => path.to_tokens(tokens),
            Self::Call(call) => {
                call.name.to_tokens(tokens);
                call.group.to_tokens(tokens);
            }
            Self::List(list) => list.group.to_tokens(tokens),
            Self::Range(range) => {
                range.start.to_tokens(tokens);
                range.limits.to_tokens(tokens);
                range.end.to_tokens(tokens);
            }
        }
    }
}
