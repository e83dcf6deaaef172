//! What a deploy would do: data, made by a target, printed before anything changes.

mod cost;
mod effect;
mod order;
mod permission;
mod render;
mod runs;

pub use cost::{Cost, CostLine, Dollars, Monthly};
pub use effect::Effect;
pub use order::{Waits, put_behind, sorted};
pub use permission::{Given, Permission, PermissionChange};
pub use runs::Runs;

use crate::blueprint::Names;

/// What must change so that a stage becomes its blueprint.
///
/// `A` is what the target does for a step; people and `--json` see all but that.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(bound = ""))]
pub struct Plan<A> {
    /// The app and the stage.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub names: Names,
    /// Where it acts, as `account 111122223333, eu-central-1`.
    pub place: String,
    /// The steps, each after those that it depends on.
    pub steps: Vec<Step<A>>,
    /// What whoever deploys should know beside the changes.
    pub notes: Vec<String>,
    /// What the stage costs once it is carried out; none where that is not estimated.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub cost: Option<Cost>,
    /// When the schedules that are made or changed run next.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub runs: Vec<Runs>,
    /// How many stacks, task definitions, services and scalings stay as they are.
    pub unchanged: usize,
}

/// One change.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(bound = ""))]
pub struct Step<A> {
    /// What is done.
    pub verb: Verb,
    /// What it is done to: a kind, as `service`.
    pub kind: &'static str,
    /// The item of the app, or that was of the app, without app and stage.
    pub item: String,
    /// How it acts on what runs.
    pub effect: Effect,
    /// What changes in it, in the order to show.
    pub details: Vec<Detail>,
    /// What roles may do from then on, and what no more.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub permissions: Vec<PermissionChange>,
    /// The steps before this one, by their place in the plan.
    pub after: Vec<usize>,
    /// What the target does.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub action: A,
}

/// What a step does to its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Verb {
    /// It does not exist yet.
    Create,
    /// It is changed.
    Update,
    /// What is left of a failed creation is deleted, and it is made anew.
    Recreate,
    /// It is deleted.
    Delete,
}

/// One thing that changes inside a step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Detail {
    /// What: a field as `image`, or a resource as `listener rule (Rule1)`.
    pub what: String,
    /// The value before; none where there was none, or where it says nothing.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub from: Option<String>,
    /// The value after.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub to: Option<String>,
}

impl<A> Plan<A> {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

/// The fields that differ between two sorted field lists, by name.
#[must_use]
pub fn differences(
    before: &std::collections::BTreeMap<String, String>,
    after: &std::collections::BTreeMap<String, String>,
) -> Vec<Detail> {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| Detail { what: name.clone(), from: before.get(name).cloned(), to: after.get(name).cloned() })
        .collect()
}

#[cfg(test)]
mod tests;
