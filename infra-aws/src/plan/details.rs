//! What changes in a stack, in words and values.

use std::collections::{BTreeMap, BTreeSet};

use infra_core::plan::Detail;
use serde_json::{Value, json};

use super::leaves;
use super::steps::remark;
use crate::stack::DesiredStack;
use crate::template::diff::{self, ResourceChange, Verb};

const NAMESPACE: &str = "AWS::ServiceDiscovery::PrivateDnsNamespace";
const REGISTRY: &str = "AWS::ServiceDiscovery::Service";

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
    let properties = change.properties.iter().flat_map(|property| {
        let pointer = format!("/Resources/{}/Properties/{property}", change.logical_id);
        let found = leaves::differences(property, old.pointer(&pointer), new.pointer(&pointer));
        let whole = found.is_empty().then(|| remark(property));
        found.into_iter().chain(whole)
    });
    let is_iam = change.resource_type.starts_with("AWS::IAM::");
    // What roles may do is told apart, as permissions.
    let told = properties.filter(|detail| !is_iam || !PERMISSIONS.iter().any(|of| detail.what.starts_with(of)));
    let details: Vec<Detail> =
        told.map(|detail| Detail { what: format!("{sign}: {}", detail.what), ..detail }).collect();
    if details.is_empty() { vec![remark(sign)] } else { details }
}

/// The properties that say what a role may do.
const PERMISSIONS: [&str; 4] = ["AssumeRolePolicyDocument", "ManagedPolicyArns", "Policies", "PolicyDocument"];

/// A listener rule is known by its path, not by its number, a namespace by its name, and what holds the addresses of tasks
/// by the name under which DNS tells them.
fn named(subject: &str, id: &str, body: &Value) -> String {
    let resource = body.pointer(&format!("/Resources/{id}"));
    let property = |name: &str| resource?.pointer(&format!("/Properties/{name}"))?.as_str();
    match resource.and_then(|resource| resource.get("Type")).and_then(Value::as_str) {
        Some(NAMESPACE) => return format!("namespace {}", property("Name").unwrap_or_default()),
        Some(REGISTRY) => return format!("DNS name {}", property("Description").unwrap_or_default()),
        _ => {}
    }
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
    fn what_a_role_may_do_is_told_apart() {
        let role = |action: &str| {
            let statement = json!({ "Effect": "Allow", "Action": [action, "s3:ListBucket"], "Resource": "*" });
            let document = json!({ "Statement": [statement] });
            body("AWS::IAM::Role", json!({ "Policies": [{ "PolicyName": "own", "PolicyDocument": document }] }))
        };
        assert_eq!(lines(&role("s3:GetObject"), &role("s3:PutObject")), ["~ thing"]);
    }

    #[test]
    fn a_rule_is_known_by_its_path() {
        let condition = json!({ "Field": "path-pattern", "PathPatternConfig": { "Values": ["/up/*"] } });
        let rule = body("AWS::ElasticLoadBalancingV2::ListenerRule", json!({ "Conditions": [condition] }));
        assert_eq!(lines(&json!({ "Resources": {} }), &rule), ["+ rule for /up/*"]);
        assert_eq!(lines(&rule, &json!({ "Resources": {} })), ["- rule for /up/*"]);
    }
}
