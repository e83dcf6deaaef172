//! What says of an image of what it was built: an in-toto statement with a predicate of SLSA.

use serde_json::{Value, json};

use crate::{Digest, Fingerprint};

/// What the statement is attached as.
pub const TYPE: &str = "application/vnd.in-toto+json";

const STATEMENT: &str = "https://in-toto.io/Statement/v1";
const PREDICATE: &str = "https://slsa.dev/provenance/v1";
/// Where each kind of build is told.
const BUILD: &str = "https://github.com/infra-rs/infra/blob/main/docs/images.md";

/// The statement of an image. The same image of the same inputs has the same one: it tells neither who built it nor when.
#[must_use]
pub fn write(image: &Digest, kind: &str, fingerprint: &Fingerprint) -> Vec<u8> {
    let dependency = |(name, value): (&str, &str)| match value.parse::<Digest>() {
        Ok(digest) => json!({ "name": name, "digest": { "sha256": digest.hex() } }),
        Err(_) => json!({ "name": name, "annotations": { "value": value } }),
    };
    let dependencies: Vec<Value> = fingerprint.inputs().map(dependency).collect();
    let statement = json!({
        "_type": STATEMENT,
        "subject": [{ "digest": { "sha256": image.hex() } }],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": format!("{BUILD}#{kind}"),
                "externalParameters": {},
                "resolvedDependencies": dependencies,
            },
            "runDetails": { "builder": { "id": concat!("infra/", env!("CARGO_PKG_VERSION")) } },
        },
    });
    statement.to_string().into_bytes()
}

/// What a statement says of what an image was built of; none where it is another statement, or about another image.
#[must_use]
pub fn read(image: &Digest, bytes: &[u8]) -> Option<Fingerprint> {
    let statement: Value = serde_json::from_slice(bytes).ok()?;
    if statement["_type"] != STATEMENT || statement["predicateType"] != PREDICATE {
        return None;
    }
    let subjects = statement["subject"].as_array()?;
    if !subjects.iter().any(|subject| subject["digest"]["sha256"] == image.hex()) {
        return None;
    }
    let mut fingerprint = Fingerprint::default();
    for dependency in statement["predicate"]["buildDefinition"]["resolvedDependencies"].as_array()? {
        let value = match dependency["digest"]["sha256"].as_str() {
            Some(digest) => format!("sha256:{digest}"),
            None => dependency["annotations"]["value"].as_str()?.to_owned(),
        };
        fingerprint.add(dependency["name"].as_str()?, "", value);
    }
    Some(fingerprint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut fingerprint = Fingerprint::default();
        fingerprint.add("file", "src/main.rs", Digest::of(b"main").to_string());
        fingerprint.add("argument", "PROFILE", "release");
        fingerprint.add("platform", "", "linux/amd64");
        let image = Digest::of(b"image");
        let bytes = write(&image, "cargo", &fingerprint);
        assert_eq!(read(&image, &bytes), Some(fingerprint.clone()));
        assert_eq!(write(&image, "cargo", &fingerprint), bytes);
        assert_eq!(read(&Digest::of(b"other"), &bytes), None);
        assert_eq!(read(&image, b"{}"), None);
    }
}
