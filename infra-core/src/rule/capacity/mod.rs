//! Capacity provider strategies and Auto Scaling groups.

pub mod data;
pub mod disk;
pub mod group;
pub mod managed;
pub mod schedule;
pub mod strategy;

use crate::{Text, Violation};

/// The base of an entry is 0 to 100,000 tasks.
///
/// Source: SV-29; botocore 1.44.5 ecs CapacityProviderStrategyItemBase.
pub const fn base(base: u64) -> Result<(), Violation> {
    if base <= 100_000 {
        return Ok(());
    }
    let headline = Text::from("a base of ").number(base).push(" tasks is out of range");
    Err(Violation::new("capacity-base", headline, Text::from("use 0 to 100000")))
}

/// The weight of an entry is 0 to 1,000.
///
/// Source: SV-29; botocore 1.44.5 ecs CapacityProviderStrategyItemWeight.
pub const fn weight(weight: u64) -> Result<(), Violation> {
    if weight <= 1000 {
        return Ok(());
    }
    let headline = Text::from("a weight of ").number(weight).push(" is out of range");
    Err(Violation::new("capacity-weight", headline, Text::from("use 0 to 1000")))
}

/// An Auto Scaling group has at least one instance at its most, and the fewest are not above the most.
///
/// Source: ASG-03, CP-05; cfn-lint 1.58.0 E3706; botocore 1.44.5 autoscaling CreateAutoScalingGroupType.
pub const fn range(min: u64, max: u64) -> Result<(), Violation> {
    const RULE: &str = "capacity-range";
    if max == 0 {
        return Err(Violation::new(
            RULE,
            Text::from("a group of at most 0 instances can run no task"),
            Text::from("let it grow to 1 or more, as `0..=1`"),
        ));
    }
    if max > i32::MAX as u64 {
        let headline = Text::from("a group cannot have ").number(max).push(" instances");
        return Err(Violation::new(RULE, headline, Text::from("use at most 2147483647")));
    }
    if min > max {
        let headline = Text::from("a group cannot have ").number(min).push(" to ").number(max);
        let help = Text::from("put the smaller number first: ").number(max).push("..=").number(min);
        return Err(Violation::new(RULE, headline.push(" instances"), help));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    const _: () = assert!(matches!(range(1, 10), Ok(())));

    #[test]
    fn bounds() {
        for (value, legal) in [(0, true), (100_000, true), (100_001, false)] {
            assert_eq!(base(value).is_ok(), legal, "{value}");
        }
        for (value, legal) in [(0, true), (1000, true), (1001, false)] {
            assert_eq!(weight(value).is_ok(), legal, "{value}");
        }
        for (min, max, legal) in
            [(0, 0, false), (0, 1, true), (1, 1, true), (2, 1, false), (0, 2_147_483_647, true), (0, u64::MAX, false)]
        {
            assert_eq!(range(min, max).is_ok(), legal, "{min}..={max}");
        }
    }
}
