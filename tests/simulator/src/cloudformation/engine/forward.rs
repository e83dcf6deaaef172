//! The phases that go through a template's resources, each after those that it depends on.

use std::time::Duration;

use serde_json::Value;

use super::begin::give_up;
use super::plan::plan;
use super::{MOMENT, finish, later};
use crate::cloudformation::change::{Action, Doomed, Fate, Step};
use crate::cloudformation::provider::{self, Order};
use crate::cloudformation::script::Verb;
use crate::cloudformation::stack::{Stack, StackResource};
use crate::world::World;

/// Begins with all that can begin; where nothing is left, the phase is done.
pub(super) fn go_on(world: &mut World, stack: &mut Stack) {
    while let Some(id) = next(stack) {
        if let Some(change) = &mut stack.change {
            change.waiting.remove(&id);
        }
        if let Err(reason) = consider(world, stack, &id) {
            fail(world, stack, &id, &reason);
            return;
        }
    }
    let done = stack.change.as_ref().is_some_and(|change| change.waiting.is_empty() && change.running.is_empty());
    if done {
        finish::forward(world, stack);
    }
}

/// A resource that depends on nothing that is still to be looked at.
fn next(stack: &Stack) -> Option<String> {
    let change = stack.change.as_ref()?;
    let resources = &stack.definition.template.resources;
    let is_open = |id: &String| change.waiting.contains(id) || change.running.contains_key(id);
    let mut waiting = change.waiting.iter();
    waiting.find(|id| !resources.get(*id).is_some_and(|resource| resource.dependencies.iter().any(is_open))).cloned()
}

/// Finds out what is to be done with a resource, and begins with it.
fn consider(world: &mut World, stack: &mut Stack, id: &str) -> Result<(), String> {
    let Some((action, properties)) = plan(stack, id)? else { return Ok(()) };
    let declaration = &stack.definition.template.resources[id];
    let (retained, replaced) = (declaration.retained, declaration.retained_when_replaced);
    let (kind, dependencies) = (declaration.kind.clone(), declaration.dependencies.clone());
    if action == Action::Create {
        let record = StackResource {
            kind,
            physical: None,
            attributes: serde_json::Map::new(),
            properties: properties.clone(),
            tags: stack.definition.tags.clone(),
            dependencies,
            status: String::new(),
            reason: String::new(),
            at: world.now,
            retained,
            retained_when_replaced: replaced,
        };
        stack.resources.0.insert(id.to_owned(), record);
    } else if let Some(record) = stack.resources.0.get_mut(id) {
        (record.retained, record.retained_when_replaced) = (retained, replaced);
        record.dependencies = dependencies;
    }
    let Some(change) = &mut stack.change else { return Ok(()) };
    let status = format!("{}_IN_PROGRESS", change.phase.verb(action));
    change.running.insert(id.to_owned(), Step { action, properties });
    let reason = match action {
        Action::Replace => "Requested update requires the creation of a new physical resource; hence creating one.",
        _ => "",
    };
    stack.note(world.now, id, &status, reason);
    let id = id.to_owned();
    later(world, stack, MOMENT, move |world, stack| act(world, stack, &id));
    Ok(())
}

/// Does to a resource what was begun.
fn act(world: &mut World, stack: &mut Stack, id: &str) {
    let Some(step) = stack.change.as_ref().and_then(|change| change.running.get(id)).cloned() else { return };
    let result = match step.action {
        Action::Create => make(world, stack, id, &step, false),
        Action::Replace => make(world, stack, id, &step, true),
        Action::Update => change_in_place(world, stack, id, &step),
        Action::Return => Ok(take_back(stack, id)),
    };
    match result {
        Err(reason) => fail(world, stack, id, &reason),
        Ok(seconds) => {
            let id = id.to_owned();
            later(world, stack, Duration::from_secs(seconds), move |world, stack| complete(world, stack, &id));
        }
    }
}

