//! Keys: what a pair of parentheses gave, sorted by the table of the language.

use super::keyless::{is_meant, with_key, without_key};
use super::meaning::meaning;
use super::synonym::advice;
use super::unknown::{is_attribute, listed, title, unknown};
use super::{Args, Entry, Value, Word};
use crate::context::Context;
use infra_core::language::{Key, Kind, Mark};
use quote::ToTokens;
use std::fmt::Display;

/// Stands for what is told about keys that are written though their values stand without them.
const WITHOUT_KEY: &str = "";

/// How a key is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `key = value`.
    Value,
    /// `key(args)`.
    Args,
    /// Either.
    Both,
    /// `key`.
    Flag,
}

/// A key with what it was given.
#[derive(Clone)]
pub(crate) struct Given {
    pub(crate) word: Word,
    pub(crate) form: Form,
}

/// What a key was given.
#[derive(Clone)]
pub(crate) enum Form {
    Value(Value),
    Args(Args),
    Flag,
}

/// The keys of one pair of parentheses, sorted by the table.
pub(crate) struct Keys {
    given: Vec<(&'static Key, Given)>,
    /// Keys of the table that were given in a wrong form, or under a wrong name: told already, and not missing.
    broken: Vec<&'static str>,
    /// A key was given that the table does not have.
    unknown: bool,
    /// What has been told to write in the place of such keys.
    advised: Vec<&'static str>,
    /// An entry could not be read.
    incomplete: bool,
    /// The values without a key, in their order.
    pub(crate) bare: Vec<Value>,
}

impl Keys {
    /// Sorts `args` by `table`: tells unknown and repeated keys and those in a wrong form. `owner` is the attribute or
    /// the key that `args` belong to.
    pub(crate) fn sort(owner: &str, table: &[&'static Key], args: Args, context: &mut Context) -> Self {
        let mut keys = Self {
            given: Vec::new(),
            broken: Vec::new(),
            unknown: false,
            advised: Vec::new(),
            incomplete: args.broken,
            bare: Vec::new(),
        };
        for entry in args.entries {
            match entry {
                Entry::Named(word, value) => keys.add(owner, table, Given { word, form: Form::Value(value) }, context),
                Entry::Bare(Value::Call(call)) if !is_bare_choice(table, &call.name.to_string()) => {
                    let given = Given { word: Word::Ident(call.name), form: Form::Args(call.args) };
                    keys.add(owner, table, given, context);
                }
                Entry::Bare(value) => match value_as_flag(&value, owner, table) {
                    Some(word) => keys.add(owner, table, Given { word, form: Form::Flag }, context),
                    None => keys.bare.push(value),
                },
            }
        }
        keys
    }

    fn add(&mut self, owner: &str, table: &[&'static Key], given: Given, context: &mut Context) {
        let text = given.word.text();
        let Some(key) = named(table).find(|key| key.name == text) else {
            self.unknown = true;
            // `min` and `max` are one mistake: both are a range.
            let without_key = || without_key(owner, table, &text).map(|_| WITHOUT_KEY);
            if let Some(advice) = advice(owner, &text).or_else(without_key) {
                if self.advised.contains(&advice) {
                    return;
                }
                self.advised.push(advice);
            }
            self.broken.extend(unknown(owner, table, &given, context));
            return;
        };
        if !is_repeatable(key) && self.given.iter().any(|(other, _)| other.name == key.name) {
            context.errors.push(&given.word, format!("`{text}` is given twice"), "keep one of the two");
            return;
        }
        context.pending(key.marks, &text, &given.word);
        if takes(key, &given.form) {
            self.given.push((key, given));
        } else {
            let headline = match shape(key) {
                Shape::Value | Shape::Both => format!("`{text}` is given a value: `{text} = ..`"),
                Shape::Args => format!("`{text}` is given its values in parentheses: `{text}(..)`"),
                Shape::Flag => format!("`{text}` stands alone"),
            };
            let default = match key.default {
                "" | "none" | "required" => String::new(),
                default => format!(" (without it: {default})"),
            };
            let help = format!("write `{}`: {}{default}", key.example, meaning(key.doc));
            context.errors.push(&given.word, headline, help);
            self.broken.push(key.name);
        }
    }

    /// Whether a key is given, right or wrong, or may be what an entry that could not be read was meant to be.
    pub(crate) fn may_have(&self, name: &str) -> bool {
        self.given.iter().any(|(key, _)| key.name == name) || self.broken.contains(&name) || self.incomplete
    }

    /// Whether all that was given could be read, and is known.
    pub(crate) const fn is_sound(&self) -> bool {
        !self.incomplete && !self.unknown && self.broken.is_empty()
    }

    /// Whether a value without a key may be what could not be read, or what was given an unknown key.
    pub(crate) const fn may_have_bare(&self) -> bool {
        self.incomplete || self.unknown
    }

    /// Tells that the key `name` is missing, unless it may have been meant by what was given.
    pub(crate) fn missing(
        &self,
        name: &str,
        at: impl ToTokens,
        headline: impl Display,
        help: impl Display,
        context: &mut Context,
    ) {
        if !self.may_have(name) {
            context.errors.push(at, headline, help);
        }
    }

    /// Takes every key that is left.
    pub(crate) fn rest(&mut self) -> Vec<(&'static Key, Given)> {
        std::mem::take(&mut self.given)
    }

    /// Takes the value of a key that is given once at most.
    pub(crate) fn value(&mut self, name: &str) -> Option<(Word, Value)> {
        let at = self.given.iter().position(|(key, _)| key.name == name)?;
        let (_, given) = self.given.remove(at);
        match given.form {
            Form::Value(value) => Some((given.word, value)),
            Form::Args(_) | Form::Flag => None,
        }
    }

    /// Takes a repeatable key in all its places.
    pub(crate) fn all(&mut self, name: &str) -> Vec<Given> {
        let (taken, rest) = self.given.drain(..).partition(|(key, _)| key.name == name);
        self.given = rest;
        let taken: Vec<(&Key, Given)> = taken;
        taken.into_iter().map(|(_, given)| given).collect()
    }

    /// Tells a value without a key that seems to be meant for one that must be given, and is not. Whether it does.
    pub(crate) fn lacks_key(&mut self, table: &[&'static Key], value: &Value, context: &mut Context) -> bool {
        let is_open = |name| !self.broken.contains(&name) && !self.given.iter().any(|(key, _)| key.name == name);
        let Some(key) = table.iter().find(|key| is_open(key.name) && is_meant(key, value)) else { return false };
        let headline = format!("this value stands without its key, `{}`", key.name);
        context.errors.push(value, headline, format!("write it with its key: `{}`", with_key(key, value)));
        self.broken.push(key.name);
        true
    }

    /// Tells the values without a key, where there may be none.
    pub(crate) fn no_bare(&mut self, owner: &str, table: &[&'static Key], context: &mut Context) {
        for value in std::mem::take(&mut self.bare) {
            if self.lacks_key(table, &value, context) {
                continue;
            }
            let help = format!("write `key = value`; {}", listed(owner, table));
            context.errors.push(value, format!("{} takes no value without a key", title(owner)), help);
        }
    }
}

/// Whether a key is given what it is given in this form.
pub(super) fn takes(key: &Key, form: &Form) -> bool {
    matches!(
        (form, shape(key)),
        (Form::Value(_), Shape::Value | Shape::Both)
            | (Form::Args(_), Shape::Args | Shape::Both)
            | (Form::Flag, Shape::Flag)
    )
}

fn shape(key: &Key) -> Shape {
    match &key.kind {
        Kind::Flag => Shape::Flag,
        _ if key.is(Mark::short) => Shape::Both,
        _ if key.is(Mark::call) => Shape::Args,
        Kind::Block(_) | Kind::Pairs(..) | Kind::Stage => Shape::Args,
        Kind::Choice(choice) if choice.parentheses.is_some() => Shape::Both,
        _ => Shape::Value,
    }
}

fn is_repeatable(key: &Key) -> bool {
    key.presence == infra_core::language::Presence::Repeated || matches!(key.kind, Kind::Pairs(..))
}

/// The keys that are written with their names.
pub(super) fn named<'a>(table: &'a [&'static Key]) -> impl Iterator<Item = &'static Key> + 'a {
    table.iter().copied().filter(|key| !key.is_bare())
}

/// Whether the word is one of a choice that stands without its key.
fn is_bare_choice(table: &[&'static Key], word: &str) -> bool {
    table.iter().filter(|key| key.is_bare()).any(|key| match &key.kind {
        Kind::Choice(choice) => choice.variants.iter().any(|variant| variant.word == word),
        _ => false,
    })
}

/// A single word is a flag where no value may stand, or where a flag has that name.
fn value_as_flag(value: &Value, owner: &str, table: &[&'static Key]) -> Option<Word> {
    let Value::Path(path) = value else { return None };
    let ident = path.path.get_ident()?;
    let word = value.word()?;
    let known = named(table).any(|key| key.name == word) && !is_bare_choice(table, &word);
    (known || is_attribute(owner)).then(|| Word::Ident(ident.clone()))
}
