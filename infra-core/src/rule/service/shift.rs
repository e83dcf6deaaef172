//! Deployments that move traffic from one set of tasks to another: `blue_green`, `canary` and `linear`.

use crate::rule::range::{duration_key, say};
use crate::{Text, Violation};

/// The longest that a linear deployment may take, in seconds.
const LONGEST_LINEAR: u64 = 33 * 3_600;

/// Whether a strategy, by its word, moves traffic between two sets of tasks.
pub(crate) const fn moves(strategy: &str) -> bool {
    matches!(strategy.as_bytes(), b"blue_green" | b"canary" | b"linear")
}

/// Traffic moves at once, in steps or by a canary only where something directs it: a route, a stream or Service Connect.
///
/// Source: SV-15; botocore 1.44.5 ecs DeploymentController.type, DeploymentConfiguration.strategy.
pub const fn traffic(strategy: &str, routes: u64, streams: u64, connected: bool) -> Result<(), Violation> {
    if !moves(strategy) || routes > 0 || streams > 0 || connected {
        return Ok(());
    }
    let headline = with(Text::new(), strategy).push(" has no traffic to move");
    let help = "add a `route` or a `stream`, or use `deploy = rolling`";
    Err(Violation::new("deploy-traffic", headline, Text::from(help)))
}

/// What moves is the traffic of one listener rule: the service has one `route` or `stream`.
///
/// Source: SV-15; botocore 1.44.5 ecs AdvancedConfiguration.productionListenerRule, of which there is one.
pub const fn one_route(strategy: &str, routes: u64) -> Result<(), Violation> {
    if !moves(strategy) || routes <= 1 {
        return Ok(());
    }
    let headline =
        with(Text::new(), strategy).push(" moves the traffic of one `route` or `stream`, and the service has ");
    let help = "keep one, as `route(\"/*\")`, or use `deploy = rolling`";
    Err(Violation::new("deploy-one-route", headline.number(routes), Text::from(help)))
}

/// Each listener that takes rules has one for the service, and the traffic of one of them moves. `listeners` are those of
/// the cluster's load balancer that redirect nowhere.
///
/// Source: SV-15; botocore 1.44.5 ecs AdvancedConfiguration.productionListenerRule, of which there is one.
pub const fn one_listener(strategy: &str, listeners: u64) -> Result<(), Violation> {
    if !moves(strategy) || listeners <= 1 {
        return Ok(());
    }
    let headline =
        with(Text::new(), strategy).push(" moves the traffic of one listener, and the load balancer of the ");
    let headline = headline.push("cluster has ").number(listeners).push(" with routes");
    let help = "let one redirect to the other, as `listen = [http(80, redirect = 443), https(443)]`, or use \
                `deploy = rolling`";
    Err(Violation::new("deploy-one-listener", headline, Text::from(help)))
}

/// A client that is held with its task would be held with the old version while the traffic moves.
///
/// Source: SV-15, TG-08; Elastic Load Balancing, "This target group appears behind a rule with group stickiness disabled"
/// (kubernetes-sigs/aws-load-balancer-controller #2734, 2022).
pub const fn sticky(strategy: &str, sticky: bool) -> Result<(), Violation> {
    if !moves(strategy) || !sticky {
        return Ok(());
    }
    let headline = Text::from("`sticky` would hold clients with the old tasks while ");
    let headline = with(headline, strategy).push(" moves the traffic");
    Err(Violation::new("deploy-sticky", headline, Text::from("drop `sticky`, or use `deploy = rolling`")))
}

/// Only rolling deployments are done early.
///
/// Source: SV-35; botocore 1.44.5 ecs DeploymentConfiguration.earlySuccessCriteria.
pub const fn early(strategy: &str, early: bool) -> Result<(), Violation> {
    if !moves(strategy) || !early {
        return Ok(());
    }
    let headline = with(Text::from("`early` is for rolling deployments, and "), strategy).push(" is none");
    Err(Violation::new("early-rolling", headline, Text::from("drop `early`, or use `deploy = rolling`")))
}

/// Only rolling deployments count failed tasks.
///
/// Source: SV-13; botocore 1.44.5 ecs DeploymentConfiguration.deploymentCircuitBreaker.
pub const fn breaker(strategy: &str, breaker: bool) -> Result<(), Violation> {
    if !moves(strategy) || !breaker {
        return Ok(());
    }
    let headline = Text::from("`breaker` counts the failed tasks of rolling deployments, and ");
    let headline = with(headline, strategy).push(" is none");
    let help = "drop `breaker`, or use `deploy = rolling`; `alarms` and `pause` stop the others";
    Err(Violation::new("breaker-rolling", headline, Text::from(help)))
}

/// A smoke test asks new tasks that do not serve yet: only deployments that move traffic have such.
///
/// Source: SV-15, SV-16; botocore 1.44.5 ecs DeploymentLifecycleHook.lifecycleStages, POST_TEST_TRAFFIC_SHIFT.
pub const fn smoke(strategy: &str, smoke: bool) -> Result<(), Violation> {
    if moves(strategy) || !smoke {
        return Ok(());
    }
    let headline = Text::from("`smoke` tests new tasks before they serve, and with `deploy = ").push(strategy);
    let headline = headline.push("` they serve at once");
    let help = "use `deploy = blue_green`, `canary(..)` or `linear(..)`, or drop `smoke`";
    Err(Violation::new("smoke-deploy", headline, Text::from(help)))
}

