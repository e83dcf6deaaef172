//! Keys: the table that says what an attribute takes, and what a declaration gave.

use super::later::comes_later;
use super::suggest::{all_of, nearest};
use super::synonym::{advice, synonym};
use super::{Args, Entry, Value, Word};
use crate::errors::Errors;
use crate::reference::ATTRIBUTES;
use quote::ToTokens;
use std::fmt::Display;

/// One key of an attribute, or of another key's arguments. The tables are the only place that lists keys.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    /// The key.
    pub(crate) name: &'static str,
    /// How it is written.
    pub(crate) shape: Shape,
    /// An example of it.
    pub(crate) form: &'static str,
    /// What it means.
    pub(crate) meaning: &'static str,
    /// What holds without it; empty where nothing does, `required` where it must be given.
    pub(crate) default: &'static str,
    /// Whether it may stand there more than once.
    pub(crate) repeatable: bool,
}

/// How a key is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `key = value`.
    Value,
    /// `key(args)`.
    Args,
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
    given: Vec<(&'static str, Given)>,
    /// Keys of the table that were given in a wrong form, or under a wrong name: told already, and not missing.
    broken: Vec<&'static str>,
    /// A key was given that the table does not have.
    unknown: bool,
    /// What to write in the place of such a key has been told.
    advised: bool,
    /// An entry could not be read.
    incomplete: bool,
    /// The values without a key, in their order.
    pub(crate) bare: Vec<Value>,
}

impl Key {
    pub(crate) const fn new(name: &'static str, shape: Shape, form: &'static str, meaning: &'static str) -> Self {
        Self { name, shape, form, meaning, default: "", repeatable: false }
    }

    pub(crate) const fn default(self, default: &'static str) -> Self {
        Self { default, ..self }
    }

    pub(crate) const fn repeatable(self) -> Self {
        Self { repeatable: true, ..self }
    }
}

