//! What `#[task]` says.

use super::WorkloadSpec;

/// A task in one stage.
#[derive(Debug)]
pub struct TaskSpec {
    /// What it has in common with services.
    pub workload: WorkloadSpec,
    /// When EventBridge Scheduler starts it; none for a task that only `run` starts.
    pub schedules: &'static [Schedule],
}

/// One schedule of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Schedule {
    /// `rate(..)`, `cron(..)` or `at(..)`. `ScheduleExpression`.
    pub expression: &'static str,
    /// The IANA time zone in which `cron` and `at` are read; UTC without one. `ScheduleExpressionTimezone`.
    pub timezone: Option<&'static str>,
}
