//! Stacks in a form that two runs can be compared by.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::stack::Stack;
use crate::world::World;

const RECORD_SET: &str = "AWS::Route53::RecordSet";

/// All stacks that are not deleted, by name.
pub(crate) fn snapshot(world: &World) -> Value {
    let stacks = world.cloudformation.stacks.values().filter(|stack| stack.status != "DELETE_COMPLETE");
    stacks.map(|stack| (stack.name.clone(), told(stack))).collect()
}

/// What tells the resources of all stacks that are not deleted from others in their places, by stack and logical id: the
/// physical id, and of a record its zone as well.
pub(crate) fn physical_ids(world: &World) -> BTreeMap<String, BTreeMap<String, String>> {
    let stacks = world.cloudformation.stacks.values().filter(|stack| stack.status != "DELETE_COMPLETE");
    let told = stacks.map(|stack| {
        let present = stack.resources.0.iter().filter(|(_, resource)| resource.status != "DELETE_COMPLETE");
        let ids = present.filter_map(|(id, resource)| {
            let zone = resource.properties["HostedZoneId"].as_str().filter(|_| resource.kind == RECORD_SET);
            let physical = resource.physical.as_ref()?;
            Some((id.clone(), zone.into_iter().chain([physical.as_str()]).collect::<Vec<_>>().join("/")))
        });
        (stack.name.clone(), ids.collect())
    });
    told.collect()
}

/// The template and the parameters of all stacks that are not deleted, as they were given.
pub(crate) fn given(world: &World) -> BTreeMap<String, Value> {
    let stacks = world.cloudformation.stacks.values().filter(|stack| stack.status != "DELETE_COMPLETE");
    let given = stacks.map(|stack| {
        let parameters = &stack.definition.parameters.given;
        (stack.name.clone(), json!({ "template": template(stack), "parameters": parameters }))
    });
    given.collect()
}

/// The types of what stacks made and none has any more.
pub(crate) fn left_behind(world: &World) -> Value {
    orphans(world).into_iter().map(|(kind, _)| kind).collect()
}

/// What belongs to no stack though no stack gave it up.
pub(crate) fn violations(world: &World) -> Vec<String> {
    let released = &world.cloudformation.released;
    let orphans = orphans(world).into_iter().filter(|orphan| !released.contains(orphan));
    orphans.map(|(kind, id)| format!("{kind} {id} belongs to no stack")).collect()
}

/// What belongs to no stack by now was put there by the test, and is nobody's mistake.
pub(crate) fn disown(world: &mut World) {
    let put = orphans(world);
    world.cloudformation.released.extend(put);
}

/// What generated ids are told as: the stack and the logical id that they are of.
pub(crate) fn canonical(world: &World) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for stack in world.cloudformation.stacks.values().filter(|stack| stack.status != "DELETE_COMPLETE") {
        names.insert(stack.id.clone(), format!("<{}>", stack.name));
        for (id, resource) in &stack.resources.0 {
            let place = format!("{}.{id}", stack.name);
            for (attribute, value) in &resource.attributes {
                if let (Some(physical), "LatestVersionNumber") = (&resource.physical, attribute.as_str()) {
                    names.insert(version(physical, value), format!("<{place}.{attribute}>"));
                }
                if let Some(value) = value.as_str().filter(|value| value.len() > SHORTEST_ID) {
                    names.insert(value.to_owned(), format!("<{place}.{attribute}>"));
                }
            }
            if let Some(physical) = resource.physical.as_ref().filter(|physical| physical.len() > SHORTEST_ID) {
                names.insert(physical.clone(), format!("<{place}>"));
            }
        }
    }
    names
}

/// No generated id is as short as this.
const SHORTEST_ID: usize = 11;

fn told(stack: &Stack) -> Value {
    let resources: Map<String, Value> = stack
        .resources
        .0
        .iter()
        .filter(|(_, resource)| resource.status != "DELETE_COMPLETE")
        .map(|(id, resource)| (id.clone(), json!({ "type": resource.kind, "properties": resource.properties })))
        .collect();
    json!({
        "status": stack.status,
        "template": template(stack),
        "parameters": stack.definition.parameters.given,
        "tags": stack.definition.tags,
        "outputs": stack.outputs,
        "resources": resources,
    })
}

fn template(stack: &Stack) -> Value {
    serde_json::from_str(&stack.definition.template.text).unwrap_or_default()
}

/// A value with all generated ids in it told by their place.
pub(crate) fn renamed(value: &Value, names: &BTreeMap<String, String>) -> Value {
    match value {
        Value::String(text) => json!(renamed_text(text, names)),
        Value::Array(items) => items.iter().map(|item| renamed(item, names)).collect(),
        Value::Object(map) => {
            let template = map.get("LaunchTemplateId").and_then(Value::as_str);
            let told = |(key, value): (&String, &Value)| {
                // How many versions there were is no matter, only whether it is the newest.
                let newest = template.filter(|_| key == "Version").and_then(|id| names.get(&version(id, value)));
                (key.clone(), newest.map_or_else(|| renamed(value, names), |name| json!(name)))
            };
            map.iter().map(told).collect()
        }
        other => other.clone(),
    }
}

/// What a version of a launch template is known by.
fn version(template: &str, number: &Value) -> String {
    format!("{template}@{}", number.as_str().unwrap_or_default())
}

fn renamed_text(text: &str, names: &BTreeMap<String, String>) -> String {
    if let Some(name) = names.get(text) {
        return name.clone();
    }
    // The longest first: an ARN ends with what may be an id of its own.
    let mut found: Vec<&String> = names.keys().filter(|id| text.contains(id.as_str())).collect();
    found.sort_by_key(|id| std::cmp::Reverse(id.len()));
    found.into_iter().fold(text.to_owned(), |text, id| text.replace(id.as_str(), &names[id]))
}

/// The type and physical id of everything that stacks made and none has any more.
fn orphans(world: &World) -> BTreeSet<(String, String)> {
    let mut owned: BTreeSet<(&str, &str)> = BTreeSet::new();
    for stack in world.cloudformation.stacks.values().filter(|stack| stack.status != "DELETE_COMPLETE") {
        let changes = stack.change.iter().chain(stack.interrupted.as_deref());
        let doomed = changes.clone().flat_map(|change| change.doomed.iter().chain(&change.leftovers));
        let before = changes.filter_map(|change| change.before.as_ref()).flat_map(|before| before.resources.0.values());
        let resources = stack.resources.0.values().chain(before).chain(doomed.map(|doomed| &doomed.resource));
        owned.extend(resources.filter_map(|it| Some((it.kind.as_str(), it.physical.as_deref()?))));
    }
    let made = world.cloudformation.made.iter();
    made.filter(|(kind, id)| !owned.contains(&(kind.as_str(), id.as_str()))).cloned().collect()
}
