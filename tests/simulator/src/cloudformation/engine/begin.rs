//! How a change begins.

use super::delete::doom_all;
use super::{MOMENT, enter, failure_reason, finish, forward, later, rollback};
use crate::cloudformation::change::{Before, Change, Goal, Phase};
use crate::cloudformation::stack::{Definition, Stack};
use crate::world::World;

/// Begins to make what a new stack has.
pub(crate) fn create(world: &mut World, stack: &mut Stack) {
    stack.become_status(world.now, "CREATE_IN_PROGRESS", "User Initiated");
    stack.change = Some(Change::new(Phase::Create, None));
    begin(world, stack, Phase::Create);
}

/// Begins to bring a stack to another definition.
pub(crate) fn update(world: &mut World, stack: &mut Stack, definition: Definition) {
    let before = Before { definition: stack.definition.clone(), resources: stack.resources.clone() };
    stack.definition = definition;
    stack.updated = Some(world.now);
    stack.become_status(world.now, "UPDATE_IN_PROGRESS", "User Initiated");
    stack.change = Some(Change::new(Phase::Update, Some(before)));
    begin(world, stack, Phase::Update);
}

/// Begins to delete all that a stack has; `retained` names what is left alone.
pub(crate) fn delete(world: &mut World, stack: &mut Stack, retained: &[&str]) {
    stack.become_status(world.now, "DELETE_IN_PROGRESS", "User Initiated");
    stack.interrupted = None;
    stack.change = Some(Change::new(Phase::Delete(Goal::Delete), None));
    enter(world, stack, Phase::Delete(Goal::Delete));
    doom_all(stack, retained);
    later(world, stack, MOMENT, super::delete::go_on);
}

/// Begins a phase that goes through the resources of the template.
pub(crate) fn begin(world: &mut World, stack: &mut Stack, phase: Phase) {
    enter(world, stack, phase);
    let ids = stack.definition.template.resources.keys().cloned();
    if let Some(change) = &mut stack.change {
        change.waiting = ids.collect();
    }
    later(world, stack, MOMENT, move |world, stack| match missing_parameter(world, stack) {
        Some(reason) if phase != Phase::UpdateRollback => give_up(world, stack, &reason),
        _ => forward::go_on(world, stack),
    });
}

/// What CloudFormation says of a parameter that is the id of something that is not there.
fn missing_parameter(world: &World, stack: &Stack) -> Option<String> {
    let definition = &stack.definition;
    for (name, declaration) in &definition.template.parameters {
        let kind = declaration.kind.trim_start_matches("List<").trim_end_matches('>');
        let exists = |id: &str| match kind {
            "AWS::EC2::VPC::Id" => world.network.vpcs.contains_key(id),
            "AWS::EC2::Subnet::Id" => world.network.subnets.contains_key(id),
            "AWS::EC2::SecurityGroup::Id" => world.network.security_groups.contains_key(id),
            _ => true,
        };
        let value = definition.parameters.given.get(name).map(String::as_str).unwrap_or_default();
        if let Some(missing) = value.split(',').map(str::trim).find(|id| !exists(id)) {
            return Some(format!(
                "Parameter validation failed: parameter value {missing} for parameter name {name} does not exist. "
            ));
        }
    }
    None
}

/// Ends a phase that failed, and begins the next one: what was made is deleted, or what was changed is changed back.
pub(super) fn give_up(world: &mut World, stack: &mut Stack, reason: &str) {
    let Some(change) = &stack.change else { return };
    let found = failure_reason(stack, &[("CREATE_FAILED", "create"), ("UPDATE_FAILED", "update")]);
    let reason = if reason.is_empty() { found } else { reason.to_owned() };
    match change.phase {
        Phase::Create => rollback::creation(world, stack, &reason),
        Phase::Update => rollback::update(world, stack, &reason),
        Phase::UpdateRollback => finish::stuck(world, stack, &reason),
        Phase::Delete(_) => {}
    }
}
