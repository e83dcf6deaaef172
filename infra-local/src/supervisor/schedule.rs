//! Starts tasks when their schedules say so.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::runs::{Given, id};
use super::stage::Stage;
use crate::control::{Exit, RunRequest};
use crate::parts::Schedules;
use crate::spec::Task;

/// The longest sleep: a machine that slept itself, or whose clock was set, is noticed by then.
const LONGEST: Duration = Duration::from_secs(30);
/// Between two tries of a start that failed.
const AGAIN: Duration = Duration::from_secs(10);

/// Starts tasks until the stage is stopped.
pub(super) async fn keep(stage: Arc<Stage>) {
    let mut changes = stage.tasks.subscribe();
    let mut stopped = stage.stopped.subscribe();
    let mut last = stage.since;
    loop {
        let now = stage.machine.now();
        let tasks = stage.tasks();
        let (due, next) = due(&*stage.machine.parts.schedules, &tasks, last, now);
        last = now;
        for task in due {
            tokio::spawn(start(Arc::clone(&stage), task.clone()));
        }
        let seconds = next.map(|next| u64::try_from(next - now).unwrap_or_default());
        let pause = seconds.map_or(LONGEST, |seconds| Duration::from_secs(seconds).min(LONGEST));
        tokio::select! {
            _ = timeout(pause, changes.changed()) => {}
            _ = stopped.wait_for(|stopped| *stopped) => return,
        }
    }
}

/// The tasks that a schedule starts after `last` and until `now`, each once, and when the next one is due.
fn due<'a>(schedules: &dyn Schedules, tasks: &'a [(Task, i64)], last: i64, now: i64) -> (Vec<&'a Task>, Option<i64>) {
    let alive = || tasks.iter().filter(|(task, _)| !task.paused && !task.schedules.is_empty());
    let first = |task: &Task, since: i64, after: i64| schedules.next(task, since, after).into_iter().flatten().min();
    let due = alive().filter(|(task, since)| first(task, *since, last.max(since - 1)).is_some_and(|at| at <= now));
    let next = alive().filter_map(|(task, since)| first(task, *since, now)).min();
    (due.map(|(task, _)| task).collect(), next)
}

/// Runs a task; what could not be started is tried again as often as declared.
async fn start(stage: Arc<Stage>, task: Task) {
    for _ in 0..=task.retries {
        if *stage.stopped.borrow() || stage.kept().is_stopping {
            return;
        }
        let given = Given { cause: "schedule".to_owned(), request: RunRequest::default(), tee: None };
        let exit = stage.runs.run(&stage.machine, &task, id(), given).await;
        if !matches!(exit, Exit::NotStarted(_)) {
            return;
        }
        sleep(AGAIN).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Schedule, fixture};

    /// Every so many seconds, counted from 1970.
    struct Every;

    impl Schedules for Every {
        fn next(&self, task: &Task, _: i64, now: i64) -> Vec<Option<i64>> {
            let next = |schedule: &Schedule| {
                let every: i64 = schedule.expression.parse().ok()?;
                Some((now / every + 1) * every)
            };
            task.schedules.iter().map(next).collect()
        }
    }

    fn task(item: &str, schedules: &[&str], paused: bool) -> (Task, i64) {
        let schedule = |expression: &&str| Schedule { expression: (*expression).to_owned(), timezone: None };
        let task = Task { schedules: schedules.iter().map(schedule).collect(), paused, ..fixture::task(item, "true") };
        (task, 0)
    }

    fn names(tasks: &[(Task, i64)], last: i64, now: i64) -> (Vec<&str>, Option<i64>) {
        let (due, next) = due(&Every, tasks, last, now);
        (due.into_iter().map(|task| task.item.as_str()).collect(), next)
    }

    #[test]
    fn a_task_is_started_once_for_all_that_was_missed() {
        let tasks = [task("often", &["10"], false), task("seldom", &["100"], false)];
        assert_eq!(names(&tasks, 100, 105), (vec![], Some(110)));
        assert_eq!(names(&tasks, 105, 110), (vec!["often"], Some(120)));
        assert_eq!(names(&tasks, 110, 250), (vec!["often", "seldom"], Some(260)));
    }

    #[test]
    fn a_paused_task_is_not_started() {
        assert_eq!(names(&[task("a", &["10"], true), task("b", &[], false)], 0, 100), (vec![], None));
    }

    #[test]
    fn of_two_schedules_the_first_counts() {
        assert_eq!(names(&[task("a", &["100", "7"], false)], 100, 105), (vec!["a"], Some(112)));
    }
}
