//! What the app no longer has.

use std::collections::{BTreeMap, BTreeSet};

use infra_core::declaration::ItemKind;

use super::instances::release_all;
use super::kept::notes_of_removed;
use super::steps::{Change, Steps};
use super::{Action, Planner, details, scaling};
use crate::Error;
use crate::ecs::service::service_key;
use crate::observe::{Observed, ObservedService, ObservedStack};

impl Planner<'_> {
    /// Deletes what carries the stage's tags and is in the blueprint no more, each thing before what it stands on.
    pub(super) fn remove(&mut self) -> Result<(), Error> {
        let mut stacks = BTreeSet::new();
        let mut services = BTreeSet::new();
        for (cluster, workload) in self.blueprint.workloads() {
            stacks.insert(workload.identity.physical.as_str());
            if workload.item_kind() == ItemKind::Service {
                services.insert(service_key(&cluster.identity.physical, &workload.identity.physical));
            }
        }
        stacks.extend(self.blueprint.clusters.iter().map(|cluster| cluster.identity.physical.as_str()));

        self.check_leaving(|name| !stacks.contains(name))?;
        let mut gone = Vec::new();
        for (key, observed) in &self.observed.services {
            if !services.contains(key) {
                let place = remove_service(&mut self.steps, observed);
                gone.push((observed.service.name.clone(), place));
            }
        }
        remove_workloads(&mut self.steps, self.observed, &gone, |name| !stacks.contains(name));
        let removed = self.observed.stacks.values().filter(|stack| !stacks.contains(stack.name.as_str()));
        self.notes.extend(notes_of_removed(self.observed, removed));
        for (name, place) in self.removed_stacks() {
            self.holders.settle(&name, place);
        }
        Ok(())
    }

    fn removed_stacks(&self) -> Vec<(String, usize)> {
        let steps = self.steps.list.iter().enumerate();
        let removed = steps.filter_map(|(place, step)| match &step.action {
            Action::DeleteStack(name) => Some((name.clone(), place)),
            _ => None,
        });
        removed.collect()
    }
}

/// Deletes a service, after its scaling, which would otherwise outlive it.
pub(super) fn remove_service(steps: &mut Steps, observed: &ObservedService) -> usize {
    let service = &observed.service;
    let unscaled = observed.scaling.as_ref().map(|scaling| {
        let removal = scaling::removal(&observed.item, service.scaling_resource(), scaling, false);
        steps.push(removal, [])
    });
    let action = Action::DeleteService { cluster: service.cluster.clone(), service: service.name.clone() };
    steps.push(Change::removal("service", &observed.item, action), unscaled)
}

/// Deletes task definitions, so that nothing starts any more, and stacks: a workload's once its service is gone and none
/// of its tasks runs, a cluster's after all workloads'. `gone` are the services that are deleted, by name, with the place
/// of the step.
pub(super) fn remove_workloads(
    steps: &mut Steps,
    observed: &Observed,
    gone: &[(String, usize)],
    leaves: impl Fn(&str) -> bool,
) {
    let clusters: Vec<&str> =
        observed.stacks.values().filter(|stack| stack.is_cluster()).map(|stack| stack.name.as_str()).collect();
    let mut before_clusters: Vec<usize> = gone.iter().map(|(_, place)| *place).collect();
    let mut deregistered = BTreeMap::new();
    for (family, item) in observed.family_items().filter(|(family, _)| leaves(family)) {
        let after = gone.iter().filter(|(name, _)| name == family).map(|(_, place)| *place);
        let action = Action::DeleteTaskDefinitions { family: family.clone() };
        let place = steps.push(Change::removal("task definitions", item, action), after);
        deregistered.insert(family.as_str(), place);
    }
    for stack in observed.stacks.values().filter(|stack| !stack.is_cluster() && leaves(&stack.name)) {
        let mut after: Vec<usize> =
            gone.iter().filter(|(name, _)| *name == stack.name).map(|(_, place)| *place).collect();
        let is_service = !after.is_empty();
        // The stack goes last: as long as it stands, an interrupted removal knows what is left.
        after.extend(deregistered.get(stack.name.as_str()));
        // A service's tasks went with it; those of a schedule or a `run` are stopped before their roles go.
        if let (false, Some(place)) = (is_service, deregistered.get(stack.name.as_str())) {
            for cluster in &clusters {
                let action = Action::StopTasks { cluster: (*cluster).to_owned(), family: stack.name.clone() };
                after.push(steps.push(Change::removal("running tasks", &stack.item, action), [*place]));
            }
        }
        before_clusters.push(steps.push(stack_removal(observed, stack), after));
    }
    for stack in observed.stacks.values().filter(|stack| stack.is_cluster() && leaves(&stack.name)) {
        let released = release_all(steps, stack, &before_clusters);
        steps.push(stack_removal(observed, stack), before_clusters.iter().copied().chain(released));
    }
}

/// The deletion of a stack, with what it takes along.
fn stack_removal(observed: &Observed, stack: &ObservedStack) -> Change {
    let held = observed.bodies.get(&stack.name).and_then(details::held);
    let removal = Change::removal("stack", &stack.item, Action::DeleteStack(stack.name.clone()));
    Change { details: held.into_iter().collect(), ..removal }
}
