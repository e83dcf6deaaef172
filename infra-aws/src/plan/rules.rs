//! Which stack holds which place among a listener's rules: two rules cannot have one priority, not even for a moment.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::observe::Observed;

/// A rule's place: the listener's ARN, or as its template names it where that is not known, and the priority.
type Place = (String, String);

/// The stacks that hold a place now, with the step that frees it, as far as planned.
pub(super) struct RuleHolders {
    holders: BTreeMap<Place, String>,
    steps: BTreeMap<String, usize>,
}

impl RuleHolders {
    /// Reads the places from the templates that change or go.
    pub(super) fn read(observed: &Observed) -> Self {
        let mut holders = BTreeMap::new();
        for (stack, body) in &observed.bodies {
            let parameters = observed.stacks.get(stack).map(|stack| stack.parameters.clone()).unwrap_or_default();
            for place in places(body, &parameters) {
                holders.insert(place, stack.clone());
            }
        }
        Self { holders, steps: BTreeMap::new() }
    }

    /// Notes the step that changes or deletes a stack.
    pub(super) fn settle(&mut self, stack: &str, step: usize) {
        self.steps.insert(stack.to_owned(), step);
    }

    /// The steps that free a place which `stack` takes with the template `body` and the parameters `values`, and who
    /// held it.
    pub(super) fn before(
        &self,
        stack: &str,
        body: &Value,
        values: &BTreeMap<String, String>,
    ) -> (Vec<usize>, BTreeSet<String>) {
        let mut steps = Vec::new();
        let mut from = BTreeSet::new();
        for place in places(body, values) {
            let Some(holder) = self.holders.get(&place).filter(|holder| *holder != stack) else { continue };
            if let Some(step) = self.steps.get(holder) {
                steps.push(*step);
                from.insert(holder.clone());
            }
        }
        (steps, from)
    }

    /// Whether `stack` must wait for a stack that is planned after it.
    pub(super) fn waits_for(&self, stack: &str, body: &Value, values: &BTreeMap<String, String>) -> BTreeSet<String> {
        let mut later = BTreeSet::new();
        for place in places(body, values) {
            if let Some(holder) = self.holders.get(&place).filter(|holder| *holder != stack)
                && !self.steps.contains_key(holder)
            {
                later.insert(holder.clone());
            }
        }
        later
    }
}

/// The places that the rules of a template take.
pub(super) fn places(body: &Value, parameters: &BTreeMap<String, String>) -> BTreeSet<Place> {
    let resources = body.get("Resources").and_then(Value::as_object);
    let rules = resources.into_iter().flat_map(|resources| resources.values()).filter(|resource| {
        resource.get("Type").and_then(Value::as_str) == Some("AWS::ElasticLoadBalancingV2::ListenerRule")
    });
    let places = rules.filter_map(|rule| {
        let properties = rule.get("Properties")?;
        let listener = properties.get("ListenerArn")?;
        let parameter = listener.get("Ref").and_then(Value::as_str).and_then(|name| parameters.get(name));
        let listener = parameter.cloned().unwrap_or_else(|| listener.to_string());
        Some((listener, properties.get("Priority")?.to_string()))
    });
    places.collect()
}
