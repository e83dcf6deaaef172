//! JSON objects, written member by member.

use serde_json::{Map, Value};

/// A JSON object in the making.
#[derive(Default)]
pub(crate) struct Object(Map<String, Value>);

impl Object {
    /// An object with nothing in it.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// With a member.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// With a member, where it has a value.
    pub(crate) fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With a list, where there is something in it.
    pub(crate) fn with_list(self, name: &str, list: Vec<impl Into<Value>>) -> Self {
        self.with_some(name, (!list.is_empty()).then_some(list))
    }

    /// With a flag, where it is up.
    pub(crate) fn with_flag(self, name: &str, flag: bool) -> Self {
        self.with_some(name, flag.then_some(true))
    }

    /// The object.
    pub(crate) fn value(self) -> Value {
        Value::Object(self.0)
    }
}
