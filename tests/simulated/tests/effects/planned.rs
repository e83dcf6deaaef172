//! What a plan states, as it prints it for programs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// The effects that a plan states, by the kind of what it changes and the item: several where it changes more than once.
#[derive(Debug, Default)]
pub(crate) struct Planned(BTreeMap<(String, String), Vec<Stated>>);

/// One effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stated {
    /// As `rolling_restart`.
    pub(crate) effect: String,
    /// How many tasks, where the effect says so.
    pub(crate) tasks: Option<u64>,
}

impl Planned {
    /// Reads what `plan --json` printed.
    pub(crate) fn read(plan: &str) -> Self {
        let plan: Value = serde_json::from_str(plan).unwrap();
        let mut planned = Self::default();
        for step in plan["steps"].as_array().unwrap() {
            let text = |key: &str| step[key].as_str().unwrap().to_owned();
            let effect = step["effect"]["kind"].as_str().unwrap().to_owned();
            let stated = Stated { effect, tasks: step["effect"]["tasks"].as_u64() };
            planned.0.entry((text("kind"), text("item"))).or_default().push(stated);
        }
        planned
    }

    /// Whether nothing is to change.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What it states of an item's `service`, `stack`, `task definition` or `scaling`.
    pub(crate) fn of(&self, kind: &str, item: &str) -> &[Stated] {
        self.0.get(&(kind.to_owned(), item.to_owned())).map(Vec::as_slice).unwrap_or_default()
    }

    /// The items of which it states something of this kind.
    pub(crate) fn items(&self, kind: &str) -> BTreeSet<String> {
        self.0.keys().filter(|(of, _)| of == kind).map(|(_, item)| item.clone()).collect()
    }

    /// Whether it states an effect of an item.
    pub(crate) fn states(&self, kind: &str, item: &str, effect: &str) -> bool {
        self.of(kind, item).iter().any(|stated| stated.effect == effect)
    }
}
