//! The list of steps while a plan is made.

use infra_core::plan::{Detail, Effect, Step, Verb};

use super::Action;

/// The steps so far.
#[derive(Default)]
pub(super) struct Steps {
    pub(super) list: Vec<Step<Action>>,
    pub(super) unchanged: usize,
}

/// What a step is, apart from where it stands.
pub(super) struct Change {
    pub(super) verb: Verb,
    pub(super) kind: &'static str,
    pub(super) item: String,
    pub(super) effect: Effect,
    pub(super) details: Vec<Detail>,
    pub(super) action: Action,
}

impl Change {
    /// Something that goes.
    pub(super) fn removal(kind: &'static str, item: &str, action: Action) -> Self {
        let (verb, effect) = (Verb::Delete, Effect::Removal);
        Self { verb, kind, item: item.to_owned(), effect, details: Vec::new(), action }
    }
}

impl Steps {
    /// Puts each step behind those that it waits for, and otherwise leaves the order as it is.
    pub(super) fn sort(&mut self) {
        let mut open: Vec<usize> = (0..self.list.len()).collect();
        let mut order: Vec<usize> = Vec::with_capacity(open.len());
        while !open.is_empty() {
            let is_ready = |place: &usize| {
                self.list.get(*place).is_some_and(|step| step.after.iter().all(|before| order.contains(before)))
            };
            // Steps that wait for each other would be a mistake of the plan's: they stay where they are.
            let next = open.iter().position(is_ready).unwrap_or_default();
            order.push(open.remove(next));
        }
        let place = |old: usize| order.iter().position(|other| *other == old).unwrap_or(old);
        let sorted = order.iter().filter_map(|old| {
            let step = self.list.get(*old)?.clone();
            let mut after: Vec<usize> = step.after.iter().map(|before| place(*before)).collect();
            after.sort_unstable();
            Some(Step { after, ..step })
        });
        self.list = sorted.collect();
    }

    /// Lets `later` wait for `earlier`, unless that waits for them already; whether it could.
    pub(super) fn put_behind(&mut self, later: &[usize], earlier: &[usize]) -> bool {
        let mut whole = true;
        for &before in earlier {
            for &behind in later {
                if self.comes_after(before, behind) {
                    whole = false;
                } else if let Some(step) = self.list.get_mut(behind)
                    && !step.after.contains(&before)
                {
                    step.after.push(before);
                    step.after.sort_unstable();
                }
            }
        }
        whole
    }

    /// Whether a step waits for another one, over however many between.
    fn comes_after(&self, step: usize, other: usize) -> bool {
        let mut open = vec![step];
        let mut seen = Vec::new();
        while let Some(place) = open.pop() {
            if place == other {
                return true;
            }
            if !seen.contains(&place) {
                seen.push(place);
                open.extend(self.list.get(place).into_iter().flat_map(|step| &step.after).copied());
            }
        }
        false
    }

    /// Appends a step and tells its place.
    pub(super) fn push(&mut self, change: Change, after: impl IntoIterator<Item = usize>) -> usize {
        let Change { verb, kind, item, effect, details, action } = change;
        let mut after: Vec<usize> = after.into_iter().collect();
        after.sort_unstable();
        after.dedup();
        let permissions = Vec::new();
        self.list.push(Step { verb, kind, item, effect, details, permissions, after, action });
        self.list.len() - 1
    }
}

/// A detail that only says something.
pub(super) fn remark(what: impl Into<String>) -> Detail {
    Detail { what: what.into(), from: None, to: None }
}
