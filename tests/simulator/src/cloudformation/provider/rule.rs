//! `AWS::ElasticLoadBalancingV2::ListenerRule`.

use serde_json::{Map, Value, json};

use super::listener::forwards;
use super::{Deletion, Made, Order, Provider, Updated, attributes, refusal};
use crate::elb::{Forward, Rule};
use crate::text::Request;
use crate::world::World;

pub(super) struct ListenerRule;

const SERVICE: &str = "ElasticLoadBalancingV2";

/// How many values the conditions of one rule may have.
const MOST_VALUES: usize = 5;
/// How many rules a load balancer may have, beside the default ones.
const MOST_RULES: usize = 100;
/// The conditions that a rule may have once.
const ONCE: [&str; 4] = ["host-header", "http-request-method", "path-pattern", "source-ip"];

impl Provider for ListenerRule {
    fn attributes(&self) -> &[&str] {
        &["RuleArn", "IsDefault"]
    }

    fn replacing(&self) -> &[&str] {
        &["ListenerArn"]
    }

    fn takes_tags(&self) -> bool {
        false
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let listener = order.text("ListenerArn").to_owned();
        if !world.elb.listeners.contains_key(&listener) {
            return Err(refusal(world, SERVICE, 400, "NotFound", "One or more listeners not found"));
        }
        let priority = check(world, order, &listener, None)?;
        let balancer = world.elb.listeners.get(&listener).map(|listener| listener.load_balancer.clone());
        let rules = world.elb.rules.values().filter(|rule| {
            world.elb.listeners.get(&rule.listener).map(|listener| &listener.load_balancer) == balancer.as_ref()
        });
        if rules.count() >= MOST_RULES {
            let message = "You have reached the maximum number of rules";
            return Err(refusal(world, SERVICE, 400, "ServiceLimitExceeded", message));
        }
        let forwards = forwards_of(world, order, &listener)?;
        let arn = listener.replacen(":listener/", ":listener-rule/", 1);
        let arn = format!("{arn}/{}", world.random.hex(16));
        let rule = Rule {
            arn: arn.clone(),
            listener,
            priority,
            conditions: order.properties["Conditions"].clone(),
            forwards,
            properties: order.properties.clone(),
        };
        world.elb.rules.insert(arn.clone(), rule);
        let attributes = attributes([("RuleArn", json!(arn)), ("IsDefault", json!("false"))]);
        Ok(Made { physical: arn, attributes, seconds: 2 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        let priority = check(world, order, order.text("ListenerArn"), Some(physical))?;
        let forwards = forwards_of(world, order, order.text("ListenerArn"))?;
        let Some(rule) = world.elb.rules.get_mut(physical) else { return Ok(Map::new()) };
        rule.priority = priority;
        rule.conditions = order.properties["Conditions"].clone();
        // The whole of it is put, so that what ECS shifted is as the template has it again.
        rule.forwards = forwards;
        rule.properties = order.properties.clone();
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        world.elb.rules.remove(physical);
        Deletion::Gone { seconds: 1 }
    }
}

/// Where the actions forward to.
fn forwards_of(world: &mut World, order: &Order<'_>, listener: &str) -> Result<Vec<Forward>, String> {
    let balancer = world.elb.listeners.get(listener).map(|listener| listener.load_balancer.clone());
    forwards(world, &balancer.unwrap_or_default(), order.properties.list("Actions"))
}

/// The priority, where the listener can have such a rule.
fn check(world: &mut World, order: &Order<'_>, listener: &str, own: Option<&str>) -> Result<u32, String> {
    let priority = order.properties.number("Priority").unwrap_or_default();
    let Some(priority) = u32::try_from(priority).ok().filter(|priority| (1..=50_000).contains(priority)) else {
        let message = format!("Priority must be between 1 and 50000, but was {priority}");
        return Err(refusal(world, SERVICE, 400, "InvalidRequest", &message));
    };
    let others = world.elb.rules.values().filter(|rule| Some(rule.arn.as_str()) != own);
    if others.into_iter().any(|rule| rule.listener == listener && rule.priority == priority) {
        let message = format!("Priority '{priority}' is currently in use");
        return Err(refusal(world, SERVICE, 400, "AlreadyExists", &message));
    }
    let conditions = order.properties.list("Conditions");
    if conditions.is_empty() {
        return Err(refusal(world, SERVICE, 400, "InvalidRequest", "A rule must have at least one condition"));
    }
    for field in ONCE {
        if conditions.iter().filter(|condition| condition.text("Field") == field).count() > 1 {
            let message = format!("A rule can only have one '{field}' condition");
            return Err(refusal(world, SERVICE, 400, "InvalidRequest", &message));
        }
    }
    let transforms = order.properties.list("Transforms");
    for transform in transforms {
        let kind = transform.text("Type");
        let rewrites = transform["UrlRewriteConfig"].list("Rewrites").len();
        if kind == "url-rewrite" && rewrites != 1 || !["url-rewrite", "host-header-rewrite"].contains(&kind) {
            let message = format!("Transform '{kind}' is not valid");
            return Err(refusal(world, SERVICE, 400, "InvalidRequest", &message));
        }
    }
    if conditions.iter().map(values).sum::<usize>() > MOST_VALUES {
        let message = format!("A rule can only have '{MOST_VALUES}' condition values");
        return Err(refusal(world, SERVICE, 400, "InvalidRequest", &message));
    }
    Ok(priority)
}

/// How many values a condition has.
fn values(condition: &Value) -> usize {
    let configured =
        condition.as_object().into_iter().flat_map(|map| map.values()).map(|value| value.list("Values").len());
    condition.list("Values").len() + configured.sum::<usize>()
}
