//! How one version of a service replaces another.

use crate::rule::range::{minutes, number, number_key, say};
use crate::{Text, Violation};

/// The share of the traffic that goes first, `canary(10)`, is 1 to 100 percent.
///
/// Source: SV-14; botocore 1.44.5 ecs CanaryConfiguration.canaryPercent (0.1 to 100.0; declarations have whole numbers).
pub const fn canary(percent: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-canary";
    share(RULE, "canary", percent, 1)
}

/// The share of the traffic that moves at each step, `linear(10)`, is 3 to 100 percent.
///
/// Source: SV-14; botocore 1.44.5 ecs LinearConfiguration.stepPercent (3.0 to 100.0; declarations have whole numbers).
pub const fn linear(percent: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-linear";
    share(RULE, "linear", percent, 3)
}

const fn share(rule: &'static str, word: &'static str, percent: u64, least: u64) -> Result<(), Violation> {
    if percent >= least && percent <= 100 {
        return Ok(());
    }
    let headline = Text::from("`").push(word).push("(").number(percent).push(")` is no share of the traffic to move");
    Err(Violation::new(rule, headline, Text::from("use ").number(least).push(" to 100 percent, as 10")))
}

/// The time that both versions are kept, `bake`, is whole minutes, 24 hours at most.
///
/// Source: SV-14; botocore 1.44.5 ecs DeploymentConfiguration.bakeTimeInMinutes,
/// CanaryConfiguration.canaryBakeTimeInMinutes.
pub const fn bake(seconds: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-bake";
    minutes(RULE, "bake", seconds, 0, 1440)
}

/// The time between two steps of a linear deployment, `every`, is whole minutes, 24 hours at most.
///
/// Source: SV-14; botocore 1.44.5 ecs LinearConfiguration.stepBakeTimeInMinutes.
pub const fn every(seconds: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-every";
    minutes(RULE, "every", seconds, 0, 1440)
}

/// The time that a deployment waits for an approval, `pause`, is whole minutes, 1 minute to 14 days.
///
/// Source: SV-16; botocore 1.44.5 ecs DeploymentLifecycleHookTimeoutConfiguration.timeoutInMinutes (1 to 20,160).
pub const fn pause(seconds: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-pause";
    minutes(RULE, "pause", seconds, 1, 20_160)
}

/// `min` of a rolling deployment is 0 to 100 percent of the tasks.
///
/// Source: SV-11; botocore 1.44.5 ecs DeploymentConfiguration.minimumHealthyPercent. That more than 100 percent cannot
/// stay healthy follows from what it is a percentage of.
pub const fn min_percent(percent: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-percent";
    number(RULE, "min", percent, 0, 100)
}

/// `max` of a rolling deployment is 100 percent of the tasks or more.
///
/// Source: SV-11; botocore 1.44.5 ecs DeploymentConfiguration.maximumPercent, a 32-bit integer.
pub const fn max_percent(percent: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-percent";
    if percent < 100 {
        let headline = number_key(Text::new(), "max", percent).push(" is less than the service runs");
        return Err(Violation::new(RULE, headline, Text::from("use 100 or more, as 200")));
    }
    number(RULE, "max", percent, 100, i32::MAX as u64)
}

/// A rolling deployment of `desired` tasks can move at least one: `max` allows one more (rounded down) or `min` one less
/// (rounded up). `min` is below `max`. With 0 tasks, or as many as scaling decides, only the latter is held.
///
/// Source: SV-11; botocore 1.44.5 ecs DeploymentConfiguration.minimumHealthyPercent, maximumPercent (rounding);
/// aws-cdk-lib 2.276.0, min below max.
pub const fn rolling(min: u64, max: u64, desired: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-rolling";
    if min >= max {
        let headline = number_key(number_key(Text::new(), "min", min).push(" is not below "), "max", max);
        let help = Text::from("write `max = ").number(if min < 100 { 100 } else { 200 }).push("`, or a lower `min`");
        return Err(Violation::new(RULE, headline, help));
    }
    if desired == 0 || desired > i32::MAX as u64 || max > i32::MAX as u64 {
        return Ok(());
    }
    let most = desired * max / 100;
    let least = (desired * min).div_ceil(100);
    if most > desired || least < desired {
        return Ok(());
    }
    let headline = Text::from("a deployment of ").number(desired).push(if desired == 1 { " task" } else { " tasks" });
    let headline = headline.push(" can neither start one more, with `max = ").number(max);
    let headline = headline.push("`, nor stop one, with `min = ").number(min).push("`");
    // The nearest percentages that make room for one task.
    let more = (100 * (desired + 1)).div_ceil(desired);
    let fewer = 100 * (desired - 1) / desired;
    let help = Text::from("use `max = ").number(more).push("` or more, or `min = ").number(fewer);
    Err(Violation::new(RULE, headline, help.push(if fewer == 0 { "`" } else { "` or less" })))
}

/// A fixed host port is held by one task an instance: where every instance has one and `min` keeps them all, the next
/// version finds no place. `instances` are the most that the group can have.
///
/// Source: TD-10, SV-11; botocore 1.44.5 ecs PortMapping.hostPort.
pub const fn fixed_port(host_port: Option<u64>, min: u64, desired: u64, instances: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-host-port";
    let Some(port @ 1..) = host_port else { return Ok(()) };
    if min < 100 || desired < instances {
        return Ok(());
    }
    let headline = Text::from("`host = ").number(port).push("` leaves no instance for the next version: ");
    let headline = headline.number(desired).push(" of ").number(instances).push(" hold the port and `min` keeps them");
    Err(Violation::new(RULE, headline, Text::from("use `host = 0`, `rolling(min = 50)`, or more instances")))
}

