//! From tokens to the listing of an app.

use super::keys::keys as table;
use crate::context::Context;
use crate::grammar::{Args, Keys, Value, at_end, separated};
use crate::read::{self, Of};
use crate::scalar::Scalar;
use crate::stages::name_of;
use crate::tree::Fields;
use infra_core::language::APP;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{ExprPath, Token};

const USAGE: &str = "write the app's name, a colon and its items: `app!(\"shop\": Shop, Web)`";

/// An app as it is listed.
pub(crate) struct App {
    pub(super) name: Option<Scalar<String>>,
    pub(super) items: Vec<ExprPath>,
    pub(super) stages: Vec<StageName>,
    pub(super) protected: Vec<StageName>,
    /// `account(..)`.
    pub(super) accounts: Fields,
}

/// A stage's name, and where it stands.
pub(super) struct StageName {
    pub(super) name: String,
    pub(super) at: TokenStream,
}

/// The three parts of the input: name, items, options.
struct Parts {
    name: Option<Value>,
    items: TokenStream,
    options: TokenStream,
}

impl App {
    pub(super) fn parse(input: TokenStream, context: &mut Context) -> Self {
        const NAME: Of<'_> = Of { key: "app!", example: "app!(\"shop\": Shop, Web)" };
        let parts = Parts::parse(input, context);
        let name = parts.name.and_then(|value| read::text(context, NAME, &value));
        let items = separated(parts.items, &mut context.errors, |input, errors| {
            let value = Value::parse(input, errors)?;
            match value {
                Value::Path(path) => Ok(path),
                value => Err(syn::Error::new_spanned(
                    value,
                    "an item of an app is the path to a struct\nhelp: list structs marked `#[cluster]`, `#[service]` or `#[task]`",
                )),
            }
        });
        let args = Args::parse(parts.options, &mut context.errors);
        let mut keys = Keys::sort("app!", &table(), args, context);
        keys.no_bare("app!", &table(), context);
        let stages = names(&mut keys, Of { key: "stages", example: "stages = [dev, prod]" }, context);
        let protected = names(&mut keys, Of { key: "protect", example: "protect = [prod]" }, context);
        let mut accounts = Fields::empty(APP, TokenStream::new());
        accounts.read_rest(&mut keys, context);
        Self { name, items, stages, protected, accounts }
    }
}

impl Parts {
    fn parse(input: TokenStream, context: &mut Context) -> Self {
        let mut parts = Self { name: None, items: TokenStream::new(), options: TokenStream::new() };
        if input.is_empty() {
            context.errors.syntax(syn::Error::new(Span::call_site(), format!("this `app!` is empty\nhelp: {USAGE}")));
            return parts;
        }
        let parser = |input: ParseStream<'_>| {
            let name = Value::parse(input, &mut context.errors)?;
            if !input.peek(Token![:]) {
                let at = if input.is_empty() { syn::Error::new_spanned(&name, "") } else { input.error("") };
                return Err(syn::Error::new(
                    at.span(),
                    format!("a colon is missing behind the app's name\nhelp: {USAGE}"),
                ));
            }
            input.parse::<Token![:]>()?;
            parts.name = Some(name);
            let mut in_path = false;
            while !input.is_empty() && !input.peek(Token![;]) {
                if let Some(key) = option_at(input).filter(|_| !in_path) {
                    let headline = format!("a `;` is missing between the items and `{key}`");
                    context.errors.push(&key, headline, format!("put a `;` before `{key}`"));
                    break;
                }
                let token = input.parse::<TokenTree>()?;
                in_path = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
                parts.items.extend([token]);
            }
            if input.peek(Token![;]) {
                input.parse::<Token![;]>()?;
            }
            parts.options = input.parse()?;
            Ok(())
        };
        if let Err(error) = parser.parse2(input.clone()) {
            context.errors.syntax(at_end(error, input));
        }
        parts
    }
}

/// The key that begins here, where an item should.
fn option_at(input: ParseStream<'_>) -> Option<Ident> {
    let rest = input.fork();
    let key = rest.call(Ident::parse_any).ok()?;
    let known = APP.keys.iter().any(|other| key == other.name);
    (rest.peek(Token![=]) && !rest.peek(Token![==]) || known && rest.peek(syn::token::Paren)).then_some(key)
}

/// A list of stages.
fn names(keys: &mut Keys, of: Of<'_>, context: &mut Context) -> Vec<StageName> {
    let Some((_, value)) = keys.value(of.key) else { return Vec::new() };
    let Some(values) = read::list(context, of, &value) else { return Vec::new() };
    if values.is_empty() {
        context.errors.push(
            &value,
            format!("`{}` names no stage", of.key),
            format!("write `{}`, or take it out", of.example),
        );
    }
    let mut names: Vec<StageName> = Vec::new();
    for value in values {
        match name_of(value) {
            Some((name, at)) if names.iter().any(|other| other.name == name) => {
                context.errors.push(at, format!("stage `{name}` is named twice"), "keep one of the two");
            }
            Some((name, at)) => names.push(StageName { name, at }),
            None => {
                context.errors.push(
                    value,
                    format!("`{}` takes names of stages", of.key),
                    format!("write `{}`", of.example),
                );
            }
        }
    }
    names
}
