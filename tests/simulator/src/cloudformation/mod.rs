//! CloudFormation: stacks of resources that come and go on the world's agenda, in the order of their dependencies.

mod change;
mod engine;
mod event;
mod operation;
mod provider;
mod script;
mod scripting;
mod snapshot;
mod stack;
mod template;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(crate) use operation::answer;
pub(crate) use provider::rules_of_group;
pub use script::{FailingResource, Verb};
pub(crate) use snapshot::{canonical, disown, given, left_behind, physical_ids, renamed, snapshot, violations};

use script::StackScript;
use stack::Stack;

/// The stacks, and what a test says about them.
#[derive(Clone, Debug, Default)]
pub(crate) struct CloudFormation {
    /// By their id, the deleted ones too. A copy of the world shares those that do not change.
    stacks: BTreeMap<String, Arc<Stack>>,
    script: StackScript,
    /// How many phases there were.
    phases: u64,
    /// The types and physical ids of what stacks made and did not delete.
    made: BTreeSet<(String, String)>,
    /// The types and physical ids of what stacks left behind: retained, or impossible to delete after an update.
    released: BTreeSet<(String, String)>,
}

impl CloudFormation {
    /// The stack of a name that is not deleted, or of an id.
    fn find(&self, name: &str) -> Option<&Arc<Stack>> {
        let living = || self.stacks.values().find(|stack| stack.name == name && stack.status != "DELETE_COMPLETE");
        self.stacks.get(name).or_else(living)
    }
}
