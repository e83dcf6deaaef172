//! How a schedule starts a task, and what it does when that fails.

use crate::rule::letters::{about, number as parse, quote, split};
use crate::rule::range::{duration_key, minutes, number, seconds};
use crate::{Text, Violation};

/// A flexible window is 1 to 1,440 whole minutes.
///
/// Source: SCH-03; botocore 1.44.5 scheduler MaximumWindowInMinutes.
pub const fn flexible(value: u64) -> Result<(), Violation> {
    const RULE: &str = "schedule-flexible";
    minutes(RULE, "flexible", value, 1, 1440)
}

/// A flexible window is shorter than the time between two starts of a `rate(..)`: else two may come together or change
/// places. What is no rate passes.
///
/// Source: SCH-03; botocore 1.44.5 scheduler FlexibleTimeWindow.
pub const fn flexible_within(expression: &str, flexible: u64) -> Result<(), Violation> {
    const RULE: &str = "schedule-flexible-long";
    let Some(inner) = super::within(expression, "rate(") else { return Ok(()) };
    let Some((value, unit)) = split(inner, b' ') else { return Ok(()) };
    let (Some(value), Some(unit)) = (parse(value), unit_seconds(unit)) else { return Ok(()) };
    if flexible < value as u64 * unit {
        return Ok(());
    }
    let headline =
        duration_key(Text::new(), "flexible", flexible).push(" is not shorter than the time between two starts, ");
    let help = "use a shorter window: two starts may come together, or the later one first";
    Err(Violation::new(RULE, quote(headline, expression), Text::from(help)))
}

const fn unit_seconds(unit: &str) -> Option<u64> {
    match unit.as_bytes() {
        b"minute" | b"minutes" => Some(60),
        b"hour" | b"hours" => Some(3_600),
        b"day" | b"days" => Some(86_400),
        _ => None,
    }
}

/// A start is tried again 0 to 185 times.
///
/// Source: SCH-04; botocore 1.44.5 scheduler MaximumRetryAttempts; events MaximumRetryAttempts.
pub const fn retries(count: u64) -> Result<(), Violation> {
    const RULE: &str = "schedule-retries";
    number(RULE, "retries", count, 0, 185)
}

/// A start is tried for 60 seconds to 24 hours.
///
/// Source: SCH-04; botocore 1.44.5 scheduler MaximumEventAgeInSeconds; events MaximumEventAgeInSeconds.
pub const fn max_age(value: u64) -> Result<(), Violation> {
    const RULE: &str = "schedule-max-age";
    seconds(RULE, "max_age", value, 60, 86_400)
}

/// `timezone`, `flexible`, `from`, `until` and `paused` say more of a `schedule`: there is one.
///
/// Source: SCH-02, SCH-03, SCH-06; botocore 1.44.5 scheduler CreateScheduleInput.ScheduleExpression (required).
pub const fn needs_schedule(key: &str, schedules: u64) -> Result<(), Violation> {
    if schedules > 0 {
        return Ok(());
    }
    let headline = about("", key).push(" says when a schedule runs, and the task has none");
    let help = Text::from("add `schedule = \"rate(1 day)\"`, or drop ").quote(key);
    Err(Violation::new("schedule-missing", headline, help))
}

/// `retries`, `max_age` and `dead_letter` are for what starts by itself: a `schedule` or an `on`.
///
/// Source: SCH-04; botocore 1.44.5 scheduler Target.RetryPolicy, events Target.RetryPolicy.
pub const fn needs_trigger(key: &str, triggers: u64) -> Result<(), Violation> {
    if triggers > 0 {
        return Ok(());
    }
    let headline = about("", key).push(" is for a start by a schedule or an event, and the task has none");
    let help = Text::from("add `schedule` or `on`, or drop ").quote(key);
    Err(Violation::new("schedule-missing", headline, help))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(flexible(900), Ok(())));

    #[test]
    fn bounds() {
        for (seconds, legal) in [(0, false), (60, true), (90, false), (86_400, true), (86_460, false)] {
            assert_eq!(flexible(seconds).is_ok(), legal, "{seconds}");
        }
        for (expression, seconds, legal) in [
            ("rate(15 minutes)", 840, true),
            ("rate(15 minutes)", 900, false),
            ("rate(1 hour)", 3_540, true),
            ("rate(1 day)", 86_400, false),
            ("rate(4294967295 days)", 86_400, true),
            ("cron(0 3 * * ? *)", 86_400, true),
            ("rate(x)", 86_400, true),
        ] {
            assert_eq!(flexible_within(expression, seconds).is_ok(), legal, "{expression} {seconds}");
        }
        for (count, legal) in [(0, true), (185, true), (186, false)] {
            assert_eq!(retries(count).is_ok(), legal, "{count}");
        }
        for (seconds, legal) in [(59, false), (60, true), (86_400, true), (86_401, false)] {
            assert_eq!(max_age(seconds).is_ok(), legal, "{seconds}");
        }
        assert_eq!(
            max_age(172_800).expect_err("2d").to_string(),
            "`max_age = \"2d\"` is too long [schedule-max-age]\nhelp: use \"1m\" to \"1d\""
        );
    }

    #[test]
    fn what_needs_a_schedule() {
        assert!(needs_schedule("from", 1).is_ok() && needs_trigger("retries", 1).is_ok());
        assert_eq!(
            needs_schedule("flexible", 0).expect_err("none").to_string(),
            "`flexible` says when a schedule runs, and the task has none [schedule-missing]\n\
             help: add `schedule = \"rate(1 day)\"`, or drop `flexible`"
        );
        assert!(needs_trigger("retries", 0).is_err());
    }
}
