//! How long tasks run, and how many at once.

use super::range::{duration_key, number};
use crate::{Text, Violation};

/// A task is stopped after 1 second to 365 days.
///
/// Source: Step Functions developer guide, 2025, "Quotas" (an execution lasts at most a year); `language.md`, `timeout`.
pub const fn timeout(seconds: u64) -> Result<(), Violation> {
    if seconds >= 1 && seconds <= 31_536_000 {
        return Ok(());
    }
    let headline = duration_key(Text::new(), "timeout", seconds).push(" is out of range");
    Err(Violation::new("run-timeout", headline, Text::from("use 1s to 365d")))
}

/// 1 to 10,000 shards run at once.
///
/// Source: Step Functions developer guide, 2025, "Distributed Map state", MaxConcurrency (10,000 child executions).
pub const fn fan_out(max: u64) -> Result<(), Violation> {
    const RULE: &str = "fan-out-max";
    if max >= 1 && max <= 10_000 {
        return Ok(());
    }
    let headline = Text::from("`fan_out(max = ").number(max).push(")` is out of range");
    Err(Violation::new(RULE, headline, Text::from("use 1 to 10000")))
}

/// 0 to 100 percent of the shards may fail.
///
/// Source: botocore 1.44.5 stepfunctions ToleratedFailurePercentage.
pub const fn tolerate(percent: u64) -> Result<(), Violation> {
    const RULE: &str = "fan-out-tolerate";
    number(RULE, "tolerate", percent, 0, 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(timeout(3_600), Ok(())));

    #[test]
    fn bounds() {
        for (seconds, legal) in [(0, false), (1, true), (31_536_000, true), (31_536_001, false)] {
            assert_eq!(timeout(seconds).is_ok(), legal, "{seconds}");
        }
        for (max, legal) in [(0, false), (1, true), (10_000, true), (10_001, false)] {
            assert_eq!(fan_out(max).is_ok(), legal, "{max}");
        }
        for (percent, legal) in [(0, true), (100, true), (101, false)] {
            assert_eq!(tolerate(percent).is_ok(), legal, "{percent}");
        }
        assert_eq!(
            timeout(0).expect_err("0").to_string(),
            "`timeout = \"0s\"` is out of range [run-timeout]\nhelp: use 1s to 365d"
        );
    }
}
