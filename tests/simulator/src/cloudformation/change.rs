//! What goes on in a stack.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;

use super::stack::{Definition, Group, StackResource};

/// A change of a stack, from the call to the status in which it comes to rest.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// The phase that it is in.
    pub(crate) phase: Phase,
    /// The number of that phase among all phases of all stacks: what an earlier one put down does not happen any more.
    pub(crate) number: u64,
    /// The resources that the phase has not looked at.
    pub(crate) waiting: BTreeSet<String>,
    /// What is done with resources now.
    pub(crate) running: BTreeMap<String, Step>,
    /// The resources with which the phase failed.
    pub(crate) failed: BTreeSet<String>,
    /// What the phase deletes, where it deletes.
    pub(crate) doomed: Vec<Doomed>,
    /// What a later phase deletes.
    pub(crate) leftovers: Vec<Doomed>,
    /// What there was before an update.
    pub(crate) before: Option<Before>,
    /// The resources that are left as they are while an update is rolled back.
    pub(crate) skipped: BTreeSet<String>,
}

/// A phase of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Resources are made.
    Create,
    /// Resources are made, changed and replaced.
    Update,
    /// What an update changed is changed back.
    UpdateRollback,
    /// Resources are deleted.
    Delete(Goal),
}

/// Why resources are deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goal {
    /// A creation failed.
    RollBack,
    /// The stack is to go.
    Delete,
    /// An update is complete but for what it took out or replaced.
    CleanUp,
    /// An update is rolled back but for what it made.
    CleanUpRollback,
}

/// What there was before an update.
#[derive(Clone, Debug)]
pub(crate) struct Before {
    pub(crate) definition: Definition,
    pub(crate) resources: Group,
}

/// What is done with a resource.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) action: Action,
    /// The properties that it is to have.
    pub(crate) properties: Value,
}

/// What can be done with a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// It is made.
    Create,
    /// It is changed in place.
    Update,
    /// Another is made in its place.
    Replace,
    /// The one that it was before is taken back.
    Return,
}

/// Something that is deleted.
#[derive(Clone, Debug)]
pub(crate) struct Doomed {
    /// Its logical id, which another may have by now.
    pub(crate) id: String,
    pub(crate) resource: StackResource,
    /// Whether the stack's record of the logical id is of this very resource.
    pub(crate) recorded: bool,
    /// Whether it stays where it is, though the stack forgets it.
    pub(crate) retained: bool,
    pub(crate) state: Fate,
}

/// How far the deletion of something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Waiting,
    /// Since when.
    Running(Duration),
    Gone,
    Failed,
}

impl Change {
    /// A change that is about to begin with `phase`.
    pub(crate) fn new(phase: Phase, before: Option<Before>) -> Self {
        Self {
            phase,
            number: 0,
            waiting: BTreeSet::new(),
            running: BTreeMap::new(),
            failed: BTreeSet::new(),
            doomed: Vec::new(),
            leftovers: Vec::new(),
            before,
            skipped: BTreeSet::new(),
        }
    }
}

impl Phase {
    /// What the status of a resource begins with that the phase acts on.
    pub(crate) fn verb(self, action: Action) -> &'static str {
        match (self, action) {
            (Self::Delete(_), _) => "DELETE",
            (_, Action::Create) => "CREATE",
            _ => "UPDATE",
        }
    }
}
