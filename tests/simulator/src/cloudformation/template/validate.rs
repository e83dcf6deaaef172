//! What CloudFormation refuses in a template before it begins.

use std::collections::BTreeSet;

use serde_json::Value;

use super::reference::{Reference, references};
use super::{Template, graph};
use crate::cloudformation::provider;
use crate::error::AwsError;

const PSEUDO_PARAMETERS: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

/// Refuses a template whose parts do not fit together.
pub(super) fn check(template: &Template) -> Result<(), AwsError> {
    check_types(template)?;
    check_depends_on(template)?;
    let resources = template.resources.values().map(|resource| &resource.properties);
    check_references(template, resources, "Resources")?;
    check_references(template, template.outputs.values().map(|output| &output.value), "Outputs")?;
    check_conditions(template)?;
    let circle = graph::circle(&template.resources);
    if circle.is_empty() {
        return Ok(());
    }
    Err(AwsError::validation(format!("Circular dependency between resources: [{}]", circle.join(", "))))
}

fn check_types(template: &Template) -> Result<(), AwsError> {
    let kinds = template.resources.values().map(|resource| resource.kind.as_str());
    let unknown: BTreeSet<&str> = kinds.filter(|kind| !provider::is_known(kind)).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let unknown = unknown.into_iter().collect::<Vec<_>>().join(", ");
    Err(AwsError::validation(format!("Template format error: Unrecognized resource types: [{unknown}]")))
}

fn check_depends_on(template: &Template) -> Result<(), AwsError> {
    let names = template.resources.values().flat_map(|resource| &resource.dependencies);
    let missing: BTreeSet<&str> =
        names.map(String::as_str).filter(|name| !template.resources.contains_key(*name)).collect();
    unresolved(missing, "Resources")
}

fn check_references<'a>(
    template: &Template,
    values: impl Iterator<Item = &'a Value>,
    block: &str,
) -> Result<(), AwsError> {
    let mut missing = BTreeSet::new();
    let found: Vec<Reference> = values.flat_map(references).collect();
    for reference in &found {
        match reference {
            Reference::Name(name) => {
                if !template.resources.contains_key(name)
                    && !template.parameters.contains_key(name)
                    && !PSEUDO_PARAMETERS.contains(&name.as_str())
                {
                    missing.insert(name.as_str());
                }
            }
            Reference::Attribute(id, attribute) => check_attribute(template, id, attribute)?,
            Reference::Condition(name) => check_condition(template, name)?,
            Reference::Unsupported(name) => {
                return Err(AwsError::validation(format!("Template error: {name} is not supported here")));
            }
        }
    }
    unresolved(missing, block)
}

fn unresolved(missing: BTreeSet<&str>, block: &str) -> Result<(), AwsError> {
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.into_iter().collect::<Vec<_>>().join(", ");
    Err(AwsError::validation(format!(
        "Template format error: Unresolved resource dependencies [{missing}] in the {block} block of the template"
    )))
}

fn check_attribute(template: &Template, id: &str, attribute: &str) -> Result<(), AwsError> {
    let Some(resource) = template.resources.get(id) else {
        return Err(AwsError::validation(format!(
            "Template error: instance of Fn::GetAtt references undefined resource {id}"
        )));
    };
    if provider::has_attribute(&resource.kind, attribute) {
        return Ok(());
    }
    Err(AwsError::validation(format!(
        "Template error: resource {id} does not support attribute type {attribute} in Fn::GetAtt"
    )))
}

fn check_conditions(template: &Template) -> Result<(), AwsError> {
    let resources = template.resources.values().filter_map(|resource| resource.condition.as_deref());
    let outputs = template.outputs.values().filter_map(|output| output.condition.as_deref());
    resources.chain(outputs).try_for_each(|name| check_condition(template, name))
}

fn check_condition(template: &Template, name: &str) -> Result<(), AwsError> {
    if template.conditions.contains_key(name) {
        return Ok(());
    }
    Err(AwsError::validation(format!(
        "Template format error: Unresolved condition dependency {name} in the Resources block of the template"
    )))
}

/// The capability that the caller has to grant: the stronger one where a resource of IAM has a name of its own.
pub(crate) fn needed_capability(template: &Template) -> Option<&'static str> {
    let iam: Vec<_> = template.resources.values().filter(|resource| is_privileged(&resource.kind)).collect();
    let named = iam.iter().any(|resource| {
        ["RoleName", "InstanceProfileName", "UserName", "GroupName", "ManagedPolicyName"]
            .iter()
            .any(|name| resource.properties.get(name).is_some())
    });
    match (iam.is_empty(), named) {
        (true, _) => None,
        (false, true) => Some("CAPABILITY_NAMED_IAM"),
        (false, false) => Some("CAPABILITY_IAM"),
    }
}

fn is_privileged(kind: &str) -> bool {
    matches!(
        kind,
        "AWS::IAM::AccessKey"
            | "AWS::IAM::Group"
            | "AWS::IAM::InstanceProfile"
            | "AWS::IAM::ManagedPolicy"
            | "AWS::IAM::Policy"
            | "AWS::IAM::Role"
            | "AWS::IAM::RolePolicy"
            | "AWS::IAM::User"
            | "AWS::IAM::UserToGroupAddition"
    )
}
