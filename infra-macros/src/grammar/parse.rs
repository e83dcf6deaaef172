//! From tokens to entries and values. A mistake costs its entry; the parser goes on behind the next comma.

use super::unfinished::{Unfinished, braces, unfinished};
use super::{Args, Call, Entry, List, Range, Value, Word};
use crate::errors::Errors;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{ExprPath, Lit, LitStr, RangeLimits, Token};

pub(super) const NO_EXPRESSION: &str = "a value is a literal or the path to a constant\n\
     help: give the expression a name: `const NAME: .. = ..;`";

impl Args {
    /// Reads entries with commas between them.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let before = errors.count();
        let entries = separated(tokens, errors, Entry::parse);
        Self { entries, broken: errors.count() > before }
    }
}

/// Reads elements with commas between them, and leaves out those that are none.
pub(crate) fn separated<T>(
    tokens: TokenStream,
    errors: &mut Errors,
    element: impl Fn(ParseStream<'_>, &mut Errors) -> syn::Result<T>,
) -> Vec<T> {
    let mut elements = Vec::new();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if input.peek(Token![,]) {
                errors.push(input.parse::<Token![,]>()?, "one comma too many", "take it out");
                continue;
            }
            let written = up_to_comma(&input.fork())?;
            match element(input, errors) {
                Ok(element) => {
                    let left = up_to_comma(&input.fork())?.len();
                    match unfinished(&written, written.len() - left) {
                        None => elements.push(element),
                        Some(Unfinished { error, complete: true }) => {
                            errors.syntax(error);
                            elements.push(element);
                            input.parse::<Option<Token![;]>>()?;
                            continue;
                        }
                        Some(Unfinished { error, complete: false }) => {
                            errors.syntax(error);
                            up_to_comma(input)?;
                        }
                    }
                }
                Err(error) => {
                    errors.syntax(at_end(error, written));
                    up_to_comma(input)?;
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    if let Err(error) = parser.parse2(tokens) {
        errors.syntax(error);
    }
    elements
}

/// An error at the end of the tokens has no place of its own: it gets theirs.
pub(crate) fn at_end(error: syn::Error, tokens: impl IntoIterator<Item = TokenTree>) -> syn::Error {
    match error.to_string().strip_prefix("unexpected end of input, ") {
        Some(expected) => syn::Error::new_spanned(tokens.into_iter().collect::<TokenStream>(), expected),
        None => error,
    }
}

/// Takes the tokens in front of the next comma.
fn up_to_comma(input: ParseStream<'_>) -> syn::Result<Vec<TokenTree>> {
    let mut tokens = Vec::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.push(input.parse()?);
    }
    Ok(tokens)
}

impl Entry {
    fn parse(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Self> {
        let Some(word) = Word::parse(input)? else {
            return Ok(Self::Bare(Value::parse(input, errors)?));
        };
        let equals = input.parse::<Token![=]>()?;
        if input.is_empty() || input.peek(Token![,]) {
            let text = format!("`{}` has no value\nhelp: write one behind the `=`", word.text());
            return Err(syn::Error::new_spanned(equals, text));
        }
        if input.peek(syn::token::Brace) {
            return Err(braces(&word.text(), &group(input, Delimiter::Brace)?));
        }
        Ok(Self::Named(word, Value::parse(input, errors)?))
    }
}

impl Word {
    /// Takes the key in front of a `=`, if one stands there.
    fn parse(input: ParseStream<'_>) -> syn::Result<Option<Self>> {
        if input.peek2(Token![=]) && !input.peek2(Token![==]) {
            if input.peek(Ident::peek_any) {
                return Ok(Some(Self::Ident(input.call(Ident::parse_any)?)));
            }
            if input.peek(LitStr) {
                return Ok(Some(Self::Quoted(input.parse()?)));
            }
        }
        let ahead = input.fork();
        let mut words = 0;
        while ahead.peek(Ident::peek_any) || words > 0 && ahead.peek(Lit) && !ahead.peek(LitStr) {
            ahead.parse::<TokenTree>()?;
            words += 1;
            if !(ahead.peek(Token![:]) || ahead.peek(Token![-]) || ahead.peek(Token![.]) || ahead.peek(Token![/])) {
                break;
            }
            ahead.parse::<TokenTree>()?;
        }
        if words < 2 || !ahead.peek(Token![=]) || ahead.peek(Token![==]) {
            return Ok(None);
        }
        let mut tokens = TokenStream::new();
        while !input.peek(Token![=]) {
            input.parse::<TokenTree>()?.to_tokens(&mut tokens);
        }
        Ok(Some(Self::Unquoted(tokens)))
    }
}

impl Value {
    pub(crate) fn parse(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Self> {
        let start = Self::single(input, errors)?;
        if !input.peek(Token![..]) {
            return Ok(start);
        }
        let limits = input.parse::<RangeLimits>()?;
        if input.is_empty() || input.peek(Token![,]) {
            let tokens = start.to_token_stream().into_iter().chain(limits.to_token_stream()).collect::<TokenStream>();
            return Err(syn::Error::new_spanned(tokens, "this range has no end\nhelp: write both ends, as `1..=10`"));
        }
        let end = Self::single(input, errors)?;
        Ok(Self::Range(Box::new(Range { start, limits, end })))
    }

    fn single(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Self> {
        if input.peek(syn::token::Bracket) {
            let group = group(input, Delimiter::Bracket)?;
            let values = separated(group.stream(), errors, Self::parse);
            return Ok(Self::List(List { values, group }));
        }
        if input.peek(Token![-]) {
            let mut tokens = input.parse::<Token![-]>()?.to_token_stream();
            input.parse::<Lit>()?.to_tokens(&mut tokens);
            return Ok(Self::Negative(tokens));
        }
        if input.peek(Lit) {
            return Ok(Self::Literal(input.parse()?));
        }
        if input.peek(Ident::peek_any) && input.peek2(syn::token::Paren) {
            let name = input.call(Ident::parse_any)?;
            let group = group(input, Delimiter::Parenthesis)?;
            let args = Args::parse(group.stream(), errors);
            return Ok(Self::Call(Call { name, args, group }));
        }
        if input.peek(Ident::peek_any) || input.peek(Token![::]) || input.peek(Token![<]) {
            return Ok(Self::Path(input.parse::<ExprPath>()?));
        }
        Err(input.error(if input.is_empty() { "expected a value" } else { NO_EXPRESSION }))
    }
}

fn group(input: ParseStream<'_>, delimiter: Delimiter) -> syn::Result<Group> {
    input.step(|cursor| match cursor.token_tree() {
        Some((TokenTree::Group(group), rest)) if group.delimiter() == delimiter => Ok((group, rest)),
        _ => Err(cursor.error("expected a list")),
    })
}
