//! CloudWatch Logs.

use super::letters::list;
use crate::{Text, Violation};

/// The days that CloudWatch Logs can keep events, ascending.
///
/// Source: LOG-01; CloudFormation Logs::LogGroup.RetentionInDays.
pub const RETENTIONS: [u32; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/// A log group keeps its events for one of 22 numbers of days.
///
/// Source: LOG-01; CloudFormation Logs::LogGroup.RetentionInDays.
pub const fn retention(days: u32) -> Result<(), Violation> {
    let (mut below, mut above) = (None, None);
    let mut at = 0;
    while at < RETENTIONS.len() {
        if RETENTIONS[at] == days {
            return Ok(());
        }
        if RETENTIONS[at] < days {
            below = Some(RETENTIONS[at]);
        } else if above.is_none() {
            above = Some(RETENTIONS[at]);
        }
        at += 1;
    }
    let help = match (below, above) {
        (Some(below), Some(above)) => list(Text::from("use "), &[below, above]),
        (Some(only), None) | (None, Some(only)) => Text::from("use ").number(only as u64),
        (None, None) => Text::new(),
    };
    Err(Violation::new(
        "log-retention",
        Text::from("CloudWatch Logs cannot keep events for ").number(days as u64).push(" days"),
        list(help.push("; possible are "), &RETENTIONS),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(retention(30), Ok(())));

    #[test]
    fn the_22_values_pass_and_nothing_else() {
        let legal = (0..=4000).filter(|&days| retention(days).is_ok()).collect::<Vec<_>>();
        assert_eq!(legal, RETENTIONS);
        assert!(retention(u32::MAX).is_err());
    }

    #[test]
    fn the_nearest_two_are_named() {
        for (days, help) in [(0, "use 1; "), (2, "use 1 or 3; "), (31, "use 30 or 60; "), (4000, "use 3653; ")] {
            let violation = retention(days).expect_err("not possible");
            assert!(violation.help.as_str().starts_with(help), "{violation}");
            assert!(violation.help.as_str().ends_with("2922, 3288 or 3653"), "{violation}");
        }
    }
}
