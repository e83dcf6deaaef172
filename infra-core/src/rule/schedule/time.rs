//! From when until when a schedule runs.

use super::at::{fault, parts};
use crate::rule::letters::{about, quote};
use crate::string::{compare, starts_with};
use crate::{Text, Violation};
use core::cmp::Ordering;

/// A point in time of `from` or `until`: `2027-01-01T00:00:00`, on a day that there is; without a zone.
///
/// Source: SCH-06; botocore 1.44.5 scheduler CreateScheduleInput.StartDate, EndDate (UTC).
pub const fn moment(time: &str) -> Result<(), Violation> {
    const RULE: &str = "schedule-time";
    let Some(parts) = parts(time) else {
        let headline = quote(Text::new(), time).push(" is no time of the form `yyyy-mm-ddThh:mm:ss`");
        let help = "write date and time in full, without a zone, as \"2027-01-01T00:00:00\"";
        return Err(Violation::new(RULE, headline, Text::from(help)));
    };
    match fault(parts) {
        Some((problem, help)) => Err(Violation::new(RULE, about("time ", time).append(&problem), help)),
        None => Ok(()),
    }
}

/// `from` lies before `until`; what is no time is told by [`moment`].
///
/// Source: SCH-06; aws-cdk-lib 2.276.0 (start before end).
pub const fn ordered(from: &str, until: &str) -> Result<(), Violation> {
    if parts(from).is_none() || parts(until).is_none() || matches!(compare(from, until), Ordering::Less) {
        return Ok(());
    }
    let headline = Text::from("`from = \"").push(from).push("\"` is not before `until = \"").push(until).push("\"`");
    Err(Violation::new("schedule-order", headline, Text::from("put the earlier time into `from`")))
}

/// A schedule of one time, `at(..)`, takes no notice of `from` and `until`.
///
/// Source: SCH-06; botocore 1.44.5 scheduler CreateScheduleInput.StartDate ("ignored for one-time schedules").
pub const fn window_of_one(expression: &str, window: bool) -> Result<(), Violation> {
    if !window || !starts_with(expression, "at(") {
        return Ok(());
    }
    let headline = about("schedule ", expression).push(" runs once and takes no notice of `from` and `until`");
    Err(Violation::new(
        "schedule-once",
        headline,
        Text::from("drop `from` and `until`, or use `rate(..)` or `cron(..)`"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(moment("2027-01-01T00:00:00"), Ok(())));

    #[test]
    fn moments() {
        for (illegal, problem) in [
            ("", "is no time of the form `yyyy-mm-ddThh:mm:ss`"),
            ("2027-01-01", "is no time of the form `yyyy-mm-ddThh:mm:ss`"),
            ("2027-01-01T00:00:00Z", "is no time of the form `yyyy-mm-ddThh:mm:ss`"),
            ("2027-02-29T00:00:00", "has a day 29 that is not in February 2027"),
            ("2027-13-01T00:00:00", "has no month 13"),
            ("2027-01-01T24:00:00", "has the hour 24"),
        ] {
            let headline = moment(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
        assert_eq!(moment("2028-02-29T23:59:59"), Ok(()));
    }

    #[test]
    fn order() {
        let (early, late) = ("2027-01-01T00:00:00", "2027-01-01T00:00:01");
        assert!(ordered(early, late).is_ok() && ordered("x", early).is_ok());
        assert!(ordered(early, early).is_err());
        assert_eq!(
            ordered(late, early).expect_err("order").to_string(),
            "`from = \"2027-01-01T00:00:01\"` is not before `until = \"2027-01-01T00:00:00\"` [schedule-order]\n\
             help: put the earlier time into `from`"
        );
        for (expression, window, legal) in [
            ("at(2027-01-01T00:00:00)", true, false),
            ("at(2027-01-01T00:00:00)", false, true),
            ("rate(1 day)", true, true),
        ] {
            assert_eq!(window_of_one(expression, window).is_ok(), legal, "{expression}");
        }
    }
}
