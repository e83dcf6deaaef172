//! What is to be done with a resource of a template.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cloudformation::change::{Action, Phase};
use crate::cloudformation::provider;
use crate::cloudformation::stack::{Stack, StackResource};
use crate::cloudformation::template::Unresolved;

/// What is to be done with a resource, and the properties that it gets.
pub(super) fn plan(stack: &mut Stack, id: &str) -> Result<Option<(Action, Value)>, String> {
    if stack.change.as_ref().is_some_and(|change| change.phase == Phase::UpdateRollback) {
        return Ok(plan_back(stack, id));
    }
    let Some(wanted) = wanted(stack, id).map_err(reason)? else { return Ok(None) };
    let declaration = &stack.definition.template.resources[id];
    let existing = stack.resources.0.get_mut(id).filter(|record| record.status != "DELETE_COMPLETE");
    let Some(record) = existing else { return Ok(Some((Action::Create, wanted))) };
    let action = action(record, &wanted, &stack.definition.tags);
    if action.is_none() {
        record.dependencies.clone_from(&declaration.dependencies);
        (record.retained, record.retained_when_replaced) = (declaration.retained, declaration.retained_when_replaced);
    }
    if action == Some(Action::Replace)
        && let Some(name) = provider::kept_name(&record.kind, &record.properties, &wanted)
    {
        return Err(format!(
            "CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename {name} and \
             update the stack again."
        ));
    }
    Ok(action.map(|action| (action, wanted)))
}

/// The resolved properties of a resource; none where its condition does not hold.
pub(crate) fn wanted(stack: &Stack, id: &str) -> Result<Option<Value>, Unresolved> {
    let Some(declaration) = stack.definition.template.resources.get(id) else { return Ok(None) };
    let pseudo = stack.pseudo();
    let scope = stack.scope(&stack.definition, &pseudo);
    if !scope.exists(declaration.condition.as_ref())? {
        return Ok(None);
    }
    scope.resolve(&declaration.properties)
}

/// What makes a resource have these properties and tags; none where it has them.
pub(crate) fn action(record: &StackResource, wanted: &Value, tags: &BTreeMap<String, String>) -> Option<Action> {
    if provider::replaces(&record.kind, &record.properties, wanted) {
        Some(Action::Replace)
    } else if record.properties != *wanted || (record.tags != *tags && provider::takes_tags(&record.kind)) {
        Some(Action::Update)
    } else {
        None
    }
}

/// What brings a resource back to what it was before the update.
fn plan_back(stack: &mut Stack, id: &str) -> Option<(Action, Value)> {
    let change = stack.change.as_ref()?;
    let old = change.before.as_ref()?.resources.0.get(id)?.clone();
    let current = stack.resources.0.get(id)?;
    if change.skipped.contains(id) {
        return Some((Action::Return, old.properties));
    }
    if current.physical != old.physical {
        return Some((Action::Return, old.properties));
    }
    let touched = current.properties != old.properties || current.tags != old.tags;
    (touched || current.status == "UPDATE_FAILED").then_some((Action::Update, old.properties))
}

fn reason(unresolved: Unresolved) -> String {
    match unresolved {
        Unresolved::NotMade(id) => {
            format!("Template error: {id} is referred to, but the condition under which it exists does not hold")
        }
        Unresolved::Mistake(reason) => reason,
    }
}
