//! What became of stacks, task definitions, scaling and instances, held against the plan.

use std::collections::BTreeSet;

use crate::effects::planned::Planned;
use crate::effects::watch::{Moment, item};

/// Adds what became of them otherwise than planned to `wrong`.
pub(crate) fn hold(planned: &Planned, was: &Moment, is: &Moment, wrong: &mut Vec<String>) {
    stacks(planned, was, is, wrong);
    definitions(planned, was, is, wrong);
    scaling(planned, was, is, wrong);
    instances(planned, was, is, wrong);
}

fn stacks(planned: &Planned, was: &Moment, is: &Moment, wrong: &mut Vec<String>) {
    let names: BTreeSet<&String> = was.ids.resources.keys().chain(is.ids.resources.keys()).collect();
    for name in names {
        let item = item(name);
        let effects = planned.of("stack", item);
        let before = was.ids.resources.get(name);
        let after = is.ids.resources.get(name);
        if before.is_none() != planned.states("stack", item, "new") {
            wrong.push(format!("stack {item}: whether it is new was planned otherwise"));
        }
        if after.is_none() != planned.states("stack", item, "removal") {
            wrong.push(format!("stack {item}: whether it goes was planned otherwise"));
        }
        let (Some(before), Some(after)) = (before, after) else { continue };
        let other = before.iter().filter(|(id, physical)| after.get(*id).is_some_and(|now| now != *physical));
        let replaced: Vec<&String> = other.map(|(id, _)| id).collect();
        if replaced.is_empty() == planned.states("stack", item, "replacement") {
            wrong.push(format!("stack {item}: {replaced:?} were replaced, but planned is {effects:?}"));
        }
        let (before, after) = (&was.ids.stacks[name], &is.ids.stacks[name]);
        if (before == after) != effects.is_empty() {
            let differences = simulated::differences(before, after).join("\n  ");
            wrong.push(format!("stack {item} is other than planned ({effects:?}):\n  {differences}"));
        }
    }
    let names = was.ids.resources.iter().chain(&is.ids.resources).map(|(name, _)| item(name).to_owned());
    let names: BTreeSet<String> = names.collect();
    wrong.extend(planned.items("stack").difference(&names).map(|item| format!("there is no stack {item}")));
}

fn definitions(planned: &Planned, was: &Moment, is: &Moment, wrong: &mut Vec<String>) {
    let families: BTreeSet<&String> = was.ids.revisions.keys().chain(is.ids.revisions.keys()).collect();
    for family in families {
        let item = item(family);
        let revised = was.ids.revisions.get(family) != is.ids.revisions.get(family);
        let stated = planned.of("task definition", item).len() + planned.of("task definitions", item).len();
        if revised != (stated > 0) {
            wrong.push(format!("task definition {item}: whether it gets a revision was planned otherwise"));
        }
        if planned.states("task definition", item, "next_start") && !was.ids.alone.is_subset(&is.ids.alone) {
            wrong.push(format!("tasks of {item} that run were stopped"));
        }
    }
}

fn scaling(planned: &Planned, was: &Moment, is: &Moment, wrong: &mut Vec<String>) {
    let resources: BTreeSet<&String> = was.ids.scaling.keys().chain(is.ids.scaling.keys()).collect();
    for resource in resources {
        let item = item(resource);
        let (before, after) = (was.ids.scaling.get(resource), is.ids.scaling.get(resource));
        let expected = match (before, after) {
            (None, _) => vec!["new"],
            (_, None) => vec!["removal"],
            (before, after) if before == after => vec![],
            _ => vec!["in_place"],
        };
        let effects: Vec<&str> = planned.of("scaling", item).iter().map(|stated| stated.effect.as_str()).collect();
        if effects != expected {
            wrong.push(format!("scaling of {item}: {expected:?}, but planned is {effects:?}"));
        }
    }
}

/// Instances stay where no service gets new tasks, which may make groups grow and shrink again, and no replacement is
/// planned.
fn instances(planned: &Planned, was: &Moment, is: &Moment, wrong: &mut Vec<String>) {
    let moves = |effect: &str| !["in_place", "next_deployment", "next_start", "new"].contains(&effect);
    for kind in ["stack", "service", "instances"] {
        for item in planned.items(kind) {
            if planned.of(kind, &item).iter().any(|stated| moves(&stated.effect)) {
                return;
            }
        }
    }
    for (group, before) in &was.ids.instances {
        let Some(after) = is.ids.instances.get(group) else {
            wrong.push(format!("the group {group} is gone"));
            continue;
        };
        if before.intersection(after).count() < before.len().min(after.len()) {
            wrong.push(format!("instances of {group} were replaced"));
        }
    }
}
