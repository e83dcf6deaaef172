//! Steps, forecasts, and what is said twice.

use crate::rule::range::{minutes, say};
use crate::{Text, Violation};

/// A step adds or removes 1 to 2,147,483,647 tasks.
///
/// Source: AS-05; botocore 1.44.5 application-autoscaling StepAdjustment.ScalingAdjustment, a 32-bit integer. That 0 is no
/// step is our own.
pub const fn step(tasks: u64) -> Result<(), Violation> {
    const RULE: &str = "scaling-step-size";
    if tasks == 0 {
        return Err(say(RULE, "a step of 0 tasks changes nothing", "add or remove at least 1 task"));
    }
    if tasks <= i32::MAX as u64 {
        return Ok(());
    }
    Err(say(RULE, "a step has at most 2147483647 tasks", "add or remove fewer tasks"))
}

/// The average of a metric is taken over 1 to 60 whole minutes.
///
/// Source: botocore 1.44.5 cloudwatch PutMetricAlarmInput.Period (10, 20, 30 and multiples of 60; up to an hour without
/// more than one period).
pub const fn period(seconds: u64) -> Result<(), Violation> {
    minutes("scaling-step-period", "every", seconds, 1, 60)
}

/// Steps have a bound, at most 20 on each side.
///
/// Source: AS-05; Application Auto Scaling user guide, "Quotas" (20 step adjustments a policy).
pub const fn steps(above: u64, below: u64) -> Result<(), Violation> {
    const RULE: &str = "scaling-step";
    if above == 0 && below == 0 {
        let help = "add `above(100, add = 1)` or `below(10, remove = 1)`";
        return Err(say(RULE, "a `step(..)` has no bound at which tasks come or go", help));
    }
    let (key, most) = if above > below { ("above", above) } else { ("below", below) };
    if most <= 20 {
        return Ok(());
    }
    let headline = Text::from("a `step(..)` has ").number(most).push(" bounds with `").push(key).push("`");
    Err(Violation::new(RULE, headline, Text::from("Application Auto Scaling takes 20: put some together")))
}

/// Two bounds of `step(..)`: none is said twice, and tasks go at lower values than they come. `first` and `second` are
/// the keys, `above` or `below`.
///
/// Source: AS-05; botocore 1.44.5 application-autoscaling StepAdjustment (ranges cannot overlap). That what comes and goes
/// at the same value never rests is our own.
pub const fn bounds(first: &'static str, lower: u64, second: &'static str, higher: u64) -> Result<(), Violation> {
    const RULE: &str = "scaling-step";
    let same = first.len() == second.len() && first.as_bytes()[0] == second.as_bytes()[0];
    if same && lower == higher {
        let headline = Text::from("`").push(first).push("(").number(lower).push(", ..)` is given twice");
        return Err(Violation::new(RULE, headline, Text::from("take one of the two out")));
    }
    if same || lower < higher {
        return Ok(());
    }
    let headline = Text::from("tasks would go at `").push(first).push("(").number(lower).push(", ..)` and come at `");
    let headline = headline.push(second).push("(").number(higher).push(", ..)`");
    Err(Violation::new(RULE, headline, Text::from("let `below` end lower than `above` begins")))
}

/// A forecast is made of a use to hold.
///
/// Source: AS-06; botocore 1.44.5 application-autoscaling PredictiveScalingMetricSpecification.
pub const fn forecast(predictive: bool, used: bool) -> Result<(), Violation> {
    if !predictive || used {
        return Ok(());
    }
    let headline = "`predictive` has no use to forecast";
    let help = "add `cpu = 60`, `memory = 70` or `requests = 1000`: what is to be held when the load comes";
    Err(say("scaling-predictive", headline, help))
}

/// A forecast of requests is made of one target group: where traffic moves between two, each has half of the past.
///
/// Source: AS-06; botocore 1.44.5 application-autoscaling PredictiveScalingPredefinedMetricPairSpecification.ResourceLabel.
pub const fn forecast_of_one_group(by_requests: bool, moves: bool) -> Result<(), Violation> {
    if !by_requests || !moves {
        return Ok(());
    }
    let headline = "`predictive` cannot forecast `requests` that deployments move between two target groups";
    Err(say("scaling-predictive", headline, "add `cpu = 60` to forecast by, or deploy by `rolling`"))
}

/// A forecast of requests is made of one target group, and so of one port.
///
/// Source: AS-06; botocore 1.44.5 application-autoscaling PredictiveScalingPredefinedMetricPairSpecification.ResourceLabel.
pub const fn forecast_of_one_port(by_requests: bool, ports: u64) -> Result<(), Violation> {
    if !by_requests || ports <= 1 {
        return Ok(());
    }
    let headline = Text::from("`predictive` cannot forecast `requests` that routes lead to ").number(ports);
    let help = Text::from("add `cpu = 60` to forecast by, or lead all routes to one port");
    Err(Violation::new("scaling-predictive", headline.push(" ports"), help))
}

/// The same `at(..)`, `metric(..)` or `step(..)` stands in a `scale` once.
///
/// Source: language of this library, 2026. Each becomes a scheduled action or a policy with a name made of it.
#[must_use]
pub const fn twice(key: &'static str, what: &'static str) -> Violation {
    let headline = Text::from("`").push(key).push("(..)` is given twice for ").quote(what);
    Violation::new("scaling-twice", headline, Text::from("put the two together, or take one of them out"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(bounds("below", 10, "above", 100), Ok(())));

    #[test]
    fn sizes_and_periods() {
        for (tasks, legal) in [(0, false), (1, true), (2_147_483_647, true), (2_147_483_648, false)] {
            assert_eq!(step(tasks).is_ok(), legal, "{tasks}");
        }
        for (seconds, legal) in [(0, false), (59, false), (60, true), (90, false), (3_600, true), (3_660, false)] {
            assert_eq!(period(seconds).is_ok(), legal, "{seconds}");
        }
    }

    #[test]
    fn there_are_one_to_twenty_bounds_a_side() {
        for (above, below, legal) in
            [(0, 0, false), (1, 0, true), (0, 1, true), (20, 20, true), (21, 0, false), (0, 21, false)]
        {
            assert_eq!(steps(above, below).is_ok(), legal, "{above} {below}");
        }
    }

    #[test]
    fn bounds_leave_a_calm() {
        for (first, lower, second, higher, legal) in [
            ("above", 10, "above", 20, true),
            ("above", 20, "above", 10, true),
            ("above", 10, "above", 10, false),
            ("below", 10, "below", 10, false),
            ("below", 10, "above", 11, true),
            ("below", 10, "above", 10, false),
            ("below", 11, "above", 10, false),
        ] {
            assert_eq!(bounds(first, lower, second, higher).is_ok(), legal, "{first} {lower} {second} {higher}");
        }
        let violation = bounds("below", 20, "above", 10).expect_err("no calm");
        assert_eq!(violation.headline.as_str(), "tasks would go at `below(20, ..)` and come at `above(10, ..)`");
    }

    #[test]
    fn a_forecast_needs_a_use() {
        for (predictive, used, legal) in [(false, false, true), (true, true, true), (true, false, false)] {
            assert_eq!(forecast(predictive, used).is_ok(), legal);
        }
        for (by_requests, moves, legal) in [(true, false, true), (false, true, true), (true, true, false)] {
            assert_eq!(forecast_of_one_group(by_requests, moves).is_ok(), legal);
        }
        for (by_requests, ports, legal) in [(true, 0, true), (true, 1, true), (true, 2, false), (false, 2, true)] {
            assert_eq!(forecast_of_one_port(by_requests, ports).is_ok(), legal);
        }
    }
}
