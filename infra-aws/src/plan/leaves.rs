//! Where two values of a property differ.

use std::collections::{BTreeMap, BTreeSet};

use infra_core::plan::Detail;
use serde_json::Value;

use super::readable::{Pseudo, readable};

/// The most places that are shown of one property; of more, only the property is named.
const MOST: usize = 6;
/// The longest value that is shown.
const LONGEST: usize = 80;

/// The places in which the values of `property` differ, each with what was and what is there; none where that would say
/// too much or nothing.
pub(super) fn differences(property: &str, from: Option<&Value>, to: Option<&Value>) -> Vec<Detail> {
    let mut found = Vec::new();
    compare(property, from, to, &mut found);
    let is_long = |value: &Option<String>| value.as_ref().is_some_and(|value| value.len() > LONGEST);
    let is_much = found.len() > MOST || found.iter().any(|detail| is_long(&detail.from) || is_long(&detail.to));
    if is_much { Vec::new() } else { found }
}

fn compare(place: &str, from: Option<&Value>, to: Option<&Value>, found: &mut Vec<Detail>) {
    if from == to {
        return;
    }
    match (from.map(parts), to.map(parts)) {
        (Some(Some(from)), Some(Some(to))) => of_parts(place, &from, &to, found),
        (Some(Some(from)), None) => of_parts(place, &from, &BTreeMap::new(), found),
        (None, Some(Some(to))) => of_parts(place, &BTreeMap::new(), &to, found),
        _ => {
            let shown = |value: Option<&Value>| value.map(|value| readable(value, &Pseudo::new()));
            found.push(Detail { what: place.to_owned(), from: shown(from), to: shown(to) });
        }
    }
}

fn of_parts(place: &str, from: &BTreeMap<String, &Value>, to: &BTreeMap<String, &Value>, found: &mut Vec<Detail>) {
    let names: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    for name in names {
        compare(&format!("{place}.{name}"), from.get(name).copied(), to.get(name).copied(), found);
    }
}

/// The parts of a value that has names for them: an object that is no function, or a list of keys with values.
fn parts(value: &Value) -> Option<BTreeMap<String, &Value>> {
    match value {
        Value::Object(members) => {
            let is_function = members.keys().any(|name| name == "Ref" || name.starts_with("Fn::"));
            (!is_function).then(|| members.iter().map(|(name, member)| (name.clone(), member)).collect())
        }
        Value::Array(items) if !items.is_empty() => items
            .iter()
            .map(|item| Some((item.get("Key")?.as_str()?.to_owned(), item.get("Value")?)))
            .collect::<Option<BTreeMap<_, _>>>(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lines(from: &Value, to: &Value) -> Vec<String> {
        differences("Target", Some(from), Some(to)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_places_that_differ_are_named_by_their_paths() {
        let target = |retries: u32| json!({ "Arn": "a", "RetryPolicy": { "MaximumRetryAttempts": retries } });
        assert_eq!(lines(&target(1), &target(3)), ["Target.RetryPolicy.MaximumRetryAttempts: 1 -> 3"]);
    }

    #[test]
    fn lists_of_keys_are_told_by_key() {
        let attributes = |pairs: &[(&str, &str)]| -> Value {
            pairs.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
        };
        let (from, to) =
            (attributes(&[("drain", "30"), ("a", "b")]), attributes(&[("a", "b"), ("drain", "60"), ("new", "1")]));
        assert_eq!(lines(&from, &to), ["Target.drain: 30 -> 60", "Target.new: 1"]);
    }

    #[test]
    fn functions_are_values_and_what_is_too_much_is_left_out() {
        assert_eq!(lines(&json!({ "Ref": "A" }), &json!({ "Ref": "B" })), ["Target: ${A} -> ${B}"]);
        let many = |value: u32| -> Value { (0..=MOST).map(|name| (name.to_string(), json!(value))).collect() };
        assert_eq!(lines(&many(1), &many(2)), Vec::<String>::new());
        assert_eq!(lines(&json!("a"), &json!("b".repeat(LONGEST + 1))), Vec::<String>::new());
    }
}
