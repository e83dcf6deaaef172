//! Patches: changes of the documents that are made of the declarations.

use infra_core::blueprint::Blueprint;
use infra_core::declaration::Patch;
use infra_core::plan::Detail;
use serde_json::{Map, Value};

use crate::ecs::{Known, Service, TaskDefinition};
use crate::{Error, template};

/// Which document a patch changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// What `RegisterTaskDefinition` takes.
    TaskDefinition,
    /// What `CreateService` and `UpdateService` take.
    Service,
    /// The template of the workload's stack.
    Template,
}

impl Root {
    /// The pointers into it begin with this.
    const fn start(self) -> &'static str {
        match self {
            Self::TaskDefinition => "/taskDefinition",
            Self::Service => "/service",
            Self::Template => "/template",
        }
    }

    /// Those patches that change this document, in the order in which they are declared.
    pub(crate) fn patches(self, patches: &[Patch]) -> impl Iterator<Item = &Patch> {
        patches.iter().filter(move |patch| self.within(patch.pointer).is_some())
    }

    /// The same, as a plan shows them.
    pub(crate) fn told(self, patches: &[Patch]) -> impl Iterator<Item = Detail> {
        self.patches(patches).map(|patch| Detail {
            what: format!("patch {}", patch.pointer),
            from: None,
            to: Some(patch.value.to_owned()),
        })
    }

    /// The pointer from the document's own root.
    pub(crate) fn within(self, pointer: &str) -> Option<&str> {
        pointer.strip_prefix(self.start()).filter(|rest| rest.starts_with('/'))
    }
}

/// Changes a document by those of the patches that are its own; or says in words which finds no place.
pub(crate) fn apply(document: &mut Value, root: Root, patches: &[Patch]) -> Result<(), String> {
    for patch in root.patches(patches) {
        let Some(pointer) = root.within(patch.pointer) else { continue };
        let value = serde_json::from_str(patch.value).map_err(|error| format!("it is no JSON: {error}"));
        value
            .and_then(|value| put(document, root, pointer, value))
            .map_err(|why| format!("patch(\"{}\", ..) cannot be applied: {why}", patch.pointer))?;
    }
    Ok(())
}

/// Puts a value at a pointer: in the place of what is there, or as a new member, or at the end of a list (`-`, or the
/// number behind the last). `null` takes out what is there. What the pointer leads through must be there.
fn put(document: &mut Value, root: Root, pointer: &str, value: Value) -> Result<(), String> {
    let (parent, last) = pointer.rsplit_once('/').unwrap_or_default();
    let last = last.replace("~1", "/").replace("~0", "~");
    let place = document.pointer_mut(parent).ok_or_else(|| missing(root, parent))?;
    match place {
        Value::Object(members) => put_member(members, last, value),
        Value::Array(items) => put_item(items, &last, value),
        _ => Err(format!("`{}{parent}` is neither an object nor a list, so that nothing is in it", root.start())),
    }
}

fn missing(root: Root, parent: &str) -> String {
    let start = root.start();
    format!("there is no `{start}{parent}` that could be changed; patch that, with a value that has the rest in it")
}

fn put_member(members: &mut Map<String, Value>, name: String, value: Value) -> Result<(), String> {
    if !value.is_null() {
        members.insert(name, value);
        return Ok(());
    }
    match members.remove(&name) {
        Some(_) => Ok(()),
        None => Err(format!("`null` takes out what is there, but there is no `{name}`")),
    }
}

fn put_item(items: &mut Vec<Value>, place: &str, value: Value) -> Result<(), String> {
    let count = items.len();
    let at = if place == "-" { Some(count) } else { place.parse().ok().filter(|at| *at <= count) };
    let Some(at) = at else {
        return Err(format!(
            "`{place}` is no place in a list of {count}: count from 0, or write `-` for one more at its end"
        ));
    };
    match items.get_mut(at) {
        Some(_) if value.is_null() => {
            items.remove(at);
        }
        Some(item) => *item = value,
        None if value.is_null() => return Err(format!("`null` takes out what is there, but there is no item {at}")),
        None => items.push(value),
    }
    Ok(())
}

/// Refuses a stage of which a patch finds no place, before anything is planned.
pub(crate) fn check(blueprint: &Blueprint) -> Result<(), Error> {
    if blueprint.workloads().all(|(_, workload)| workload.patches.is_empty()) {
        return Ok(());
    }
    let known = Known::placeholders(blueprint);
    for (cluster, workload) in blueprint.workloads().filter(|(_, workload)| !workload.patches.is_empty()) {
        let refused = |why| Error::Conflict(format!("`{}`: {why}", workload.identity.name));
        TaskDefinition::check_patches(cluster, workload, &known).map_err(refused)?;
        template::check_patches(blueprint, cluster, workload).map_err(refused)?;
        match Service::declared(&blueprint.names, cluster, workload, &known) {
            Some(service) => service.check_patches().map_err(refused)?,
            None if workload.service().is_some() => {}
            None => {
                if let Some(patch) = Root::Service.patches(&workload.patches).next() {
                    return Err(refused(format!(
                        "a task has no service that patch(\"{}\", ..) could change",
                        patch.pointer
                    )));
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What a patch makes of a document.
    fn patched(pointer: &'static str, value: &'static str) -> Result<Value, String> {
        let mut document = json!({ "cpu": "256", "list": [1, 2], "a/b": { "c~d": 1 } });
        apply(&mut document, Root::TaskDefinition, &[Patch { pointer, value }]).map(|()| document)
    }

    #[test]
    fn a_value_comes_in_the_place_of_another_or_anew() {
        assert_eq!(patched("/taskDefinition/cpu", "\"512\"").unwrap()["cpu"], "512");
        assert_eq!(patched("/taskDefinition/pidMode", "\"task\"").unwrap()["pidMode"], "task");
        assert_eq!(patched("/taskDefinition/a~1b/c~0d", "2").unwrap()["a/b"]["c~d"], 2);
        assert_eq!(patched("/taskDefinition/list/0", "9").unwrap()["list"], json!([9, 2]));
        assert_eq!(patched("/taskDefinition/list/-", "3").unwrap()["list"], json!([1, 2, 3]));
        assert_eq!(patched("/taskDefinition/list/2", "3").unwrap()["list"], json!([1, 2, 3]));
    }

    #[test]
    fn null_takes_out() {
        assert_eq!(patched("/taskDefinition/cpu", "null").unwrap().get("cpu"), None);
        assert_eq!(patched("/taskDefinition/list/0", "null").unwrap()["list"], json!([2]));
    }

    #[test]
    fn what_is_not_possible_is_said() {
        for (pointer, value, why) in [
            ("/taskDefinition/none/deep", "1", "there is no `/taskDefinition/none` that could be changed; patch that"),
            ("/taskDefinition/cpu/deep", "1", "`/taskDefinition/cpu` is neither an object nor a list"),
            ("/taskDefinition/list/3", "1", "`3` is no place in a list of 2: count from 0, or write `-`"),
            ("/taskDefinition/list/x", "1", "`x` is no place in a list of 2"),
            ("/taskDefinition/list/-", "null", "there is no item 2"),
            ("/taskDefinition/none", "null", "`null` takes out what is there, but there is no `none`"),
        ] {
            let told = patched(pointer, value).unwrap_err();
            assert!(told.contains(why) && told.starts_with("patch(\"/taskDefinition/"), "{told}");
        }
    }

    #[test]
    fn patches_of_other_documents_are_left_alone() {
        assert_eq!(patched("/service/cpu", "1").unwrap()["cpu"], "256");
    }
}
