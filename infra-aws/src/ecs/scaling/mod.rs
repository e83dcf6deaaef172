//! The scaling of a service as a value.

mod declared;
mod existing;
mod name;
mod policy;
mod request;

use std::collections::{BTreeMap, BTreeSet};

use infra_core::declaration::Size;

use super::{Fields, set, set_some};
pub(crate) use policy::{Alarm, Policy};

/// The tag of a service that says that its scaling has, or had, times: only then they are read. It is set before the first
/// of them, and taken off after the last.
pub(crate) const TAG_TIMED: &str = "infra:timed-scaling";

/// The scaling of one service.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Scaling {
    /// The fewest and the most tasks.
    pub(crate) tasks: Tasks,
    /// The policies, by their name behind the service's.
    pub(crate) policies: BTreeMap<String, Policy>,
    /// The other ranges from certain times on, by the name of the scheduled action behind the service's.
    pub(crate) times: BTreeMap<String, Timed>,
    /// Whether the service's tag says that there are times.
    pub(crate) marked: bool,
    /// The alarms that its steps need, by name. What an alarm says is in its name, so that those that exist are told by
    /// their names alone.
    pub(crate) alarms: BTreeMap<String, Alarm>,
    /// The policies and scheduled actions that somebody else made, by name.
    pub(crate) others: BTreeSet<String>,
}

/// The fewest and the most tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tasks {
    pub(crate) min: i32,
    pub(crate) max: i32,
}

/// Another range from a certain time on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Timed {
    pub(crate) schedule: String,
    pub(crate) zone: String,
    pub(crate) tasks: Tasks,
}

impl Scaling {
    /// What it is to become where it is `before` now. A range that a time has set holds until the next time: the declared
    /// one comes back only where none of the declared ranges holds.
    pub(crate) fn from(self, before: &Self) -> Self {
        let set_by = |times: &BTreeMap<String, Timed>| {
            times.iter().find(|(_, timed)| timed.tasks == before.tasks).map(|(name, _)| name.clone())
        };
        let declared = self.tasks == before.tasks || set_by(&self.times).is_some();
        let changed = set_by(&before.times).and_then(|name| self.times.get(&name)).map(|timed| timed.tasks);
        let tasks = if declared { before.tasks } else { changed.unwrap_or(self.tasks) };
        Self { tasks, others: before.others.clone(), ..self }
    }

    /// Whether it is what is declared.
    pub(crate) fn is(&self, declared: &Self) -> bool {
        self.tasks == declared.tasks
            && self.policies == declared.policies
            && self.times == declared.times
            && self.marked == declared.marked
    }

    /// The names of the alarms that its own steps have.
    pub(crate) fn alarm_names(&self) -> Vec<String> {
        self.policies.values().flat_map(Policy::alarms).cloned().collect()
    }

    /// The fields, by the names that a plan shows.
    pub(crate) fn fields(&self) -> Fields {
        let mut fields = Fields::new();
        set(&mut fields, "tasks", self.tasks);
        for (name, policy) in &self.policies {
            policy.add_fields(name, &mut fields);
        }
        for timed in self.times.values() {
            let Timed { schedule, zone, tasks } = timed;
            set(&mut fields, format!("at {schedule} {zone}"), tasks);
        }
        // A mark without times is what a removal that was cut off leaves.
        set_some(&mut fields, "mark of times", (self.marked && self.times.is_empty()).then_some("left behind"));
        fields
    }
}

/// What a plan says of a service that may have no task.
pub(crate) fn words_of_zero(size: Size, routed: bool) -> Option<String> {
    let Size::Scale(scale) = size else { return None };
    let timed_zero = scale.at.iter().any(|at| at.tasks.min == 0);
    if scale.tasks.min > 0 && !timed_zero {
        return None;
    }
    let back = [
        (!scale.metrics.is_empty(), "`metric(..)`"),
        (!scale.steps.is_empty(), "`step(..)`"),
        (!scale.at.is_empty(), "`at(..)`"),
    ];
    let back: Vec<&str> = back.into_iter().filter(|(is, _)| *is).map(|(_, key)| key).collect();
    let meanwhile = if routed { "its routes answer 503 while none runs" } else { "nobody answers while none runs" };
    Some(format!(
        "may go down to 0 tasks: {meanwhile}, and only {} brings one back, as the use of no task is not measured",
        back.join(" or ")
    ))
}

impl std::fmt::Display for Tasks {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} to {}", self.min, self.max)
    }
}

#[cfg(test)]
mod tests;
