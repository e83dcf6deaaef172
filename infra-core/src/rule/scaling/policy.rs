//! What makes a service scale, and how fast.

use super::{count, range};
use crate::rule::letters::about;
use crate::rule::range::{duration, foreign, length, letters, say, unprintable};
use crate::{Text, Violation};

/// The requests a minute that one task shall serve are at least 1.
///
/// Source: AS-04; botocore 1.44.5 application-autoscaling TargetTrackingScalingPolicyConfiguration.TargetValue, for
/// ALBRequestCountPerTarget.
pub const fn requests(number: u64) -> Result<(), Violation> {
    const RULE: &str = "scaling-requests";
    if number >= 1 {
        return Ok(());
    }
    Err(say(RULE, "`requests = 0` cannot be held", "write the requests a minute that one task serves, as 1000"))
}

/// Only a service behind a `route` counts requests.
///
/// Source: AS-04; botocore 1.44.5 application-autoscaling PredefinedMetricSpecification.ResourceLabel.
pub const fn requests_need_route(requests: Option<u64>, routes: u64) -> Result<(), Violation> {
    let (Some(requests), 0) = (requests, routes) else { return Ok(()) };
    let headline = Text::from("`requests = ").number(requests).push("` has no route to count on");
    let help = Text::from("add `route(\"/*\")`, or scale by `cpu` or `memory`");
    Err(Violation::new("scaling-requests-route", headline, help))
}

/// The pause after a change, `in_after` and `out_after`, is at most 2,147,483,647 seconds.
///
/// Source: AS-03; botocore 1.44.5 application-autoscaling TargetTrackingScalingPolicyConfiguration.ScaleInCooldown and
/// ScaleOutCooldown, 32-bit integers.
pub const fn cooldown(seconds: u64) -> Result<(), Violation> {
    if seconds <= i32::MAX as u64 {
        return Ok(());
    }
    let headline = duration(Text::from("a service cannot wait "), seconds).push(" between two changes of its size");
    Err(Violation::new("scaling-cooldown", headline, Text::from("use minutes, as \"5m\"")))
}

/// The name of a metric: 1 to 255 printable characters.
///
/// Source: AS-04; botocore 1.44.5 cloudwatch MetricName.
pub const fn metric(name: &str) -> Result<(), Violation> {
    const RULE: &str = "scaling-metric";
    if let Err(violation) = length(RULE, "metric ", name, 1, 255) {
        return Err(violation);
    }
    letters(RULE, "metric ", name, unprintable(name), "use printable ASCII, as CloudWatch shows the name")
}

/// The namespace of a metric: 1 to 255 letters, digits, spaces and `.-_/#:`, not beginning with a colon.
///
/// Source: AS-04; botocore 1.44.5 cloudwatch Namespace (`[^:].*`); the letters are those of the user guide, "Namespaces".
pub const fn metric_namespace(name: &str) -> Result<(), Violation> {
    const RULE: &str = "scaling-metric";
    if let Err(violation) = length(RULE, "metric namespace ", name, 1, 255) {
        return Err(violation);
    }
    if name.as_bytes()[0] == b':' {
        let headline = about("metric namespace ", name).push(" begins with `:`");
        return Err(Violation::new(RULE, headline, Text::from("write it as CloudWatch shows it, as `AWS/SQS`")));
    }
    let at = foreign(name, b" .-_/#:");
    letters(RULE, "metric namespace ", name, at, "use letters, digits, spaces and `.-_/#:`")
}

/// The value of a metric to hold is above 0.
///
/// Source: AS-04; botocore 1.44.5 application-autoscaling TargetTrackingScalingPolicyConfiguration.TargetValue.
pub const fn target(value: u64) -> Result<(), Violation> {
    const RULE: &str = "scaling-metric-target";
    if value >= 1 {
        return Ok(());
    }
    Err(say(RULE, "a metric cannot be held at 0", "write the value that one task shall carry, 1 or more"))
}

/// The range that `at(..)` sets: the fewest not above the most.
///
/// Source: AS-02; botocore 1.44.5 application-autoscaling ScalableTargetAction.
pub const fn scheduled(min: u64, max: u64) -> Result<(), Violation> {
    if let Err(violation) = count(min) {
        return Err(violation);
    }
    range(min, max)
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(requests(1000), Ok(())));
    const _: () = assert!(metric("").is_err());

    #[test]
    fn bounds() {
        for (value, legal) in [(0, false), (1, true), (u64::MAX, true)] {
            assert_eq!((requests(value).is_ok(), target(value).is_ok()), (legal, legal), "{value}");
        }
        for (value, legal) in [(0, true), (2_147_483_647, true), (2_147_483_648, false)] {
            assert_eq!(cooldown(value).is_ok(), legal, "{value}");
        }
        for (min, max, legal) in [(0, 0, true), (4, 20, true), (5, 4, false), (0, 1 << 31, false)] {
            assert_eq!(scheduled(min, max).is_ok(), legal, "{min}..={max}");
        }
    }

    #[test]
    fn metrics() {
        for (name, legal) in [("", false), ("ApproximateAgeOfOldestMessage", true), ("caf\u{e9}", false)] {
            assert_eq!(metric(name).is_ok(), legal, "{name}");
        }
        assert!(metric(&"a".repeat(255)).is_ok() && metric(&"a".repeat(256)).is_err());
        for (name, legal) in [("AWS/SQS", true), ("", false), (":a", false), ("a:b", true), ("a*", false)] {
            assert_eq!(metric_namespace(name).is_ok(), legal, "{name}");
        }
        assert!(metric_namespace(&"a".repeat(255)).is_ok() && metric_namespace(&"a".repeat(256)).is_err());
    }

    #[test]
    fn requests_are_those_of_a_route() {
        for (requests, routes, legal) in [(None, 0, true), (Some(10), 1, true), (Some(10), 0, false)] {
            assert_eq!(requests_need_route(requests, routes).is_ok(), legal);
        }
        assert_eq!(
            requests_need_route(Some(1000), 0).expect_err("no route").to_string(),
            "`requests = 1000` has no route to count on [scaling-requests-route]\nhelp: add `route(\"/*\")`, or scale by `cpu` or `memory`"
        );
    }
}
