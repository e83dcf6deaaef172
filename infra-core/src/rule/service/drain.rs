//! Whether the times of starting and stopping go together.

use crate::rule::range::{duration, duration_key};
use crate::{Text, Violation};

/// How long after the notice a Spot instance or Fargate Spot task is gone, in seconds.
const NOTICE: u64 = 120;

/// Failures count only when a task had the time to become healthy: `grace` holds `healthy` checks in a row.
///
/// Source: SV-24, TG-05; botocore 1.44.5 ecs CreateServiceRequest.healthCheckGracePeriodSeconds, elbv2
/// HealthCheckIntervalSeconds.
pub const fn grace(grace: u64, interval: u64, healthy: u64) -> Result<(), Violation> {
    const RULE: &str = "health-grace-short";
    let needed = interval.saturating_mul(healthy);
    if grace >= needed {
        return Ok(());
    }
    let headline = duration_key(Text::new(), "grace", grace).push(" ends before a task can have been healthy ");
    let headline = headline.number(healthy).push(" times in a row, ").push("every ");
    let headline = duration(headline, interval);
    let help = duration(Text::from("use `grace = \""), needed);
    Err(Violation::new(RULE, headline, help.push("\"` or more, which it takes at least")))
}

/// On Spot, a task is gone 120 seconds after the notice: `drain`, and then `stop`, fit into them.
///
/// Source: TG-08, TD-55; Amazon ECS developer guide 2023-05, "Fargate Spot termination notices" (two minutes).
pub const fn spot(drain: u64, stop: u64, spot: bool) -> Result<(), Violation> {
    const RULE: &str = "drain-spot";
    let both = drain.saturating_add(stop);
    if !spot || both <= NOTICE {
        return Ok(());
    }
    let headline = duration_key(duration_key(Text::new(), "drain", drain).push(" and "), "stop", stop);
    let headline = duration(headline.push(" take "), both).push(", and Spot capacity is taken away after 120s");
    let help = if stop < NOTICE {
        duration(Text::from("use `drain = \""), NOTICE - stop).push("\"` or less")
    } else {
        Text::from("lower both, to 120s together")
    };
    Err(Violation::new(RULE, headline, help))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(grace(30, 10, 2), Ok(())));

    #[test]
    fn bounds() {
        for (seconds, interval, healthy, legal) in [(20, 10, 2, true), (19, 10, 2, false), (0, 10, 2, false)] {
            assert_eq!(grace(seconds, interval, healthy).is_ok(), legal, "{seconds}");
        }
        for (drain, stop, on_spot, legal) in
            [(90, 30, true, true), (91, 30, true, false), (91, 30, false, true), (0, 121, true, false)]
        {
            assert_eq!(spot(drain, stop, on_spot).is_ok(), legal, "{drain} {stop}");
        }
        assert_eq!(
            grace(5, 10, 3).expect_err("short").to_string(),
            "`grace = \"5s\"` ends before a task can have been healthy 3 times in a row, every 10s [health-grace-short]\n\
             help: use `grace = \"30s\"` or more, which it takes at least"
        );
        assert_eq!(
            spot(300, 30, true).expect_err("long").to_string(),
            "`drain = \"5m\"` and `stop = \"30s\"` take 330s, and Spot capacity is taken away after 120s [drain-spot]\n\
             help: use `drain = \"90s\"` or less"
        );
    }
}
