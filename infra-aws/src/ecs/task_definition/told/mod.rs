//! What differs between two task definitions, by the names that a plan shows.

mod container;
mod field;

use std::collections::BTreeSet;

use infra_core::plan::{self, Detail};
use serde_json::Value;

use crate::ecs::Fields;
use field::{Rest, words};

/// What differs between two normal forms, each with the name of its main container.
pub(super) fn differences((before, main_before): (&Value, &str), (after, main_after): (&Value, &str)) -> Vec<Detail> {
    let (old, new) = (names(before, main_before), names(after, main_after));
    // Of a container that comes or goes its image says enough.
    let both: BTreeSet<&str> = old.intersection(&new).copied().collect();
    plan::differences(&fields(before, main_before, &both), &fields(after, main_after, &both))
}

/// The names of the containers beside the main one.
fn names<'document>(normal: &'document Value, main: &str) -> BTreeSet<&'document str> {
    let names = containers(normal).filter_map(|container| container.get("name")?.as_str());
    names.filter(|name| *name != main).collect()
}

fn containers(normal: &Value) -> impl Iterator<Item = &Value> {
    normal.get("containerDefinitions").and_then(Value::as_array).into_iter().flatten()
}

/// The fields of a normal form. Of the containers beside the main one, only those `told` have fields of their own.
fn fields(normal: &Value, main: &str, told: &BTreeSet<&str>) -> Fields {
    let mut fields = Fields::new();
    for container in containers(normal) {
        match container.get("name").and_then(Value::as_str).unwrap_or_default() {
            name if name == main => {
                fields.insert("container".to_owned(), name.to_owned());
                container::add(&mut fields, "", container);
            }
            name if told.contains(name) => container::add(&mut fields, &format!("container {name} "), container),
            name => {
                let image = container.get("image").map(words).unwrap_or_default();
                fields.insert(format!("container {name}"), image);
            }
        }
    }
    let mut rest = Rest::of(normal, "");
    rest.skip("containerDefinitions");
    if let Some(capacity) = rest.take("/requiresCompatibilities") {
        fields.insert("capacity".to_owned(), compatible(&capacity));
    }
    for (pointer, name) in [
        ("/cpu", "cpu"),
        ("/memory", "memory"),
        ("/runtimePlatform/cpuArchitecture", "architecture"),
        ("/runtimePlatform/operatingSystemFamily", "operating system"),
        ("/networkMode", "network mode"),
        ("/taskRoleArn", "task role"),
        ("/executionRoleArn", "execution role"),
    ] {
        rest.name(&mut fields, pointer, name);
    }
    if let Some(storage) = rest.take("/ephemeralStorage/sizeInGiB") {
        fields.insert("storage".to_owned(), format!("{} GiB", words(&storage)));
    }
    rest.add_to(&mut fields);
    fields
}

/// Where it can run, as people say it.
fn compatible(kinds: &Value) -> String {
    let word = |kind: &Value| match kind.as_str() {
        Some("FARGATE") => "Fargate".to_owned(),
        Some("MANAGED_INSTANCES") => "managed instances".to_owned(),
        _ => words(kind),
    };
    kinds.as_array().into_iter().flatten().map(word).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
