//! The order of workload stacks whose listener rules make room for each other.

use std::collections::BTreeSet;

use infra_core::plan::{Effect, Verb};
use serde_json::Value;

use super::rules::places;
use super::steps::{Change, remark};
use super::{Action, Planner};
use crate::stack::DesiredStack;
use crate::template::{ParameterValue, StackTemplate};

impl Planner<'_> {
    /// Which of the `waiting` stacks (places in `stacks`) comes next, by its place among them: the first that takes no
    /// rule's place from one that is still to come, and opens no security group of one; where it can be, after the tasks
    /// that it runs. Where all wait for each other, because services exchange routes, the
    /// rules of one are taken out first.
    pub(super) fn next_stack(&mut self, stacks: &[DesiredStack], waiting: &[usize], before: Option<usize>) -> usize {
        let waiting: Vec<&DesiredStack> = waiting.iter().filter_map(|place| stacks.get(*place)).collect();
        let opens = |stack: &DesiredStack| !self.waits_for_group(stack, &waiting);
        let is_free = |stack: &&DesiredStack| opens(stack) && self.waits_for(stack, &waiting).is_empty();
        let is_first = |stack: &&DesiredStack| is_free(stack) && !self.waits_for_tasks(stack, &waiting);
        if let Some(free) = waiting.iter().position(is_first).or_else(|| waiting.iter().position(is_free)) {
            return free;
        }
        let taker = waiting.iter().position(|stack| opens(stack)).unwrap_or_default();
        if let Some(stack) = waiting.get(taker) {
            let holders = self.waits_for(stack, &waiting);
            for holder in waiting.iter().filter(|waiting| holders.contains(waiting.name())) {
                self.free_rules(holder, stack, before);
            }
        }
        taker
    }

    /// The stacks among `waiting` that hold a place which `stack` takes.
    fn waits_for(&self, stack: &DesiredStack, waiting: &[&DesiredStack]) -> BTreeSet<String> {
        let values = stack.values(&self.known).unwrap_or_default();
        let mut holders = self.holders.waits_for(stack.name(), &stack.template.body, &values);
        holders.retain(|holder| waiting.iter().any(|waiting| waiting.name() == holder));
        holders
    }

    /// Plans an update of `holder` as it is now, without the rules whose places `taker` takes.
    fn free_rules(&mut self, holder: &DesiredStack, taker: &DesiredStack, before: Option<usize>) {
        let (observed, name) = (self.observed, holder.name());
        let (Some(stack), Some(body)) = (observed.stacks.get(name), observed.bodies.get(name)) else { return };
        let taken = places(&taker.template.body, &taker.values(&self.known).unwrap_or_default());
        let mut body = body.clone();
        if let Some(resources) = body.get_mut("Resources").and_then(Value::as_object_mut) {
            resources.retain(|_, resource| {
                let alone = serde_json::json!({ "Resources": { "Rule": resource } });
                places(&alone, &stack.parameters).is_disjoint(&taken)
            });
        }
        let parameters = stack.parameters.iter();
        let template = StackTemplate {
            name: name.to_owned(),
            item: stack.item.clone(),
            body,
            parameters: parameters.map(|(name, value)| (name.clone(), ParameterValue::Known(value.clone()))).collect(),
            tags: holder.template.tags.clone(),
        };
        let freed = DesiredStack { template, cluster: taker.cluster.clone(), description: "" };
        let change = Change {
            verb: Verb::Update,
            kind: "stack",
            item: stack.item.clone(),
            effect: Effect::InPlace,
            details: vec![remark(format!(
                "its routes are freed for `{}`; 404 until they are taken",
                taker.template.item
            ))],
            action: Action::UpdateStack { stack: Box::new(freed), settle: true },
        };
        let step = self.steps.push(change, before);
        self.holders.settle(name, step);
    }
}
