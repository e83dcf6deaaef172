//! Templates of the user's own, whose resources become part of the cluster's stack.

mod node;
mod reference;
mod scalar;
mod section;
mod short;
mod yaml;

use std::collections::BTreeMap;

use infra_core::blueprint::ClusterBlueprint;
use infra_core::declaration::Template;
use serde_json::{Map, Value};

use crate::stack::FINGERPRINT;
use node::{Fault, Node};
use reference::{Names, meant};

/// The template `own` of a cluster with all that it includes; or in words why it cannot be, with file, line and column.
pub(super) fn merged(own: &Value, cluster: &ClusterBlueprint) -> Result<Value, String> {
    let mut whole = own.clone();
    if cluster.include.is_empty() {
        return Ok(whole);
    }
    let roots = cluster.include.iter().map(|template| Ok((template, read(template)?)));
    let roots: Vec<(&Template, Node)> = roots.collect::<Result<_, String>>()?;
    let mut places = BTreeMap::new();
    for (template, root) in &roots {
        add(&mut whole, template, root, &mut places)?;
    }
    let names = Names::of(&whole);
    for (template, root) in &roots {
        names.check(root).map_err(|fault| told(template, &fault))?;
    }
    Ok(whole)
}

/// Refuses an `output(..)` that no included template has.
pub(super) fn check_outputs(cluster: &ClusterBlueprint) -> Result<(), String> {
    let mut outputs = BTreeMap::new();
    for template in &cluster.include {
        let root = read(template)?;
        for entry in root.get("Outputs").map(Node::entries).unwrap_or_default() {
            let condition = entry.value.get("Condition").and_then(Node::text).map(str::to_owned);
            let place = format!("{}:{}", template.path, entry.place);
            outputs.insert(entry.key.clone(), (condition, place));
        }
    }
    for workload in &cluster.workloads {
        for (variable, name) in workload.containers().flat_map(|container| &container.outputs) {
            let of =
                |why: String| Err(format!("`{}`: `{variable} = output(\"{name}\")`: {why}", workload.identity.name));
            match outputs.get(name) {
                None if cluster.include.is_empty() => {
                    let cluster = cluster.identity.name;
                    return of(format!(
                        "cluster `{cluster}` includes no template; declare `include = \"path.yaml\"` there"
                    ));
                }
                None => return of(format!("no included template has such an output{}", meant(name, outputs.keys()))),
                Some((Some(condition), place)) => {
                    return of(format!(
                        "the output ({place}) is there only under condition `{condition}`; put the condition into its \
                         value, as `!If [{condition}, .., \"\"]`"
                    ));
                }
                Some((None, _)) => {}
            }
        }
    }
    Ok(())
}

fn read(template: &Template) -> Result<Node, String> {
    let root = yaml::read(template.text).and_then(|root| section::check(&root).map(|()| root));
    root.map_err(|fault| told(template, &fault))
}

fn told(template: &Template, fault: &Fault) -> String {
    format!("{}:{}: {}", template.path, fault.place, fault.what)
}

/// Adds a template to the whole. `places` are those of the names that were added before.
fn add(
    whole: &mut Value,
    template: &Template,
    root: &Node,
    places: &mut BTreeMap<(&'static str, String), String>,
) -> Result<(), String> {
    let Some(whole) = whole.as_object_mut() else { return Ok(()) };
    for section in section::TAKEN {
        let Some(added) = root.get(section).filter(|added| !added.entries().is_empty()) else { continue };
        for entry in added.entries() {
            let place = format!("{}:{}", template.path, entry.place);
            // Parameters and resources are found by one `Ref`.
            let rivals = match section {
                "Parameters" | "Resources" => &["Parameters", "Resources"],
                _ => std::slice::from_ref(&section),
            };
            for rival in rivals {
                let name = &entry.key;
                let taken = |section: &Value| section.get(name).is_some();
                if let Some(other) = places.get(&(rival, name.clone())) {
                    return Err(format!("{place}: `{name}` is in {other} already; give one of them another name"));
                }
                if whole.get(*rival).is_some_and(taken) || (section == "Outputs" && name == FINGERPRINT) {
                    let what = match *rival {
                        "Parameters" => "a parameter",
                        "Mappings" => "a mapping",
                        "Conditions" => "a condition",
                        "Resources" => "a resource",
                        _ => "an output",
                    };
                    return Err(format!("{place}: `{name}` is {what} of the cluster's own; give yours another name"));
                }
            }
            places.insert((section, entry.key.clone()), place);
        }
        let members = whole.entry(section).or_insert_with(|| Value::Object(Map::new()));
        if let Some(members) = members.as_object_mut() {
            members.extend(added.entries().iter().map(|entry| (entry.key.clone(), entry.value.value())));
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests;
