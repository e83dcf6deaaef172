//! A binary as a declaration names it.

use serde::{Deserialize, Serialize};

/// A binary that a container runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The name of the binary target.
    pub binary: String,
    /// The file of the declaration, as `file!()` tells it: its package comes first where several have such a binary.
    pub file: String,
    /// The features of its package that are switched on.
    #[serde(default)]
    pub features: Vec<String>,
}
