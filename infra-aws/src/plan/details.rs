//! What changes in a stack, in words and values.

use std::collections::{BTreeMap, BTreeSet};

use infra_core::plan::Detail;
use serde_json::{Value, json};

use super::steps::remark;
use crate::stack::DesiredStack;
use crate::template::diff::{self, ResourceChange, Verb};

/// What an update changes in the template `old`, which becomes `new`; `parameters` have other values than before.
pub(super) fn updated(
    changes: &[ResourceChange],
    old: &Value,
    new: &Value,
    parameters: &BTreeSet<String>,
) -> Vec<Detail> {
    if !changes.is_empty() {
        return changes.iter().flat_map(|change| of_change(change, old, new)).collect();
    }
    let names: Vec<String> = parameters.iter().map(|name| diff::plain_name(name)).collect();
    vec![remark(if !names.is_empty() {
        format!("new {}", names.join(", "))
    } else if diff::replaced_outputs(old, new, parameters).is_empty() {
        "tags".to_owned()
    } else {
        "what it tells others".to_owned()
    })]
}

/// What happens to one resource: a line, or one a property that has a plain value.
pub(super) fn of_change(change: &ResourceChange, old: &Value, new: &Value) -> Vec<Detail> {
    let subject = diff::plain_name(&change.logical_id);
    let sign = match change.verb {
        Verb::Add => return vec![remark(format!("+ {}", named(&subject, &change.logical_id, new)))],
        Verb::Remove => return vec![remark(format!("- {}", named(&subject, &change.logical_id, old)))],
        Verb::Update { replace: false } => format!("~ {subject}"),
        Verb::Update { replace: true } => format!("! {subject} is replaced"),
    };
    change
        .properties
        .iter()
        .map(|property| {
            let pointer = format!("/Resources/{}/Properties/{property}", change.logical_id);
            let (from, to) = (old.pointer(&pointer), new.pointer(&pointer));
            if let (Ok(from), Ok(to)) = (plain(from), plain(to)) {
                return Detail { what: format!("{sign}: {property}"), from, to };
            }
            let actions = changed_actions(from, to);
            remark(if actions.is_empty() { format!("{sign}: {property}") } else { format!("{sign}: {actions}") })
        })
        .collect()
}

/// A listener rule is known by its path, not by its number.
fn named(subject: &str, id: &str, body: &Value) -> String {
    let conditions = body.pointer(&format!("/Resources/{id}/Properties/Conditions")).and_then(Value::as_array);
    let mut values = Vec::new();
    for condition in conditions.into_iter().flatten() {
        for field in condition.as_object().into_iter().flat_map(|fields| fields.values()) {
            let text = |name: &str| field.get(name).and_then(Value::as_str);
            let header = text("HttpHeaderName").map(|name| format!("{name}: ")).unwrap_or_default();
            for value in field.get("Values").and_then(Value::as_array).into_iter().flatten() {
                let pair = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
                values.push(match value.as_str() {
                    Some(text) => format!("{header}{text}"),
                    None => format!("?{}={}", pair("Key"), pair("Value")),
                });
            }
        }
    }
    if values.is_empty() { subject.to_owned() } else { format!("rule for {}", values.join(" ")) }
}

/// The text of a value that is plain, or of one that is not there; an error for anything with parts.
fn plain(value: Option<&Value>) -> Result<Option<String>, ()> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(value @ (Value::Bool(_) | Value::Number(_))) => Ok(Some(value.to_string())),
        Some(Value::Array(_) | Value::Object(_)) => Err(()),
    }
}

/// The IAM actions that come and go between two policies.
fn changed_actions(from: Option<&Value>, to: Option<&Value>) -> String {
    let (from, to) = (actions(from), actions(to));
    let added = to.difference(&from).map(|action| format!("+ {action}"));
    let removed = from.difference(&to).map(|action| format!("- {action}"));
    added.chain(removed).collect::<Vec<_>>().join(", ")
}

fn actions(value: Option<&Value>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&Value> = value.into_iter().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => {
                for (name, field) in fields {
                    match (name.as_str(), field) {
                        ("Action", Value::String(action)) => {
                            found.insert(action.clone());
                        }
                        ("Action", Value::Array(actions)) => {
                            found.extend(actions.iter().filter_map(Value::as_str).map(str::to_owned));
                        }
                        _ => open.push(field),
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// What a new stack is for, and what it makes.
pub(super) fn created(desired: &DesiredStack) -> Vec<Detail> {
    let description = desired.description.lines().next().filter(|line| !line.is_empty());
    description.map(remark).into_iter().chain(held(&desired.template.body)).collect()
}

/// What a template holds, counted by what it is.
pub(super) fn held(body: &Value) -> Option<Detail> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for change in diff::diff(&json!({}), body) {
        *counts.entry(diff::plain_name(&change.resource_type)).or_default() += 1;
    }
    let counted = counts.into_iter();
    let parts: Vec<String> =
        counted.map(|(words, count)| if count == 1 { words } else { format!("{count} × {words}") }).collect();
    (!parts.is_empty()).then(|| remark(parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(old: &Value, new: &Value) -> Vec<String> {
        let changes = diff::diff(old, new);
        updated(&changes, old, new, &BTreeSet::new()).iter().map(ToString::to_string).collect()
    }

    fn body(kind: &str, properties: Value) -> Value {
        json!({ "Resources": { "Thing": { "Type": kind, "Properties": properties } } })
    }

    #[test]
    fn plain_values_are_shown_before_and_after() {
        let group = |seconds: u32| {
            let properties = json!({ "HealthCheckIntervalSeconds": seconds });
            body("AWS::ElasticLoadBalancingV2::TargetGroup", properties)
        };
        assert_eq!(lines(&group(15), &group(20)), ["~ thing: HealthCheckIntervalSeconds: 15 -> 20"]);
    }

    #[test]
    fn policies_show_the_actions_that_come_and_go() {
        let role = |action: &str| {
            let statement = json!({ "Effect": "Allow", "Action": [action, "s3:ListBucket"], "Resource": "*" });
            let document = json!({ "Statement": [statement] });
            body("AWS::IAM::Role", json!({ "Policies": [{ "PolicyName": "own", "PolicyDocument": document }] }))
        };
        assert_eq!(lines(&role("s3:GetObject"), &role("s3:PutObject")), ["~ thing: + s3:PutObject, - s3:GetObject"]);
    }

    #[test]
    fn a_rule_is_known_by_its_path() {
        let condition = json!({ "Field": "path-pattern", "PathPatternConfig": { "Values": ["/up/*"] } });
        let rule = body("AWS::ElasticLoadBalancingV2::ListenerRule", json!({ "Conditions": [condition] }));
        assert_eq!(lines(&json!({ "Resources": {} }), &rule), ["+ rule for /up/*"]);
        assert_eq!(lines(&rule, &json!({ "Resources": {} })), ["- rule for /up/*"]);
    }
}
