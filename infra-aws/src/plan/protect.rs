//! Load balancers that are protected from being deleted: Elastic Load Balancing refuses it, so nothing that would come to it
//! is begun.

use serde_json::Value;

use super::Planner;
use crate::Error;
use crate::observe::{Observed, ObservedStack};
use crate::stack::DesiredStack;
use crate::template::diff::{self, Verb};

const LOAD_BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";
const PROTECTION: &str = "deletion_protection.enabled";

impl Planner<'_> {
    /// Refuses to take out or to replace a load balancer that is protected.
    pub(super) fn check_protected(&self, desired: &DesiredStack) -> Result<(), Error> {
        let Some(body) = self.observed.bodies.get(desired.name()) else { return Ok(()) };
        let changes = diff::diff(body, &desired.template.body);
        let going = changes.iter().find(|change| {
            let goes = matches!(change.verb, Verb::Remove | Verb::Update { replace: true });
            goes && protected(body).any(|(id, _)| *id == change.logical_id)
        });
        let Some(going) = going else { return Ok(()) };
        let kind = kind(body.pointer(&format!("/Resources/{}", going.logical_id)).unwrap_or(&Value::Null));
        Err(refusal(&desired.template.item, kind, "change the rest with the next deploy"))
    }

    /// Refuses to delete the stack of a cluster whose load balancer is protected.
    pub(super) fn check_leaving(&self, leaves: impl Fn(&str) -> bool) -> Result<(), Error> {
        check_stacks(self.observed, leaves, "take the cluster out of the app with the next deploy")
    }
}

/// Refuses to delete a stage with a load balancer that is protected.
pub(super) fn check_destroy(observed: &Observed) -> Result<(), Error> {
    check_stacks(observed, |_| true, "destroy the stage then")
}

fn check_stacks(observed: &Observed, leaves: impl Fn(&str) -> bool, then: &str) -> Result<(), Error> {
    for ObservedStack { name, item, .. } in observed.stacks.values().filter(|stack| leaves(&stack.name)) {
        let body = observed.bodies.get(name).unwrap_or(&Value::Null);
        if let Some((_, resource)) = protected(body).next() {
            return Err(refusal(item, kind(resource), then));
        }
    }
    Ok(())
}

/// The load balancers of a template that are protected.
fn protected(body: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let resources = body.get("Resources").and_then(Value::as_object);
    resources.into_iter().flatten().filter(|(_, resource)| {
        let attributes = resource.pointer("/Properties/LoadBalancerAttributes").and_then(Value::as_array);
        let is_on = |attribute: &Value| {
            attribute.get("Key").and_then(Value::as_str) == Some(PROTECTION)
                && attribute.get("Value").and_then(Value::as_str) == Some("true")
        };
        resource.get("Type").and_then(Value::as_str) == Some(LOAD_BALANCER)
            && attributes.into_iter().flatten().any(is_on)
    })
}

/// The key of the language that a load balancer is of.
fn kind(resource: &Value) -> &'static str {
    match resource.pointer("/Properties/Type").and_then(Value::as_str) {
        Some("network") => "network_balancer",
        _ => "load_balancer",
    }
}

fn refusal(item: &str, kind: &str, then: &str) -> Error {
    Error::Conflict(format!(
        "the load balancer of `{item}` is protected from being deleted; take `protect` out of its `{kind}(..)`, deploy, and \
         {then}"
    ))
}
