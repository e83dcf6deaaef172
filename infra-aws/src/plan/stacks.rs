//! The steps of stacks.

use std::collections::BTreeMap;

use infra_core::blueprint::ClusterBlueprint;
use infra_core::plan::{Detail, Effect, Verb};
use serde_json::{Value, json};

use super::steps::{Change, remark};
use super::{Action, Planner};
use crate::Error;
use crate::observe::ObservedStack;
use crate::stack::{DesiredStack, desired_stacks};
use crate::template::diff::{self, ResourceChange};
use crate::template::output;

impl Planner<'_> {
    /// Plans a cluster's stack and then its workloads, in the order in which they must come.
    pub(super) fn plan_cluster(&mut self, place: usize) -> Result<(), Error> {
        let Some(cluster) = self.blueprint.clusters.get(place) else { return Ok(()) };
        let name = &cluster.identity.physical;
        let mut stacks: Vec<DesiredStack> =
            desired_stacks(self.blueprint).into_iter().filter(|stack| stack.cluster == *name).collect();
        if stacks.is_empty() {
            return Ok(());
        }
        let of_cluster = stacks.remove(0);
        // A listener or a network is taken away only after the workloads have let go of it.
        let shrinks = self.only_removes(&of_cluster);
        let before = if shrinks { None } else { self.plan_stack(&of_cluster, &[])? };
        let mut planned: Vec<usize> = Vec::new();
        let mut waiting: Vec<usize> = (0..stacks.len()).collect();
        while !waiting.is_empty() {
            let workload = waiting.remove(self.next_stack(&stacks, &waiting, before));
            let Some(stack) = stacks.get(workload) else { continue };
            let step = self.plan_stack(stack, before.as_slice())?;
            planned.extend(step);
            planned.extend(self.plan_workload(place, workload, step.or(before)));
        }
        if shrinks {
            self.plan_stack(&of_cluster, &planned)?;
        }
        if let Some(note) = no_way_out(cluster) {
            self.notes.push(note);
        }
        Ok(())
    }

    /// Whether the stack's change takes resources away and adds none.
    fn only_removes(&self, desired: &DesiredStack) -> bool {
        self.observed.bodies.get(desired.name()).is_some_and(|body| {
            let changes = diff::diff(body, &desired.template.body);
            let removes = changes.iter().any(|change| change.verb == diff::Verb::Remove);
            removes && !changes.iter().any(|change| change.verb == diff::Verb::Add)
        })
    }

    /// Plans one stack; tells the step's place, if there is one.
    fn plan_stack(&mut self, desired: &DesiredStack, after: &[usize]) -> Result<Option<usize>, Error> {
        let name = desired.name().to_owned();
        let (rules, holders) =
            self.holders.before(&name, &desired.template.body, &desired.values(&self.known).unwrap_or_default());
        let after: Vec<usize> = after.iter().copied().chain(rules).collect();
        let existing = self.observed.stacks.get(&name);
        let (verb, effect, details) = match existing {
            Some(stack) if desired.is_current(stack, &self.known) => {
                self.steps.unchanged += 1;
                return Ok(None);
            }
            None => (Verb::Create, Effect::New, created(desired)),
            Some(stack) if stack.is_remains() => {
                let status = remark(format!("its stack is {}", stack.status));
                (Verb::Recreate, Effect::New, vec![status])
            }
            Some(stack) => {
                let (details, replaces) = self.update(desired, stack)?;
                (Verb::Update, if replaces { Effect::Replacement } else { Effect::InPlace }, details)
            }
        };
        if verb != Verb::Update {
            self.known.outputs.remove(&name);
        }
        for holder in holders {
            self.notes.push(format!("`{name}` takes over a route of `{holder}`; it is answered 404 in between"));
        }
        let desired = Box::new(desired.clone());
        let item = desired.template.item.clone();
        let action = match verb {
            Verb::Create => Action::CreateStack(desired),
            Verb::Recreate => Action::RecreateStack(desired),
            Verb::Update | Verb::Delete => Action::UpdateStack(desired),
        };
        let step = self.steps.push(Change { verb, kind: "stack", item, effect, details, action }, after);
        self.holders.settle(&name, step);
        Ok(Some(step))
    }

    /// What an update changes, and whether it replaces anything. What it may put out anew is not known any more.
    fn update(&mut self, desired: &DesiredStack, stack: &ObservedStack) -> Result<(Vec<Detail>, bool), Error> {
        let before = self.observed.bodies.get(desired.name()).unwrap_or(&Value::Null);
        let parameters = desired.changed_parameters(stack, &self.known);
        let replaced = diff::replaced_outputs(before, &desired.template.body, &parameters);
        if stack.is_cluster() && replaced.contains(output::VPC_ID) {
            return Err(Error::Conflict(format!(
                "cluster `{}` would move to another VPC, where its load balancer and its target groups cannot follow; \
                 declare a new cluster beside it, or destroy the stage first",
                desired.template.item
            )));
        }
        if let Some(outputs) = self.known.outputs.get_mut(desired.name()) {
            outputs.retain(|output, _| !replaced.contains(output));
        }
        let changes = diff::diff_given(before, &desired.template.body, &parameters);
        let replaces = changes.iter().any(|change| matches!(change.verb, diff::Verb::Update { replace: true }));
        let mut details: Vec<Detail> = changes.iter().map(detail).collect();
        if details.is_empty() {
            details.push(remark("values from the cluster's stack"));
        }
        if changes.iter().any(|change| change.resource_type == "AWS::EC2::LaunchTemplate") {
            self.notes.push(format!(
                "instances of `{}` that run keep their type and image; new ones get the changed launch template",
                desired.template.item
            ));
        }
        Ok((details, replaces))
    }
}

/// What a task on an instance cannot do without a NAT gateway.
fn no_way_out(cluster: &ClusterBlueprint) -> Option<String> {
    let stuck = !cluster.is_fargate() && !cluster.tasks_in_private_subnets() && !cluster.workloads.is_empty();
    stuck.then(|| {
        format!(
            "tasks on instances get no public address: without a NAT gateway the code in `{}` reaches nothing outside \
             its VPC but S3; declare `network = new(nat = one)` if it has to",
            cluster.identity.name
        )
    })
}

fn detail(change: &ResourceChange) -> Detail {
    let subject = diff::plain_name(&change.logical_id);
    let properties = change.properties.join(", ");
    let text = match change.verb {
        diff::Verb::Add => format!("+ {subject}"),
        diff::Verb::Remove => format!("- {subject}"),
        diff::Verb::Update { replace: false } => format!("~ {subject}: {properties}"),
        diff::Verb::Update { replace: true } => format!("! {subject} is replaced: {properties}"),
    };
    remark(text)
}

/// What a new stack is for, and what it makes, counted by what it is.
fn created(desired: &DesiredStack) -> Vec<Detail> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for change in diff::diff(&json!({}), &desired.template.body) {
        *counts.entry(diff::plain_name(&change.resource_type)).or_default() += 1;
    }
    let parts: Vec<String> = counts
        .into_iter()
        .map(|(words, count)| if count == 1 { words } else { format!("{count} × {words}") })
        .collect();
    let description = desired.description.lines().next().filter(|line| !line.is_empty());
    description.map(remark).into_iter().chain([remark(parts.join(", "))]).collect()
}
