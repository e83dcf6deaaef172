//! A template in the making.

use std::collections::BTreeMap;

use infra_core::blueprint::{Blueprint, ClusterBlueprint, ItemIdentity};
use serde_json::{Map, Value, json};

use super::intrinsic::reference;
use super::stack::{ParameterValue, StackTemplate};

/// CloudFormation's limit for the description of a template, in bytes.
const LONGEST_DESCRIPTION: usize = 1_024;

/// The template of one item, written piece by piece. Parameters come into being where they are first used, so a
/// template has exactly those that it needs.
pub(super) struct Draft {
    name: String,
    item: String,
    description: String,
    tags: BTreeMap<String, String>,
    values: BTreeMap<String, ParameterValue>,
    parameters: Map<String, Value>,
    resources: Map<String, Value>,
    conditions: Map<String, Value>,
    outputs: Map<String, Value>,
}

impl Draft {
    /// Begins the template of `item`, an item of `cluster` or the cluster itself.
    pub(super) fn new(blueprint: &Blueprint, cluster: &ClusterBlueprint, item: &ItemIdentity) -> Self {
        let names = &blueprint.names;
        let user = cluster.tags.iter().map(|&(key, value)| (key.to_owned(), value.to_owned()));
        let own = names.tags(item.name).map(|(key, value)| (key.to_owned(), value));
        Self {
            name: item.physical.clone(),
            item: item.name.to_owned(),
            description: description(&format!("{} {}: {}", names.app, names.stage, item.name), item.description),
            // Our own come last: they are how the items of a stage are found again.
            tags: user.chain(own).collect(),
            values: BTreeMap::new(),
            parameters: Map::new(),
            resources: Map::new(),
            conditions: Map::new(),
            outputs: Map::new(),
        }
    }

    /// The item's physical name.
    pub(super) fn physical(&self) -> &str {
        &self.name
    }

    /// The value of one of the stack's tags.
    pub(super) fn tag(&self, name: &str) -> Option<&str> {
        self.tags.get(name).map(String::as_str)
    }

    /// The stack's tags and a `Name`, for what CloudFormation does not tag by itself.
    pub(super) fn all_tags(&self) -> Value {
        let tags = self.tags.iter().filter(|(key, _)| *key != "Name");
        let mut all: Vec<Value> = tags.map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
        all.push(json!({ "Key": "Name", "Value": self.name }));
        Value::Array(all)
    }

    /// The tag that the consoles of VPC and EC2 show as a name: the physical name, and `part` behind it.
    pub(super) fn name_tag(&self, part: &str) -> Value {
        let name = if part.is_empty() { self.name.clone() } else { format!("{}-{part}", self.name) };
        json!([{ "Key": "Name", "Value": name }])
    }

    /// A parameter whose value the target finds; gives the reference to it.
    pub(super) fn parameter(&mut self, name: &str, kind: &str, value: ParameterValue) -> Value {
        self.parameters.insert(name.to_owned(), json!({ "Type": kind }));
        self.values.insert(name.to_owned(), value);
        reference(name)
    }

    /// A parameter that takes the cluster's output of the same name; gives the reference to it.
    pub(super) fn cluster_output(&mut self, name: &str, kind: &str) -> Value {
        self.parameter(name, kind, ParameterValue::ClusterOutput(name.to_owned()))
    }

    /// A parameter that takes an output of another workload's stack; gives the reference to it.
    pub(super) fn workload_output(&mut self, name: &str, kind: &str, stack: &str, output: &str) -> Value {
        let value = ParameterValue::WorkloadOutput { stack: stack.to_owned(), output: output.to_owned() };
        self.parameter(name, kind, value)
    }

    /// A parameter with its value in the template; gives the reference to it.
    pub(super) fn default_parameter(&mut self, name: &str, kind: &str, default: &str) -> Value {
        self.parameters.insert(name.to_owned(), json!({ "Type": kind, "Default": default }));
        reference(name)
    }

    /// A resource; gives the reference to it.
    pub(super) fn resource(&mut self, id: &str, kind: &str, properties: Value) -> Value {
        self.resources.insert(id.to_owned(), json!({ "Type": kind, "Properties": properties }));
        reference(id)
    }

