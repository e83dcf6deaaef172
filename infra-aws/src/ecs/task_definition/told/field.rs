//! Parts of a document that get names, and what is left of it.

use serde_json::{Map, Value};

use crate::ecs::Fields;

/// What is left of an object, of which parts are taken and named.
pub(super) struct Rest {
    fields: Map<String, Value>,
    /// What the names of its fields begin with.
    prefix: String,
}

impl Rest {
    /// All of an object.
    pub(super) fn of(value: &Value, prefix: &str) -> Self {
        Self { fields: value.as_object().cloned().unwrap_or_default(), prefix: prefix.to_owned() }
    }

    /// Leaves a member out.
    pub(super) fn skip(&mut self, name: &str) {
        self.fields.remove(name);
    }

    /// Takes the value at a pointer.
    pub(super) fn take(&mut self, pointer: &str) -> Option<Value> {
        let mut names = pointer.split('/').skip(1).peekable();
        let mut fields = &mut self.fields;
        while let Some(name) = names.next() {
            if names.peek().is_none() {
                return fields.remove(name);
            }
            fields = fields.get_mut(name)?.as_object_mut()?;
        }
        None
    }

    /// Takes the value at a pointer as it is, under a name.
    pub(super) fn name(&mut self, fields: &mut Fields, pointer: &str, name: &str) {
        if let Some(value) = self.take(pointer) {
            self.set(fields, name, words(&value));
        }
    }

    /// Takes the items of a list as one value, under a name.
    pub(super) fn list(&mut self, fields: &mut Fields, pointer: &str, name: &str, words: impl Fn(&Value) -> String) {
        if let Some(Value::Array(items)) = self.take(pointer) {
            self.set(fields, name, items.iter().map(words).collect::<Vec<_>>().join(", "));
        }
    }

    /// Takes the items of a list, each under a name that begins with `name` and ends with its member `key`.
    pub(super) fn each(&mut self, fields: &mut Fields, pointer: &str, name: &str, key: &str) {
        let Some(Value::Array(items)) = self.take(pointer) else { return };
        for item in items {
            let own = item.get(key).map(words).unwrap_or_default();
            let mut others = item.as_object().cloned().unwrap_or_default();
            others.remove(key);
            let value = match others.len() {
                1 => others.values().next().map(words).unwrap_or_default(),
                _ => words(&Value::Object(others)),
            };
            self.set(fields, &format!("{name} {own}"), value);
        }
    }

    /// Puts a value under a name.
    pub(super) fn set(&self, fields: &mut Fields, name: &str, value: String) {
        fields.insert(format!("{}{name}", self.prefix), value);
    }

    /// Puts what is left under the paths at which it stands.
    pub(super) fn add_to(self, fields: &mut Fields) {
        for (name, value) in &self.fields {
            flatten(fields, &format!("{}{name}", self.prefix), value);
        }
    }
}

/// Every value under its path. Items of a list go by their name, where they have one, else by their number.
fn flatten(fields: &mut Fields, path: &str, value: &Value) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                flatten(fields, &format!("{path}.{name}"), value);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for (number, item) in items.iter().enumerate() {
                let mut rest = Rest::of(item, "");
                let name = rest.take("/name").or_else(|| rest.take("/key"));
                let own = name.map_or_else(|| number.to_string(), |name| words(&name));
                flatten(fields, &format!("{path}[{own}]"), &Value::Object(rest.fields));
                if !item.is_object() {
                    fields.insert(format!("{path}[{own}]"), words(item));
                }
            }
        }
        _ => {
            fields.insert(path.to_owned(), words(value));
        }
    }
}

/// A value as people read it: a text without quotes, all else as JSON.
pub(super) fn words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
