//! Reads a value by its kind.

use super::{Chosen, Ends, Fields, Node};
use crate::context::{Context, FieldType};
use crate::grammar::{Args, Entry, Value, Word};
use crate::read::{self, Of};
use infra_core::declaration::ItemKind;
use infra_core::language::{Key, Kind, Mark, TextRule, Width};
use infra_core::rule::repeat;
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::{Lit, LitBool};

impl Node {
    /// Reads what stands behind the `=` of a key, in a list, or without a key.
    pub(super) fn value(of: Of<'_>, kind: &'static Kind, value: &Value, context: &mut Context) -> Option<Self> {
        match kind {
            Kind::Text(_) => read::text(context, of, value).map(Self::Text),
            Kind::File(rule) => read::path(context, of, value, rule).map(Self::File),
            Kind::Number(width, _) => read::number(context, of, value, (*width).into()).map(Self::Number),
            Kind::Measure(unit, width, _) => {
                read::measure_or_constant(context, of, value, unit.read, (*width).into()).map(Self::Number)
            }
            Kind::Amount(unit, _) => read::amount(context, of, value, *unit).map(Self::Number),
            Kind::Range(_) => {
                let (min, max) = read::range(context, of, value)?;
                Some(Self::Range(Box::new(Ends { min, max, at: value.to_token_stream() })))
            }
            Kind::Truth => match value {
                Value::Literal(Lit::Bool(LitBool { value, .. })) => Some(Self::Truth(*value)),
                _ => read::wrong(context, of, value, "`true` or `false`"),
            },
            Kind::Choice(choice) => Chosen::parse(of, choice, value, context).map(|it| Self::Choice(Box::new(it))),
            Kind::List(element) => {
                let values = read::list(context, of, value)?;
                Some(Self::list(of, element, values, context))
            }
            Kind::Some(element) => Some(Self::list(of, element, read::list_or_one(value), context)),
            Kind::Block(block) => {
                // `port = 8080` is short for `port(8080)`.
                let args = Args { entries: vec![Entry::Bare(value.clone())], broken: false };
                let fields = Fields::parse(of.key, block, args, value, context);
                fields.sound.then_some(Self::Fields(fields))
            }
            Kind::Item(kind) => Self::item(of, *kind, value, context),
            Kind::Call(name) => Self::call(of, name, value, context),
            Kind::Flag | Kind::Pairs(..) | Kind::Flatten(_) | Kind::Stage | Kind::Cluster | Kind::Function => None,
        }
    }

    /// Reads what stands in the parentheses behind a key.
    pub(super) fn args(key: &'static Key, args: Args, word: &Word, context: &mut Context) -> Option<Self> {
        match &key.kind {
            Kind::Block(block) => Some(Self::Fields(Fields::parse(key.name, block, args, word, context))),
            Kind::Pairs(rule, kind) => Some(Self::pairs(Of::key(key), *rule, kind, args, context)),
            Kind::Choice(choice) => Chosen::parentheses(key.name, choice, args, word, context),
            kind if key.is(Mark::call) => Self::single(key, kind, args, word, context),
            _ => None,
        }
    }

    /// `dev("..")`: one value in parentheses.
    fn single(key: &'static Key, kind: &'static Kind, args: Args, word: &Word, context: &mut Context) -> Option<Self> {
        let broken = args.broken;
        let mut entries = args.entries.into_iter();
        match (entries.next(), entries.next()) {
            (Some(Entry::Bare(value)), None) => Self::value(Of::key(key), kind, &value, context),
            (Some(_), _) => {
                let help = format!("write `{}`", key.example);
                context.errors.push(word, format!("`{}(..)` takes one value", key.name), help);
                None
            }
            (None, _) => {
                if !broken {
                    let help = format!("write `{}`", key.example);
                    context.errors.push(word, format!("this `{}(..)` says nothing", key.name), help);
                }
                None
            }
        }
    }

    fn list(of: Of<'_>, element: &'static Kind, values: &[Value], context: &mut Context) -> Self {
        Self::List(values.iter().filter_map(|value| Self::value(of, element, value, context)).collect())
    }

    /// Reads names with values; tells a name that is given twice.
    fn pairs(of: Of<'_>, rule: TextRule, kind: &'static Kind, args: Args, context: &mut Context) -> Self {
        let mut pairs: Vec<(Word, Self)> = Vec::new();
        for entry in args.entries {
            match entry {
                Entry::Named(word, _) if pairs.iter().any(|(other, _)| other.text() == word.text()) => {
                    context.errors.violation(&word, &repeat::twice(&word.text()));
                }
                Entry::Named(word @ Word::Unquoted(_), value) => {
                    let text = word.text();
                    match (rule.check)(&text) {
                        Err(violation) => context.violation(&word, &violation),
                        Ok(()) => {
                            let help = format!("put it in quotes: `\"{text}\" = {}`", value.to_token_stream());
                            context.errors.push(&word, format!("`{text}` is no name that Rust knows"), help);
                        }
                    }
                }
                Entry::Named(word, value) => {
                    let node = Self::value(of, kind, &value, context);
                    pairs.extend(node.map(|node| (word, node)));
                }
                Entry::Bare(value) => {
                    let headline = format!("`{}` takes names with values", of.key);
                    context.errors.push(value, headline, format!("write `{}`", of.example));
                }
            }
        }
        Self::Pairs(pairs)
    }

    /// Binds the identity of the item that a path names. Its declaration may name this one in turn: hence no more.
    fn item(of: Of<'_>, kind: ItemKind, value: &Value, context: &mut Context) -> Option<Self> {
        let Value::Path(path) = value else {
            return read::wrong(context, of, value, &format!("the path to a {}", kind.word()));
        };
        let of_kind = match kind {
            ItemKind::Cluster => quote!(Cluster),
            ItemKind::Service => quote!(Service),
            ItemKind::Task => quote!(Task),
        };
        Some(Self::Bound(context.bind_as(
            of.key,
            &quote!(&'static __infra_declaration::Identity),
            &quote!(<#path as __infra_declaration::#of_kind>::IDENTITY),
        )))
    }

    /// Binds the function that a path names, its error as text.
    fn call(of: Of<'_>, name: &str, value: &Value, context: &mut Context) -> Option<Self> {
        let Value::Path(path) = value else {
            return read::wrong(context, of, value, "the path to a function");
        };
        let (holder, with) = (format_ident!("{name}"), format_ident!("{name}With"));
        let (span, _) = context.ends(path);
        // One span in both places: the path may come from a macro of the user's, where names are told apart by theirs.
        let argument = format_ident!("argument", span = span);
        let call = quote_spanned!(span=> __infra_declaration::#with::call(&#path, #argument));
        Some(Self::Bound(context.bind_as(
            of.key,
            &quote!(__infra_declaration::#holder),
            &quote!(__infra_declaration::#holder(|#argument| #call)),
        )))
    }
}

impl From<Width> for FieldType {
    fn from(width: Width) -> Self {
        match width {
            Width::U8 => Self::U8,
            Width::U16 => Self::U16,
            Width::U32 => Self::U32,
        }
    }
}
