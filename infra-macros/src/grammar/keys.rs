//! Keys: the table that says what an attribute takes, and what a declaration gave.

use super::later::comes_later;
use super::suggest::{all_of, nearest};
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
    /// Keys of the table that were given in a wrong form: told already, and not missing.
    broken: Vec<&'static str>,
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
        let mut keys = Self { given: Vec::new(), broken: Vec::new(), incomplete: args.broken, bare: Vec::new() };
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
            unknown(owner, table, &given.word, errors);
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

    /// Tells that something is missing, unless an entry that could not be read may have been it.
    pub(crate) fn missing(&self, at: impl ToTokens, headline: impl Display, help: impl Display, errors: &mut Errors) {
        if !self.incomplete {
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
            let help = format!("write `key = value`; the keys are {}", all_of(all(table).map(|key| key.name)));
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

/// Tells a key that the table does not have.
fn unknown(owner: &str, table: &[&'static [Key]], word: &Word, errors: &mut Errors) {
    let text = word.text();
    if comes_later(owner, &text) {
        let headline = format!("this version has no `{text}` in {} yet", title(owner));
        errors.push(word, headline, "take it out until a later version brings it");
        return;
    }
    let help = match (nearest(&text, all(table).map(|key| key.name)), other_attribute(owner, &text)) {
        (Some(key), _) => format!("did you mean `{key}`?"),
        (None, Some(other)) => format!("it is a key of `#[{other}]`"),
        (None, None) => format!("the keys are {}", all_of(all(table).map(|key| key.name))),
    };
    errors.push(word, format!("{} has no `{text}`", title(owner)), help);
}

/// The attribute that has what `owner` has not.
fn other_attribute(owner: &str, key: &str) -> Option<&'static str> {
    let mut others = ATTRIBUTES.iter().filter(|(name, _)| is_attribute(owner) && *name != owner);
    others.find(|(_, table)| all(table).any(|other| other.name == key)).map(|(name, _)| *name)
}