    /// A resource that is made after others, and deleted before them, though it does not refer to them.
    pub(super) fn resource_after(&mut self, id: &str, kind: &str, others: &[String], properties: Value) -> Value {
        let mut resource = json!({ "Type": kind, "Properties": properties });
        if !others.is_empty() {
            resource["DependsOn"] = json!(others);
        }
        self.resources.insert(id.to_owned(), resource);
        reference(id)
    }

    /// A resource whose data goes when it goes; CloudFormation asks to have that said for what holds data.
    pub(super) fn disposable(&mut self, id: &str, kind: &str, properties: Value) -> Value {
        let policies = json!({
            "Type": kind, "Properties": properties, "DeletionPolicy": "Delete", "UpdateReplacePolicy": "Delete",
        });
        self.resources.insert(id.to_owned(), policies);
        reference(id)
    }

    /// A resource that stays with its data when the template loses it, or the stack is deleted. Only a stack that is not
    /// even made takes it along.
    pub(super) fn kept(&mut self, id: &str, kind: &str, properties: Value) -> Value {
        let policies = json!({
            "Type": kind,
            "Properties": properties,
            "DeletionPolicy": "RetainExceptOnCreate",
            "UpdateReplacePolicy": "Retain",
        });
        self.resources.insert(id.to_owned(), policies);
        reference(id)
    }

    /// A resource that stays when another one takes its place.
    pub(super) fn kept_when_replaced(&mut self, id: &str, kind: &str, properties: Value) -> Value {
        let policies = json!({
            "Type": kind, "Properties": properties, "DeletionPolicy": "Delete", "UpdateReplacePolicy": "Retain",
        });
        self.resources.insert(id.to_owned(), policies);
        reference(id)
    }

    /// A condition for resources.
    pub(super) fn condition(&mut self, name: &str, condition: Value) {
        self.conditions.insert(name.to_owned(), condition);
    }

    /// Makes a resource only where a condition holds.
    pub(super) fn only_if(&mut self, id: &str, condition: &str) {
        if let Some(resource) = self.resources.get_mut(id) {
            resource["Condition"] = json!(condition);
        }
    }

    /// An output.
    pub(super) fn output(&mut self, name: &str, value: Value) {
        self.outputs.insert(name.to_owned(), json!({ "Value": value }));
    }

    /// The stack.
    pub(super) fn finish(self) -> StackTemplate {
        let mut body = json!({
            "AWSTemplateFormatVersion": "2010-09-09",
            "Description": self.description,
            "Resources": self.resources,
            "Outputs": self.outputs,
        });
        if !self.parameters.is_empty() {
            body["Parameters"] = Value::Object(self.parameters);
        }
        if !self.conditions.is_empty() {
            body["Conditions"] = Value::Object(self.conditions);
        }
        StackTemplate { name: self.name, item: self.item, body, parameters: self.values, tags: self.tags }
    }
}

/// `title - comment`, within CloudFormation's limit. A plain hyphen: CloudFormation shows what is not ASCII as `?`.
fn description(title: &str, comment: &str) -> String {
    let comment = comment.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = if comment.is_empty() { title.to_owned() } else { format!("{title} - {comment}") };
    if whole.len() <= LONGEST_DESCRIPTION {
        return whole;
    }
    let mut end = LONGEST_DESCRIPTION - "...".len();
    while !whole.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}...", whole.get(..end).unwrap_or(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_the_doc_comment_in_one_line() {
        assert_eq!(description("shop prod: web", ""), "shop prod: web");
        assert_eq!(
            description("shop prod: web", "Serves the shop.\nAnd more."),
            "shop prod: web - Serves the shop. And more."
        );
    }

    #[test]
    fn a_description_ends_within_the_limit_and_between_characters() {
        for start in ["", "a", "ab"] {
            let cut = description(start, &"é".repeat(2_000));
            assert!((1_020..=1_024).contains(&cut.len()) && cut.ends_with("é..."), "{}", cut.len());
        }
        let full = description("t", &"x".repeat(1_020));
        assert_eq!((full.len(), full.ends_with('x')), (1_024, true));
    }
}
