//! What a template of the user's may have in it.

use serde_json::Value;

use super::node::{Content, Entry, Fault, Node};

/// The sections that become part of the cluster's template.
pub(super) const TAKEN: [&str; 5] = ["Parameters", "Mappings", "Conditions", "Resources", "Outputs"];
/// Those that say something about the file alone.
const LEFT_OUT: [&str; 3] = ["AWSTemplateFormatVersion", "Description", "Metadata"];
/// What a resource may have.
const OF_A_RESOURCE: [&str; 9] = [
    "Condition",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "Metadata",
    "Properties",
    "Type",
    "UpdatePolicy",
    "UpdateReplacePolicy",
];

/// Refuses what cannot become part of another template.
pub(super) fn check(root: &Node) -> Result<(), Fault> {
    if !root.is_map() {
        return Err(root.place.fault("a template is a map of sections, as `Resources:`"));
    }
    no_nulls(root)?;
    for section in root.entries() {
        check_section(section)?;
    }
    if TAKEN.iter().all(|section| root.get(section).is_none_or(|section| section.entries().is_empty())) {
        return Err(root.place.fault("there is nothing to include: no resource, and no output"));
    }
    Ok(())
}

fn check_section(section: &Entry) -> Result<(), Fault> {
    let name = section.key.as_str();
    if LEFT_OUT.contains(&name) {
        return Ok(());
    }
    let refuse = |why: &str| Err(section.place.fault(format!("`{name}` cannot be included: {why}")));
    match name {
        "Transform" => {
            return refuse(
                "a macro changes the template in AWS, and no plan could say into what; include what it makes of it",
            );
        }
        "Hooks" => return refuse("it is for blue/green deployments of CloudFormation's own; take it out"),
        "Rules" => {
            return refuse("parameters have their defaults here, so that there is nothing to check; take it out");
        }
        _ if TAKEN.contains(&name) => {}
        _ => return refuse(&format!("CloudFormation knows no such section; there are {}", TAKEN.join(", "))),
    }
    if !section.value.is_map() {
        return Err(section.value.place.fault(format!("`{name}` is a map of names")));
    }
    for entry in section.value.entries() {
        let is_id = (1..=255).contains(&entry.key.len()) && entry.key.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_id {
            let what = format!("`{}` is no name in `{name}`: 1 to 255 letters and digits", entry.key);
            return Err(entry.place.fault(what));
        }
        if !entry.value.is_map() {
            return Err(entry.value.place.fault(format!("`{}` is a map", entry.key)));
        }
        match name {
            "Parameters" => parameter(entry)?,
            "Mappings" => mapping(entry)?,
            "Resources" => resource(entry)?,
            "Outputs" if entry.value.get("Value").is_none() => {
                return Err(entry.place.fault(format!("output `{}` has no `Value`", entry.key)));
            }
            _ => {}
        }
    }
    Ok(())
}

fn parameter(entry: &Entry) -> Result<(), Fault> {
    let name = &entry.key;
    if entry.value.get("Type").and_then(Node::text).is_none() {
        return Err(entry.place.fault(format!("parameter `{name}` has no `Type`; add one, as `Type: String`")));
    }
    if entry.value.get("Default").is_none() {
        return Err(entry.place.fault(format!("nothing gives parameter `{name}` a value; add a `Default`")));
    }
    Ok(())
}

/// Two levels of keys, and a text, a number or a list behind the second.
fn mapping(entry: &Entry) -> Result<(), Fault> {
    for first in entry.value.entries() {
        if !first.value.is_map() || first.value.entries().iter().any(|second| second.value.is_map()) {
            let what = format!("a mapping has two levels of keys, with values behind the second: `{}`", first.key);
            return Err(first.place.fault(what));
        }
    }
    Ok(())
}

fn resource(entry: &Entry) -> Result<(), Fault> {
    let id = &entry.key;
    if entry.value.get("Type").and_then(Node::text).is_none() {
        return Err(entry.place.fault(format!("resource `{id}` has no `Type`; add one, as `Type: AWS::SQS::Queue`")));
    }
    for attribute in entry.value.entries() {
        if !OF_A_RESOURCE.contains(&attribute.key.as_str()) {
            let what = format!("a resource has no `{}`; its own keys stand under `Properties`", attribute.key);
            return Err(attribute.place.fault(what));
        }
    }
    match entry.value.get("Properties") {
        Some(properties) if !properties.is_map() => Err(properties.place.fault("`Properties` is a map")),
        _ => Ok(()),
    }
}

/// CloudFormation takes no null anywhere.
fn no_nulls(node: &Node) -> Result<(), Fault> {
    match &node.content {
        Content::Scalar(Value::Null) => {
            Err(node.place.fault("a value is missing here; write one, or `!Ref AWS::NoValue` for none"))
        }
        Content::Scalar(_) => Ok(()),
        Content::List(items) => items.iter().try_for_each(no_nulls),
        Content::Map(entries) => entries.iter().try_for_each(|entry| {
            no_nulls(&entry.value).map_err(|fault| match entry.value.content {
                Content::Scalar(_) => entry.place.fault(format!("`{}` has no value", entry.key)),
                _ => fault,
            })
        }),
    }
}
