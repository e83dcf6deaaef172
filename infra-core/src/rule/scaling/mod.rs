//! How many tasks a service runs.

mod policy;
mod step;

use crate::{Text, Violation};

pub use policy::{cooldown, metric, metric_namespace, requests, requests_need_route, scheduled, target};
pub use step::{bounds, forecast, forecast_of_one_group, forecast_of_one_port, period, step, steps, twice};

/// The fewest tasks are not above the most.
///
/// Source: AS-02; botocore 1.44.5 application-autoscaling RegisterScalableTargetRequest.
pub const fn range(min: u64, max: u64) -> Result<(), Violation> {
    if let Err(violation) = count(max) {
        return Err(violation);
    }
    if min <= max {
        return Ok(());
    }
    let headline = Text::from("a service cannot scale from ").number(min).push(" to ").number(max);
    let help = Text::from("put the smaller number first: ").number(max).push("..=").number(min);
    Err(Violation::new("scaling-range", headline.push(" tasks"), help))
}

/// A use to hold is 1 to 100 percent.
///
/// Source: AS-04; botocore 1.44.5 application-autoscaling TargetTrackingScalingPolicyConfiguration.TargetValue.
pub const fn percent(percent: u64) -> Result<(), Violation> {
    if percent >= 1 && percent <= 100 {
        return Ok(());
    }
    Err(Violation::new(
        "scaling-percent",
        Text::from("a use of ").number(percent).push(" percent cannot be held"),
        Text::from("use 1 to 100, as 60"),
    ))
}

/// Scaling has something to go by and room to move. `metric` stands for `metric(..)` and `step(..)`, `timed` for
/// `at(..)`: with a schedule the range may be one number or begin at 0, for the schedule moves it.
///
/// Source: AS-02, AS-04; botocore 1.44.5 application-autoscaling TargetTrackingScalingPolicyConfiguration. That no task
/// means no use and no requests a target, and so no way up from 0, is how the metrics of ECS and ALB are averaged.
pub const fn scale(
    min: u64,
    max: u64,
    cpu: Option<u64>,
    memory: Option<u64>,
    per_target: Option<u64>,
    metric: bool,
    timed: bool,
) -> Result<(), Violation> {
    if let Err(violation) = range(min, max) {
        return Err(violation);
    }
    if let Some(cpu) = cpu
        && let Err(violation) = percent(cpu)
    {
        return Err(violation);
    }
    if let Some(memory) = memory
        && let Err(violation) = percent(memory)
    {
        return Err(violation);
    }
    if let Some(per_target) = per_target
        && let Err(violation) = requests(per_target)
    {
        return Err(violation);
    }
    if min == max && !timed {
        return Err(Violation::new(
            "scaling-range",
            Text::from("a service cannot scale from ").number(min).push(" to ").number(max).push(" tasks"),
            Text::from("write `count = ").number(min).push("`, or widen the range"),
        ));
    }
    let used = cpu.is_some() || memory.is_some() || per_target.is_some();
    if min == 0 && used && !metric && !timed {
        return Err(Violation::new(
            "scaling-minimum",
            Text::from("a service that scales by its use can never leave 0 tasks"),
            Text::from("start the range at 1: without a task there is no use that could grow"),
        ));
    }
    if !used && !metric && !timed {
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
pub const fn count(count: u64) -> Result<(), Violation> {
    if count <= i32::MAX as u64 {
        return Ok(());
    }
    Err(Violation::new(
        "task-count",
        Text::from("a service cannot run ").number(count).push(" tasks"),
        Text::from("use at most 2147483647"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(scale(2, 10, Some(60), None, None, false, false), Ok(())));
    const _: () = assert!(matches!(count(0), Ok(())));

    #[test]
    fn bounds() {
        for (min, max, legal) in [(0, 0, true), (1, 1, true), (1, 2, true), (2, 1, false), (0, u64::MAX, false)] {
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
        let rule = |declared: Result<(), Violation>| declared.expect_err("refused").rule;
        for (found, expected) in [
            (rule(scale(10, 2, Some(60), None, None, false, false)), "scaling-range"),
            (rule(scale(2, 2, Some(60), None, None, false, false)), "scaling-range"),
            (rule(scale(0, 2, Some(60), None, None, false, false)), "scaling-minimum"),
            (rule(scale(0, 2, None, None, Some(10), false, false)), "scaling-minimum"),
            (rule(scale(2, 10, Some(0), None, None, false, false)), "scaling-percent"),
            (rule(scale(2, 10, None, Some(101), None, false, false)), "scaling-percent"),
            (rule(scale(2, 10, None, None, Some(0), false, false)), "scaling-requests"),
            (rule(scale(2, 10, None, None, None, false, false)), "scaling-target"),
        ] {
            assert_eq!(found, expected);
        }
        for legal in [
            scale(2, 10, None, Some(70), None, false, false),
            scale(1, 10, None, None, Some(1000), false, false),
            scale(0, 10, None, None, None, true, false),
            scale(0, 10, Some(60), None, None, false, true),
            scale(2, 2, None, None, None, false, true),
        ] {
            assert_eq!(legal, Ok(()));
        }
        let violation = scale(3, 3, Some(60), None, None, false, false).expect_err("refused");
        assert_eq!(violation.help.as_str(), "write `count = 3`, or widen the range");
        let violation = range(10, 2).expect_err("refused");
        assert_eq!(violation.headline.as_str(), "a service cannot scale from 10 to 2 tasks");
        assert_eq!(violation.help.as_str(), "put the smaller number first: 2..=10");
    }
}
