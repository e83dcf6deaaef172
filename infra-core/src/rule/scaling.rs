//! How many tasks a service runs.

use crate::declaration::Scale;
use crate::{Text, Violation};

/// The fewest tasks are not above the most.
///
/// Source: AS-02; botocore 1.44.5 application-autoscaling RegisterScalableTargetRequest.
pub const fn range(min: u32, max: u32) -> Result<(), Violation> {
    if let Err(violation) = count(max) {
        return Err(violation);
    }
    if min <= max {
        return Ok(());
    }
    let headline = Text::from("a service cannot scale from ").number(min as u64).push(" to ").number(max as u64);
    let help = Text::from("put the smaller number first: ").number(max as u64).push("..=").number(min as u64);
    Err(Violation::new("scaling-range", headline.push(" tasks"), help))
}

/// A use to hold is 1 to 100 percent.
///
/// Source: AS-04; botocore 1.44.5 application-autoscaling TargetTrackingScalingPolicyConfiguration.TargetValue.
pub const fn percent(percent: u32) -> Result<(), Violation> {
    if percent >= 1 && percent <= 100 {
        return Ok(());
    }
    Err(Violation::new(
        "scaling-percent",
        Text::from("a use of ").number(percent as u64).push(" percent cannot be held"),
        Text::from("use 1 to 100, as 60"),
    ))
}

/// Target tracking has something to track and room to move.
///
/// Source: AS-02, AS-04; botocore 1.44.5 application-autoscaling TargetTrackingScalingPolicyConfiguration. That no task
/// means no use, and so no way up from 0, is how the metrics of ECS are averaged.
pub const fn scale(scale: &Scale) -> Result<(), Violation> {
    if let Err(violation) = range(scale.min, scale.max) {
        return Err(violation);
    }
    if let Some(cpu) = scale.cpu
        && let Err(violation) = percent(cpu)
    {
        return Err(violation);
    }
    if let Some(memory) = scale.memory
        && let Err(violation) = percent(memory)
    {
        return Err(violation);
    }
    if scale.min == scale.max {
        return Err(Violation::new(
            "scaling-range",
            Text::from("a service cannot scale between ").number(scale.min as u64).push(" and the same"),
            Text::from("write `count = ").number(scale.min as u64).push("`, or widen the range"),
        ));
    }
    if scale.min == 0 {
        return Err(Violation::new(
            "scaling-minimum",
            Text::from("a service that scales by its use can never leave 0 tasks"),
            Text::from("start the range at 1: without a task there is no use that could grow"),
        ));
    }
    if scale.cpu.is_none() && scale.memory.is_none() {
        return Err(Violation::new(
            "scaling-target",
            Text::from("`scale` names no use to hold"),
            Text::from("add `cpu = 60` or `memory = 70`, the percent to hold on average"),
        ));
    }
    Ok(())
}

/// A service runs 0 to 2,147,483,647 tasks: how many an account may, only AWS knows.
///
/// Source: SV-07; botocore 1.44.5 ecs CreateServiceRequest.desiredCount, a 32-bit integer.
pub const fn count(count: u32) -> Result<(), Violation> {
    if count <= i32::MAX as u32 {
        return Ok(());
    }
    Err(Violation::new(
        "task-count",
        Text::from("a service cannot run ").number(count as u64).push(" tasks"),
        Text::from("use at most 2147483647"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Scale = Scale { min: 2, max: 10, cpu: Some(60), memory: None };
    const _: () = assert!(matches!(scale(&GOOD), Ok(())));
    const _: () = assert!(matches!(count(0), Ok(())));

    #[test]
    fn bounds() {
        for (min, max, legal) in [(0, 0, true), (1, 1, true), (1, 2, true), (2, 1, false), (0, u32::MAX, false)] {
            assert_eq!(range(min, max).is_ok(), legal, "{min}..={max}");
        }
        for (value, legal) in [(0, false), (1, true), (100, true), (101, false)] {
            assert_eq!(percent(value).is_ok(), legal, "{value}");
        }
        for (value, legal) in [(0, true), (2_147_483_647, true), (2_147_483_648, false)] {
            assert_eq!(count(value).is_ok(), legal, "{value}");
        }
    }

    #[test]
    fn tracking_needs_a_target_and_room() {
        for (declared, rule) in [
            (Scale { min: 10, max: 2, ..GOOD }, "scaling-range"),
            (Scale { min: 2, max: 2, ..GOOD }, "scaling-range"),
            (Scale { min: 0, max: 2, ..GOOD }, "scaling-minimum"),
            (Scale { cpu: Some(0), ..GOOD }, "scaling-percent"),
            (Scale { memory: Some(101), ..GOOD }, "scaling-percent"),
            (Scale { cpu: None, ..GOOD }, "scaling-target"),
        ] {
            assert_eq!(scale(&declared).expect_err("refused").rule, rule, "{declared:?}");
        }
        assert_eq!(scale(&Scale { cpu: None, memory: Some(70), ..GOOD }), Ok(()));
        let violation = scale(&Scale { min: 3, max: 3, ..GOOD }).expect_err("refused");
        assert_eq!(violation.help.as_str(), "write `count = 3`, or widen the range");
        let violation = range(10, 2).expect_err("refused");
        assert_eq!(violation.headline.as_str(), "a service cannot scale from 10 to 2 tasks");
        assert_eq!(violation.help.as_str(), "put the smaller number first: 2..=10");
    }
}
