//! The operations of CloudFormation.

mod create;
mod delete;
mod describe;
mod describe_events;
mod describe_resources;
mod rollback;
mod update;

use std::collections::BTreeMap;

use serde_json::Value;

use super::stack::Stack;
use super::template::{self, Template, needed_capability};
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

/// Answers an operation.
pub(crate) fn answer(world: &mut World, operation: &str, request: &Value) -> Answer {
    match operation {
        "CreateStack" => create::create_stack(world, request),
        "UpdateStack" => update::update_stack(world, request),
        "DeleteStack" => delete::delete_stack(world, request),
        "UpdateTerminationProtection" => delete::update_termination_protection(world, request),
        "CancelUpdateStack" => rollback::cancel_update_stack(world, request),
        "ContinueUpdateRollback" => rollback::continue_update_rollback(world, request),
        "DescribeStacks" => describe::describe_stacks(world, request),
        "ListStacks" => Ok(describe::list_stacks(world, request)),
        "GetTemplate" => describe::get_template(world, request),
        "DescribeStackEvents" => describe_events::describe_stack_events(world, request),
        "DescribeStackResources" => describe_resources::describe_stack_resources(world, request),
        "ListStackResources" => describe_resources::list_stack_resources(world, request),
        _ => Err(AwsError::unknown_operation("cloudformation", operation)),
    }
}

/// The stack that a call is about; where there is none, an error that begins with these words.
fn found<'a>(world: &'a World, request: &Value, absent: impl Fn(&str) -> String) -> Result<&'a Stack, AwsError> {
    let name = request.text("StackName");
    let stack = world.cloudformation.find(name);
    stack.map(AsRef::as_ref).ok_or_else(|| AwsError::validation(absent(name)))
}

/// The error of operations that look a stack up by name or id.
fn no_stack_with_id(name: &str) -> String {
    format!("Stack with id {name} does not exist")
}

/// The error of operations that change a stack.
fn no_stack(name: &str) -> String {
    format!("Stack [{name}] does not exist")
}

/// The template that a call sends.
fn sent_template(request: &Value) -> Result<Template, AwsError> {
    match request.get("TemplateBody").and_then(Value::as_str) {
        Some(body) => template::parse(body),
        None => Err(AwsError::validation("Either Template URL or Template Body must be specified.")),
    }
}

/// Refuses a template that needs a capability that the call does not grant.
fn check_capabilities(template: &Template, request: &Value) -> Result<(), AwsError> {
    let Some(needed) = needed_capability(template) else { return Ok(()) };
    let granted = texts(request.list("Capabilities"));
    if granted.into_iter().any(|granted| granted == needed || granted == "CAPABILITY_NAMED_IAM") {
        return Ok(());
    }
    Err(AwsError::new("InsufficientCapabilitiesException", format!("Requires capabilities : [{needed}]")))
}

fn tags(request: &Value) -> BTreeMap<String, String> {
    let tags = request.list("Tags").iter();
    tags.map(|tag| (tag.text("Key").to_owned(), tag.text("Value").to_owned())).collect()
}

/// What Systems Manager's public parameters say: an image's id, made of the parameter's name.
fn stored_parameter(name: &str) -> Option<String> {
    let known = name.starts_with("/aws/service/") && name.ends_with("image_id");
    let sum = name.bytes().fold(7u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    known.then(|| format!("ami-0{sum:016x}"))
}

fn token(request: &Value) -> Option<String> {
    request.get("ClientRequestToken").and_then(Value::as_str).map(str::to_owned)
}
