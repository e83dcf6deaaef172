//! `cron(0 3 * * ? *)`.

use super::RULE;
use super::at::days;
use super::field::{FIELDS, Value, weekday_near};
use crate::rule::letters::{about, quote, slice};
use crate::{Text, Violation};

/// A leap year, whose February is the longest.
const LEAP: u32 = 2000;

/// Six fields: minutes, hours, day-of-month, month, day-of-week, year; one of the two days is `?`, and not both.
///
/// Source: SCH-02; EventBridge Scheduler user guide, "Cron-based schedules". That ranges may not run backwards, and that
/// the days must exist in one of the months, is our own reading: such schedules are ambiguous or never run.
pub(super) const fn cron(expression: &str, cron: &str) -> Result<(), Violation> {
    let (fields, count) = split_fields(cron);
    if count != FIELDS.len() {
        return Err(wrong_count(expression, &fields, count));
    }
    let mut values = [Value::Any; 6];
    let mut at = 0;
    while at < FIELDS.len() {
        values[at] = match FIELDS[at].read(fields[at]) {
            Ok(value) => value,
            Err(violation) => {
                let headline = quote(violation.headline.push(" in "), expression);
                return Err(Violation::new(violation.rule, headline, violation.help));
            }
        };
        at += 1;
    }
    match (values[2], values[4]) {
        (Value::None, Value::None) => {
            let headline = about("schedule ", expression).push(" names no day");
            Err(Violation::new(RULE, headline, with_days(&fields, "*", "?")))
        }
        (Value::None, _) => Ok(()),
        (_, Value::None) => exists(expression, &fields, values[2], values[3]),
        (month, _) => {
            let headline = about("schedule ", expression).push(" names both day-of-month and day-of-week");
            let help = if let Value::Any = month {
                with_days(&fields, "?", fields[4])
            } else {
                with_days(&fields, fields[2], "?")
            };
            Err(Violation::new(RULE, headline, help))
        }
    }
}

/// One of the days is in one of the months.
const fn exists(expression: &str, fields: &[&str; 7], days_of_month: Value, months: Value) -> Result<(), Violation> {
    let least = match (days_of_month, weekday_near(fields[2])) {
        (Value::Some { least, .. }, _) => least,
        (Value::Relative, Some(day)) => day,
        _ => return Ok(()),
    };
    let Value::Some { bits, .. } = months else { return Ok(()) };
    let mut month = 1;
    while month <= 12 {
        if bits & (1 << (month - 1)) != 0 && least <= days(LEAP, month) {
            return Ok(());
        }
        month += 1;
    }
    let headline = about("schedule ", expression).push(" never runs: month ");
    let headline = quote(headline, fields[3]).push(" has no day ").number(least as u64);
    Err(Violation::new(RULE, headline, Text::from("write `L` for the last day of the month")))
}

/// The fields, which white space separates, and how many there are; 7 stands for more than six.
const fn split_fields(cron: &str) -> ([&str; 7], usize) {
    let mut fields = [""; 7];
    let bytes = cron.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() && count < fields.len() {
        let mut end = at;
        while end < bytes.len() && bytes[end] != b' ' && bytes[end] != b'\t' {
            end += 1;
        }
        if end > at {
            fields[count] = slice(cron, at, end);
            count += 1;
        }
        at = end + 1;
    }
    (fields, count)
}

const fn wrong_count(expression: &str, fields: &[&str; 7], count: usize) -> Violation {
    let headline = about("schedule ", expression);
    if count != 5 {
        let headline = headline.push(" has ").push(if count > FIELDS.len() { "more" } else { "fewer" });
        let help = "write minutes, hours, day-of-month, month, day-of-week and year, as `cron(0 3 * * ? *)`";
        return Violation::new(RULE, headline.push(" than six fields"), Text::from(help));
    }
    // Where there are days of the week, only an example helps: Unix counts them from 0, EventBridge from 1.
    let help = Text::from("EventBridge cron has six fields: add the year, as ");
    let help = match (fields[2].as_bytes(), fields[4].as_bytes()) {
        (_, b"*" | b"?") => joined(help, fields, fields[2], "?", "*"),
        (b"?", _) => joined(help, fields, "?", fields[4], "*"),
        _ => help.push("`cron(0 3 ? * MON-FRI *)`, with `?` in one of the two days"),
    };
    Violation::new(RULE, headline.push(" has five fields"), help)
}

/// "write `cron(..)`", with these days.
const fn with_days(fields: &[&str; 7], day_of_month: &str, day_of_week: &str) -> Text {
    joined(Text::from("write `?` in one of the two: "), fields, day_of_month, day_of_week, fields[5])
}

