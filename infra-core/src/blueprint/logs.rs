//! Where the output of a task's containers goes.

use super::Secret;
use crate::declaration::LogMode;

/// Where the output of a task's containers goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogsBlueprint {
    /// The log group; none where nothing is written. Where a router takes the output, its own goes there.
    pub group: Option<LogGroup>,
    /// The router that takes the output of all other containers.
    pub router: Option<LogRouter>,
}

/// A log group of CloudWatch Logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogGroup {
    /// Its name.
    pub name: String,
    /// Days until a log event is deleted; none for a group that is not made here.
    pub retention_days: Option<u16>,
    /// What happens when logs cannot be written as fast as they come.
    pub mode: LogMode,
}

/// A log router: Fluent Bit beside the main container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRouter {
    /// The image reference.
    pub image: String,
    /// Options of the output plugin, sorted.
    pub options: Vec<(String, String)>,
    /// Options whose values are secrets, sorted; `{app}` and `{stage}` filled in.
    pub secrets: Vec<(String, Secret)>,
}

impl LogsBlueprint {
    /// The name of the log group, if there is one.
    #[must_use]
    pub fn group_name(&self) -> Option<&str> {
        self.group.as_ref().map(|group| group.name.as_str())
    }
}
