//! Target groups: how requests reach tasks.

use crate::rule::range::{duration_key, say, seconds};
use crate::{Text, Violation};

/// A target may finish its requests for 0 to 3,600 seconds.
///
/// Source: TG-08; botocore 1.44.5 elbv2 TargetGroupAttribute.Key, `deregistration_delay.timeout_seconds`.
pub const fn drain(seconds: u64) -> Result<(), Violation> {
    if seconds <= 3600 {
        return Ok(());
    }
    let headline = Text::from("a drain time of ").number(seconds).push(" seconds is out of range");
    Err(Violation::new("drain-time", headline, Text::from("use 0 to 3600 seconds, at most an hour")))
}

/// A client stays with its task for 1 second to 7 days.
///
/// Source: TG-08; botocore 1.44.5 elbv2 TargetGroupAttribute.Key, `stickiness.lb_cookie.duration_seconds`.
pub const fn sticky(value: u64) -> Result<(), Violation> {
    const RULE: &str = "sticky-time";
    seconds(RULE, "sticky", value, 1, 604_800)
}

/// A new target gets its full share after 30 to 900 seconds, or at once: 0.
///
/// Source: TG-08; botocore 1.44.5 elbv2 TargetGroupAttribute.Key, `slow_start.duration_seconds`.
pub const fn slow_start(value: u64) -> Result<(), Violation> {
    if value == 0 || (value >= 30 && value <= 900) {
        return Ok(());
    }
    let headline = duration_key(Text::new(), "slow_start", value).push(" is out of range");
    Err(Violation::new("slow-start-time", headline, Text::from("use 30s to 15m, or 0s for none")))
}

/// A slow start goes with `round_robin` and `least_outstanding`, not with `random`.
///
/// Source: TG-08; aws-cdk-lib 2.276.0, `slow_start` beside `weighted_random`.
pub const fn slow_start_balance(slow_start: u64, balance: &str) -> Result<(), Violation> {
    if slow_start == 0 || !matches!(balance.as_bytes(), b"random") {
        return Ok(());
    }
    let headline = duration_key(Text::new(), "slow_start", slow_start).push(" does not go with `balance = random`");
    let help = "use `balance = round_robin`, or drop `slow_start`";
    Err(Violation::new("slow-start-balance", headline, Text::from(help)))
}

/// `drain` is for targets, which a route or a stream has.
///
/// Source: TG-08; botocore 1.44.5 elbv2 TargetGroupAttribute.Key `deregistration_delay.timeout_seconds`.
pub const fn drained(routes: u64, streams: u64) -> Result<(), Violation> {
    if routes > 0 || streams > 0 {
        return Ok(());
    }
    let help = "add a `route` or a `stream`, or drop it; `stop` is the time that a container has to end";
    Err(say("target-route", "`drain` is for targets, and the service has neither `route` nor `stream`", help))
}

/// `sticky`, `slow_start` and `balance` are of application load balancers: they need a `route`.
///
/// Source: TG-08; botocore 1.44.5 elbv2 TargetGroupAttribute.Key (attributes of Application Load Balancers).
pub const fn route(sticky: bool, slow_start: bool, balance: bool, routes: u64) -> Result<(), Violation> {
    const RULE: &str = "target-route";
    if routes > 0 {
        return Ok(());
    }
    let help = "add a `route`, or drop it";
    if sticky {
        return Err(say(RULE, "`sticky` is for requests, and the service has no `route`", help));
    }
    if slow_start {
        return Err(say(RULE, "`slow_start` is for requests, and the service has no `route`", help));
    }
    if balance {
        return Err(say(RULE, "`balance` is for requests, and the service has no `route`", help));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(drain(30), Ok(())));
    const _: () = assert!(slow_start(29).is_err());

    #[test]
    fn bounds() {
        for (seconds, legal) in [(0, true), (3600, true), (3601, false)] {
            assert_eq!(drain(seconds).is_ok(), legal, "{seconds}");
        }
        for (seconds, legal) in [(0, false), (1, true), (604_800, true), (604_801, false)] {
            assert_eq!(sticky(seconds).is_ok(), legal, "{seconds}");
        }
        for (seconds, legal) in [(0, true), (1, false), (29, false), (30, true), (900, true), (901, false)] {
            assert_eq!(slow_start(seconds).is_ok(), legal, "{seconds}");
        }
        assert_eq!(
            sticky(691_200).expect_err("8d").to_string(),
            "`sticky = \"8d\"` is too long [sticky-time]\nhelp: use \"1s\" to \"7d\""
        );
        assert_eq!(
            slow_start(10).expect_err("10s").to_string(),
            "`slow_start = \"10s\"` is out of range [slow-start-time]\nhelp: use 30s to 15m, or 0s for none"
        );
    }

    #[test]
    fn what_goes_together() {
        for (seconds, balance, legal) in
            [(30, "random", false), (0, "random", true), (30, "round_robin", true), (30, "least_outstanding", true)]
        {
            assert_eq!(slow_start_balance(seconds, balance).is_ok(), legal, "{seconds} {balance}");
        }
        assert!(drained(1, 0).is_ok() && drained(0, 1).is_ok() && drained(0, 0).is_err());
        assert!(route(true, true, true, 1).is_ok() && route(false, false, false, 0).is_ok());
        for (sticky, slow_start, balance) in [(true, false, false), (false, true, false), (false, false, true)] {
            assert!(route(sticky, slow_start, balance, 0).is_err());
        }
    }
}