const fn joined(text: Text, fields: &[&str; 7], day_of_month: &str, day_of_week: &str, year: &str) -> Text {
    let text = text.push("`cron(").push(fields[0]).push(" ").push(fields[1]).push(" ").push(day_of_month).push(" ");
    text.push(fields[3]).push(" ").push(day_of_week).push(" ").push(year).push(")`")
}

#[cfg(test)]
mod tests {
    use crate::rule::schedule::expression;
    use proptest::prelude::*;

    #[test]
    fn schedules_of_the_user_guide() {
        for legal in [
            "0 10 * * ? *",
            "15 12 * * ? *",
            "0 18 ? * MON-FRI *",
            "0 8 1 * ? *",
            "0/15 * * * ? *",
            "0/10 * ? * MON-FRI *",
            "0/5 8-17 ? * MON-FRI *",
            "15 10 ? * 6L 2022-2023",
            "0 9 ? * 2#1 *",
            "0 0 L * ? *",
            "0 0 LW * ? *",
            "0 0 3W * ? *",
            "*/5 0,12 1,15 JAN-MAR ? 2027,2028",
            "0  3 * *   ? *",
            "0 0 29 2 ? *",
            "0 0 30,31 2-3 ? *",
            "0 0 L 2 ? *",
        ] {
            assert_eq!(expression(&format!("cron({legal})")), Ok(()), "{legal}");
        }
    }

    #[test]
    fn the_way_out_is_written_out() {
        for (illegal, message) in [
            (
                "cron(0 3 * * *)",
                "schedule `cron(0 3 * * *)` has five fields [schedule-expression]\n\
                 help: EventBridge cron has six fields: add the year, as `cron(0 3 * * ? *)`",
            ),
            (
                "cron(30 4 1 * *)",
                "schedule `cron(30 4 1 * *)` has five fields [schedule-expression]\n\
                 help: EventBridge cron has six fields: add the year, as `cron(30 4 1 * ? *)`",
            ),
            (
                "cron(0 3 * * 0)",
                "schedule `cron(0 3 * * 0)` has five fields [schedule-expression]\n\
                 help: EventBridge cron has six fields: add the year, as `cron(0 3 ? * MON-FRI *)`, with `?` in one of \
                 the two days",
            ),
            (
                "cron(0 3 * * ? * *)",
                "schedule `cron(0 3 * * ? * *)` has more than six fields [schedule-expression]\n\
                 help: write minutes, hours, day-of-month, month, day-of-week and year, as `cron(0 3 * * ? *)`",
            ),
            (
                "cron()",
                "schedule `cron()` has fewer than six fields [schedule-expression]\n\
                 help: write minutes, hours, day-of-month, month, day-of-week and year, as `cron(0 3 * * ? *)`",
            ),
            (
                "cron(0 3 * * * *)",
                "schedule `cron(0 3 * * * *)` names both day-of-month and day-of-week [schedule-expression]\n\
                 help: write `?` in one of the two: `cron(0 3 ? * * *)`",
            ),
            (
                "cron(0 3 1 * MON *)",
                "schedule `cron(0 3 1 * MON *)` names both day-of-month and day-of-week [schedule-expression]\n\
                 help: write `?` in one of the two: `cron(0 3 1 * ? *)`",
            ),
            (
                "cron(0 3 ? * ? *)",
                "schedule `cron(0 3 ? * ? *)` names no day [schedule-expression]\n\
                 help: write `?` in one of the two: `cron(0 3 * * ? *)`",
            ),
            (
                "cron(0 25 * * ? *)",
                "hours cannot be `25` in `cron(0 25 * * ? *)` [schedule-expression]\nhelp: use 0 to 23, with `, - * /`",
            ),
            (
                "cron(0 0 31 4,6 ? *)",
                "schedule `cron(0 0 31 4,6 ? *)` never runs: month `4,6` has no day 31 [schedule-expression]\n\
                 help: write `L` for the last day of the month",
            ),
            (
                "cron(0 0 30W FEB ? *)",
                "schedule `cron(0 0 30W FEB ? *)` never runs: month `FEB` has no day 30 [schedule-expression]\n\
                 help: write `L` for the last day of the month",
            ),
        ] {
            assert_eq!(expression(illegal).expect_err(illegal).to_string(), message);
        }
    }

    proptest! {
        #[test]
        fn values_within_their_bounds_pass(
            minute in 0_u32..60, hour in 0_u32..24, day in 1_u32..29, month in 1_u32..13, year in 1970_u32..2200,
        ) {
            let text = format!("cron({minute} {hour} {day} {month} ? {year})");
            prop_assert_eq!(expression(&text), Ok(()));
        }
    }
}
