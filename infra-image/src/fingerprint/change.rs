//! What asked for a build.

use std::fmt;

use serde::Serialize;

/// An input of an image that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It was not there before.
    Added(String),
    /// It is another.
    Changed(String),
    /// It is not there any more.
    Removed(String),
}

impl Change {
    /// The input: its kind and its name.
    #[must_use]
    pub fn input(&self) -> &str {
        match self {
            Self::Added(input) | Self::Changed(input) | Self::Removed(input) => input,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added(input) => write!(formatter, "{input} is new"),
            Self::Changed(input) => write!(formatter, "{input} changed"),
            Self::Removed(input) => write!(formatter, "{input} is gone"),
        }
    }
}
