//! Resources of types without state of their own.

use std::collections::BTreeMap;

use serde_json::Value;

/// The properties of resources, by type and physical id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept(BTreeMap<String, BTreeMap<String, Value>>);

impl Kept {
    /// Those of a type, by physical id.
    pub(crate) fn of(&self, kind: &str) -> impl Iterator<Item = (&String, &Value)> + use<'_> {
        self.0.get(kind).into_iter().flatten()
    }

    /// The properties of those of a type.
    pub(crate) fn properties(&self, kind: &str) -> impl Iterator<Item = &Value> + use<'_> {
        self.of(kind).map(|(_, properties)| properties)
    }

    /// The properties of one.
    pub(crate) fn get(&self, kind: &str, physical: &str) -> Option<&Value> {
        self.0.get(kind)?.get(physical)
    }

    /// Whether there is this one.
    pub(crate) fn has(&self, kind: &str, physical: &str) -> bool {
        self.get(kind, physical).is_some()
    }

    /// Keeps one with its properties, in the place of what it had.
    pub(crate) fn put(&mut self, kind: &str, physical: &str, properties: &Value) {
        self.0.entry(kind.to_owned()).or_default().insert(physical.to_owned(), properties.clone());
    }

    /// Forgets one.
    pub(crate) fn remove(&mut self, kind: &str, physical: &str) {
        if let Some(of_kind) = self.0.get_mut(kind) {
            of_kind.remove(physical);
        }
    }

    /// The type of the one with a physical id.
    pub(crate) fn kind_of(&self, physical: &str) -> Option<&str> {
        self.0.iter().find(|(_, of_kind)| of_kind.contains_key(physical)).map(|(kind, _)| kind.as_str())
    }
}
