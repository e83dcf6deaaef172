//! Schedules of EventBridge Scheduler.

mod at;
mod cron;
mod field;
mod rate;
pub mod time;
mod timezone;
pub mod window;
mod zones;

use super::letters::{about, quote, slice};
use crate::string::starts_with;
use crate::{Text, Violation};

pub use timezone::timezone;

const RULE: &str = "schedule-expression";

/// When a schedule runs: `rate(5 minutes)`, `cron(0 3 * * ? *)` or `at(2027-01-01T00:00:00)`, at most 256 characters.
///
/// Source: SCH-02; botocore 1.44.5 scheduler CreateScheduleInput.ScheduleExpression; EventBridge Scheduler user guide,
/// "Schedule types".
pub const fn expression(expression: &str) -> Result<(), Violation> {
    if expression.len() > 256 {
        let headline = about("schedule ", expression).push(" has ").number(expression.len() as u64);
        return Err(Violation::new(RULE, headline.push(" characters"), Text::from("use at most 256")));
    }
    if let Some(rate) = within(expression, "rate(") {
        return rate::rate(expression, rate);
    }
    if let Some(cron) = within(expression, "cron(") {
        return cron::cron(expression, cron);
    }
    if let Some(at) = within(expression, "at(") {
        return at::at(expression, at);
    }
    let help = "write `rate(5 minutes)`, `cron(0 3 * * ? *)` or `at(2027-01-01T00:00:00)`";
    Err(Violation::new(RULE, quote(Text::new(), expression).push(" is no schedule"), Text::from(help)))
}

/// What stands between `start` and the `)` at the end.
const fn within<'a>(expression: &'a str, start: &str) -> Option<&'a str> {
    match expression.as_bytes() {
        [.., b')'] if starts_with(expression, start) => Some(slice(expression, start.len(), expression.len() - 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(matches!(expression("rate(5 minutes)"), Ok(())));
    const _: () = assert!(matches!(expression("cron(0 3 * * ? *)"), Ok(())));
    const _: () = assert!(matches!(expression("at(2027-01-01T00:00:00)"), Ok(())));

    #[test]
    fn forms() {
        for illegal in ["", "daily", "0 3 * * ? *", "rate(5 minutes", "rate 5 minutes", "Rate(5 minutes)", "at()", ")"]
        {
            assert!(expression(illegal).is_err(), "{illegal}");
        }
        let long = format!("cron({}0 3 * * ? *)", "0,".repeat(120));
        assert_eq!(long.len(), 257);
        assert!(expression(&long).expect_err("long").headline.as_str().ends_with("has 257 characters"));
        assert_eq!(expression(&format!("cron({}0 3 * * ? *)", "0,".repeat(119))), Ok(()));
    }

    proptest! {
        #[test]
        fn no_expression_panics(text in ".{0,80}") {
            let _ = expression(&text);
        }

        #[test]
        fn no_likely_expression_panics(form in "(rate|cron|at)", inner in "[0-9A-Z*?/#,LW :T-]{0,40}") {
            let _ = expression(&format!("{form}({inner})"));
        }

        #[test]
        fn no_field_panics(fields in proptest::collection::vec("[0-9A-Z*?/#,LWé-]{1,8}", 6)) {
            let _ = expression(&format!("cron({})", fields.join(" ")));
        }
    }
}
