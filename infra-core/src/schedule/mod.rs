//! When schedules run next: `rate(..)`, `cron(..)` and `at(..)` as Amazon EventBridge Scheduler reads them.
//!
//! What a clock shows in a time zone is not known here: a [`Zone`] is given.

mod civil;
#[cfg(feature = "zones")]
mod clocks;
mod cron;
#[cfg(feature = "zones")]
mod runs;
#[cfg(test)]
mod tests;

pub use civil::Civil;
#[cfg(feature = "zones")]
pub use clocks::Clocks;
use cron::Cron;
#[cfg(feature = "zones")]
pub use runs::{Timetable, runs};

/// What clocks in a time zone show.
pub trait Zone {
    /// What they show at a moment, in seconds since 1970.
    fn shown(&self, at: i64) -> Civil;

    /// The moment at which they show this for the first time, in seconds since 1970; none where they skip it.
    fn moment(&self, shown: Civil) -> Option<i64>;
}

/// When a schedule may start anything, in seconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Not before this.
    pub from: Option<i64>,
    /// Not after this.
    pub until: Option<i64>,
}

/// The next runs of a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Next {
    /// At these moments, in seconds since 1970; none where it runs no more.
    At(Vec<i64>),
    /// Every so many seconds. The time counts from when the schedule was made or changed, which only AWS knows.
    Every(u64),
}

/// The next runs after the moment `now`, at most `count` of them. What is no schedule never runs.
///
/// Of a time that clocks skip in spring there is no run; of one that they show twice in autumn there is one. `from` and
/// `until` say nothing of `at(..)`.
#[must_use]
pub fn next(expression: &str, window: Window, zone: &dyn Zone, now: i64, count: usize) -> Next {
    if let Some(rate) = within(expression, "rate(") {
        return rate_seconds(rate).map_or(Next::At(Vec::new()), |every| of_rate(every, window, now, count));
    }
    if let Some(at) = within(expression, "at(") {
        let moment = Civil::read(at).and_then(|shown| zone.moment(shown));
        return Next::At(moment.into_iter().filter(|moment| *moment > now).take(count).collect());
    }
    let Some(cron) = within(expression, "cron(").and_then(Cron::read) else { return Next::At(Vec::new()) };
    // A run at the start itself counts.
    let after = window.from.map_or(now, |from| now.max(from - 1));
    let moments = cron.from(zone.shown(after)).filter_map(|shown| zone.moment(shown)).filter(|moment| *moment > after);
    let within = moments.take_while(|moment| window.until.is_none_or(|until| *moment <= until));
    Next::At(within.take(count).collect())
}

/// A rate counts from its start where that is said; it begins there with its first run.
fn of_rate(every: u64, window: Window, now: i64, count: usize) -> Next {
    let ended = |moment: i64| window.until.is_some_and(|until| moment > until);
    let Some(from) = window.from else {
        return if ended(now) { Next::At(Vec::new()) } else { Next::Every(every) };
    };
    let Ok(step) = i64::try_from(every) else { return Next::At(Vec::new()) };
    // The first one after now: a run that is due at this second is under way.
    let passed = if now < from { 0 } else { (now - from) / step + 1 };
    let first = from.saturating_add(passed.saturating_mul(step));
    let moments = std::iter::successors(Some(first), |moment| moment.checked_add(step));
    Next::At(moments.take_while(|moment| !ended(*moment)).take(count).collect())
}

/// The moment of `from` or `until`, which are written in UTC; none where it is no time.
#[must_use]
pub fn utc(time: &str) -> Option<i64> {
    Civil::read(time).map(Civil::seconds)
}

/// What stands between `start` and the `)` at the end.
fn within<'a>(expression: &'a str, start: &str) -> Option<&'a str> {
    expression.strip_prefix(start)?.strip_suffix(')')
}

fn rate_seconds(rate: &str) -> Option<u64> {
    let (number, unit) = rate.split_once(' ')?;
    let unit = match unit {
        "minute" | "minutes" => 60,
        "hour" | "hours" => 3_600,
        "day" | "days" => 86_400,
        _ => return None,
    };
    number.parse::<u64>().ok().filter(|number| *number > 0)?.checked_mul(unit)
}
