//! CloudWatch Logs.

use super::letters::{about, contains, list, point};
use crate::{Text, Violation};

/// The days that CloudWatch Logs can keep events, ascending.
///
/// Source: LOG-01; CloudFormation Logs::LogGroup.RetentionInDays.
pub const RETENTIONS: [u32; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/// A log group keeps its events for one of 22 numbers of days.
///
/// Source: LOG-01; CloudFormation Logs::LogGroup.RetentionInDays.
pub const fn retention(days: u64) -> Result<(), Violation> {
    let (mut below, mut above) = (None, None);
    let mut at = 0;
    while at < RETENTIONS.len() {
        if RETENTIONS[at] as u64 == days {
            return Ok(());
        }
        if (RETENTIONS[at] as u64) < days {
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
        Text::from("CloudWatch Logs cannot keep events for ").number(days).push(" days"),
        list(help.push("; possible are "), &RETENTIONS),
    ))
}

/// The name of a log group: 1 to 512 letters, digits and `.-_/#`.
///
/// Source: LOG-01; CloudFormation Logs::LogGroup.LogGroupName; botocore 1.44.5 logs LogGroupName.
pub const fn group(name: &str) -> Result<(), Violation> {
    const RULE: &str = "log-group";
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !(bytes[at].is_ascii_alphanumeric() || contains(b".-_/#", bytes[at])) {
            let headline = point(about("the log group ", name).push(" may not contain "), name, at);
            return Err(Violation::new(RULE, headline, Text::from("use letters, digits and `.-_/#`, as `/shop/web`")));
        }
        at += 1;
    }
    if bytes.is_empty() || bytes.len() > 512 {
        let headline = about("the log group ", name).push(" has ").number(bytes.len() as u64).push(" characters");
        return Err(Violation::new(RULE, headline, Text::from("use 1 to 512 characters")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(retention(30), Ok(())));

    #[test]
    fn the_22_values_pass_and_nothing_else() {
        let legal = (0..=4000).filter(|&days| retention(days).is_ok()).collect::<Vec<_>>();
        assert_eq!(legal, RETENTIONS.map(u64::from));
        assert!(retention(u64::MAX).is_err());
    }

    #[test]
    fn the_nearest_two_are_named() {
        for (days, help) in [(0, "use 1; "), (2, "use 1 or 3; "), (31, "use 30 or 60; "), (4000, "use 3653; ")] {
            let violation = retention(days).expect_err("not possible");
            assert!(violation.help.as_str().starts_with(help), "{violation}");
            assert!(violation.help.as_str().ends_with("2922, 3288 or 3653"), "{violation}");
        }
    }

    #[test]
    fn groups() {
        for (name, legal) in [("/shop/web", true), ("a.b-c_d#1", true), ("", false), ("a b", false), ("a:b", false)] {
            assert_eq!(group(name).is_ok(), legal, "{name}");
        }
        assert!(group(&"a".repeat(512)).is_ok() && group(&"a".repeat(513)).is_err());
    }
}
