//! Where tasks of services are put among instances, and what runs for development.

use crate::rule::range::{length, number_key, refuse, say};
use crate::{Text, Violation};

/// An expression of the cluster query language that instances must meet: 1 to 2,000 characters.
///
/// Source: SV-25, TD-44; botocore 1.44.5 ecs PlacementConstraint.expression.
pub const fn constraint(expression: &str) -> Result<(), Violation> {
    const RULE: &str = "constraint-expression";
    length(RULE, "constraint ", expression, 1, 2000)
}

/// There are at most 10 constraints.
///
/// Source: SV-25, TD-44; botocore 1.44.5 ecs CreateServiceRequest.placementConstraints.
pub const fn constraints(count: u64) -> Result<(), Violation> {
    if count <= 10 {
        return Ok(());
    }
    let headline = Text::from("there are ").number(count).push(" constraints");
    Err(Violation::new("constraint-count", headline, Text::from("use at most 10, or join them by `and`")))
}

/// `place` and `constraint` are for instances: on Fargate there are none to choose from.
///
/// Source: SV-25, SV-26, FG-04; botocore 1.44.5 ecs PlacementConstraint, PlacementStrategy; cfn-lint 1.58.0 E3048.
pub const fn on_instances(strategies: u64, constraints: u64, fargate: bool) -> Result<(), Violation> {
    const RULE: &str = "place-capacity";
    if !fargate || (strategies == 0 && constraints == 0) {
        return Ok(());
    }
    let help = "drop it, or run the item on `ec2(..)`";
    if strategies > 0 {
        return Err(say(RULE, "`place` chooses among instances, and Fargate has none", help));
    }
    Err(say(RULE, "`constraint` chooses among instances, and Fargate has none", help))
}

/// A daemon runs once on every instance: not on Fargate, and without a number, scaling or strategies of its own.
///
/// Source: SV-07, SV-08, SV-09, AS-07; botocore 1.44.5 ecs CreateServiceRequest.schedulingStrategy; cfn-lint 1.58.0 E3044.
pub const fn daemon(counted: bool, scaled: bool, strategies: u64, fargate: bool) -> Result<(), Violation> {
    const RULE: &str = "daemon";
    if fargate {
        let help = "drop `daemon`, or run the service on `ec2(..)`";
        return Err(say(RULE, "a `daemon` runs once on every instance, and Fargate has none", help));
    }
    if scaled {
        let help = "drop `scale`: the instances decide";
        return Err(say(RULE, "a `daemon` runs once on every instance and cannot `scale`", help));
    }
    if counted {
        let help = "drop `count`: the instances decide";
        return Err(say(RULE, "a `daemon` runs once on every instance and has no `count`", help));
    }
    if strategies > 0 {
        let help = "drop `place`; `constraint` can leave instances out";
        return Err(say(RULE, "a `daemon` runs on every instance, so that `place` has nothing to choose", help));
    }
    Ok(())
}

/// A daemon runs on every instance of its cluster: ECS takes no strategy for it, and runs none on Managed Instances. So a
/// `capacity` of its own names all groups of the cluster, or says what would not happen.
///
/// Source: SV-08; CreateService of ECS, "Specifying a capacity provider strategy is not supported when you create a service
/// using the DAEMON scheduling strategy" (aws/containers-roadmap 692); Amazon ECS Developer Guide, Managed Daemons, 2026-11.
pub const fn daemon_capacity(managed: bool, left_out: bool) -> Result<(), Violation> {
    const RULE: &str = "daemon-capacity";
    if managed {
        let help = "run the service on `ec2(..)`, or drop `daemon`";
        return Err(say(RULE, "ECS runs no `daemon` service on Managed Instances", help));
    }
    if left_out {
        let help = "drop `capacity`; `constraint` can leave instances out";
        return Err(say(RULE, "a `daemon` runs on every instance of the cluster, not only on some `capacity`", help));
    }
    Ok(())
}

/// A daemon never has two tasks on one instance: `max` is 100, and `min` below it.
///
/// Source: SV-09; botocore 1.44.5 ecs DeploymentConfiguration.maximumPercent, for DAEMON.
pub const fn daemon_rolling(min: u64, max: u64) -> Result<(), Violation> {
    const RULE: &str = "daemon-deploy";
    if max != 100 {
        let headline = number_key(Text::new(), "max", max).push(" would put two tasks of a `daemon` on one instance");
        return Err(Violation::new(RULE, headline, Text::from("write `deploy = rolling(min = 0, max = 100)`")));
    }
    if min >= 100 {
        let headline = number_key(Text::new(), "min", min).push(" lets no task of a `daemon` be replaced");
        return Err(Violation::new(RULE, headline, Text::from("write `deploy = rolling(min = 0, max = 100)`")));
    }
    Ok(())
}

/// The command of the local target: not empty, one line.
///
/// Source: `language.md`, `dev`, 2026-11: it is handed to a shell as one line.
pub const fn dev(command: &str) -> Result<(), Violation> {
    const RULE: &str = "dev-command";
    let bytes = command.as_bytes();
    let (mut at, mut blank) = (0, true);
    while at < bytes.len() {
        if bytes[at].is_ascii_control() {
            return Err(refuse(RULE, command, " is not one line", "join its parts by `&&`, or put them into a script"));
        }
        blank &= bytes[at] == b' ';
        at += 1;
    }
    if blank {
        return Err(say(RULE, "`dev` has no command", "write what the local target shall run, as \"cargo run\""));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(daemon(false, false, 0, false), Ok(())));

    #[test]
    fn bounds() {
        for (count, legal) in [(0, true), (10, true), (11, false)] {
            assert_eq!(constraints(count).is_ok(), legal, "{count}");
        }
        assert!(constraint("").is_err() && constraint(&"a".repeat(2000)).is_ok());
        assert!(constraint(&"a".repeat(2001)).is_err());
        for (command, legal) in [("", false), ("  ", false), ("cargo run", true), ("a\nb", false)] {
            assert_eq!(dev(command).is_ok(), legal, "{command}");
        }
    }

    #[test]
    fn daemons_are_one_an_instance() {
        for (counted, scaled, strategies, fargate) in
            [(true, false, 0, false), (false, true, 0, false), (false, false, 1, false), (false, false, 0, true)]
        {
            assert_eq!(daemon(counted, scaled, strategies, fargate).expect_err("refused").rule, "daemon");
        }
        for (managed, left_out) in [(true, false), (false, true)] {
            assert_eq!(daemon_capacity(managed, left_out).expect_err("refused").rule, "daemon-capacity");
        }
        assert!(daemon_capacity(false, false).is_ok());
        for (min, max, legal) in [(0, 100, true), (99, 100, true), (100, 100, false), (100, 200, false), (0, 99, false)]
        {
            assert_eq!(daemon_rolling(min, max).is_ok(), legal, "{min} {max}");
        }
        for (strategies, constraints, fargate, legal) in
            [(1, 0, true, false), (0, 1, true, false), (0, 0, true, true), (1, 1, false, true)]
        {
            assert_eq!(on_instances(strategies, constraints, fargate).is_ok(), legal);
        }
    }
}
