//! Whether an image would differ from the one that was built before.

mod change;

pub use change::Change;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Digest;

/// All that an image is built of, by name, each with a digest or a version that changes when it does: `file src/main.rs`,
/// `argument PROFILE`, `base debian:12`, `platform`, `compiler`. Two equal fingerprints build the same image.
///
/// Values are digests or versions, never contents: a fingerprint is printed, stored and pushed beside the image. A build
/// secret is in it by the digest of its value with a salt of the project's own, or by its version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(BTreeMap<String, String>);

impl Fingerprint {
    /// Adds an input: what it is (`file`, `argument`, ..), its name (empty where the kind has one), and what it is now.
    pub fn add(&mut self, kind: &str, name: &str, value: impl Into<String>) {
        let key = if name.is_empty() { kind.to_owned() } else { format!("{kind} {name}") };
        self.0.insert(key, value.into());
    }

    /// The inputs with what they are, sorted.
    pub fn inputs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// One digest of all of it.
    #[must_use]
    pub fn digest(&self) -> Digest {
        // No name of a file has this letter, and no value either.
        let lines: String = self.inputs().map(|(name, value)| format!("{name}\0{value}\0")).collect();
        Digest::of(lines.as_bytes())
    }

    /// What is not as it was in `before`, sorted by name.
    #[must_use]
    pub fn changes(&self, before: &Self) -> Vec<Change> {
        let now = self.0.iter().filter_map(|(name, value)| match before.0.get(name) {
            None => Some(Change::Added(name.clone())),
            Some(old) if old != value => Some(Change::Changed(name.clone())),
            Some(_) => None,
        });
        let gone = before.0.keys().filter(|name| !self.0.contains_key(*name)).cloned().map(Change::Removed);
        let mut changes: Vec<Change> = now.chain(gone).collect();
        changes.sort_by(|one, other| one.input().cmp(other.input()));
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprint(inputs: &[(&str, &str)]) -> Fingerprint {
        let mut fingerprint = Fingerprint::default();
        for (name, value) in inputs {
            fingerprint.add("file", name, *value);
        }
        fingerprint
    }

    #[test]
    fn the_order_of_inputs_is_of_no_weight() {
        let one = fingerprint(&[("a", "1"), ("b", "2")]);
        assert_eq!(one.digest(), fingerprint(&[("b", "2"), ("a", "1")]).digest());
        assert_ne!(one.digest(), fingerprint(&[("a", "12"), ("b", "")]).digest());
        assert_eq!(one.changes(&one), []);
    }

    #[test]
    fn a_change_is_named() {
        let changes = fingerprint(&[("a", "1"), ("b", "2"), ("new", "")]).changes(&fingerprint(&[
            ("b", "1"),
            ("a", "1"),
            ("gone", ""),
        ]));
        let words: Vec<String> = changes.iter().map(Change::to_string).collect();
        assert_eq!(words, ["file b changed", "file gone is gone", "file new is new"]);
    }
}
