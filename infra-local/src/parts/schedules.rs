//! When tasks are started.

use crate::spec::Task;

/// When tasks are started.
pub trait Schedules: Send + Sync {
    /// When each schedule of a task starts it for the first time after `now`, in seconds since 1970; none where it never does.
    /// A rate counts from `since`, when its task was put in place.
    fn next(&self, task: &Task, since: i64, now: i64) -> Vec<Option<i64>>;
}

/// Nothing is ever started.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSchedules;

impl Schedules for NoSchedules {
    fn next(&self, task: &Task, _: i64, _: i64) -> Vec<Option<i64>> {
        vec![None; task.schedules.len()]
    }
}
