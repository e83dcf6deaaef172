//! When tasks are started by their schedules.

use infra_core::plan::Runs;
use infra_core::schedule::{Next, Timetable, Window, runs};

use crate::parts::Schedules;
use crate::spec::{Schedule, Task};

/// The schedules of this machine: those of its time zones.
#[derive(Clone, Copy, Debug, Default)]
pub struct Zones;

impl Schedules for Zones {
    fn next(&self, task: &Task, since: i64, now: i64) -> Vec<Option<i64>> {
        task.schedules.iter().map(|schedule| first(task, schedule, since, now)).collect()
    }
}

/// The first moment after `after` at which a schedule starts the task, in seconds since 1970; none where it never does any
/// more. `since` is when the schedule was made or changed: a rate without a beginning counts from there.
fn first(task: &Task, schedule: &Schedule, since: i64, after: i64) -> Option<i64> {
    match timetable(task, schedule, since).next(after, 1) {
        Next::At(at) => at.into_iter().next(),
        Next::Every(_) => None,
    }
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
    use crate::spec::fixture;

    fn task(expressions: &[&str]) -> Task {
        let schedule = |expression: &&str| Schedule { expression: (*expression).to_owned(), timezone: None };
        Task { schedules: expressions.iter().map(schedule).collect(), ..fixture::task("rollup", "true") }
    }

    fn next(task: &Task, since: i64, now: i64) -> Vec<Option<i64>> {
        Zones.next(task, since, now)
    }

    #[test]
    fn each_schedule_has_its_time() {
        let task = task(&["cron(0 3 * * ? *)", "rate(2 hours)"]);
        assert_eq!(next(&task, 0, 0), [Some(10_800), Some(7_200)]);
        assert_eq!(next(&task, 0, 7_200), [Some(10_800), Some(14_400)]);
    }

    #[test]
    fn a_rate_counts_from_when_it_was_made() {
        let task = task(&["rate(5 minutes)"]);
        assert_eq!(next(&task, 100, 100), [Some(400)]);
        assert_eq!(next(&task, 100, 399), [Some(400)]);
        assert_eq!(next(&task, 100, 400), [Some(700)]);
        let at = ["1970-01-01T00:05:00Z", "1970-01-01T00:10:00Z", "1970-01-01T00:15:00Z"];
        assert_eq!(next_runs(&task, 0, 0)[0].at, at);
    }

    #[test]
    fn its_window_and_a_pause_hold() {
        let windowed = Task { from: Some(1_000), until: Some(1_300), ..task(&["rate(5 minutes)"]) };
        for (now, expected) in [(0, Some(1_000)), (1_000, Some(1_300)), (1_300, None)] {
            assert_eq!(next(&windowed, 0, now), [expected]);
        }
        let paused = Task { paused: true, ..task(&["cron(0 3 * * ? *)"]) };
        assert_eq!(next(&paused, 0, 0), [None]);
    }
}
