//! Traffic between the two target groups of a service.

use super::super::service::target_group;
use crate::elb::Forward;
use crate::text::Request;
use crate::world::World;

/// Which rule of a load balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Production,
    Test,
}

impl Rule {
    fn key(self) -> &'static str {
        match self {
            Self::Production => "productionListenerRule",
            Self::Test => "testListenerRule",
        }
    }
}

/// Gives one of the two target groups a share, in percent, of the traffic of a rule, and the other one the rest.
pub(super) fn shift(world: &mut World, service: &str, rule: Rule, alternate: bool, percent: f64) {
    let Some(held) = world.ecs.services.get(service) else { return };
    let revision = held.deployments.first().and_then(|held| world.ecs.service_revisions.get(&held.revision));
    let fields = revision.map_or(&held.fields, |revision| &revision.fields);
    let mut changes = Vec::new();
    for balancer in fields.list("loadBalancers") {
        let Some(advanced) = balancer.get("advancedConfiguration").filter(|advanced| advanced.is_object()) else {
            continue;
        };
        let arn = advanced.text(rule.key());
        let Some(mut forwards) = world.elb.forwards(arn) else { continue };
        for (place, of_alternate) in [false, true].into_iter().enumerate() {
            let group = target_group(balancer, of_alternate).to_owned();
            let weight = if of_alternate == alternate { percent } else { 100.0 - percent };
            let weight = whole(weight);
            match forwards.iter_mut().find(|forward| forward.target_group == group) {
                Some(forward) => forward.weight = weight,
                None => forwards.insert(place.min(forwards.len()), Forward { target_group: group, weight }),
            }
        }
        changes.push((arn.to_owned(), forwards));
    }
    for (arn, forwards) in changes {
        world.elb.set_forwards(&arn, forwards);
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a percentage is between 0 and 100")]
fn whole(percent: f64) -> u32 {
    percent.clamp(0.0, 100.0).round() as u32
}

/// Gives all traffic to one of the two target groups.
pub(in crate::ecs) fn restore(world: &mut World, service: &str, alternate: bool) {
    shift(world, service, Rule::Production, alternate, 100.0);
    shift(world, service, Rule::Test, alternate, 100.0);
}

/// What is wrong with the rules of a service, so that traffic cannot be shifted.
pub(super) fn problem(world: &World, service: &str) -> Option<String> {
    let held = world.ecs.services.get(service)?;
    for balancer in held.fields.list("loadBalancers") {
        let advanced = &balancer["advancedConfiguration"];
        for rule in [Rule::Production, Rule::Test] {
            let arn = advanced.text(rule.key());
            if !arn.is_empty() && world.elb.forwards(arn).is_none() {
                return Some("One or more rules not found".to_owned());
            }
        }
    }
    None
}
