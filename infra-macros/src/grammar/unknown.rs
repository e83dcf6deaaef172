//! Keys that a table does not have, and the keys that seem to be meant.

use super::keys::{Form, Given, named};
use super::suggest::{all_of, nearest};
use super::synonym::{advice, synonym};
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
    let (word, text) = (&given.word, given.word.text());
    let names = || named(table).map(|key| key.name);
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
        (None, listed(owner, table))
    };
    context.errors.push(word, format!("{} has no `{text}`", title(owner)), help);
    meant
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
