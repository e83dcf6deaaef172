//! From a template's text to the template.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{
    LONGEST_BODY, OutputDeclaration, ParameterDeclaration, ResourceDeclaration, Template, reference, validate,
};
use crate::error::AwsError;
use crate::text::Request;

const SECTIONS: [&str; 9] = [
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
];

const RESOURCE_ATTRIBUTES: [&str; 9] = [
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

/// Reads a template and refuses what CloudFormation refuses before it begins.
pub(crate) fn parse(text: &str) -> Result<Template, AwsError> {
    if text.len() > LONGEST_BODY {
        return Err(AwsError::validation(format!(
            "1 validation error detected: Value '{}' at 'templateBody' failed to satisfy constraint: \
             Member must have length less than or equal to {LONGEST_BODY}",
            text.chars().take(100).collect::<String>()
        )));
    }
    let whole: Value = serde_json::from_str(text).map_err(|error| {
        let place = format!("(line {}, column {})", error.line(), error.column());
        AwsError::validation(format!("Template format error: JSON not well-formed. {place}"))
    })?;
    let Value::Object(whole) = whole else {
        return Err(AwsError::validation("Template format error: unsupported structure."));
    };
    let unknown: Vec<&str> = whole.keys().map(String::as_str).filter(|key| !SECTIONS.contains(key)).collect();
    if !unknown.is_empty() {
        return Err(AwsError::validation(format!("Invalid template property or properties [{}]", unknown.join(", "))));
    }
    let resources = section(&whole, "Resources");
    if resources.is_empty() {
        return Err(AwsError::validation("Template format error: At least one Resources member must be defined."));
    }
    let template = Template {
        text: text.to_owned(),
        description: whole.get("Description").and_then(Value::as_str).unwrap_or_default().to_owned(),
        parameters: section(&whole, "Parameters")
            .iter()
            .map(|(name, value)| parameter(name, value))
            .collect::<Result<_, _>>()?,
        mappings: section(&whole, "Mappings"),
        conditions: section(&whole, "Conditions"),
        resources: resources.iter().map(|(id, value)| resource(id, value)).collect::<Result<_, _>>()?,
        outputs: section(&whole, "Outputs")
            .iter()
            .map(|(name, value)| output(name, value))
            .collect::<Result<_, _>>()?,
    };
    let template = with_dependencies(template);
    validate::check(&template)?;
    Ok(template)
}

fn section(whole: &Map<String, Value>, name: &str) -> Map<String, Value> {
    whole.get(name).and_then(Value::as_object).cloned().unwrap_or_default()
}

fn parameter(name: &str, value: &Value) -> Result<(String, ParameterDeclaration), AwsError> {
    let Some(kind) = value["Type"].as_str() else {
        return Err(AwsError::validation(format!(
            "Template format error: Every Parameters object must contain a Type member. [{name}]"
        )));
    };
    let allowed = value["AllowedValues"].as_array().into_iter().flatten();
    let declaration = ParameterDeclaration {
        kind: kind.to_owned(),
        default: value.get("Default").map(text),
        hidden: value.truth("NoEcho"),
        allowed: allowed.map(text).collect(),
    };
    Ok((name.to_owned(), declaration))
}

fn resource(id: &str, value: &Value) -> Result<(String, ResourceDeclaration), AwsError> {
    if id.is_empty() || !id.chars().all(|character| character.is_ascii_alphanumeric()) {
        return Err(AwsError::validation(format!("Template format error: Resource name {id} is non alphanumeric.")));
    }
    let Some(kind) = value["Type"].as_str() else {
        let what = format!("[/Resources/{id}] Every Resources object must contain a Type member.");
        return Err(AwsError::validation(format!("Template format error: {what}")));
    };
    let attributes = value.as_object().into_iter().flat_map(Map::keys);
    if let Some(unknown) = attributes.map(String::as_str).find(|key| !RESOURCE_ATTRIBUTES.contains(key)) {
        return Err(AwsError::validation(format!("Invalid template resource property '{unknown}'")));
    }
    let dependencies = match &value["DependsOn"] {
        Value::String(other) => BTreeSet::from([other.clone()]),
        Value::Array(others) => others.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => BTreeSet::new(),
    };
    let declaration = ResourceDeclaration {
        kind: kind.to_owned(),
        properties: value.get("Properties").cloned().unwrap_or_else(|| Value::Object(Map::new())),
        dependencies,
        condition: value["Condition"].as_str().map(str::to_owned),
        retained: matches!(value["DeletionPolicy"].as_str(), Some("Retain" | "RetainExceptOnCreate")),
        retained_when_replaced: value["UpdateReplacePolicy"].as_str() == Some("Retain"),
        retained_when_not_made: value["DeletionPolicy"].as_str() == Some("Retain"),
    };
    Ok((id.to_owned(), declaration))
}

fn output(name: &str, value: &Value) -> Result<(String, OutputDeclaration), AwsError> {
    let Some(declared) = value.get("Value") else {
        let what = format!("Every Outputs member must contain a Value object. [{name}]");
        return Err(AwsError::validation(format!("Template format error: {what}")));
    };
    let declaration = OutputDeclaration {
        value: declared.clone(),
        description: value["Description"].as_str().map(str::to_owned),
        condition: value["Condition"].as_str().map(str::to_owned),
    };
    Ok((name.to_owned(), declaration))
}

/// Adds what the properties refer to. What leads nowhere stays, and is refused later.
fn with_dependencies(mut template: Template) -> Template {
    let ids: BTreeSet<String> = template.resources.keys().cloned().collect();
    let found: BTreeMap<String, BTreeSet<String>> =
        template.resources.iter().map(|(id, resource)| (id.clone(), reference::names(&resource.properties))).collect();
    for (id, names) in found {
        if let Some(resource) = template.resources.get_mut(&id) {
            resource.dependencies.extend(names.into_iter().filter(|name| ids.contains(name)));
        }
    }
    template
}

/// A scalar as CloudFormation reads it: numbers and booleans are text as well.
pub(super) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
