//! Whether what was read back has what was asked for.

use serde_json::Value;

/// What may come back with more than was sent: tags and attributes are added by AWS of its
/// own, and other stacks let their services in.
const MORE: [&str; 4] = ["Tags", "Attributes", "tags", "SecurityGroupIngress"];

/// Whether `actual` has all of `expected`, in any order. What is null in `expected` may be anything.
pub(super) fn held(name: &str, expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Null, _) => true,
        (Value::Object(fields), Value::Object(found)) => {
            fields.iter().all(|(name, value)| held(name, value, found.get(name).unwrap_or(&Value::Null)))
        }
        (Value::Array(values), Value::Array(found)) => {
            let more = MORE.iter().any(|ending| name.ends_with(ending));
            (more || values.len() == found.len())
                && values.iter().all(|value| found.iter().any(|found| held("", value, found)))
        }
        // An empty list and none are one to AWS.
        (Value::Array(values), Value::Null) => values.is_empty(),
        (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_) | Value::Null) => false,
        _ => scalar(expected).eq_ignore_ascii_case(&scalar(actual)),
    }
}

/// Numbers and truths are strings in some APIs.
fn scalar(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[test]
fn what_is_missing_changed_or_too_much_is_seen() {
    use serde_json::json;
    let asked = json!({ "Port": 80, "Paths": ["/a", "/b"], "Tags": [{ "Key": "a" }] });
    let same = json!({ "Paths": ["/b", "/a"], "Port": "80", "Tags": [{ "Key": "b" }, { "Key": "a" }], "Arn": "arn" });
    assert!(held("", &asked, &same));
    for (part, other) in [("Port", json!(81)), ("Paths", json!(["/a", "/b", "/c"])), ("Tags", json!([{ "Key": "b" }]))]
    {
        let mut changed = same.clone();
        changed[part] = other;
        assert!(!held("", &asked, &changed), "{part}");
    }
}
