//! CreateStack.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{check_capabilities, sent_template, stored_parameter, tags, token};
use crate::cloudformation::engine;
use crate::cloudformation::stack::{Definition, Group, OnFailure, Stack};
use crate::cloudformation::template::ParameterValues;
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

const LONGEST_NAME: usize = 128;

pub(super) fn create_stack(world: &mut World, request: &Value) -> Answer {
    let name = request.text("StackName");
    check_name(name)?;
    let template = sent_template(request)?;
    let token = token(request);
    if let Some(existing) = world.cloudformation.find(name) {
        if token.is_some() && existing.creation_token == token {
            return Ok(json!({ "StackId": existing.id }));
        }
        return Err(AwsError::new("AlreadyExistsException", format!("Stack [{name}] already exists")));
    }
    check_capabilities(&template, request)?;
    let parameters = ParameterValues::new(&template, &request["Parameters"], None, stored_parameter)?;
    let uuid = world.random.uuid();
    let id = world.arn("cloudformation", &format!("stack/{name}/{uuid}"));
    let mut stack = Stack {
        id: id.clone(),
        name: name.to_owned(),
        definition: Definition { template: Arc::new(template), parameters, tags: tags(request) },
        capabilities: texts(request.list("Capabilities")).map(str::to_owned).collect(),
        status: String::new(),
        reason: String::new(),
        created: world.now,
        updated: None,
        deleted: None,
        on_failure: on_failure(request),
        protected: request.truth("EnableTerminationProtection"),
        outputs: BTreeMap::new(),
        resources: Group::default(),
        events: Vec::new(),
        change: None,
        creation_token: token.clone(),
        update_token: None,
        token,
        interrupted: None,
    };
    engine::create(world, &mut stack);
    world.cloudformation.stacks.insert(id.clone(), Arc::new(stack));
    Ok(json!({ "StackId": id }))
}

fn check_name(name: &str) -> Result<(), AwsError> {
    let starts = name.starts_with(|character: char| character.is_ascii_alphabetic());
    let fits = name.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
    let constraint = if !starts || !fits {
        "Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*".to_owned()
    } else if name.len() > LONGEST_NAME {
        format!("Member must have length less than or equal to {LONGEST_NAME}")
    } else {
        return Ok(());
    };
    Err(AwsError::validation(format!(
        "1 validation error detected: Value '{name}' at 'stackName' failed to satisfy constraint: {constraint}"
    )))
}

fn on_failure(request: &Value) -> OnFailure {
    match request.text("OnFailure") {
        "DO_NOTHING" => OnFailure::DoNothing,
        "DELETE" => OnFailure::Delete,
        _ if request.truth("DisableRollback") => OnFailure::DoNothing,
        _ => OnFailure::RollBack,
    }
}
