//! The properties that replace a resource, held against the resource schemas that cfn-lint brings along.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use expect_test::expect_file;
use serde_json::Value;

use super::lint::cfn_lint;

#[test]
fn create_only_properties_are_those_of_the_schemas() {
    let mut types: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in fs::read_dir(folder()).expect("cfn-lint has schemas").flatten() {
        let text = fs::read_to_string(file.path()).expect("a schema can be read");
        let Ok(schema) = serde_json::from_str::<Value>(&text) else { continue };
        let Some(name) = schema["typeName"].as_str() else { continue };
        let paths = schema["createOnlyProperties"].as_array().into_iter().flatten().filter_map(Value::as_str);
        types.entry(name.to_owned()).or_default().extend(paths.map(path));
    }
    let line = |(name, paths): (String, BTreeSet<String>)| {
        format!("{name},{}\n", paths.into_iter().collect::<Vec<_>>().join(" "))
    };
    let table: String = types.into_iter().map(line).collect();
    expect_file!["../../data/create-only.csv"].assert_eq(&table);
}

/// `/properties/A/B/*/C` as `A/B`: what stands in the items of a list is the list's.
fn path(pointer: &str) -> String {
    let parts = pointer.split('/').skip(2).take_while(|part| *part != "*");
    parts.collect::<Vec<_>>().join("/")
}

/// Where the schemas are, beside the program: `lib/python3.11/site-packages/cfnlint/data/schemas/resources`.
fn folder() -> PathBuf {
    let program = cfn_lint();
    let library = program.parent().and_then(|bin| bin.parent()).map(|root| root.join("lib")).unwrap_or_default();
    let python = fs::read_dir(&library).into_iter().flatten().flatten().map(|entry| entry.path()).max();
    python.unwrap_or(library).join("site-packages/cfnlint/data/schemas/resources")
}
