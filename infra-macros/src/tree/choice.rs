//! Reads one of a few words.

use super::{Chosen, ChosenForm, Fields, Node};
use crate::context::Context;
use crate::grammar::{Args, Call, Value, Word, needs_values, unknown_word, wanted, written};
use crate::read::{self, Of};
use infra_core::language::{Block, Choice, Variant};
use quote::{ToTokens, quote};
use syn::Lit;

impl Chosen {
    pub(super) fn parse(of: Of<'_>, choice: &'static Choice, value: &Value, context: &mut Context) -> Option<Self> {
        let known = |word: &str| choice.variants.iter().find(|variant| variant.word == word);
        if let Some(word) = quoted(choice, value) {
            let headline = format!("`{word}` is a word of `{}`, not a string", of.key);
            context.errors.push(value, headline, format!("write `{word}` without quotes"));
            return None;
        }
        let form = match value {
            Value::Call(call) => {
                let name = call.name.to_string();
                let Some(variant) = known(&name) else {
                    return unknown(of, choice, &name, &call.name, context);
                };
                context.pending(variant.marks, &name, &call.name);
                let Some(block) = variant.block else {
                    let headline = format!("`{name}` stands alone");
                    context.errors.push(&call.group, headline, format!("write `{}`", variant.example));
                    return None;
                };
                says_something(variant, block, call, context)?;
                let fields = Fields::parse(variant.word, block, call.args.clone(), &call.name, context);
                ChosenForm::Word(variant, Some(fields))
            }
            value => match (value.word(), choice.literal) {
                (Some(word), literal) if known(&word).is_some() || literal.is_none() || is_word(&word) => {
                    let Some(variant) = known(&word) else {
                        return unknown(of, choice, &word, value, context);
                    };
                    context.pending(variant.marks, &word, value);
                    stands_alone(variant, value, context)?;
                    let fields = variant.block.map(|block| Fields::empty(block, quote!(#value)));
                    ChosenForm::Word(variant, fields)
                }
                (_, Some((name, kind))) if !matches!(value, Value::List(_) | Value::Range(_)) => {
                    ChosenForm::Literal(name, Node::value(of, kind, value, context)?)
                }
                _ => return read::wrong(context, of, value, &wanted(choice)),
            },
        };
        Some(Self { choice, form })
    }

    /// `logs(..)`.
    pub(super) fn parentheses(
        owner: &str,
        choice: &'static Choice,
        args: Args,
        word: &Word,
        context: &mut Context,
    ) -> Option<Node> {
        let (name, block) = choice.parentheses?;
        let fields = Fields::parse(owner, block, args, word, context);
        Some(Node::Choice(Box::new(Self { choice, form: ChosenForm::Parentheses(name, fields) })))
    }
}

/// A constant is in upper case; a word of the language is not.
fn is_word(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

/// The word of the choice that a string equals. One that cannot stand alone is none: the string is meant.
fn quoted(choice: &Choice, value: &Value) -> Option<&'static str> {
    let Value::Literal(Lit::Str(literal)) = value else { return None };
    let text = literal.value();
    choice.variants.iter().find(|variant| variant.word == text && !needs_values(variant)).map(|variant| variant.word)
}

/// A word that may stand without parentheses has something in them, where it has them.
fn says_something(variant: &'static Variant, block: &Block, call: &Call, context: &mut Context) -> Option<()> {
    let word = variant.word;
    if !call.args.entries.is_empty() || call.args.broken || needs_values(variant) {
        return Some(());
    }
    let example = variant
        .example
        .find(&format!("{word}("))
        .map(|at| variant.example[at..].to_owned())
        .or_else(|| block.keys.first().map(|key| written(word, key)))
        .unwrap_or_default();
    let help = format!("write `{word}` alone, or give it keys, as `{example}`");
    context.errors.push(&call.name, format!("this `{word}(..)` says nothing"), help);
    None
}

/// A word may stand without parentheses where all that could stand in them has its default.
fn stands_alone(variant: &'static Variant, value: &Value, context: &mut Context) -> Option<()> {
    if needs_values(variant) {
        let headline = format!("`{}` is given its values in parentheses: `{}(..)`", variant.word, variant.word);
        context.errors.push(value, headline, format!("write `{}`", variant.example));
        return None;
    }
    Some(())
}

fn unknown<T>(of: Of<'_>, choice: &Choice, word: &str, at: impl ToTokens, context: &mut Context) -> Option<T> {
    context.errors.push(at, format!("`{}` has no `{word}`", of.key), unknown_word(choice, word));
    None
}
