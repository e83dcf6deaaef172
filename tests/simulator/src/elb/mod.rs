//! Load balancers: what they are made of, and the health of their targets.

mod describe;

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

pub(crate) use describe::answer;

/// The region's load balancers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Elb {
    /// By their ARN.
    pub(crate) load_balancers: BTreeMap<String, LoadBalancer>,
    /// By their ARN.
    pub(crate) listeners: BTreeMap<String, Listener>,
    /// By their ARN; the default actions of listeners are not among them.
    pub(crate) rules: BTreeMap<String, Rule>,
    /// By their ARN.
    pub(crate) target_groups: BTreeMap<String, TargetGroup>,
}

/// A load balancer.
#[derive(Clone, Debug)]
pub(crate) struct LoadBalancer {
    pub(crate) arn: String,
    pub(crate) name: String,
    /// `application` or `network`.
    pub(crate) kind: String,
    /// `internet-facing` or `internal`.
    pub(crate) scheme: String,
    pub(crate) dns_name: String,
    pub(crate) vpc: String,
    pub(crate) subnets: Vec<String>,
    pub(crate) security_groups: Vec<String>,
    /// The properties as the template has them.
    pub(crate) properties: Value,
}

/// A listener.
#[derive(Clone, Debug)]
pub(crate) struct Listener {
    pub(crate) arn: String,
    pub(crate) load_balancer: String,
    pub(crate) port: u16,
    pub(crate) protocol: String,
    /// Where its default actions forward to.
    pub(crate) forwards: Vec<Forward>,
    /// The properties as the template has them.
    pub(crate) properties: Value,
}

/// A rule of a listener.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) arn: String,
    pub(crate) listener: String,
    pub(crate) priority: u32,
    /// The conditions as the template has them.
    pub(crate) conditions: Value,
    /// Where it forwards to; none where it redirects or answers itself. ECS changes the weights while it shifts traffic.
    pub(crate) forwards: Vec<Forward>,
    /// The properties as the template has them.
    pub(crate) properties: Value,
}

/// One target group that traffic is forwarded to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Forward {
    /// Its ARN.
    pub(crate) target_group: String,
    /// Its share among all weights.
    pub(crate) weight: u32,
}

/// A target group.
#[derive(Clone, Debug)]
pub(crate) struct TargetGroup {
    pub(crate) arn: String,
    pub(crate) name: String,
    pub(crate) vpc: String,
    /// `ip` or `instance`.
    pub(crate) target_type: String,
    pub(crate) protocol: String,
    pub(crate) port: u16,
    pub(crate) health_check: HealthCheck,
    /// How long a target drains.
    pub(crate) deregistration_delay: Duration,
    /// By id and port.
    pub(crate) targets: BTreeMap<(String, u16), Target>,
    /// The properties as the template has them.
    pub(crate) properties: Value,
}

/// How a target group finds out whether targets are healthy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HealthCheck {
    pub(crate) interval: Duration,
    pub(crate) timeout: Duration,
    pub(crate) healthy_threshold: u32,
    pub(crate) unhealthy_threshold: u32,
}

/// A registered target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// `initial`, `healthy`, `unhealthy`, `draining`, `unused`.
    pub(crate) state: String,
    /// As `Target.Timeout`; empty where it is healthy.
    pub(crate) reason: String,
    pub(crate) description: String,
}

impl Elb {
    /// Whether traffic can come to a target group: a rule or a listener forwards to it.
    pub(crate) fn is_attached(&self, target_group: &str) -> bool {
        let to = |forwards: &[Forward]| forwards.iter().any(|forward| forward.target_group == target_group);
        self.rules.values().any(|rule| to(&rule.forwards))
            || self.listeners.values().any(|listener| to(&listener.forwards))
    }

    /// Where a rule, or a listener by its default actions, forwards to; none where there is no such thing.
    pub(crate) fn forwards(&self, arn: &str) -> Option<Vec<Forward>> {
        let rule = self.rules.get(arn).map(|rule| &rule.forwards);
        rule.or_else(|| self.listeners.get(arn).map(|listener| &listener.forwards)).cloned()
    }

    /// Changes where a rule or a listener forwards to.
    pub(crate) fn set_forwards(&mut self, arn: &str, forwards: Vec<Forward>) {
        if let Some(rule) = self.rules.get_mut(arn) {
            rule.forwards = forwards;
        } else if let Some(listener) = self.listeners.get_mut(arn) {
            listener.forwards = forwards;
        }
    }
}
