//! What a manifest says of what a binary is built of: of the whole manifest only what can change the binary.

use std::path::Path;

use serde_json::{Map, Value};
use toml::Table;

use super::Package;

/// What a package says of itself: a binary can read most of it (`env!("CARGO_PKG_DESCRIPTION")`).
const KEPT: [&str; 13] = [
    "name",
    "version",
    "authors",
    "description",
    "homepage",
    "repository",
    "license",
    "license_file",
    "rust_version",
    "readme",
    "edition",
    "features",
    "links",
];

/// A package's manifest without what is for other binaries, for tests, and without the folders of this machine. The values of
/// the workspace are filled in.
pub(super) fn of_package(package: &Package, root: &Path, binary: Option<&str>) -> Value {
    let raw = &package.raw;
    let mut manifest: Map<String, Value> =
        KEPT.iter().filter_map(|key| Some(((*key).to_owned(), raw.get(key)?.clone()))).collect();
    let entries = |key: &str| raw.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let targets = entries("targets").into_iter().filter(|target| is_built(target, binary));
    let targets = targets.map(|target| taken(&target, &["name", "kind", "crate_types", "src_path", "edition"], root));
    manifest.insert("targets".to_owned(), targets.collect());
    let dependencies = entries("dependencies").into_iter().filter(|dependency| dependency["kind"] != "dev");
    let keys = ["name", "rename", "kind", "req", "optional", "uses_default_features", "features", "target", "path"];
    let dependencies = dependencies.map(|dependency| taken(&dependency, &keys, root));
    manifest.insert("dependencies".to_owned(), dependencies.collect());
    Value::Object(manifest)
}

/// Whether a target is a part of the binary: a library, a build script, or the binary itself.
fn is_built(target: &Value, binary: Option<&str>) -> bool {
    let kinds: Vec<&str> = target["kind"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    match kinds[..] {
        ["bin"] => binary.is_some_and(|binary| target["name"] == binary),
        _ => !kinds.iter().any(|kind| matches!(*kind, "test" | "bench" | "example")),
    }
}

fn taken(value: &Value, keys: &[&str], root: &Path) -> Value {
    let entry = |key: &&str| {
        let value = value.get(key)?;
        let relative = value.as_str().and_then(|text| Path::new(text).strip_prefix(root).ok());
        let value = relative.map_or_else(|| value.clone(), |path| path.display().to_string().into());
        Some(((*key).to_owned(), value))
    };
    Value::Object(keys.iter().filter_map(entry).collect())
}

/// The tables of a profile in the manifest of a workspace, its own and those that it inherits from, the nearest first.
pub(super) fn profile<'a>(manifest: &'a Table, name: &str) -> Vec<&'a Table> {
    let mut tables = Vec::new();
    let mut next = Some(name);
    while let Some(name) = next {
        let table = manifest.get("profile").and_then(|profiles| profiles.get(name)).and_then(toml::Value::as_table);
        let Some(table) = table else { break };
        if tables.contains(&table) {
            break;
        }
        tables.push(table);
        next = table.get("inherits").and_then(toml::Value::as_str);
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo::Workspace;
    use serde_json::json;

    fn package(change: impl Fn(&mut Value)) -> Value {
        let mut value = json!({
            "workspace_root": "/shop", "target_directory": "/shop/target",
            "packages": [{
                "id": "path+file:///shop/web#0.1.0", "name": "web", "version": "0.1.0", "manifest_path": "/shop/web/Cargo.toml",
                "description": null, "metadata": null, "features": {},
                "targets": [
                    { "name": "web", "kind": ["bin"], "src_path": "/shop/web/src/main.rs", "doctest": false },
                    { "name": "other", "kind": ["bin"], "src_path": "/shop/web/src/bin/other.rs" },
                    { "name": "it", "kind": ["test"], "src_path": "/shop/web/tests/it.rs" },
                ],
                "dependencies": [
                    { "name": "common", "kind": null, "req": "*", "path": "/shop/common" },
                    { "name": "expect-test", "kind": "dev", "req": "^1" },
                ],
            }],
        });
        change(&mut value["packages"][0]);
        let workspace = Workspace::read(value.to_string().as_bytes()).unwrap();
        of_package(&workspace.packages[0], &workspace.root, Some("web"))
    }

    #[test]
    fn what_cannot_change_the_binary_is_not_in_it() {
        let usual = package(|_| ());
        assert!(!usual.to_string().contains("/shop"), "{usual}");
        let same: [fn(&mut Value); 4] = [
            |package| package["targets"][1]["name"] = "another".into(),
            |package| package["targets"][2]["name"] = "another".into(),
            |package| package["dependencies"][1]["req"] = "^2".into(),
            |package| package["metadata"] = json!({ "docs": true }),
        ];
        for change in same {
            assert_eq!(package(change), usual);
        }
        let other: [fn(&mut Value); 3] = [
            |package| package["version"] = "0.2.0".into(),
            |package| package["dependencies"][0]["features"] = json!(["x"]),
            |package| package["targets"][0]["src_path"] = "/shop/web/src/other.rs".into(),
        ];
        for change in other {
            assert_ne!(package(change), usual);
        }
    }

    #[test]
    fn profiles_inherit() {
        let manifest: Table = "[profile.lto]\ninherits = \"release\"\nlto = true\n[profile.release]\nstrip = true\n\
                               [profile.a]\ninherits = \"a\""
            .parse()
            .unwrap();
        let found = profile(&manifest, "lto");
        assert_eq!(found.iter().filter(|table| table.contains_key("strip")).count(), 1);
        assert_eq!((found.len(), profile(&manifest, "dev").len(), profile(&manifest, "a").len()), (2, 0, 1));
    }
}