/// The count of failed tasks that stops a deployment is at least 1.
///
/// Source: SV-13; botocore 1.44.5 ecs DeploymentCircuitBreaker.thresholdConfiguration.
pub const fn failures(count: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-failures";
    if count == 0 {
        let help = "use 1 or more, as `breaker(failures = 3)`";
        return Err(say(RULE, "`failures = 0` would stop every deployment before it begins", help));
    }
    number(RULE, "failures", count, 1, i32::MAX as u64)
}

/// The share of healthy tasks that is enough for success, `early(percent = 50)`, is 0 to 100 percent.
///
/// Source: SV-35; botocore 1.44.5 ecs DeploymentConfiguration.earlySuccessCriteria.healthyPercent.
pub const fn early(percent: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-early";
    if percent <= 100 {
        return Ok(());
    }
    let headline = Text::from("`early(percent = ").number(percent).push(")` is out of range");
    Err(Violation::new(RULE, headline, Text::from("use 0 to 100")))
}

/// `early` is not below `min` of the deployment.
///
/// Source: SV-35; botocore 1.44.5 ecs DeploymentConfiguration.earlySuccessCriteria.healthyPercent.
pub const fn early_above_min(early: u64, min: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-early";
    if early >= min {
        return Ok(());
    }
    let headline = Text::from("`early(percent = ").number(early).push(")` is below ");
    let headline = number_key(headline, "min", min).push(", which is kept healthy anyway");
    Err(Violation::new(RULE, headline, Text::from("use ").number(min).push(" or more for `early`, or a lower `min`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(rolling(100, 200, 1), Ok(())));
    const _: () = assert!(rolling(100, 100, 2).is_err());

    #[test]
    fn bounds() {
        for (percent, a_canary, a_step) in [
            (0, false, false),
            (1, true, false),
            (2, true, false),
            (3, true, true),
            (100, true, true),
            (101, false, false),
        ] {
            assert_eq!((canary(percent).is_ok(), linear(percent).is_ok()), (a_canary, a_step), "{percent}");
        }
        for (seconds, legal) in [(0, true), (59, false), (60, true), (90, false), (86_400, true), (86_460, false)] {
            assert_eq!((bake(seconds).is_ok(), every(seconds).is_ok()), (legal, legal), "{seconds}");
        }
        for (percent, min, max) in [(0, true, false), (99, true, false), (100, true, true), (101, false, true)] {
            assert_eq!((min_percent(percent).is_ok(), max_percent(percent).is_ok()), (min, max), "{percent}");
        }
        assert!(max_percent(2_147_483_647).is_ok() && max_percent(2_147_483_648).is_err());
        for (count, legal) in [(0, false), (1, true), (2_147_483_647, true), (2_147_483_648, false)] {
            assert_eq!(failures(count).is_ok(), legal, "{count}");
        }
        for (percent, legal) in [(0, true), (100, true), (101, false)] {
            assert_eq!(early(percent).is_ok(), legal, "{percent}");
        }
        for (early, min, legal) in [(50, 50, true), (49, 50, false), (100, 100, true)] {
            assert_eq!(early_above_min(early, min).is_ok(), legal, "{early} and {min}");
        }
        assert_eq!(
            bake(90).expect_err("90").to_string(),
            "`bake = \"90s\"` is not whole in minutes [deploy-bake]\nhelp: use 1m or 2m"
        );
    }

    #[test]
    fn rolling_leaves_room_for_one_task() {
        for (min, max, desired, legal) in [
            (100, 200, 1, true),
            (100, 150, 1, false),
            (100, 150, 2, true),
            (100, 110, 9, false),
            (100, 110, 10, true),
            (50, 100, 1, false),
            (0, 100, 1, true),
            (50, 100, 2, true),
            (51, 100, 2, false),
            (90, 100, 9, false),
            (90, 100, 10, true),
            (100, 100, 0, false),
            (100, 101, 0, true),
        ] {
            assert_eq!(rolling(min, max, desired).is_ok(), legal, "{min} {max} {desired}");
        }
        for (min, max, desired) in [(100, 101, 3), (99, 100, 3), (60, 140, 2), (1, 199, 1)] {
            let violation = rolling(min, max, desired).expect_err("stuck").help;
            let words: Vec<u64> = violation.as_str().split([' ', '`']).filter_map(|word| word.parse().ok()).collect();
            assert!(rolling(min, words[0], desired).is_ok() && rolling(words[1], max, desired).is_ok(), "{violation}");
            assert!(rolling(min, words[0] - 1, desired).is_err() && rolling(words[1] + 1, max, desired).is_err());
        }
        assert_eq!(
            rolling(100, 120, 4).expect_err("stuck").to_string(),
            "a deployment of 4 tasks can neither start one more, with `max = 120`, nor stop one, with `min = 100` [deploy-rolling]\n\
             help: use `max = 125` or more, or `min = 75` or less"
        );
    }

    #[test]
    fn ports() {
        for (port, min, desired, instances, legal) in [
            (Some(80), 100, 2, 2, false),
            (Some(80), 50, 2, 2, true),
            (Some(80), 100, 1, 2, true),
            (Some(0), 100, 2, 2, true),
        ] {
            assert_eq!(fixed_port(port, min, desired, instances).is_ok(), legal, "{port:?} {min} {desired}");
        }
    }
}
