//! `2..=10`.

/// The fewest and the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Range {
    /// The fewest.
    pub min: u32,
    /// The most.
    pub max: u32,
}
