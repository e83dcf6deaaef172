//! A stack and what is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};

use super::change::Change;
use super::event::Event;
use super::template::{Made, ParameterValues, Pseudo, Resources, Scope, Template};

/// What a stack is made of: the same again makes no difference.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    /// The template.
    pub(crate) template: Arc<Template>,
    /// The parameters' values.
    pub(crate) parameters: ParameterValues,
    /// The stack's tags.
    pub(crate) tags: BTreeMap<String, String>,
}

/// A stack.
#[derive(Clone, Debug)]
pub(crate) struct Stack {
    /// Its ARN.
    pub(crate) id: String,
    /// Its name, which a later stack can have again once this one is deleted.
    pub(crate) name: String,
    /// What it is made of, or being made of.
    pub(crate) definition: Definition,
    /// The capabilities that the last call granted.
    pub(crate) capabilities: Vec<String>,
    /// `StackStatus`.
    pub(crate) status: String,
    /// `StackStatusReason`, else empty.
    pub(crate) reason: String,
    /// When it was made, since the simulator was.
    pub(crate) created: Duration,
    /// When its last update began.
    pub(crate) updated: Option<Duration>,
    /// When it was deleted.
    pub(crate) deleted: Option<Duration>,
    /// What a failed creation does.
    pub(crate) on_failure: OnFailure,
    /// Whether it cannot be deleted.
    pub(crate) protected: bool,
    /// What it puts out.
    pub(crate) outputs: BTreeMap<String, Value>,
    /// The resources that it has, or had and has deleted, by logical id.
    pub(crate) resources: Group,
    /// What happened to it, the oldest first.
    pub(crate) events: Vec<Event>,
    /// What goes on in it.
    pub(crate) change: Option<Change>,
    /// The token of its creation.
    pub(crate) creation_token: Option<String>,
    /// The token of the last update.
    pub(crate) update_token: Option<String>,
    /// The last change, which events carry.
    pub(crate) token: Option<String>,
    /// How an update that could not be rolled back can go on.
    pub(crate) interrupted: Option<Box<Change>>,
}

/// What a failed creation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnFailure {
    /// Deletes what was made, and keeps the stack.
    RollBack,
    /// Leaves all as it is.
    DoNothing,
    /// Deletes the stack.
    Delete,
}

/// A resource of a stack.
#[derive(Clone, Debug)]
pub(crate) struct StackResource {
    /// Its type.
    pub(crate) kind: String,
    /// Its physical id, which is also what `Ref` gives; none until it is made.
    pub(crate) physical: Option<String>,
    /// What `Fn::GetAtt` gives.
    pub(crate) attributes: Map<String, Value>,
    /// Its properties, resolved.
    pub(crate) properties: Value,
    /// The stack's tags when it was made or changed.
    pub(crate) tags: BTreeMap<String, String>,
    /// The resources that were made before it.
    pub(crate) dependencies: BTreeSet<String>,
    /// `ResourceStatus`.
    pub(crate) status: String,
    /// `ResourceStatusReason`, else empty.
    pub(crate) reason: String,
    /// When the status became so.
    pub(crate) at: Duration,
    /// Whether it stays when it is taken out.
    pub(crate) retained: bool,
    /// Whether it stays when another replaces it.
    pub(crate) retained_when_replaced: bool,
}

/// Resources by logical id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group(pub(crate) BTreeMap<String, StackResource>);

impl Resources for Group {
    fn find(&self, id: &str) -> Option<Made<'_>> {
        let resource = self.0.get(id).filter(|resource| resource.status != "DELETE_COMPLETE")?;
        Some(Made { physical: resource.physical.as_deref()?, attributes: &resource.attributes })
    }
}

impl Stack {
    /// Whether something is going on in it.
    pub(crate) fn is_moving(&self) -> bool {
        self.status.ends_with("_IN_PROGRESS") && self.status != "REVIEW_IN_PROGRESS"
    }

    /// What its template may always refer to.
    pub(crate) fn pseudo(&self) -> Pseudo {
        // arn:aws:cloudformation:region:account:stack/name/uuid
        let part = |index| self.id.split(':').nth(index).unwrap_or_default().to_owned();
        Pseudo { account: part(4), region: part(3), stack_id: self.id.clone(), stack_name: self.name.clone() }
    }

    /// All that a value of `definition` may refer to now.
    pub(crate) fn scope<'a>(&'a self, definition: &'a Definition, pseudo: &'a Pseudo) -> Scope<'a> {
        Scope {
            template: &definition.template,
            parameters: &definition.parameters.resolved,
            pseudo,
            resources: &self.resources,
        }
    }

    /// Remembers what happened to a resource, and tells it as an event.
    pub(crate) fn note(&mut self, now: Duration, id: &str, status: &str, reason: &str) {
        let Some(resource) = self.resources.0.get_mut(id) else { return };
        status.clone_into(&mut resource.status);
        reason.clone_into(&mut resource.reason);
        resource.at = now;
        let (kind, physical) = (resource.kind.clone(), resource.physical.clone().unwrap_or_default());
        self.tell(Event::of(now, id, &kind, &physical, status, reason));
    }

    /// Takes another status, and tells it as an event.
    pub(crate) fn become_status(&mut self, now: Duration, status: &str, reason: &str) {
        status.clone_into(&mut self.status);
        reason.clone_into(&mut self.reason);
        let (id, name) = (self.id.clone(), self.name.clone());
        self.tell(Event::of(now, &name, "AWS::CloudFormation::Stack", &id, status, reason));
    }

    /// Adds an event.
    pub(crate) fn tell(&mut self, mut event: Event) {
        event.number = self.events.len() + 1;
        event.token.clone_from(&self.token);
        self.events.push(event);
    }
}
