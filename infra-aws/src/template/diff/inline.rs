//! Conditions and mappings in the place of their names: what follows from one that changes has changed then, too.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

/// How many conditions may follow from each other.
const DEEPEST: usize = 20;

/// The template with the meaning of each condition and mapping where it is used.
pub(super) fn inlined(template: &Value) -> Cow<'_, Value> {
    let has = |section: &str| template.get(section).and_then(Value::as_object).is_some_and(|names| !names.is_empty());
    if !has("Conditions") && !has("Mappings") {
        return Cow::Borrowed(template);
    }
    let mut whole = template.clone();
    for section in ["Resources", "Outputs"] {
        if let Some(members) = whole.get_mut(section).and_then(Value::as_object_mut) {
            members.values_mut().for_each(|member| put_in(member, template, DEEPEST));
        }
    }
    Cow::Owned(whole)
}

fn put_in(value: &mut Value, template: &Value, depth: usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| put_in(item, template, depth)),
        Value::Object(members) => {
            if let Some(meaning) = only(members, "Fn::If").and_then(|list| list.get_mut(0)) {
                *meaning = condition(meaning, template, depth);
            }
            if let Some(map) = only(members, "Fn::FindInMap").and_then(|list| list.get_mut(0))
                && let Some(meaning) = map.as_str().and_then(|name| template.get("Mappings")?.get(name))
            {
                *map = meaning.clone();
            }
            members.values_mut().for_each(|member| put_in(member, template, depth));
        }
        _ => {}
    }
}

/// The list that a function is given.
fn only<'a>(members: &'a mut Map<String, Value>, function: &str) -> Option<&'a mut Vec<Value>> {
    if members.len() == 1 { members.get_mut(function)?.as_array_mut() } else { None }
}

/// What a condition says, those in it included.
fn condition(name: &Value, template: &Value, depth: usize) -> Value {
    let meaning = name.as_str().and_then(|name| template.get("Conditions")?.get(name));
    let Some(meaning) = meaning.filter(|_| depth > 0) else { return name.clone() };
    let mut meaning = meaning.clone();
    put_in(&mut meaning, template, depth - 1);
    others(&mut meaning, template, depth - 1);
    meaning
}

/// Puts in what the conditions say that a condition names.
fn others(value: &mut Value, template: &Value, depth: usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| others(item, template, depth)),
        Value::Object(members) => {
            let named = members.get("Condition").filter(|name| name.is_string() && members.len() == 1).cloned();
            match named {
                Some(name) => *value = json!([condition(&name, template, depth)]),
                None => members.values_mut().for_each(|member| others(member, template, depth)),
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_condition_or_a_mapping_says_stands_where_it_is_used() {
        let of = |stage: &str, count: u32| {
            json!({
                "Conditions": {
                    "Big": { "Fn::Not": [{ "Condition": "Small" }] },
                    "Small": { "Fn::Equals": [{ "Ref": "Stage" }, stage] },
                },
                "Mappings": { "Sizes": { "a": { "b": count } } },
                "Resources": { "A": { "Properties": {
                    "One": { "Fn::If": ["Big", 1, 2] }, "Two": { "Fn::FindInMap": ["Sizes", "a", "b"] }, "Three": 3,
                } } },
            })
        };
        let (was, other_stage, other_count) = (of("dev", 1), of("prod", 1), of("dev", 2));
        let property = |template: &Value, name: &str| {
            inlined(template).pointer(&format!("/Resources/A/Properties/{name}")).cloned()
        };
        assert_eq!(property(&was, "Two"), Some(json!({ "Fn::FindInMap": [{ "a": { "b": 1 } }, "a", "b"] })));
        assert_ne!(property(&was, "One"), property(&other_stage, "One"));
        assert_eq!(property(&was, "Two"), property(&other_stage, "Two"));
        assert_ne!(property(&was, "Two"), property(&other_count, "Two"));
        assert_eq!(property(&was, "One"), property(&other_count, "One"));
        assert_eq!(property(&was, "Three"), Some(json!(3)));
    }

    #[test]
    fn conditions_that_lead_to_each_other_come_to_an_end() {
        let template = json!({
            "Conditions": { "A": { "Condition": "A" } },
            "Resources": { "A": { "Properties": { "One": { "Fn::If": ["A", 1, 2] } } } },
        });
        assert!(inlined(&template).pointer("/Resources/A/Properties/One").is_some());
    }
}
