//! What makes, changes and deletes resources: each type acts on the shared world and refuses what its service refuses.

mod auto_scaling_group;
mod capacity_provider;
mod certificate;
mod cluster;
mod dashboard;
mod file_system;
mod image_repository;
mod interface;
mod listener;
mod load_balancer;
mod log_group;
mod namespace;
mod network;
mod plain;
mod queue;
mod record_set;
mod registry;
mod role;
mod role_policy;
mod rule;
mod schedule;
mod security_group;
mod security_group_rule;
mod table;
mod target_group;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

pub(crate) use security_group_rule::of_group as rules_of_group;

use super::stack::Stack;
use crate::text::Request;
use crate::world::World;

/// A resource that is to be made or changed.
pub(crate) struct Order<'a> {
    /// The stack's name.
    pub(crate) stack: &'a str,
    /// The stack's tags, and those that CloudFormation adds.
    pub(crate) tags: BTreeMap<String, String>,
    /// The logical id.
    pub(crate) id: &'a str,
    pub(crate) kind: &'a str,
    /// The properties, resolved.
    pub(crate) properties: &'a Value,
}

/// A resource that was made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Made {
    pub(crate) physical: String,
    /// What `Fn::GetAtt` gives.
    pub(crate) attributes: Map<String, Value>,
    /// How long it takes until it can be used.
    pub(crate) seconds: u64,
}

/// The attributes that a change in place changed, or why it is refused.
pub(crate) type Updated = Result<Map<String, Value>, String>;

/// How a deletion goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Deletion {
    /// It is no more; CloudFormation sees that after a while.
    Gone { seconds: u64 },
    /// It is going, which is to be asked again after a while.
    Wait { seconds: u64 },
    /// Something keeps it; CloudFormation tries again for so many seconds.
    Refused { reason: String, patience: u64 },
}

/// What makes, changes and deletes the resources of one type.
pub(crate) trait Provider: Sync {
    /// What `Fn::GetAtt` knows.
    fn attributes(&self) -> &[&str];
    /// Whether `Fn::GetAtt` knows this one.
    fn has_attribute(&self, attribute: &str) -> bool {
        self.attributes().contains(&attribute)
    }
    /// The properties that cannot be changed: paths with slashes.
    fn replacing(&self) -> &[&str];
    /// The property that gives it a name of its own, which no other may have.
    fn name(&self) -> Option<&str> {
        None
    }
    /// Whether CloudFormation puts the stack's tags on it.
    fn takes_tags(&self) -> bool {
        true
    }
    /// How long a change in place takes.
    fn seconds_to_update(&self) -> u64 {
        3
    }
    /// What the event says of one that is being made.
    fn note(&self, _world: &World, _physical: &str) -> String {
        "Resource creation Initiated".to_owned()
    }
    /// Makes one, or says why not.
    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String>;
    /// Changes one in place, or says why not; gives the attributes that changed.
    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, before: &Value) -> Updated;
    /// Deletes one.
    fn delete(&self, world: &mut World, physical: &str, properties: &Value) -> Deletion;
}

impl<'a> Order<'a> {
    /// An order for a resource of a stack.
    pub(crate) fn new(stack: &'a Stack, id: &'a str, kind: &'a str, properties: &'a Value) -> Self {
        let mut tags = stack.definition.tags.clone();
        tags.insert("aws:cloudformation:stack-name".to_owned(), stack.name.clone());
        tags.insert("aws:cloudformation:stack-id".to_owned(), stack.id.clone());
        tags.insert("aws:cloudformation:logical-id".to_owned(), id.to_owned());
        for tag in properties.list("Tags") {
            tags.insert(tag.text("Key").to_owned(), tag.text("Value").to_owned());
        }
        Self { stack: &stack.name, tags, id, kind, properties }
    }

    /// The text of a property, empty where it is absent.
    pub(crate) fn text(&self, property: &str) -> &str {
        self.properties.text(property)
    }

    /// The name that a property gives, else one that CloudFormation makes, of at most so many characters.
    pub(crate) fn name(&self, world: &mut World, property: &str, longest: usize) -> String {
        let given = self.text(property);
        if !given.is_empty() {
            return given.to_owned();
        }
        let suffix = world.random.suffix(12);
        let mut name = format!("{}-{}", self.stack, self.id);
        name.truncate(longest.saturating_sub(suffix.len() + 1));
        format!("{name}-{suffix}")
    }

