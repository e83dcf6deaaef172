//! The list of steps while a plan is made.

use infra_core::plan::{Detail, Effect, Step, Verb, put_behind, sorted};

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
        self.list = sorted(&self.list);
    }

    /// Lets `later` wait for `earlier`, unless that waits for them already; whether it could.
    pub(super) fn put_behind(&mut self, later: &[usize], earlier: &[usize]) -> bool {
        put_behind(&mut self.list, later, earlier)
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