/// Makes a resource, in the place of the one that there is where it replaces it.
fn make(world: &mut World, stack: &mut Stack, id: &str, step: &Step, replaces: bool) -> Result<u64, String> {
    let verb = if replaces { Verb::Update } else { Verb::Create };
    if let Some(reason) = world.cloudformation.script.failure(&stack.name, id, verb) {
        return Err(reason);
    }
    let Some(record) = stack.resources.0.get(id) else { return Ok(0) };
    let old = record.clone();
    let order = Order::new(stack, id, &old.kind, &step.properties);
    let made = provider::create(world, &order)?;
    let note = provider::note(world, &old.kind, &made.physical);
    let Some(record) = stack.resources.0.get_mut(id) else { return Ok(0) };
    record.physical = Some(made.physical);
    record.attributes = made.attributes;
    record.properties.clone_from(&step.properties);
    record.tags.clone_from(&stack.definition.tags);
    if replaces && let Some(change) = &mut stack.change {
        let retained = old.retained_when_replaced;
        change.leftovers.push(Doomed {
            id: id.to_owned(),
            resource: old,
            recorded: false,
            retained,
            state: Fate::Waiting,
        });
    }
    let status = if replaces { "UPDATE_IN_PROGRESS" } else { "CREATE_IN_PROGRESS" };
    stack.note(world.now, id, status, &note);
    Ok(made.seconds)
}

fn change_in_place(world: &mut World, stack: &mut Stack, id: &str, step: &Step) -> Result<u64, String> {
    if let Some(reason) = world.cloudformation.script.failure(&stack.name, id, Verb::Update) {
        return Err(reason);
    }
    let Some(record) = stack.resources.0.get(id) else { return Ok(0) };
    let record = record.clone();
    let order = Order::new(stack, id, &record.kind, &step.properties);
    let physical = record.physical.as_deref().unwrap_or_default();
    let attributes = provider::update(world, &order, physical, &record.properties)?;
    let Some(record) = stack.resources.0.get_mut(id) else { return Ok(0) };
    record.attributes.extend(attributes);
    record.properties.clone_from(&step.properties);
    record.tags.clone_from(&stack.definition.tags);
    Ok(provider::seconds_to_update(&record.kind))
}

/// Makes the stack's record be of what there was before the update; what there is now is deleted later.
fn take_back(stack: &mut Stack, id: &str) -> u64 {
    let Some(change) = &mut stack.change else { return 0 };
    let old = change.before.as_ref().and_then(|before| before.resources.0.get(id)).cloned();
    let (Some(old), Some(record)) = (old, stack.resources.0.get_mut(id)) else { return 0 };
    let current = std::mem::replace(record, old);
    "UPDATE_IN_PROGRESS".clone_into(&mut record.status);
    if current.physical != record.physical {
        let doomed =
            Doomed { id: id.to_owned(), resource: current, recorded: false, retained: false, state: Fate::Waiting };
        change.leftovers.push(doomed);
    }
    0
}

fn complete(world: &mut World, stack: &mut Stack, id: &str) {
    let Some(change) = &mut stack.change else { return };
    let Some(step) = change.running.remove(id) else { return };
    let status = format!("{}_COMPLETE", change.phase.verb(step.action));
    stack.note(world.now, id, &status, "");
    go_on(world, stack);
}

/// Ends a phase for a resource with which it failed; what else is under way is cancelled.
fn fail(world: &mut World, stack: &mut Stack, id: &str, reason: &str) {
    let Some(change) = &mut stack.change else { return };
    let phase = change.phase;
    let failed = change.running.remove(id).map_or(Action::Update, |step| step.action);
    let cancelled = std::mem::take(&mut change.running);
    change.failed.insert(id.to_owned());
    change.failed.extend(cancelled.keys().cloned());
    let recorded = stack.resources.0.contains_key(id);
    let verb = if recorded { phase.verb(failed) } else { "CREATE" };
    if !recorded {
        record_unmade(world, stack, id);
    }
    stack.note(world.now, id, &format!("{verb}_FAILED"), reason);
    for (id, step) in cancelled {
        let verb = phase.verb(step.action);
        let what = if verb == "CREATE" { "Resource creation cancelled" } else { "Resource update cancelled" };
        stack.note(world.now, &id, &format!("{verb}_FAILED"), what);
    }
    give_up(world, stack, "");
}

/// A record of a resource whose properties could not even be resolved.
fn record_unmade(world: &World, stack: &mut Stack, id: &str) {
    let Some(declaration) = stack.definition.template.resources.get(id) else { return };
    let record = StackResource {
        kind: declaration.kind.clone(),
        physical: None,
        attributes: serde_json::Map::new(),
        properties: Value::Object(serde_json::Map::new()),
        tags: stack.definition.tags.clone(),
        dependencies: declaration.dependencies.clone(),
        status: String::new(),
        reason: String::new(),
        at: world.now,
        retained: false,
        retained_when_replaced: false,
    };
    stack.resources.0.insert(id.to_owned(), record);
}
