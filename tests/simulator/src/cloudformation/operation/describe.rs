//! DescribeStacks, ListStacks and GetTemplate.

use serde_json::{Map, Value, json};

use super::{found, no_stack_with_id};
use crate::cloudformation::stack::{OnFailure, Stack};
use crate::error::Answer;
use crate::page::page;
use crate::text::{Request, texts};
use crate::world::{World, iso};

/// How many stacks a page tells.
const STACKS: usize = 20;

pub(super) fn describe_stacks(world: &World, request: &Value) -> Answer {
    if !request.text("StackName").is_empty() {
        let stack = found(world, request, no_stack_with_id)?;
        return Ok(json!({ "Stacks": [told(stack)] }));
    }
    let stacks = world.cloudformation.stacks.values().filter(|stack| stack.status != "DELETE_COMPLETE");
    let told: Vec<Value> = stacks.map(|stack| told(stack)).collect();
    Ok(page("Stacks", "NextToken", &told, request, "", STACKS))
}

fn told(stack: &Stack) -> Value {
    let outputs = stack.outputs.iter().map(|(name, value)| {
        let declared = stack.definition.template.outputs.get(name);
        json!({
            "OutputKey": name,
            "OutputValue": text(value),
            "Description": declared.and_then(|output| output.description.clone()),
        })
    });
    let tags = stack.definition.tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value }));
    let mut told = json!({
        "StackId": stack.id,
        "StackName": stack.name,
        "CreationTime": iso(stack.created),
        "LastUpdatedTime": stack.updated.map(iso),
        "DeletionTime": stack.deleted.map(iso),
        "StackStatus": stack.status,
        "DisableRollback": stack.on_failure == OnFailure::DoNothing,
        "NotificationARNs": [],
        "RollbackConfiguration": {},
        "Capabilities": stack.capabilities,
        "Parameters": parameters(stack),
        "Outputs": outputs.collect::<Vec<_>>(),
        "Tags": tags.collect::<Vec<_>>(),
        "EnableTerminationProtection": stack.protected,
        "DriftInformation": { "StackDriftStatus": "NOT_CHECKED" },
    });
    let optional = [("StackStatusReason", &stack.reason), ("Description", &stack.definition.template.description)];
    for (name, value) in optional {
        if !value.is_empty() {
            told[name] = json!(value);
        }
    }
    told
}

fn parameters(stack: &Stack) -> Vec<Value> {
    let values = &stack.definition.parameters;
    let given = values.given.iter();
    given
        .map(|(name, value)| {
            let declared = stack.definition.template.parameters.get(name);
            let hidden = declared.is_some_and(|parameter| parameter.hidden);
            let stored = declared.is_some_and(|parameter| parameter.kind.starts_with("AWS::SSM::Parameter::Value<"));
            let mut told = Map::new();
            told.insert("ParameterKey".to_owned(), json!(name));
            told.insert("ParameterValue".to_owned(), json!(if hidden { "****" } else { value }));
            if stored && let Some(resolved) = values.resolved.get(name) {
                told.insert("ResolvedValue".to_owned(), json!(text(resolved)));
            }
            Value::Object(told)
        })
        .collect()
}

/// A value of an output or parameter as text; lists are joined by commas.
fn text(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

pub(super) fn list_stacks(world: &World, request: &Value) -> Value {
    let wanted: Vec<&str> = texts(request.list("StackStatusFilter")).collect();
    let stacks = world.cloudformation.stacks.values();
    let stacks = stacks.filter(|stack| wanted.is_empty() || wanted.contains(&stack.status.as_str()));
    let told: Vec<Value> = stacks
        .map(|stack| {
            json!({
                "StackId": stack.id,
                "StackName": stack.name,
                "TemplateDescription": stack.definition.template.description,
                "CreationTime": iso(stack.created),
                "LastUpdatedTime": stack.updated.map(iso),
                "DeletionTime": stack.deleted.map(iso),
                "StackStatus": stack.status,
                "DriftInformation": { "StackDriftStatus": "NOT_CHECKED" },
            })
        })
        .collect();
    page("StackSummaries", "NextToken", &told, request, "", STACKS)
}

pub(super) fn get_template(world: &World, request: &Value) -> Answer {
    let stack = found(world, request, no_stack_with_id)?;
    Ok(json!({
        "TemplateBody": stack.definition.template.text,
        "StagesAvailable": ["Original", "Processed"],
    }))
}
