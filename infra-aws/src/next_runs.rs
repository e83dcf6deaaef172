//! When the schedules of tasks run next, in the time zones that they are read in.

use infra_core::blueprint::{Blueprint, Schedule, TaskBlueprint, WorkloadBlueprint};
use infra_core::plan::{Plan, Runs};
use infra_core::schedule::{self, Civil, Next, Window, Zone};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

/// How many runs are told of each schedule.
const COUNT: usize = 3;
const UTC: &str = "UTC";

/// The next runs of the tasks whose schedules a plan makes or changes.
pub(crate) fn of_plan<A>(plan: &Plan<A>, blueprint: &Blueprint, now: i64) -> Vec<Runs> {
    let tasks = blueprint.workloads().filter_map(|(_, workload)| Some((workload, workload.task()?)));
    let changed = tasks.filter(|(workload, _)| {
        plan.steps.iter().any(|step| step.kind == "stack" && step.item == workload.identity.name)
    });
    changed.flat_map(|(workload, task)| of_task(workload, task, now)).collect()
}

/// The next runs of a task, a schedule each.
pub(crate) fn of_task(workload: &WorkloadBlueprint, task: &TaskBlueprint, now: i64) -> Vec<Runs> {
    let item = workload.identity.name;
    task.schedules.iter().map(|schedule| of_schedule(item, task, schedule, now)).collect()
}

fn of_schedule(item: &str, task: &TaskBlueprint, schedule: &Schedule, now: i64) -> Runs {
    let window = Window { from: task.from.and_then(schedule::utc), until: task.until.and_then(schedule::utc) };
    let name = schedule.timezone.unwrap_or(UTC);
    // The rules know the names of zones; a machine's own database may be older.
    let zone = TimeZone::get(name).ok().map(Clocks);
    let next = match &zone {
        _ if task.paused => Next::At(Vec::new()),
        Some(zone) => schedule::next(schedule.expression, window, zone, now, COUNT),
        None => Next::At(Vec::new()),
    };
    let (at, every_seconds) = match next {
        Next::At(at) => (at, None),
        Next::Every(seconds) => (Vec::new(), Some(seconds)),
    };
    let shown = |at: &i64| zone.as_ref().map_or_else(|| Civil::of(*at), |zone| zone.shown(*at)).to_string();
    Runs {
        item: item.to_owned(),
        schedule: schedule.expression.to_owned(),
        zone: name.to_owned(),
        paused: task.paused,
        shown: at.iter().map(shown).collect(),
        at: at.iter().map(|at| format!("{}Z", Civil::of(*at).iso())).collect(),
        every_seconds,
    }
}

/// The clocks of a time zone.
struct Clocks(TimeZone);

impl Zone for Clocks {
    fn shown(&self, at: i64) -> Civil {
        let Ok(at) = Timestamp::from_second(at) else { return Civil::of(at) };
        let shown = self.0.to_datetime(at);
        let part = |value: i8| u32::try_from(value).unwrap_or_default();
        Civil {
            year: i64::from(shown.year()),
            month: part(shown.month()),
            day: part(shown.day()),
            hour: part(shown.hour()),
            minute: part(shown.minute()),
            second: part(shown.second()),
        }
    }

    fn moment(&self, shown: Civil) -> Option<i64> {
        let part = |value: u32| i8::try_from(value).ok();
        let shown = DateTime::new(
            i16::try_from(shown.year).ok()?,
            part(shown.month)?,
            part(shown.day)?,
            part(shown.hour)?,
            part(shown.minute)?,
            part(shown.second)?,
            0,
        );
        let shown = shown.ok()?;
        let offset = match self.0.to_ambiguous_timestamp(shown).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset,
            // The first of the two times that clocks show it.
            AmbiguousOffset::Fold { before, .. } => before,
            AmbiguousOffset::Gap { .. } => return None,
        };
        Some(offset.to_timestamp(shown).ok()?.as_second())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::fixture;

    fn shown(expression: &'static str, zone: &'static str, now: &str) -> Vec<String> {
        let names = fixture::names("shop", "prod");
        let task = fixture::task(&names, "rollup", &[fixture::schedule(expression, Some(zone))]);
        let runs = of_task(&task, task.task().unwrap(), schedule::utc(now).unwrap());
        runs.into_iter().flat_map(|runs| runs.at).collect()
    }

    #[test]
    fn summer_and_winter_are_those_of_the_zone() {
        assert_eq!(
            shown("cron(30 2 * * ? *)", "Europe/Berlin", "2027-03-27T00:00:00"),
            ["2027-03-27T01:30:00Z", "2027-03-29T00:30:00Z", "2027-03-30T00:30:00Z"]
        );
        assert_eq!(
            shown("cron(30 1 * * ? *)", "America/New_York", "2027-11-06T12:00:00"),
            ["2027-11-07T05:30:00Z", "2027-11-08T06:30:00Z", "2027-11-09T06:30:00Z"]
        );
        assert_eq!(shown("cron(0 6 1 * ? *)", "Asia/Kathmandu", "2027-01-15T00:00:00")[0], "2027-02-01T00:15:00Z");
        assert_eq!(shown("at(2050-07-01T00:00:00)", "Europe/Berlin", "2027-01-15T00:00:00"), ["2050-06-30T22:00:00Z"]);
    }

    #[test]
    fn what_is_paused_does_not_run() {
        let names = fixture::names("shop", "prod");
        let task = fixture::task(&names, "rollup", &[fixture::schedule("rate(1 day)", None)]);
        let mut paused = task.task().unwrap().clone();
        assert_eq!(
            of_task(&task, &paused, 0)[0].to_string(),
            "rollup: rate(1 day) UTC: every 1 day, from when it was made or changed"
        );
        paused.paused = true;
        assert_eq!(of_task(&task, &paused, 0)[0].to_string(), "rollup: rate(1 day) UTC: paused");
    }
}
