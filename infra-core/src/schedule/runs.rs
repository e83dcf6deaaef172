//! The next runs of a task's schedule, in its time zone.

use super::{Civil, Clocks, Next, Window, Zone, next};
use crate::plan::Runs;

/// How many runs are told of a schedule.
const COUNT: usize = 3;
const UTC: &str = "UTC";

/// A schedule of a task, and when it may start anything.
#[derive(Clone, Copy, Debug)]
pub struct Timetable<'task> {
    /// `rate(..)`, `cron(..)` or `at(..)`.
    pub expression: &'task str,
    /// The IANA time zone in which `cron` and `at` are read; UTC without one.
    pub timezone: Option<&'task str>,
    /// Between which moments.
    pub window: Window,
    /// Whether it starts nothing.
    pub paused: bool,
}

impl Timetable<'_> {
    /// The next `count` runs after `now`, in seconds since 1970.
    #[must_use]
    pub fn next(&self, now: i64, count: usize) -> Next {
        match Clocks::of(self.zone()) {
            _ if self.paused => Next::At(Vec::new()),
            Some(zone) => next(self.expression, self.window, &zone, now, count),
            // The rules know the names of zones.
            None => Next::At(Vec::new()),
        }
    }

    fn zone(&self) -> &str {
        self.timezone.unwrap_or(UTC)
    }
}

/// The next runs of a schedule of `item`, as a plan and `status` tell them.
#[must_use]
pub fn runs(item: &str, timetable: &Timetable<'_>, now: i64) -> Runs {
    let (at, every_seconds) = match timetable.next(now, COUNT) {
        Next::At(at) => (at, None),
        Next::Every(seconds) => (Vec::new(), Some(seconds)),
    };
    let zone = Clocks::of(timetable.zone());
    let shown = |at: &i64| zone.as_ref().map_or_else(|| Civil::of(*at), |zone| zone.shown(*at)).to_string();
    Runs {
        item: item.to_owned(),
        schedule: timetable.expression.to_owned(),
        zone: timetable.zone().to_owned(),
        paused: timetable.paused,
        shown: at.iter().map(shown).collect(),
        at: at.iter().map(|at| format!("{}Z", Civil::of(*at).iso())).collect(),
        every_seconds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::utc;

    fn table(expression: &'static str, timezone: Option<&'static str>) -> Timetable<'static> {
        Timetable { expression, timezone, window: Window::default(), paused: false }
    }

    fn shown(expression: &'static str, zone: &'static str, now: &str) -> Vec<String> {
        runs("rollup", &table(expression, Some(zone)), utc(now).unwrap()).at
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
        let mut daily = table("rate(1 day)", None);
        let said = |table: &Timetable<'_>| runs("rollup", table, 0).to_string();
        assert_eq!(said(&daily), "rollup: rate(1 day) UTC: every 1 day, from when it was made or changed");
        daily.paused = true;
        assert_eq!(said(&daily), "rollup: rate(1 day) UTC: paused");
    }
}
