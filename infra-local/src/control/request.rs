//! What the supervisor is asked.

use serde::{Deserialize, Serialize};

/// A run of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRequest {
    /// The task, by its name without app and stage.
    pub task: String,
    /// What its main unit gets in the place of its declared arguments; empty for those.
    pub arguments: Vec<String>,
    /// Variables beside the declared ones, for this run alone.
    pub environment: Vec<(String, String)>,
}
