//! When tasks are started by their schedules.

use infra_core::plan::Runs;
use infra_core::schedule::{Next, Timetable, Window, runs};

use crate::spec::{Schedule, Task};

/// The first moment after `after` at which a schedule of the task starts it, in seconds since 1970; none where none does any
/// more. `since` is when the schedule was made or changed: a rate without a beginning counts from there.
#[must_use]
pub fn next(task: &Task, since: i64, after: i64) -> Option<i64> {
    let moments = task.schedules.iter().filter_map(|schedule| match timetable(task, schedule, since).next(after, 1) {
        Next::At(at) => at.into_iter().next(),
        Next::Every(_) => None,
    });
    moments.min()
}

/// The next runs of each schedule of the task, as `status` tells them. Here also a rate has its moments.
#[must_use]
pub fn next_runs(task: &Task, since: i64, now: i64) -> Vec<Runs> {
    task.schedules.iter().map(|schedule| runs(&task.item, &timetable(task, schedule, since), now)).collect()
}

/// A rate that begins when its schedule is made starts nothing at that moment, but after its time has passed once.
fn timetable<'task>(task: &'task Task, schedule: &'task Schedule, since: i64) -> Timetable<'task> {
    let expression = schedule.expression.as_str();
    let bare = Window { from: task.from, until: task.until };
    let own = Timetable { expression, timezone: schedule.timezone.as_deref(), window: bare, paused: task.paused };
    match own.next(since, 1) {
        Next::Every(seconds) => {
            let first = since.saturating_add(i64::try_from(seconds).unwrap_or(i64::MAX));
            Timetable { window: Window { from: Some(first), ..bare }, ..own }
        }
        Next::At(_) => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Size;

    fn task(expressions: &[&str]) -> Task {
        let schedule = |expression: &&str| Schedule { expression: (*expression).to_owned(), timezone: None };
        Task {
            item: "rollup".into(),
            description: String::new(),
            revision: String::new(),
            units: Vec::new(),
            size: Size::default(),
            connections: Vec::new(),
            schedules: expressions.iter().map(schedule).collect(),
            paused: false,
            retries: 0,
            from: None,
            until: None,
        }
    }

    #[test]
    fn the_earliest_schedule_counts() {
        let task = task(&["cron(0 3 * * ? *)", "rate(2 hours)"]);
        assert_eq!(next(&task, 0, 0), Some(7_200));
        assert_eq!(next(&task, 0, 7_200), Some(10_800));
        assert_eq!(next(&task, 0, 10_800), Some(14_400));
    }

    #[test]
    fn a_rate_counts_from_when_it_was_made() {
        let task = task(&["rate(5 minutes)"]);
        assert_eq!(next(&task, 100, 100), Some(400));
        assert_eq!(next(&task, 100, 399), Some(400));
        assert_eq!(next(&task, 100, 400), Some(700));
        assert_eq!(
            next_runs(&task, 0, 0)[0].at,
            ["1970-01-01T00:05:00Z", "1970-01-01T00:10:00Z", "1970-01-01T00:15:00Z"]
        );
    }

    #[test]
    fn its_window_and_a_pause_hold() {
        let windowed = Task { from: Some(1_000), until: Some(1_300), ..task(&["rate(5 minutes)"]) };
        assert_eq!(
            (next(&windowed, 0, 0), next(&windowed, 0, 1_000), next(&windowed, 0, 1_300)),
            (Some(1_000), Some(1_300), None)
        );
        let paused = Task { paused: true, ..task(&["cron(0 3 * * ? *)"]) };
        assert_eq!(next(&paused, 0, 0), None);
        assert_eq!(next(&task(&[]), 0, 0), None);
    }
}