    /// The tags in ECS's form.
    pub(crate) fn ecs_tags(&self) -> Vec<Value> {
        self.tags.iter().map(|(key, value)| serde_json::json!({ "key": key, "value": value })).collect()
    }
}

/// Whether there are resources of a type.
pub(crate) fn is_known(kind: &str) -> bool {
    table::find(kind).is_some()
}

/// Whether `Fn::GetAtt` knows an attribute of a type.
pub(crate) fn has_attribute(kind: &str, attribute: &str) -> bool {
    table::find(kind).is_some_and(|provider| provider.has_attribute(attribute))
}

/// Whether properties that differ so need another resource.
pub(crate) fn replaces(kind: &str, before: &Value, after: &Value) -> bool {
    let at = |value: &Value, path: &str| value.pointer(&format!("/{path}")).cloned();
    let paths = table::find(kind).map(Provider::replacing).unwrap_or_default();
    paths.iter().any(|path| at(before, path) != at(after, path))
}

/// The name of its own that a resource would have to share with the one that replaces it.
pub(crate) fn kept_name(kind: &str, before: &Value, after: &Value) -> Option<String> {
    let name = table::find(kind)?.name()?;
    let (before, after) = (before.get(name)?.as_str()?, after.get(name)?.as_str()?);
    (before == after).then(|| after.to_owned())
}

/// Whether the stack's tags go onto a resource.
pub(crate) fn takes_tags(kind: &str) -> bool {
    table::find(kind).is_some_and(Provider::takes_tags)
}

/// How long a change in place takes.
pub(crate) fn seconds_to_update(kind: &str) -> u64 {
    table::find(kind).map_or(0, Provider::seconds_to_update)
}

/// What the event says of a resource that is being made.
pub(crate) fn note(world: &World, kind: &str, physical: &str) -> String {
    table::find(kind).map(|provider| provider.note(world, physical)).unwrap_or_default()
}

/// Makes a resource.
pub(crate) fn create(world: &mut World, order: &Order<'_>) -> Result<Made, String> {
    let provider = table::find(order.kind).ok_or_else(|| format!("Unrecognized resource type {}", order.kind))?;
    let made = provider.create(world, order)?;
    world.cloudformation.made.insert((order.kind.to_owned(), made.physical.clone()));
    Ok(made)
}

/// Changes a resource in place.
pub(crate) fn update(world: &mut World, order: &Order<'_>, physical: &str, before: &Value) -> Updated {
    let provider = table::find(order.kind).ok_or_else(|| format!("Unrecognized resource type {}", order.kind))?;
    provider.update(world, order, physical, before)
}

/// Deletes a resource.
pub(crate) fn delete(world: &mut World, kind: &str, physical: &str, properties: &Value) -> Deletion {
    let deletion = table::find(kind)
        .map_or(Deletion::Gone { seconds: 0 }, |provider| provider.delete(world, physical, properties));
    if matches!(deletion, Deletion::Gone { .. }) {
        world.cloudformation.made.remove(&(kind.to_owned(), physical.to_owned()));
    }
    deletion
}

/// A service's refusal, in the words of the handler between it and CloudFormation.
fn refusal(world: &mut World, service: &str, status: u16, code: &str, message: &str) -> String {
    let (request, token) = (world.random.uuid(), world.random.uuid());
    format!(
        "Resource handler returned message: \"{message} (Service: {service}, Status Code: {status}, Request ID: \
         {request})\" (RequestToken: {token}, HandlerErrorCode: {code})"
    )
}

/// What a service says of the first of some subnets that does not exist.
fn missing_subnet<'a>(world: &World, subnets: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let missing = subnets.into_iter().find(|subnet| !world.network.subnets.contains_key(*subnet))?;
    Some(format!("The subnet ID '{missing}' does not exist"))
}

/// What a service says of the first of some security groups that does not exist.
fn missing_group<'a>(world: &World, groups: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let missing = groups.into_iter().find(|group| !world.network.security_groups.contains_key(*group))?;
    Some(format!("The security group '{missing}' does not exist"))
}

/// The refusal of a resource whose name another has.
fn taken(world: &mut World, kind: &str, property: &str, name: &str) -> String {
    let token = world.random.uuid();
    format!(
        "Resource handler returned message: \"Resource of type '{kind}' with identifier '{{\"/properties/{property}\":\
         \"{name}\"}}' already exists.\" (RequestToken: {token}, HandlerErrorCode: AlreadyExists)"
    )
}

fn attributes<const COUNT: usize>(pairs: [(&str, Value); COUNT]) -> Map<String, Value> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
