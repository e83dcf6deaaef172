//! UpdateStack.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{check_capabilities, found, no_stack, sent_template, stored_parameter, tags, token};
use crate::cloudformation::engine;
use crate::cloudformation::stack::{Definition, Stack};
use crate::cloudformation::template::ParameterValues;
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

/// The statuses in which a stack can be updated.
const UPDATABLE: [&str; 4] = ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE"];

pub(super) fn update_stack(world: &mut World, request: &Value) -> Answer {
    let stack = found(world, request, no_stack)?;
    let token = token(request);
    if token.is_some() && stack.update_token == token {
        return Ok(json!({ "StackId": stack.id }));
    }
    let template = if request.truth("UsePreviousTemplate") {
        Arc::clone(&stack.definition.template)
    } else {
        Arc::new(sent_template(request)?)
    };
    if !UPDATABLE.contains(&stack.status.as_str()) {
        let message = format!("Stack:{} is in {} state and can not be updated.", stack.id, stack.status);
        return Err(AwsError::validation(message));
    }
    check_capabilities(&template, request)?;
    let before = &stack.definition.parameters;
    let parameters = ParameterValues::new(&template, &request["Parameters"], Some(before), stored_parameter)?;
    let tags = if request.get("Tags").is_some() { tags(request) } else { stack.definition.tags.clone() };
    let definition = Definition { template, parameters, tags };
    check_types(stack, &definition)?;
    if !changes(stack, &definition) {
        return Err(AwsError::validation("No updates are to be performed."));
    }
    let id = stack.id.clone();
    let capabilities = texts(request.list("Capabilities")).map(str::to_owned).collect();
    engine::with(world, &id, |world, stack| {
        stack.capabilities = capabilities;
        stack.update_token.clone_from(&token);
        stack.token = token;
        engine::update(world, stack, definition);
    });
    Ok(json!({ "StackId": id }))
}

/// Refuses a resource of another type under the same logical id.
fn check_types(stack: &Stack, definition: &Definition) -> Result<(), AwsError> {
    let resources = definition.template.resources.iter();
    let other = resources
        .filter(|(id, resource)| stack.resources.0.get(*id).is_some_and(|record| record.kind != resource.kind));
    let other: Vec<&str> = other.map(|(id, _)| id.as_str()).collect();
    if other.is_empty() {
        return Ok(());
    }
    Err(AwsError::validation(format!(
        "Update of resource type is not permitted. The new template modifies resource type of the following resources: \
         [{}]",
        other.join(", ")
    )))
}

/// Whether another definition makes a difference to anything. Descriptions and metadata make none.
fn changes(stack: &Stack, definition: &Definition) -> bool {
    let old = &stack.definition;
    if old.tags != definition.tags || old.template.outputs != definition.template.outputs {
        return true;
    }
    let mut next = stack.clone();
    next.definition = definition.clone();
    let taken_out = next.resources.0.keys().any(|id| matches!(engine::wanted(&next, id), Ok(None)));
    let changed =
        definition.template.resources.keys().any(|id| match (engine::wanted(&next, id), next.resources.0.get(id)) {
            (Ok(None), None) => false,
            (Ok(Some(wanted)), Some(record)) => engine::action(record, &wanted, &definition.tags).is_some(),
            _ => true,
        });
    let outputs = || {
        let pseudo = next.pseudo();
        let scope = next.scope(definition, &pseudo);
        let values = definition.template.outputs.iter();
        values
            .into_iter()
            .any(|(name, output)| scope.resolve(&output.value).ok().flatten().as_ref() != stack.outputs.get(name))
    };
    taken_out || changed || outputs()
}