/// A smoke test reaches new tasks by the route of their service, with a header.
///
/// Source: SV-15; botocore 1.44.5 ecs AdvancedConfiguration.testListenerRule.
pub const fn smoke_route(smoke: bool, routes: u64) -> Result<(), Violation> {
    if !smoke || routes > 0 {
        return Ok(());
    }
    let help = "add a `route`, as `route(\"/*\")`, or drop `smoke`";
    Err(say("smoke-route", "`smoke` asks new tasks by the `route` of their service, and it has none", help))
}

/// A daemon never has two tasks on one instance, which the two sets of tasks would be.
///
/// Source: SV-09; botocore 1.44.5 ecs DeploymentConfiguration.maximumPercent, for DAEMON.
pub const fn daemon(strategy: &str) -> Result<(), Violation> {
    if !moves(strategy) {
        return Ok(());
    }
    let headline = with(Text::new(), strategy).push(" would put two tasks of a `daemon` on one instance");
    Err(Violation::new("daemon-deploy", headline, Text::from("write `deploy = rolling(min = 0, max = 100)`")))
}

/// All steps of a linear deployment and the time after them take at most 33 hours.
///
/// Source: SV-14; aws-cdk-lib 2.276.0, CloudFormation's limit for LINEAR: bake time and step bake time by the steps.
pub const fn linear_time(percent: u64, every: u64, bake: u64) -> Result<(), Violation> {
    const RULE: &str = "deploy-linear-time";
    // A share that is none is told by its own rule.
    if percent == 0 {
        return Ok(());
    }
    let steps = 100_u64.div_ceil(percent);
    let whole = steps.saturating_mul(every).saturating_add(bake);
    if whole <= LONGEST_LINEAR {
        return Ok(());
    }
    let headline = Text::from("`linear(").number(percent).push(")` takes ").number(steps).push(" steps: with ");
    let headline = duration_key(duration_key(headline, "every", every).push(" and "), "bake", bake);
    let headline = headline.push(" it is over after ").number(whole.div_ceil(3_600)).push(" hours");
    let most = LONGEST_LINEAR.saturating_sub(bake) / steps / 60 * 60;
    let help = duration_key(Text::from("a linear deployment may take 33 hours: use "), "every", most);
    Err(Violation::new(RULE, headline, help.push(" or less, or larger steps")))
}

/// `deploy = canary(..)` as code.
const fn with(text: Text, strategy: &str) -> Text {
    text.push("`deploy = ").push(strategy).push("(..)`")
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(one_route("canary", 1), Ok(())));

    #[test]
    fn traffic_that_moves_has_one_way() {
        for (strategy, routes, streams, connected, legal) in [
            ("rolling", 0, 0, false, true),
            ("canary", 0, 0, false, false),
            ("linear", 1, 0, false, true),
            ("blue_green", 0, 1, false, true),
            ("blue_green", 0, 0, true, true),
        ] {
            assert_eq!(traffic(strategy, routes, streams, connected).is_ok(), legal, "{strategy}");
        }
        for (strategy, count, legal) in [("rolling", 2, true), ("canary", 1, true), ("canary", 2, false)] {
            assert_eq!(one_route(strategy, count).is_ok(), legal, "{strategy} {count}");
            assert_eq!(one_listener(strategy, count).is_ok(), legal, "{strategy} {count}");
        }
    }

    #[test]
    fn what_is_of_rolling_deployments_alone() {
        for (strategy, legal) in [("rolling", true), ("blue_green", false), ("canary", false), ("linear", false)] {
            for verdict in [sticky(strategy, true), early(strategy, true), breaker(strategy, true), daemon(strategy)] {
                assert_eq!(verdict.is_ok(), legal, "{strategy}");
            }
            for verdict in [sticky(strategy, false), early(strategy, false), breaker(strategy, false)] {
                assert!(verdict.is_ok(), "{strategy}");
            }
        }
    }

    #[test]
    fn a_smoke_test_has_tasks_that_do_not_serve_and_a_way_to_them() {
        for (strategy, tested, legal) in
            [("rolling", true, false), ("rolling", false, true), ("canary", true, true), ("blue_green", false, true)]
        {
            assert_eq!(smoke(strategy, tested).is_ok(), legal, "{strategy} {tested}");
        }
        assert!(smoke_route(true, 0).is_err() && smoke_route(true, 1).is_ok() && smoke_route(false, 0).is_ok());
    }

    #[test]
    fn a_linear_deployment_is_over_within_33_hours() {
        for (percent, every, bake, legal) in [
            (10, 3 * 3_600, 3 * 3_600, true),
            (10, 3 * 3_600 + 60, 3 * 3_600, false),
            (3, 3_480, 0, true),
            (3, 3_600, 0, false),
            (100, 86_400, 9 * 3_600, true),
            (100, 86_400, 9 * 3_600 + 60, false),
            (0, 86_400, 86_400, true),
        ] {
            assert_eq!(linear_time(percent, every, bake).is_ok(), legal, "{percent} {every} {bake}");
        }
        assert_eq!(
            linear_time(3, 3_600, 300).expect_err("long").to_string(),
            "`linear(3)` takes 34 steps: with `every = \"1h\"` and `bake = \"5m\"` it is over after 35 hours [deploy-linear-time]\n\
             help: a linear deployment may take 33 hours: use `every = \"58m\"` or less, or larger steps"
        );
    }
}
