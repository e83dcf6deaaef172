//! Which stack holds which place among a listener's rules, or among the ports of a network load balancer: two rules cannot
//! have one priority, and two listeners no port, not even for a moment.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::observe::Observed;

const LISTENER_RULE: &str = "AWS::ElasticLoadBalancingV2::ListenerRule";
const LISTENER: &str = "AWS::ElasticLoadBalancingV2::Listener";

/// A place: the ARN of the listener or load balancer that it is on, or as its template names that where it is not known, and
/// the priority or the port.
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
    /// held it; with the port, where it is one of a load balancer.
    pub(super) fn before(
        &self,
        stack: &str,
        body: &Value,
        values: &BTreeMap<String, String>,
    ) -> (Vec<usize>, BTreeSet<(String, Option<String>)>) {
        let mut steps = Vec::new();
        let mut from = BTreeSet::new();
        for place in places(body, values) {
            let Some(holder) = self.holders.get(&place).filter(|holder| *holder != stack) else { continue };
            if let Some(step) = self.steps.get(holder) {
                steps.push(*step);
                let port = Some(place.1).filter(|place| place.starts_with("port "));
                from.insert((holder.clone(), port));
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

/// The places that a workload's template takes: of its rules among those of a listener, and of its listeners among the ports
/// of the network load balancer.
pub(super) fn places(body: &Value, parameters: &BTreeMap<String, String>) -> BTreeSet<Place> {
    let resources = body.get("Resources").and_then(Value::as_object);
    let places = resources.into_iter().flat_map(|resources| resources.values()).filter_map(|resource| {
        let properties = resource.get("Properties")?;
        let (on, place) = match resource.get("Type").and_then(Value::as_str)? {
            LISTENER_RULE => (properties.get("ListenerArn")?, properties.get("Priority")?.to_string()),
            LISTENER => (properties.get("LoadBalancerArn")?, format!("port {}", properties.get("Port")?)),
            _ => return None,
        };
        let name = on.get("Ref").and_then(Value::as_str);
        // The listeners of a cluster's own stack are on a load balancer that is in it as well.
        if name.is_some_and(|name| body.pointer(&format!("/Resources/{name}")).is_some()) {
            return None;
        }
        let value = name.and_then(|name| parameters.get(name)).cloned();
        Some((value.unwrap_or_else(|| on.to_string()), place))
    });
    places.collect()
}
