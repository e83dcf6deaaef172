//! How an image was built, as a statement that others read, and read again here: on a machine that has built nothing yet, what is
//! deployed says itself what it was built of.

use serde_json::{Value, json};

use crate::{Digest, Fingerprint};

/// The type of a statement in a registry.
pub const MEDIA_TYPE: &str = "application/vnd.in-toto+json";
const PREDICATE: &str = "https://slsa.dev/provenance/v1";
/// What the dependencies of a statement of ours are called.
const INPUT: &str = "urn:infra:input:";

/// A statement of in-toto on an image, with SLSA's predicate. `kind` is how it was built, `cargo` or `dockerfile`; the inputs of the
/// fingerprint are its dependencies. It has no time: the same build gives the same statement.
#[must_use]
pub fn of(image: &Digest, kind: &str, parameters: &[(&str, String)], fingerprint: &Fingerprint) -> Vec<u8> {
    let parameters: serde_json::Map<String, Value> =
        parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone().into())).collect();
    let inputs: Vec<Value> = fingerprint.inputs().map(|(name, value)| input(name, value)).collect();
    json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "digest": { "sha256": image.hex() } }],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": format!("urn:infra:build:{kind}:1"),
                "externalParameters": parameters,
                "resolvedDependencies": inputs,
            },
            "runDetails": { "builder": { "id": "urn:infra", "version": { "infra": env!("CARGO_PKG_VERSION") } } },
        },
    })
    .to_string()
    .into_bytes()
}

fn input(name: &str, value: &str) -> Value {
    let mut input =
        json!({ "uri": format!("{INPUT}{}", encoded(name)), "name": name, "annotations": { "value": value } });
    if let Some(digest) = value.split(' ').find_map(|word| word.parse::<Digest>().ok()) {
        input["digest"] = json!({ "sha256": digest.hex() });
    }
    input
}

/// What the image of a statement was built of; none where it is no statement of ours, or one on another image.
#[must_use]
pub fn fingerprint(statement: &[u8], image: &Digest) -> Option<Fingerprint> {
    let statement: Value = serde_json::from_slice(statement).ok()?;
    let definition = &statement["predicate"]["buildDefinition"];
    let ours = definition["buildType"].as_str()?.starts_with("urn:infra:build:");
    if !ours || statement["predicateType"] != PREDICATE || statement["subject"][0]["digest"]["sha256"] != image.hex() {
        return None;
    }
    let mut fingerprint = Fingerprint::default();
    for input in definition["resolvedDependencies"].as_array()? {
        let (kind, name) = input["name"].as_str().map(|name| name.split_once(' ').unwrap_or((name, "")))?;
        fingerprint.add(kind, name, input["annotations"]["value"].as_str()?);
    }
    Some(fingerprint)
}

/// A name as a URI has it.
fn encoded(name: &str) -> String {
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    name.bytes().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_image_was_built_of_is_read_again() {
        let mut built = Fingerprint::default();
        built.add("file", "web/a page.html", Digest::of(b"page").as_str());
        built.add("include", "assets/run.sh", format!("100755 {}", Digest::of(b"run")));
        built.add("compiler", "", "1.95.0");
        let image = Digest::of(b"image");
        let statement = of(&image, "cargo", &[("binary", "web".to_owned())], &built);
        assert_eq!(statement, of(&image, "cargo", &[("binary", "web".to_owned())], &built));
        assert_eq!(fingerprint(&statement, &image), Some(built));
        assert_eq!(fingerprint(&statement, &Digest::of(b"another")), None);
        assert_eq!(fingerprint(b"{}", &image), None);
        let value: Value = serde_json::from_slice(&statement).unwrap();
        let inputs = &value["predicate"]["buildDefinition"]["resolvedDependencies"];
        assert_eq!(inputs[1]["uri"], "urn:infra:input:file%20web/a%20page.html");
        assert_eq!(inputs[2]["digest"]["sha256"], Digest::of(b"run").hex());
    }
}
