//! `rate(5 minutes)`.

use super::RULE;
use crate::rule::letters::{about, nearest_word, number, quote, split};
use crate::string::same;
use crate::{Text, Violation};

/// The units, one and many.
const UNITS: [(&str, &str); 3] = [("minute", "minutes"), ("hour", "hours"), ("day", "days")];

/// A whole number from 1 and a unit: `minute`, `hour` or `day` for 1, `minutes`, `hours` or `days` for more.
///
/// Source: SCH-02; botocore 1.44.5 scheduler CreateScheduleInput.ScheduleExpression. That one takes the singular and
/// more the plural is EventBridge's: "rate(1 hours)" and "rate(5 hour)" are refused.
pub(super) const fn rate(expression: &str, rate: &str) -> Result<(), Violation> {
    let Some((value, unit)) = split(rate, b' ') else {
        let help = Text::from("write a number, a space and a unit, as `rate(5 minutes)`");
        return Err(Violation::new(RULE, about("schedule ", expression).push(" has no number and unit"), help));
    };
    let Some(value @ 1..) = number(value) else {
        let headline = quote(about("schedule ", expression).push(" has no whole number from 1, but "), value);
        return Err(Violation::new(RULE, headline, Text::from("write one, as `rate(5 minutes)`")));
    };
    let mut at = 0;
    while at < UNITS.len() {
        let (one, many) = UNITS[at];
        let right = if value == 1 { one } else { many };
        if same(unit, right) {
            return Ok(());
        }
        if same(unit, one) || same(unit, many) {
            let headline =
                quote(about("schedule ", expression).push(" has the unit "), unit).push(" for ").number(value as u64);
            let help = Text::from("write `rate(").number(value as u64).push(" ").push(right).push(")`");
            return Err(Violation::new(RULE, headline, help));
        }
        at += 1;
    }
    let headline = quote(about("schedule ", expression).push(" has the unknown unit "), unit);
    let help = match nearest_word(unit, &["minutes", "hours", "days"]) {
        Some(near) => Text::from("did you mean ").quote(near).push("?"),
        None => Text::from("use minutes, hours or days"),
    };
    Err(Violation::new(RULE, headline, help))
}

#[cfg(test)]
mod tests {
    use crate::rule::schedule::expression;
    use proptest::prelude::*;

    #[test]
    fn rates() {
        for legal in
            ["rate(1 minute)", "rate(1 hour)", "rate(1 day)", "rate(2 minutes)", "rate(05 hours)", "rate(365 days)"]
        {
            assert_eq!(expression(legal), Ok(()), "{legal}");
        }
        for (illegal, problem, help) in [
            ("rate()", "has no number and unit", ""),
            ("rate(5)", "has no number and unit", ""),
            ("rate(5minutes)", "has no number and unit", ""),
            ("rate(0 minutes)", "has no whole number from 1, but `0`", ""),
            ("rate(-1 minutes)", "has no whole number from 1, but `-1`", ""),
            ("rate(1.5 hours)", "has no whole number from 1, but `1.5`", ""),
            ("rate(five minutes)", "has no whole number from 1, but `five`", ""),
            ("rate(1 minutes)", "has the unit `minutes` for 1", "write `rate(1 minute)`"),
            ("rate(5 minute)", "has the unit `minute` for 5", "write `rate(5 minutes)`"),
            ("rate(5 seconds)", "has the unknown unit `seconds`", "use minutes, hours or days"),
            ("rate(5 minuts)", "has the unknown unit `minuts`", "did you mean `minutes`?"),
            ("rate(5  minutes)", "has the unknown unit ` minutes`", "did you mean `minutes`?"),
            ("rate(5 Minutes)", "has the unknown unit `Minutes`", "did you mean `minutes`?"),
        ] {
            let violation = expression(illegal).expect_err(illegal);
            assert!(violation.headline.as_str().ends_with(problem), "{violation}");
            assert!(help.is_empty() || violation.help.as_str() == help, "{violation}");
        }
    }

    proptest! {
        #[test]
        fn singular_for_one_only(value in 2_u32.., unit in "(minute|hour|day)") {
            let (singular, plural) = (format!("rate({value} {unit})"), format!("rate({value} {unit}s)"));
            prop_assert!(expression(&singular).is_err());
            prop_assert_eq!(expression(&plural), Ok(()));
        }
    }
}
