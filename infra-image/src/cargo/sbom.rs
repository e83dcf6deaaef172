//! The software in an image, as CycloneDX tells it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::lock::Lock;
use super::{CargoError, Prepared};

/// What `cargo metadata` says of a package.
#[derive(Deserialize)]
struct Known {
    name: String,
    version: String,
    id: String,
    license: Option<String>,
    description: Option<String>,
    repository: Option<String>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    dependencies: Vec<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Known>,
    resolve: Resolve,
}

/// The packages that a binary is built of, as CycloneDX 1.5 in JSON. It has neither a time nor a number of its own: the same
/// binary has the same one.
pub(super) fn of(prepared: &Prepared, lock: &Lock, metadata: &[u8]) -> Result<Vec<u8>, CargoError> {
    let failed = |error: serde_json::Error| CargoError::NoWorkspace(error.to_string());
    let metadata: Metadata = serde_json::from_slice(metadata).map_err(failed)?;
    let closure = &prepared.closure;
    let mut own = Value::Null;
    let mut components: BTreeMap<String, Value> = BTreeMap::new();
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    for package in &metadata.packages {
        let key = (package.name.clone(), package.version.clone());
        if !closure.packages.contains_key(&key) {
            continue;
        }
        let name = url(&key, lock);
        let component = component(package, &name, lock);
        names.insert(&package.id, name.clone());
        if package.id == prepared.binary.id {
            own = json!({
                "type": "application", "bom-ref": name, "name": prepared.binary.name, "version": package.version, "purl": name,
            });
        } else {
            components.insert(name, component);
        }
    }
    // The metadata know what depends on what for the whole workspace: what is not in this binary is left out.
    let mut dependencies: BTreeMap<&String, Vec<&String>> = BTreeMap::new();
    for node in &metadata.resolve.nodes {
        if let Some(name) = names.get(node.id.as_str()) {
            let mut on: Vec<&String> = node.dependencies.iter().filter_map(|id| names.get(id.as_str())).collect();
            on.sort();
            dependencies.insert(name, on);
        }
    }
    let dependencies: Vec<Value> =
        dependencies.into_iter().map(|(name, on)| json!({ "ref": name, "dependsOn": on })).collect();
    let document = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": own },
        "components": components.into_values().collect::<Vec<_>>(),
        "dependencies": dependencies,
    });
    serde_json::to_vec(&document).map_err(failed)
}

fn component(package: &Known, name: &str, lock: &Lock) -> Value {
    let mut component = json!({
        "type": "library", "bom-ref": name, "name": package.name, "version": package.version, "purl": name, "scope": "required",
    });
    let mut set = |key: &str, value: Value| component[key] = value;
    if let Some(license) = &package.license {
        // Cargo's older manifests write `/` for `OR`.
        set("licenses", json!([{ "expression": license.replace('/', " OR ") }]));
    }
    if let Some(description) = &package.description {
        set("description", description.split_whitespace().collect::<Vec<_>>().join(" ").into());
    }
    if let Some(repository) = &package.repository {
        set("externalReferences", json!([{ "type": "vcs", "url": repository }]));
    }
    let locked = lock.find(&(package.name.clone(), package.version.clone()));
    if let Some(checksum) = locked.and_then(|locked| locked.checksum.as_ref()) {
        set("hashes", json!([{ "alg": "SHA-256", "content": checksum }]));
    }
    component
}

/// The package as a URL: where it comes from, if not from crates.io.
fn url((name, version): &(String, String), lock: &Lock) -> String {
    let url = format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"));
    let locked = lock.find(&(name.clone(), version.clone()));
    match locked.and_then(|locked| locked.source.as_deref()) {
        Some(source) if source.starts_with("git+") => {
            let source = source.split_once('?').map_or(source, |(start, _)| start);
            let revision =
                locked.and_then(|locked| locked.source.as_deref()?.split_once('#')).map(|(_, revision)| revision);
            format!("{url}?vcs_url={}", encoded(&format!("{source}@{}", revision.unwrap_or_default())))
        }
        Some(source) if !source.contains("crates.io") => {
            format!("{url}?repository_url={}", encoded(source.split_once('+').map_or(source, |(_, address)| address)))
        }
        _ => url,
    }
}

/// A value as a URL has it.
fn encoded(text: &str) -> String {
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Platform;
    use crate::cargo::lock::tests::lock;
    use crate::cargo::{Binary, Closure, Linker, Recipe, Target};
    use infra_core::declaration::CargoImage;

    #[test]
    fn what_is_in_the_binary_is_told_and_nothing_else() {
        let prepared = Prepared {
            recipe: Recipe::of(&CargoImage::new("web"), "src/lib.rs", Platform::default()),
            binary: Binary { name: "web".into(), id: "web".into(), package: "web".into(), features: vec![] },
            target: Target { triple: "x86_64-unknown-linux-musl".into(), linker: Linker::Own, is_static: true },
            closure: Closure::read(
                "0||web v0.1.0 (/shop/web)\n1|std|serde v1.0.0\n1||patched v1.0.0 (https://example.com/patched)\n",
            ),
        };
        let package = |name: &str, version: &str, license: Value| json!({ "name": name, "version": version, "id": name, "license": license, "description": "Its\n words.", "repository": null });
        let metadata = json!({
            "packages": [
                package("web", "0.1.0", Value::Null),
                package("serde", "1.0.0", "MIT/Apache-2.0".into()),
                package("patched", "1.0.0", "MIT".into()),
                package("proptest", "1.0.0", "MIT".into()),
            ],
            "resolve": { "nodes": [
                { "id": "web", "dependencies": ["serde", "proptest", "patched"] },
                { "id": "proptest", "dependencies": [] },
                { "id": "serde", "dependencies": [] },
            ]},
        });
        let sbom = of(&prepared, &lock(), metadata.to_string().as_bytes()).unwrap();
        let sbom: Value = serde_json::from_slice(&sbom).unwrap();
        assert_eq!(sbom["metadata"]["component"]["purl"], "pkg:cargo/web@0.1.0");
        let names: Vec<&Value> =
            sbom["components"].as_array().unwrap().iter().map(|component| &component["purl"]).collect();
        assert_eq!(
            names,
            [
                "pkg:cargo/patched@1.0.0?vcs_url=git%2Bhttps%3A%2F%2Fexample.com%2Fpatched%40abcdef",
                "pkg:cargo/serde@1.0.0",
            ]
        );
        let serde = &sbom["components"][1];
        assert_eq!(serde["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(serde["hashes"][0]["content"], "ab12");
        assert_eq!(serde["description"], "Its words.");
        assert_eq!(sbom["dependencies"][1]["dependsOn"].as_array().unwrap().len(), 2, "{sbom}");
    }
}
