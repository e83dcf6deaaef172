//! When a group has another range: scheduled actions of Auto Scaling.

use crate::rule::letters::{about, slice};
use crate::string::starts_with;
use crate::{Text, Violation};

const RULE: &str = "capacity-schedule";

/// Auto Scaling takes a Unix cron expression, or one time in UTC: no rate, no year, no `L`, `W` and `#`, and no time zone
/// for one time.
///
/// Source: botocore 1.44.5 autoscaling PutScheduledUpdateGroupActionType.Recurrence, StartTime, TimeZone.
pub const fn recurrence(expression: &str, zone: bool) -> Result<(), Violation> {
    if starts_with(expression, "rate(") {
        let headline = about("schedule ", expression).push(" is a rate, which Auto Scaling does not know");
        return Err(Violation::new(RULE, headline, Text::from("write `cron(..)` or `at(..)`")));
    }
    if starts_with(expression, "at(") {
        if !zone {
            return Ok(());
        }
        let headline = about("schedule ", expression).push(" is one time, which has no `zone`");
        return Err(Violation::new(RULE, headline, Text::from("write the time in UTC, and drop `zone`")));
    }
    let bytes = expression.as_bytes();
    let (mut field, mut at, mut start) = (0, "cron(".len(), "cron(".len());
    while at < bytes.len() {
        if matches!(bytes[at], b' ' | b'\t' | b')') {
            if at > start {
                if !is_of_unix(field, slice(expression, start, at).as_bytes()) {
                    let headline = about("schedule ", expression).push(" has ");
                    let headline =
                        headline.push(if field == 5 { "a year" } else { "a day" }).push(" that Auto Scaling");
                    let help = "use days as numbers, names, lists and ranges, and `*` for the year";
                    return Err(Violation::new(RULE, headline.push(" cannot tell"), Text::from(help)));
                }
                field += 1;
            }
            start = at + 1;
        }
        at += 1;
    }
    Ok(())
}

/// Whether Unix cron has such a field.
const fn is_of_unix(field: u8, text: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len() {
        let foreign = match field {
            2 => matches!(text[at], b'L' | b'W'),
            4 => matches!(text[at], b'L' | b'#'),
            5 => text[at] != b'*',
            _ => false,
        };
        if foreign {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_auto_scaling_takes() {
        for (expression, zone, legal) in [
            ("cron(0 7 * * ? *)", true, true),
            ("cron(0 7 ? * MON-FRI *)", false, true),
            ("cron(0 7 ? * WED,SUN *)", false, true),
            ("cron(0 7 ? JUL 2 *)", false, true),
            ("cron(0 7 L * ? *)", false, false),
            ("cron(0 7 1W * ? *)", false, false),
            ("cron(0 7 ? * 2#1 *)", false, false),
            ("cron(0 7 ? * 2L *)", false, false),
            ("cron(0 7 * * ? 2027)", false, false),
            ("at(2027-01-01T00:00:00)", false, true),
            ("at(2027-01-01T00:00:00)", true, false),
            ("rate(5 minutes)", false, false),
        ] {
            assert_eq!(recurrence(expression, zone).is_ok(), legal, "{expression}");
        }
    }
}
