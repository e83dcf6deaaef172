//! Reads one of a few words.

use super::{Chosen, ChosenForm, Fields, Node};
use crate::context::Context;
use crate::grammar::{Args, Value, Word, nearest, one_of};
use crate::read::{self, Of};
use infra_core::language::{Block, Choice, Presence, Variant};
use quote::{ToTokens, quote};

impl Chosen {
    pub(super) fn parse(of: Of<'_>, choice: &'static Choice, value: &Value, context: &mut Context) -> Option<Self> {
        let known = |word: &str| choice.variants.iter().find(|variant| variant.word == word);
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

/// A word may stand without parentheses where all that could stand in them has its default.
fn stands_alone(variant: &'static Variant, value: &Value, context: &mut Context) -> Option<()> {
    let requires = |block: &'static Block| block.all_keys().iter().any(|key| key.presence == Presence::Required);
    if variant.block.is_some_and(requires) {
        let headline = format!("`{}` is given its values in parentheses: `{}(..)`", variant.word, variant.word);
        context.errors.push(value, headline, format!("write `{}`", variant.example));
        return None;
    }
    Some(())
}

fn unknown<T>(of: Of<'_>, choice: &Choice, word: &str, at: impl ToTokens, context: &mut Context) -> Option<T> {
    let names = || choice.variants.iter().map(|variant| variant.word);
    let help = match nearest(word, names()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("write {}", wanted(choice)),
    };
    context.errors.push(at, format!("`{}` has no `{word}`", of.key), help);
    None
}

/// The words, those with parentheses marked so.
fn wanted(choice: &Choice) -> String {
    let forms: Vec<String> = choice
        .variants
        .iter()
        .map(|variant| match variant.block {
            Some(block) if block.all_keys().iter().any(|key| key.presence == Presence::Required) => {
                format!("{}(..)", variant.word)
            }
            _ => variant.word.to_owned(),
        })
        .collect();
    let words = one_of(forms.iter().map(String::as_str));
    if choice.literal.is_some() { format!("a string, or {words}") } else { words }
}
