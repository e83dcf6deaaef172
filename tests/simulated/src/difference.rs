//! Where two snapshots differ.

use serde_json::Value;

/// The places in which `left` and `right` differ, each with both values.
#[must_use]
pub fn differences(left: &Value, right: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", left, right, &mut found);
    found
}

fn compare(place: &str, left: &Value, right: &Value, found: &mut Vec<String>) {
    match (left, right) {
        (Value::Object(lefts), Value::Object(rights)) => {
            let added = rights.keys().filter(|key| !lefts.contains_key(*key));
            for key in lefts.keys().chain(added) {
                let of = |value: &serde_json::Map<String, Value>| value.get(key).cloned().unwrap_or(Value::Null);
                compare(&format!("{place}/{key}"), &of(lefts), &of(rights), found);
            }
        }
        (Value::Array(lefts), Value::Array(rights)) if lefts.len() == rights.len() => {
            for (number, (left, right)) in lefts.iter().zip(rights).enumerate() {
                compare(&format!("{place}/{number}"), left, right, found);
            }
        }
        (left, right) if left == right => {}
        (left, right) => found.push(format!("{place}: {left} | {right}")),
    }
}
