//! What CloudFormation will do to a stack that gets another template.

mod create_only;
mod inline;
mod reference;
mod words;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use reference::Moved;
pub(crate) use words::plain_name;

/// What happens to a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResourceChange {
    /// Its name in the template.
    pub logical_id: String,
    /// Its type, as `AWS::Logs::LogGroup`.
    pub resource_type: String,
    /// What happens.
    pub verb: Verb,
    /// The properties that change, sorted; none for what comes or goes whole.
    pub properties: Vec<String>,
}

/// What happens to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    /// It is made.
    Add,
    /// It is deleted.
    Remove,
    /// It changes: in place, or another is made and the old one deleted.
    Update {
        /// Whether another one is made.
        replace: bool,
    },
}

/// What happens to each resource when the template `old` becomes `new`, sorted by logical id.
pub(crate) fn diff(old: &Value, new: &Value) -> Vec<ResourceChange> {
    diff_given(old, new, &BTreeSet::new())
}

/// The same, when the values of `parameters` change too.
pub(crate) fn diff_given(old: &Value, new: &Value, parameters: &BTreeSet<String>) -> Vec<ResourceChange> {
    changes(old, new, parameters).0
}

/// The outputs of `new` whose values may be others than those of `old`: they say something else, or what they speak of
/// is new or replaced, or they follow from one of `parameters`, whose values change too.
pub(crate) fn replaced_outputs(old: &Value, new: &Value, parameters: &BTreeSet<String>) -> BTreeSet<String> {
    let (_, moved) = changes(old, new, parameters);
    let (old, new) = (inline::inlined(old), inline::inlined(new));
    let before = section(&old, "Outputs");
    section(&new, "Outputs")
        .into_iter()
        .flatten()
        .filter(|(name, output)| {
            !same(before.and_then(|before| before.get(*name)), Some(output)) || moved.touches(output)
        })
        .map(|(name, _)| name.clone())
        .collect()
}

/// Goes over the resources until no replacement leads to another.
fn changes(old: &Value, new: &Value, parameters: &BTreeSet<String>) -> (Vec<ResourceChange>, Moved) {
    let mut moved = Moved::default();
    for name in parameters.iter().chain(&other_defaults(old, new)) {
        moved.whole(name);
    }
    let (old, new) = (inline::inlined(old), inline::inlined(new));
    loop {
        let before = moved.clone();
        let changes = pass(&old, &new, &mut moved);
        if moved == before {
            return (changes, moved);
        }
    }
}

/// The changes of all resources, as far as is known by now what has moved; and what moves by them.
fn pass(old: &Value, new: &Value, moved: &mut Moved) -> Vec<ResourceChange> {
    let empty = Map::new();
    let olds = section(old, "Resources").unwrap_or(&empty);
    let news = section(new, "Resources").unwrap_or(&empty);
    let ids: BTreeSet<&String> = olds.keys().chain(news.keys()).collect();
    let mut changes = Vec::new();
    for id in ids {
        let change = match (olds.get(id), news.get(id)) {
            (Some(old), Some(new)) => update(id, old, new, moved),
            (Some(old), None) => Some(whole(id, old, Verb::Remove)),
            (None, Some(new)) => Some(whole(id, new, Verb::Add)),
            (None, None) => None,
        };
        let Some(change) = change else { continue };
        match change.verb {
            Verb::Add | Verb::Remove | Verb::Update { replace: true } => moved.whole(id),
            // Of a type that nobody has described, anything may have changed.
            Verb::Update { replace: false } if !create_only::is_known(&change.resource_type) => moved.whole(id),
            Verb::Update { replace: false } => {
                for attribute in create_only::changing_attributes(&change.resource_type) {
                    moved.attribute(id, attribute);
                }
                // What can be read back of a property, as the value of a parameter.
                for property in &change.properties {
                    moved.attribute(id, property);
                }
            }
        }
        changes.push(change);
    }
    changes
}

fn update(id: &str, old: &Value, new: &Value, moved: &Moved) -> Option<ResourceChange> {
    if kind(old) != kind(new) {
        return Some(whole(id, new, Verb::Update { replace: true }));
    }
    let empty = Map::new();
    let (olds, news) = (section(old, "Properties").unwrap_or(&empty), section(new, "Properties").unwrap_or(&empty));
    let names: BTreeSet<&String> = olds.keys().chain(news.keys()).collect();
    let properties: Vec<String> =
        names.into_iter().filter(|name| changed(olds.get(*name), news.get(*name), moved)).cloned().collect();
    if properties.is_empty() {
        return None;
    }
    let replace = create_only::paths(kind(new)).any(|path| {
        let pointer = format!("/Properties/{path}");
        changed(old.pointer(&pointer), new.pointer(&pointer), moved)
    });
    Some(ResourceChange {
        logical_id: id.to_owned(),
        resource_type: kind(new).to_owned(),
        verb: Verb::Update { replace },
        properties,
    })
}

fn changed(old: Option<&Value>, new: Option<&Value>, moved: &Moved) -> bool {
    !same(old, new) || new.is_some_and(|new| moved.touches(new))
}

fn whole(id: &str, resource: &Value, verb: Verb) -> ResourceChange {
    ResourceChange { logical_id: id.to_owned(), resource_type: kind(resource).to_owned(), verb, properties: Vec::new() }
}

/// The parameters that take another value because their default is another.
fn other_defaults(old: &Value, new: &Value) -> BTreeSet<String> {
    let before = section(old, "Parameters");
    section(new, "Parameters")
        .into_iter()
        .flatten()
        .filter(|(name, parameter)| {
            let default = |parameter: &Value| parameter.get("Default").cloned();
            before.and_then(|before| before.get(*name)).is_some_and(|before| default(before) != default(parameter))
        })
        .map(|(name, _)| name.clone())
        .collect()
}

fn section<'a>(template: &'a Value, name: &str) -> Option<&'a Map<String, Value>> {
    template.get(name)?.as_object()
}

fn kind(resource: &Value) -> &str {
    resource.get("Type").and_then(Value::as_str).unwrap_or_default()
}

/// Whether two values are one to CloudFormation: when it is asked for a template, it gives `?` for each character that
/// is not ASCII.
fn same(old: Option<&Value>, new: Option<&Value>) -> bool {
    match (old, new) {
        (Some(Value::String(old)), Some(Value::String(new))) => {
            let plain = |character: char| if character.is_ascii() { character } else { '?' };
            old.chars().map(plain).eq(new.chars().map(plain))
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(Some(old), Some(new)))
        }
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            old.len() == new.len() && old.iter().all(|(key, old)| same(Some(old), new.get(key)))
        }
        _ => old == new,
    }
}

#[cfg(test)]
mod tests;
