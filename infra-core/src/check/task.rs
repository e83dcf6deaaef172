//! What must hold between the keys of a task.

use super::attempt::attempt;
use crate::declaration::{BusEvent, S3Event, TaskSpec, VolumeSource};
use crate::rule::bucket;
use crate::rule::capacity::strategy;
use crate::rule::event as events;
use crate::rule::schedule::{time, window};
use crate::rule::service::connect;
use crate::rule::volume::ebs;
use crate::string::same;
use crate::{Text, Violation};

/// No schedule is given twice.
pub const fn schedules(task: &TaskSpec) -> Result<(), Violation> {
    let mut at = 1;
    while at < task.schedules.len() {
        let mut earlier = 0;
        while earlier < at {
            if same(task.schedules[earlier], task.schedules[at]) {
                let headline = Text::from("the schedule ").quote(task.schedules[at]).push(" is given twice");
                return Err(Violation::new("schedule-twice", headline, Text::from("take one of the two out")));
            }
            earlier += 1;
        }
        at += 1;
    }
    Ok(())
}

/// The end comes after the start.
pub const fn window(task: &TaskSpec) -> Result<(), Violation> {
    match (task.from, task.until) {
        // What is wrong with one of the two is told of it alone.
        (Some(from), Some(until)) if time::moment(from).is_ok() && time::moment(until).is_ok() => {
            time::ordered(from, until)
        }
        _ => Ok(()),
    }
}

/// What is said of schedules and starts, is said of a task that has some.
pub const fn scheduled(task: &TaskSpec) -> Result<(), Violation> {
    let schedules = task.schedules.len() as u64;
    let of_schedules = [
        ("timezone", task.timezone.is_some()),
        ("flexible", task.flexible_seconds.is_some()),
        ("from", task.from.is_some()),
        ("until", task.until.is_some()),
        ("paused", task.paused),
    ];
    let mut at = 0;
    while at < of_schedules.len() {
        if of_schedules[at].1 {
            attempt!(window::needs_schedule(of_schedules[at].0, schedules));
        }
        at += 1;
    }
    let of_starts =
        [("retries", task.retries > 0), ("max_age", task.max_age_seconds.is_some()), ("dead_letter", task.dead_letter)];
    at = 0;
    while at < of_starts.len() {
        if of_starts[at].1 {
            attempt!(window::needs_trigger(of_starts[at].0, schedules + task.on.len() as u64));
        }
        at += 1;
    }
    Ok(())
}

/// What runs once has no time from which or until which it runs.
pub const fn window_of_one(task: &TaskSpec) -> Result<(), Violation> {
    if task.schedules.len() != 1 {
        return Ok(());
    }
    time::window_of_one(task.schedules[0], task.from.is_some() || task.until.is_some())
}

/// The window of a flexible start is shorter than the time between two starts.
pub const fn flexible(task: &TaskSpec) -> Result<(), Violation> {
    let Some(seconds) = task.flexible_seconds else {
        return Ok(());
    };
    let mut at = 0;
    while at < task.schedules.len() {
        attempt!(window::flexible_within(task.schedules[at], seconds as u64));
        at += 1;
    }
    Ok(())
}

/// A schedule's strategy has as few providers as EventBridge Scheduler takes.
pub const fn providers(task: &TaskSpec) -> Result<(), Violation> {
    if task.schedules.is_empty() {
        return Ok(());
    }
    let mut count = task.workload.capacity.len();
    let shared = task.workload.cluster.base.capacity;
    let mut at = 0;
    while task.workload.capacity.is_empty() && at < shared.len() {
        count += shared[at].is_shared() as usize;
        at += 1;
    }
    strategy::scheduled(count as u64)
}

/// What starts a task can give it the volume that it declares.
pub const fn disk(task: &TaskSpec) -> Result<(), Violation> {
    let by = match (task.schedules.len(), task.on.len()) {
        (0, 0) => return Ok(()),
        (0, _) => "on",
        _ => "schedule",
    };
    let mut at = 0;
    while at < task.workload.volumes.len() {
        if matches!(task.workload.volumes[at].source, VolumeSource::Ebs(_)) {
            return ebs::started(by);
        }
        at += 1;
    }
    Ok(())
}

/// What a task connects to, it reaches over a network.
pub const fn connected(task: &TaskSpec) -> Result<(), Violation> {
    connect::task_network_mode(task.workload.network_mode.word(), !task.workload.connect.is_empty())
}

/// Object keys are compared with a prefix letter by letter.
pub const fn prefix(event: &S3Event) -> Result<(), Violation> {
    match event.prefix {
        Some(prefix) => bucket::prefix_letters(prefix),
        None => Ok(()),
    }
}

/// An event says which.
pub const fn event(event: &BusEvent) -> Result<(), Violation> {
    events::some(event.source.is_some(), event.detail_type.is_some(), event.pattern.is_some())
}
