//! How a deploy ended for one item.

use core::fmt;

use super::RolloutState;

/// How a deploy ended for one item.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ItemOutcome {
    /// The item, without app and stage.
    pub item: String,
    /// How it ended.
    pub state: OutcomeState,
    /// Why, or what runs now; may be empty.
    pub detail: String,
}

/// How a deploy ended for an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum OutcomeState {
    /// Nothing of it had to change.
    Unchanged,
    /// All of its steps are done, and its deployment succeeded if it had one.
    Done,
    /// One of its steps failed.
    Failed,
    /// Its steps were left out, since something before them failed. What runs was left alone.
    LeftOut,
    /// Its steps are done, but its deployment did not succeed.
    Rollout(RolloutState),
}

impl fmt::Display for OutcomeState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unchanged => formatter.write_str("unchanged"),
            Self::Done => formatter.write_str("done"),
            Self::Failed => formatter.write_str("failed"),
            Self::LeftOut => formatter.write_str("left out"),
            Self::Rollout(state) => state.fmt(formatter),
        }
    }
}

impl fmt::Display for ItemOutcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { item, state, detail } = self;
        write!(formatter, "{item}: {state}")?;
        if detail.is_empty() { Ok(()) } else { write!(formatter, " ({detail})") }
    }
}
