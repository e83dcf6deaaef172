//! What a plan says of data: file systems outlive the stacks that made them, and images go with their repositories.

use infra_core::blueprint::WorkloadBlueprint;
use serde_json::Value;

use super::Planner;
use crate::observe::{LeftFileSystem, Observed, ObservedStack};
use crate::stack::DesiredStack;
use crate::template::diff::Verb;
use crate::template::{REPOSITORY, needs_of_given};

const FILE_SYSTEM: &str = "AWS::EFS::FileSystem";

impl Planner<'_> {
    /// Says which file systems a stack loses and leaves behind, and which images it takes along.
    pub(super) fn note_lost(&mut self, desired: &DesiredStack) {
        let Some(stack) = self.observed.stacks.get(desired.name()) else { return };
        let body = &desired.template.body;
        let lost = file_systems(self.observed, stack, |id| body.pointer(&format!("/Resources/{id}")).is_none());
        self.notes.extend(lost.iter().map(|id| left(&stack.item, id)));
        let removed = self.changes(desired).into_iter();
        let removed = removed.filter(|change| change.verb == Verb::Remove && change.resource_type == REPOSITORY);
        let names = removed.filter_map(|change| {
            let name = format!("/Resources/{}/Properties/RepositoryName", change.logical_id);
            self.present(desired).pointer(&name)?.as_str().map(str::to_owned)
        });
        let notes: Vec<String> = names
            .map(|name| {
                format!(
                    "the images in {name} go with it once no task of `{}` runs them: no rollback to them is possible then",
                    stack.item
                )
            })
            .collect();
        self.notes.extend(notes);
    }

    /// Says what a workload needs that nobody here gives it, or does not get though it is there.
    pub(super) fn note_needs(&mut self, cluster: usize, workload: usize) {
        let Some(cluster) = self.blueprint.clusters.get(cluster) else { return };
        let Some(workload) = cluster.workloads.get(workload) else { return };
        self.note_left_file_systems(workload);
        self.note_given_roles(workload);
    }

    /// Says which file systems of earlier deployments a workload does not get back by itself.
    fn note_left_file_systems(&mut self, workload: &WorkloadBlueprint) {
        let item = workload.identity.name;
        let of_item = self.observed.left_file_systems.iter().filter(|file_system| file_system.item == item);
        self.notes.extend(of_item.map(|LeftFileSystem { id, name, .. }| {
            format!(
                "`{item}` gets a new, empty file system, though one of an earlier deployment is there ({name}): declare \
                 `efs(\"{id}\")` in the place of `efs(new)` to have that one again, or delete it with `{}`",
                deletion(id)
            )
        }));
    }

    /// Says what roles that are given must allow: nothing puts it there.
    fn note_given_roles(&mut self, workload: &WorkloadBlueprint) {
        let item = workload.identity.name;
        for (key, arn, actions) in needs_of_given(&self.blueprint.names, workload) {
            let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
            let allowed =
                if actions.is_empty() { String::new() } else { format!(", and allow {}", actions.join(", ")) };
            self.notes.push(format!("`{key}` of `{item}`, {arn}, must trust ecs-tasks.amazonaws.com{allowed}"));
        }
    }
}

/// Says which file systems stay when stacks are deleted.
pub(super) fn notes_of_removed<'stacks>(
    observed: &'stacks Observed,
    removed: impl Iterator<Item = &'stacks ObservedStack>,
) -> Vec<String> {
    let notes = removed.flat_map(|stack| {
        let kept = file_systems(observed, stack, |_| true);
        kept.into_iter().map(|id| left(&stack.item, &id)).collect::<Vec<_>>()
    });
    notes.collect()
}

/// The ids of the file systems of a stack whose logical ids `are` wanted.
fn file_systems(observed: &Observed, stack: &ObservedStack, are: impl Fn(&str) -> bool) -> Vec<String> {
    let resources = observed.bodies.get(&stack.name).and_then(|body| body.get("Resources")).and_then(Value::as_object);
    let kept = resources
        .into_iter()
        .flatten()
        .filter(|(id, resource)| resource.get("Type").and_then(Value::as_str) == Some(FILE_SYSTEM) && are(id));
    // The output is called as the resource.
    kept.filter_map(|(id, _)| stack.outputs.get(&format!("{id}Id")).cloned()).collect()
}

fn left(item: &str, id: &str) -> String {
    format!(
        "the file system {id} of `{item}` stays, with its data: when nobody needs it, `{}` deletes it",
        deletion(id)
    )
}

fn deletion(id: &str) -> String {
    format!("aws efs delete-file-system --file-system-id {id}")
}
