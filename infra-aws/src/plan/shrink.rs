//! How a cluster's stack loses what its workloads still use: not before they have let go of it.

use infra_core::plan::{Effect, Verb};
use serde_json::{Map, Value};

use super::stacks::{frees_a_rule, frees_a_subnet};
use super::steps::Change;
use super::{Action, Planner, details, permissions};
use crate::observe::ObservedStack;
use crate::stack::{DesiredStack, FINGERPRINT};
use crate::template::{ParameterValue, diff};

/// The resource in which a cluster lists its capacity providers. ECS takes none out that tasks use.
const ASSOCIATIONS: &str = "AWS::ECS::ClusterCapacityProviderAssociations";

/// What of a cluster's stack is kept until its workloads have changed.
pub(super) enum Kept {
    /// Nothing is taken out.
    Nothing,
    /// What is taken out stays in this stack, which has all that is new.
    Until(Box<DesiredStack>),
    /// All of it: nothing is new.
    All,
}

impl Planner<'_> {
    /// What of a cluster's stack must be kept until its workloads have changed.
    pub(super) fn kept(&self, desired: &DesiredStack) -> Kept {
        let (Some(stack), Some(body)) =
            (self.observed.stacks.get(desired.name()), self.observed.bodies.get(desired.name()))
        else {
            return Kept::Nothing;
        };
        let changes = diff::diff(body, &desired.template.body);
        if !stack.is_usable() || !changes.iter().any(|change| change.verb == diff::Verb::Remove) {
            return Kept::Nothing;
        }
        let grown = grown(desired, stack, body);
        let mut present = body.clone();
        if let Some(outputs) = present.get_mut("Outputs").and_then(Value::as_object_mut) {
            outputs.remove(FINGERPRINT);
        }
        let same =
            ["Resources", "Outputs"].iter().all(|section| grown.template.body.get(section) == present.get(section));
        if same { Kept::All } else { Kept::Until(Box::new(grown)) }
    }

    /// Plans the last change of a stack, which is as `between` until then: what it no longer has is deleted.
    pub(super) fn plan_shrinking(
        &mut self,
        desired: &DesiredStack,
        between: &Value,
        cluster: usize,
        after: Vec<usize>,
    ) -> usize {
        let body = self.observed.bodies.get(desired.name()).unwrap_or(&Value::Null);
        let removed = diff::diff(body, &desired.template.body);
        let settle = removed.iter().any(|change| frees_a_subnet(change) || frees_a_rule(change));
        let removed = removed.iter().filter(|change| change.verb == diff::Verb::Remove);
        let change = Change {
            verb: Verb::Update,
            kind: "stack",
            item: desired.template.item.clone(),
            effect: Effect::InPlace,
            details: removed.flat_map(|change| details::of_change(change, body, &desired.template.body)).collect(),
            action: Action::ShrinkStack { stack: Box::new(desired.clone()), cluster, settle },
        };
        let permissions = permissions::changed(between, &desired.template.body, &self.pseudo());
        let step = self.steps.push(change, after);
        if let Some(step) = self.steps.list.get_mut(step) {
            step.permissions = permissions;
        }
        step
    }
}

/// The stack with all that it is to have and all that it has.
pub(super) fn grown(desired: &DesiredStack, stack: &ObservedStack, body: &Value) -> DesiredStack {
    let mut grown = desired.clone();
    for section in ["Parameters", "Mappings", "Conditions", "Resources"] {
        keep(&mut grown.template.body, body, section);
    }
    keep_providers(&mut grown.template.body, body);
    for (name, value) in &stack.parameters {
        let own = grown.template.body.pointer(&format!("/Parameters/{name}/Default")).is_none();
        if own && grown.template.body.pointer(&format!("/Parameters/{name}")).is_some() {
            let kept = || ParameterValue::Known(value.clone());
            grown.template.parameters.entry(name.clone()).or_insert_with(kept);
        }
    }
    grown
}

/// Puts what `old` has in a section and `new` lacks back into `new`.
fn keep(new: &mut Value, old: &Value, section: &str) {
    let Some(olds) = old.get(section).and_then(Value::as_object) else { return };
    let Some(new) = new.as_object_mut() else { return };
    let news = new.entry(section).or_insert_with(|| Value::Object(Map::new()));
    let Some(news) = news.as_object_mut() else { return };
    for (name, value) in olds {
        if !news.contains_key(name) {
            news.insert(name.clone(), value.clone());
        }
    }
}

/// Keeps the capacity providers that `old` lists in the list of `new`.
fn keep_providers(new: &mut Value, old: &Value) {
    let listed =
        |resource: &Value| resource.pointer("/Properties/CapacityProviders").and_then(Value::as_array).cloned();
    let Some(resources) = new.get_mut("Resources").and_then(Value::as_object_mut) else { return };
    for (id, resource) in resources {
        let is_list = resource.get("Type").and_then(Value::as_str) == Some(ASSOCIATIONS);
        let olds = old.pointer(&format!("/Resources/{id}")).and_then(listed).filter(|_| is_list).unwrap_or_default();
        let Some(news) = resource.pointer_mut("/Properties/CapacityProviders").and_then(Value::as_array_mut) else {
            continue;
        };
        for provider in olds {
            if !news.contains(&provider) {
                news.push(provider);
            }
        }
    }
}
