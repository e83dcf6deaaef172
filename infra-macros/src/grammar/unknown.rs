//! Keys that a table does not have, and the keys that seem to be meant.

use super::choice::unknown_word;
use super::keyless::{bare_choice, without_key};
use super::keys::{Form, Given, named};
use super::place::{anywhere, beside};
use super::suggest::{all_of, nearest};
use super::synonym::{advice, synonym, synonyms};
use crate::context::Context;
use infra_core::language::{ATTRIBUTES, Key};

/// More keys than this are no help in a message.
const MANY: usize = 20;

pub(super) fn is_attribute(owner: &str) -> bool {
    matches!(owner, "cluster" | "service" | "task")
}

/// How a message calls the owner of keys.
pub(super) fn title(owner: &str) -> String {
    match owner {
        "app!" => "`app!`".to_owned(),
        owner if is_attribute(owner) => format!("`#[{owner}]`"),
        owner => format!("`{owner}(..)`"),
    }
}

/// Tells a key that the table does not have; the key that seems to be meant.
pub(super) fn unknown(
    owner: &str,
    table: &[&'static Key],
    given: &Given,
    context: &mut Context,
) -> Option<&'static str> {
    let (word, form, text) = (&given.word, &given.form, given.word.text());
    // `slow-start`.
    let name = text.replace('-', "_");
    let names = || named(table).map(|key| key.name);
    let is_type = matches!(form, Form::Flag) && text.starts_with(char::is_uppercase);
    let mut headline = format!("{} has no `{text}`", title(owner));
    let (meant, help) = if let Some(help) = advice(owner, &name) {
        (None, help.to_owned())
    } else if is_type && names().any(|name| name == "cluster") {
        (Some("cluster"), format!("did you mean `cluster = {text}`?"))
    } else if let Some(key) = names().find(|key| *key == name).or_else(|| synonym(&name, names())) {
        (Some(key), format!("did you mean `{key}`?"))
    } else if let Some(help) = without_key(owner, table, &name) {
        (None, help)
    } else if let Some(help) = of_places(&beside(owner, &name, form)).or_else(|| synonym_beside(owner, &name, form)) {
        (None, help)
    } else if let Some(key) = nearest(&name, names()) {
        (Some(key), format!("did you mean `{key}`?"))
    } else if let (Form::Args(_), Some(choice)) = (form, bare_choice(table)) {
        headline = format!("`{owner}` has no `{text}`");
        (None, unknown_word(choice, &text))
    } else {
        (None, elsewhere(owner, &name, form).unwrap_or_else(|| listed(owner, table)))
    };
    context.errors.push(word, headline, help);
    meant
}

/// What to write where another part of the language has the key, by this name or by another.
fn elsewhere(owner: &str, name: &str, form: &Form) -> Option<String> {
    if let Some(other) = other_attribute(owner, name) {
        return Some(format!("it is a key of `#[{other}]`"));
    }
    if let Some((key, other)) = synonym_of_another(owner, name) {
        return Some(format!("did you mean `{key}`, a key of `#[{other}]`?"));
    }
    of_places(&anywhere(name, form))
}

/// What to write where other parentheses of the same attribute have what goes by the name elsewhere.
fn synonym_beside(owner: &str, name: &str, form: &Form) -> Option<String> {
    let mut found = synonyms(name).map(|key| (key, beside(owner, key, form))).filter(|(_, places)| !places.is_empty());
    found.next().map(|(key, places)| format!("did you mean `{key}`, a key of {}?", places.join(" and ")))
}

/// `` it is a key of `container(..)` ``.
fn of_places(places: &[String]) -> Option<String> {
    (!places.is_empty()).then(|| format!("it is a key of {}", places.join(" and ")))
}

/// `` the keys are `a` and `b` ``.
pub(super) fn listed(owner: &str, table: &[&'static Key]) -> String {
    let keys = all_of(named(table).map(|key| key.name));
    match named(table).count() {
        0 => "it has no keys".to_owned(),
        1 => format!("the only key is {keys}"),
        MANY.. => format!("the documentation of {} lists its keys", title(owner)),
        _ => format!("the keys are {keys}"),
    }
}

/// The attribute that has what `owner` has not.
fn other_attribute(owner: &str, key: &str) -> Option<&'static str> {
    let mut others = ATTRIBUTES.iter().filter(|other| is_attribute(owner) && other.kind.word() != owner);
    others.find(|other| other.block.all_keys().iter().any(|other| other.name == key)).map(|other| other.kind.word())
}

/// The key that goes by the name of `word` elsewhere, and the attribute that has it where `owner` has not.
fn synonym_of_another(owner: &str, word: &str) -> Option<(&'static str, &'static str)> {
    let keys = ATTRIBUTES.iter().flat_map(|attribute| attribute.block.all_keys());
    let key = synonym(word, keys.map(|key| key.name))?;
    Some((key, other_attribute(owner, key)?))
}
