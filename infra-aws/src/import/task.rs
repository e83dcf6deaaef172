//! A task that schedules start, as an attribute.

use std::collections::BTreeSet;

use aws_sdk_ecs::types::TaskDefinition;
use infra_core::declaration::ItemKind;
use infra_core::schedule::Civil;
use serde_json::Value;

use super::definition;
use super::print::{Attribute, seconds, string};
use super::read::Found;
use super::schedule::Start;
use crate::direct::{list, text};

/// A task definition with what starts it.
pub(super) struct FoundTask {
    /// What it is to be called.
    pub(super) item: String,
    pub(super) definition: TaskDefinition,
    pub(super) starts: Vec<Start>,
}

impl FoundTask {
    pub(super) fn family(&self) -> &str {
        self.definition.family().unwrap_or_default()
    }

    /// The subnets that its runs are in.
    pub(super) fn subnets(&self) -> Vec<String> {
        let networks = self.starts.iter().map(|start| network(&start.described));
        networks.flat_map(|network| either(network, "Subnets")).filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Whether its runs have public addresses.
    pub(super) fn is_public(&self) -> bool {
        let public = |start: &Start| {
            let network = network(&start.described);
            ["AssignPublicIp", "assignPublicIp"].iter().any(|key| text(network, key) == "ENABLED")
        };
        self.starts.iter().any(public)
    }
}

/// `awsvpcConfiguration` of what is started; both services spell it as ECS does.
fn network(described: &Value) -> &Value {
    let found = described.pointer("/Target/EcsParameters/NetworkConfiguration/awsvpcConfiguration");
    found
        .or_else(|| described.pointer("/Target/EcsParameters/NetworkConfiguration/AwsvpcConfiguration"))
        .unwrap_or(&Value::Null)
}

fn either<'value>(value: &'value Value, name: &str) -> &'value [Value] {
    let found = list(value, name);
    if found.is_empty() { list(value, &name.to_lowercase()) } else { found }
}

pub(super) fn attribute(found: &FoundTask, home: &Found, cluster: &str) -> Attribute {
    let mut attribute = Attribute::new(ItemKind::Task);
    attribute.say("cluster", format!("cluster = {cluster}"));
    if !definition::say(&found.definition, None, false, &mut attribute) {
        return attribute;
    }
    let (scheduled, by_events): (Vec<&Start>, Vec<&Start>) =
        found.starts.iter().partition(|start| start.expression.is_some());
    let expressions: BTreeSet<&str> = scheduled.iter().filter_map(|start| start.expression.as_deref()).collect();
    for expression in &expressions {
        attribute.say("schedule", format!("schedule = {}", string(expression)));
    }
    for start in by_events {
        attribute.leave(format!("the rule {} starts it by a pattern of events", start.name));
    }
    // A declared task has one set of them: that of the schedule which says most.
    if let Some(first) = scheduled.iter().rev().max_by_key(|start| said(&start.described).len()) {
        settings(&first.described, &mut attribute);
        for other in scheduled.iter().filter(|other| said(&other.described) != said(&first.described)) {
            attribute.leave(format!("{} is of other settings than {}, which are those above", other.name, first.name));
        }
    }
    let inputs = found.starts.iter().filter(|start| !text(target(&start.described), "Input").is_empty());
    for start in inputs {
        attribute.leave(format!("{} starts it with an input: {}", start.name, text(target(&start.described), "Input")));
    }
    if home.cluster.default_capacity_provider_strategy().is_empty() {
        capacity(found, &mut attribute);
    }
    attribute
}

fn target(described: &Value) -> &Value {
    described.get("Target").unwrap_or(&Value::Null)
}

/// What all schedules of a declared task have in common: the keys with their values.
fn said(described: &Value) -> Vec<(&'static str, String)> {
    let number = |pointer: &str| described.pointer(pointer).and_then(Value::as_u64);
    let mut said = Vec::new();
    let zone = text(described, "ScheduleExpressionTimezone");
    if !matches!(zone, "" | "UTC") {
        said.push(("timezone", format!("timezone = {}", string(zone))));
    }
    if let Some(minutes) = number("/FlexibleTimeWindow/MaximumWindowInMinutes") {
        said.push(("flexible", format!("flexible = {}", seconds(minutes * 60))));
    }
    for (key, name) in [("from", "StartDate"), ("until", "EndDate")] {
        if let Some(at) = described.get(name).and_then(moment) {
            said.push((key, format!("{key} = {}", string(&at))));
        }
    }
    if text(described, "State") == "DISABLED" {
        said.push(("paused", "paused".to_owned()));
    }
    if let Some(retries) = number("/Target/RetryPolicy/MaximumRetryAttempts").filter(|retries| *retries > 0) {
        said.push(("retries", format!("retries = {retries}")));
    }
    if let Some(age) = number("/Target/RetryPolicy/MaximumEventAgeInSeconds").filter(|age| *age != 86_400) {
        said.push(("max_age", format!("max_age = {}", seconds(age))));
    }
    if described.pointer("/Target/DeadLetterConfig/Arn").is_some() {
        said.push(("dead_letter", "dead_letter".to_owned()));
    }
    said
}

fn settings(described: &Value, attribute: &mut Attribute) {
    for (key, written) in said(described) {
        attribute.say(key, written);
    }
}

/// A moment as a declaration has it; Scheduler tells seconds since 1970.
fn moment(value: &Value) -> Option<String> {
    if let Some(told) = value.as_str() {
        return Some(told.trim_end_matches('Z').to_owned());
    }
    #[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 are far below 2^53")]
    let at = value.as_f64()? as i64;
    Some(Civil::of(at).iso())
}

/// The strategy of its starts, where it is Fargate's; the cluster has none.
fn capacity(found: &FoundTask, attribute: &mut Attribute) {
    let strategies = found.starts.iter().flat_map(|start| {
        let parameters = target(&start.described).get("EcsParameters").unwrap_or(&Value::Null);
        list(parameters, "CapacityProviderStrategy")
    });
    let name = |item: &Value| [text(item, "capacityProvider"), text(item, "CapacityProvider")].concat();
    let names: BTreeSet<String> = strategies.map(name).collect();
    for other in names.iter().filter(|name| !["FARGATE", "FARGATE_SPOT"].contains(&name.as_str())) {
        attribute.leave(format!("the capacity provider {other}"));
    }
    if names.contains("FARGATE_SPOT") {
        attribute.say("capacity", "capacity = fargate_spot");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_schedule_says_is_said_in_keys() {
        let described = json!({
            "ScheduleExpressionTimezone": "Europe/Berlin",
            "FlexibleTimeWindow": { "Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15 },
            "StartDate": 1_798_761_600.0,
            "State": "DISABLED",
            "Target": { "RetryPolicy": { "MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 3600 } },
        });
        let written: Vec<String> = said(&described).into_iter().map(|(_, written)| written).collect();
        let expected = [
            "timezone = \"Europe/Berlin\"",
            "flexible = \"900s\"",
            "from = \"2027-01-01T00:00:00\"",
            "paused",
            "retries = 3",
            "max_age = \"3600s\"",
        ];
        assert_eq!(written, expected);
        assert!(said(&json!({ "ScheduleExpressionTimezone": "UTC", "State": "ENABLED" })).is_empty());
    }
}