impl Keys {
    /// Sorts `args` by `table`: tells unknown and repeated keys and those in a wrong form. `owner` is the attribute or
    /// the key that `args` belong to.
    pub(crate) fn sort(owner: &str, table: &[&'static [Key]], args: Args, errors: &mut Errors) -> Self {
        let mut keys = Self {
            given: Vec::new(),
            broken: Vec::new(),
            unknown: false,
            advised: false,
            incomplete: args.broken,
            bare: Vec::new(),
        };
        for entry in args.entries {
            match entry {
                Entry::Named(word, value) => keys.add(owner, table, Given { word, form: Form::Value(value) }, errors),
                Entry::Bare(Value::Call(call)) => {
                    let given = Given { word: Word::Ident(call.name), form: Form::Args(call.args) };
                    keys.add(owner, table, given, errors);
                }
                Entry::Bare(value) => match value_as_flag(&value, owner, table) {
                    Some(word) => keys.add(owner, table, Given { word, form: Form::Flag }, errors),
                    None => keys.bare.push(value),
                },
            }
        }
        keys
    }

    fn add(&mut self, owner: &str, table: &[&'static [Key]], given: Given, errors: &mut Errors) {
        let text = given.word.text();
        let Some(key) = all(table).find(|key| key.name == text) else {
            self.unknown = true;
            // `min` and `max` are one mistake: both are a range.
            if advice(owner, &text).is_some() && std::mem::replace(&mut self.advised, true) {
                return;
            }
            self.broken.extend(unknown(owner, table, &given, errors));
            return;
        };
        if !key.repeatable && self.given.iter().any(|(name, _)| *name == key.name) {
            errors.push(&given.word, format!("`{text}` is given twice"), "keep one of the two");
            return;
        }
        let fits = matches!(
            (&given.form, key.shape),
            (Form::Value(_), Shape::Value) | (Form::Args(_), Shape::Args) | (Form::Flag, Shape::Flag)
        );
        if fits {
            self.given.push((key.name, given));
        } else {
            let headline = match key.shape {
                Shape::Value => format!("`{text}` is given a value: `{text} = ..`"),
                Shape::Args => format!("`{text}` is given its values in parentheses: `{text}(..)`"),
                Shape::Flag => format!("`{text}` stands alone"),
            };
            let default = match key.default {
                "" | "none" | "required" => String::new(),
                default => format!(" (without it: {default})"),
            };
            errors.push(&given.word, headline, format!("write `{}`: {}{default}", key.form, key.meaning));
            self.broken.push(key.name);
        }
    }

    /// Whether a key is given, right or wrong.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.given.iter().any(|(given, _)| *given == name) || self.broken.contains(&name)
    }

    /// Whether a key is given, or may be what an entry that could not be read was meant to be.
    pub(crate) fn may_have(&self, name: &str) -> bool {
        self.has(name) || self.incomplete
    }

    /// Whether all that was given could be read, and is known.
    pub(crate) const fn is_sound(&self) -> bool {
        !self.incomplete && !self.unknown && self.broken.is_empty()
    }

    /// Tells that the key `name` is missing, unless it may have been meant by what was given.
    pub(crate) fn missing(
        &self,
        name: &str,
        at: impl ToTokens,
        headline: impl Display,
        help: impl Display,
        errors: &mut Errors,
    ) {
        if !self.may_have(name) {
            errors.push(at, headline, help);
        }
    }

    /// Tells that a value without a key is missing, unless it may have been meant by what was given.
    pub(crate) fn missing_bare(
        &self,
        at: impl ToTokens,
        headline: impl Display,
        help: impl Display,
        errors: &mut Errors,
    ) {
        if !self.incomplete && !self.unknown {
            errors.push(at, headline, help);
        }
    }

    /// Takes a key that is given once at most.
    pub(crate) fn one(&mut self, name: &str) -> Option<Given> {
        let at = self.given.iter().position(|(given, _)| *given == name)?;
        Some(self.given.remove(at).1)
    }

    /// Takes the value of a key that is given once at most.
    pub(crate) fn value(&mut self, name: &str) -> Option<Value> {
        match self.one(name)?.form {
            Form::Value(value) => Some(value),
            Form::Args(_) | Form::Flag => None,
        }
    }

    /// Takes a repeatable key in all its places.
    pub(crate) fn all(&mut self, name: &str) -> Vec<Given> {
        let (taken, rest) = self.given.drain(..).partition(|(given, _)| *given == name);
        self.given = rest;
        let taken: Vec<(&str, Given)> = taken;
        taken.into_iter().map(|(_, given)| given).collect()
    }

    /// Tells the values without a key, where there may be none.
    pub(crate) fn no_bare(&mut self, owner: &str, table: &[&'static [Key]], errors: &mut Errors) {
        for value in self.bare.drain(..) {
            let help = format!("write `key = value`; {}", listed(table));
            errors.push(value, format!("{} takes no value without a key", title(owner)), help);
        }
    }
}

fn all<'a>(table: &'a [&'static [Key]]) -> impl Iterator<Item = &'static Key> + 'a {
    table.iter().flat_map(|keys| keys.iter())
}

/// A single word is a flag where no value may stand, or where a flag has that name.
fn value_as_flag(value: &Value, owner: &str, table: &[&'static [Key]]) -> Option<Word> {
    let Value::Path(path) = value else { return None };
    let ident = path.path.get_ident()?;
    let word = value.word()?;
    let known = all(table).any(|key| key.name == word) || comes_later(owner, &word);
    (known || is_attribute(owner)).then(|| Word::Ident(ident.clone()))
}

fn is_attribute(owner: &str) -> bool {
    matches!(owner, "cluster" | "service" | "task")
}

fn title(owner: &str) -> String {
    match owner {
        "app!" => "`app!`".to_owned(),
        owner if is_attribute(owner) => format!("`#[{owner}]`"),
        owner => format!("`{owner}(..)`"),
    }
}

/// Tells a key that the table does not have; the key that seems to be meant.
fn unknown(owner: &str, table: &[&'static [Key]], given: &Given, errors: &mut Errors) -> Option<&'static str> {
    let (word, text) = (&given.word, given.word.text());
    if comes_later(owner, &text) {
        let headline = format!("this version has no `{text}` in {} yet", title(owner));
        errors.push(word, headline, "take it out until a later version brings it");
        return None;
    }
    let names = || all(table).map(|key| key.name);
    let is_type = matches!(given.form, Form::Flag) && text.starts_with(char::is_uppercase);
    let (meant, help) = if let Some(help) = advice(owner, &text) {
        (None, help.to_owned())
    } else if is_type && names().any(|name| name == "cluster") {
        (Some("cluster"), format!("did you mean `cluster = {text}`?"))
    } else if let Some(key) = synonym(&text, names()).or_else(|| nearest(&text, names())) {
        (Some(key), format!("did you mean `{key}`?"))
    } else if let Some(other) = other_attribute(owner, &text) {
        (None, format!("it is a key of `#[{other}]`"))
    } else if let Some((key, other)) = synonym_of_another(owner, &text) {
        (None, format!("did you mean `{key}`, a key of `#[{other}]`?"))
    } else {
        (None, listed(table))
    };
    errors.push(word, format!("{} has no `{text}`", title(owner)), help);
    meant
}

/// `` the keys are `a` and `b` ``.
fn listed(table: &[&'static [Key]]) -> String {
    let keys = all_of(all(table).map(|key| key.name));
    if all(table).count() == 1 { format!("the only key is {keys}") } else { format!("the keys are {keys}") }
}

/// The attribute that has what `owner` has not.
fn other_attribute(owner: &str, key: &str) -> Option<&'static str> {
    let mut others = ATTRIBUTES.iter().filter(|(name, _)| is_attribute(owner) && *name != owner);
    others.find(|(_, table)| all(table).any(|other| other.name == key)).map(|(name, _)| *name)
}

/// The key that goes by the name of `word` elsewhere, and the attribute that has it where `owner` has not.
fn synonym_of_another(owner: &str, word: &str) -> Option<(&'static str, &'static str)> {
    let key = synonym(word, ATTRIBUTES.iter().flat_map(|(_, table)| all(table)).map(|key| key.name))?;
    Some((key, other_attribute(owner, key)?))
}
