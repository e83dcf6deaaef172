//! The values of parameters.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{ParameterDeclaration, Template};
use crate::error::AwsError;
use crate::text::Request;

/// What was given for the parameters, and what that comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ParameterValues {
    /// As given, or the default.
    pub(crate) given: BTreeMap<String, String>,
    /// As `Ref` gives it: text, or a list of texts. For a parameter of Systems Manager's, what stands there.
    pub(crate) resolved: BTreeMap<String, Value>,
}

impl ParameterValues {
    /// The values for a template from a call's `Parameters` and, for `UsePreviousValue`, what there was before.
    /// `lookup` finds a parameter of Systems Manager's.
    pub(crate) fn new(
        template: &Template,
        sent: &Value,
        before: Option<&Self>,
        lookup: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, AwsError> {
        let mut given = defaults(template);
        let mut unknown = Vec::new();
        for parameter in sent.as_array().into_iter().flatten() {
            let name = parameter["ParameterKey"].as_str().unwrap_or_default();
            if !template.parameters.contains_key(name) {
                unknown.push(name);
                continue;
            }
            let value = if parameter.truth("UsePreviousValue") {
                before.and_then(|before| before.given.get(name)).cloned()
            } else {
                parameter["ParameterValue"].as_str().map(str::to_owned)
            };
            if let Some(value) = value {
                given.insert(name.to_owned(), value);
            }
        }
        if !unknown.is_empty() {
            return Err(AwsError::validation(format!(
                "Parameters: [{}] do not exist in the template",
                unknown.join(", ")
            )));
        }
        let names = template.parameters.keys().map(String::as_str);
        let missing: Vec<&str> = names.filter(|name| !given.contains_key(*name)).collect();
        if !missing.is_empty() {
            return Err(AwsError::validation(format!("Parameters: [{}] must have values", missing.join(", "))));
        }
        let mut resolved = BTreeMap::new();
        for (name, value) in &given {
            if let Some(declaration) = template.parameters.get(name) {
                resolved.insert(name.clone(), resolve(name, declaration, value, &lookup)?);
            }
        }
        Ok(Self { given, resolved })
    }
}

fn defaults(template: &Template) -> BTreeMap<String, String> {
    let defaults = template.parameters.iter();
    defaults.filter_map(|(name, declaration)| Some((name.clone(), declaration.default.clone()?))).collect()
}

fn resolve(
    name: &str,
    declaration: &ParameterDeclaration,
    value: &str,
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<Value, AwsError> {
    if !declaration.allowed.is_empty() && !declaration.allowed.iter().any(|allowed| allowed == value) {
        let allowed = declaration.allowed.join(", ");
        return Err(AwsError::validation(format!("Parameter '{name}' must be one of AllowedValues: [{allowed}]")));
    }
    let kind = declaration.kind.as_str();
    let stored = kind.strip_prefix("AWS::SSM::Parameter::Value<").and_then(|kind| kind.strip_suffix('>'));
    let (kind, value) = match stored {
        None => (kind, value.to_owned()),
        Some(kind) => {
            let found = lookup(value).ok_or_else(|| {
                AwsError::validation(format!(
                    "Unable to fetch parameters [{value}] from parameter store for this account."
                ))
            })?;
            (kind, found)
        }
    };
    if kind == "Number" && value.parse::<f64>().is_err() {
        return Err(AwsError::validation(format!("Parameter '{name}' must be a number.")));
    }
    if kind == "CommaDelimitedList" || kind.starts_with("List<") {
        return Ok(value.split(',').map(|item| Value::from(item.trim())).collect());
    }
    Ok(json!(value))
}
