//! Deployments.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "deploy-canary",
        strength: Strength::Error,
        summary: "a canary gets 1 to 100 percent of the traffic",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CanaryConfiguration.canaryPercent (SV-14)"],
        explanation: "\
            `canary(10)` sends a tenth of the traffic to the new version first, and the rest after `bake`. \
            ECS takes 0.1 to 100 percent; declarations have whole numbers, so 1 is the least. It refuses the \
            service with another number.",
    },
    Rule {
        name: "deploy-linear",
        strength: Strength::Error,
        summary: "a step of a linear deployment moves 3 to 100 percent of the traffic",
        sources: &["botocore 1.44.5 (2026-11-17), ecs LinearConfiguration.stepPercent (SV-14)"],
        explanation: "\
            `linear(10, every = \"1m\")` moves a tenth of the traffic each minute. ECS takes steps of 3 to 100 \
            percent and refuses smaller ones, with which a deployment would take more than 33 steps. For a \
            smaller first share use `canary(1)`.",
    },
    Rule {
        name: "deploy-bake",
        strength: Strength::Error,
        summary: "the time that both versions are kept is whole minutes, 24 hours at most",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs DeploymentConfiguration.bakeTimeInMinutes, CanaryConfiguration.canaryBakeTimeInMinutes (SV-14)",
        ],
        explanation: "\
            After the traffic has moved, ECS keeps the old version for this time, in which it can still go \
            back at once. The API counts in minutes, 0 to 1,440. Seconds that make no whole minute cannot be \
            said there.\n\
            \n\
            ```rust\n\
            deploy = blue_green(bake = \"90s\")  // refused\n\
            deploy = blue_green(bake = \"2m\")   // taken\n\
            ```",
    },
    Rule {
        name: "deploy-every",
        strength: Strength::Error,
        summary: "the time between two steps is whole minutes, 24 hours at most",
        sources: &["botocore 1.44.5 (2026-11-17), ecs LinearConfiguration.stepBakeTimeInMinutes (SV-14)"],
        explanation: "\
            ECS waits this long after each step of a linear deployment before it moves more traffic. The API \
            counts in minutes, 0 to 1,440, and seconds that make no whole minute cannot be said there. \
            Choose it longer than the period of the alarms that shall stop the deployment.",
    },
    Rule {
        name: "deploy-pause",
        strength: Strength::Error,
        summary: "a deployment waits for an approval for whole minutes, 1 minute to 14 days",
        sources: &["botocore 1.44.5 (2026-11-17), ecs DeploymentLifecycleHook.timeoutConfiguration (SV-16)"],
        explanation: "\
            With `pause`, ECS holds a deployment once the new tasks run and before production's traffic moves. \
            `infra approve` lets it go on, `infra reject` rolls it back, and so does the end of the time. The \
            API counts in minutes, 1 to 20,160, and seconds that make no whole minute cannot be said there.\n\
            \n\
            ```rust\n\
            deploy = blue_green(pause = \"30s\")  // refused\n\
            deploy = blue_green(pause = \"24h\")  // taken\n\
            ```",
    },
    Rule {
        name: "deploy-percent",
        strength: Strength::Error,
        summary: "`min` is 0 to 100 percent, `max` 100 or more",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs DeploymentConfiguration.minimumHealthyPercent, maximumPercent (SV-11)",
        ],
        explanation: "\
            Both are percentages of the tasks that the service runs. `min` is how many stay healthy while a \
            deployment goes on, which cannot be more than there are. `max` is how many there may be at once, \
            and less than 100 would stop tasks of a service that shall keep them.\n\
            \n\
            ```rust\n\
            deploy = rolling(min = 50, max = 150)\n\
            ```",
    },
    Rule {
        name: "deploy-rolling",
        strength: Strength::Error,
        summary: "a rolling deployment has room to move one task",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs DeploymentConfiguration.minimumHealthyPercent, maximumPercent (SV-11)",
            "aws-cdk-lib 2.276.0, minimum healthy percent below maximum (SV-11)",
        ],
        explanation: "\
            ECS replaces tasks by starting new ones up to `max`, rounded down, or by stopping old ones down \
            to `min`, rounded up. Where neither leaves room for a single task, the deployment is accepted, \
            does nothing, and times out hours later. With two tasks, `max = 149` allows 2.98, which is 2: no \
            third one.\n\
            \n\
            ```rust\n\
            count = 2, deploy = rolling(min = 100, max = 140)  // refused: never moves\n\
            count = 2, deploy = rolling(min = 100, max = 150)  // one task more\n\
            count = 2, deploy = rolling(min = 50, max = 100)   // one task less\n\
            ```",
    },
    Rule {
        name: "deploy-host-port",
        strength: Strength::Waivable,
        summary: "fixed host ports leave an instance for the next version",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs PortMapping.hostPort (TD-10), DeploymentConfiguration.minimumHealthyPercent (SV-11)",
        ],
        explanation: "\
            Two tasks cannot hold the same port of one instance. Where every instance that the group can \
            have runs a task and `min = 100` keeps them all, the task of the next version is never placed, \
            and the deployment waits until it fails. Use `host = 0`, for which Docker picks a free port, let \
            `min` be lower, or allow more instances.",
    },
    Rule {
        name: "deploy-failures",
        strength: Strength::Error,
        summary: "`breaker(failures = ..)` counts from 1",
        sources: &["botocore 1.44.5 (2026-11-17), ecs DeploymentCircuitBreaker.thresholdConfiguration (SV-13)"],
        explanation: "\
            The circuit breaker stops a deployment and goes back to the last version after this many tasks \
            failed to start or to become healthy. With 0 there would be nothing to wait for, and ECS refuses \
            it. Without the key, ECS derives the number from the count of tasks.",
    },
    Rule {
        name: "deploy-alarm",
        strength: Strength::Error,
        summary: "alarms are named with 1 to 255 printable characters, each once",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs DeploymentAlarms.alarmNames (SV-13)",
            "botocore 1.44.5 (2026-11-17), cloudwatch AlarmName",
        ],
        explanation: "\
            While a deployment runs, ECS watches these CloudWatch alarms and goes back to the last version \
            when one of them is in alarm. It looks for them by name, and CloudWatch has names of at most 255 \
            characters. An alarm that does not exist fails the deployment, so mind the spelling and the \
            stage.",
    },
    Rule {
        name: "deploy-early",
        strength: Strength::Error,
        summary: "`early` is 0 to 100 percent and not below `min`",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs DeploymentConfiguration.earlySuccessCriteria.healthyPercent (SV-35)",
        ],
        explanation: "\
            A deployment counts as done when this share of the new tasks is healthy, while the rest still \
            starts. A share below `min` is reached before anything has changed, which ECS refuses. Use a \
            number from `min` to 100.\n\
            \n\
            ```rust\n\
            deploy = rolling(min = 80, max = 200), early(percent = 50)  // refused\n\
            deploy = rolling(min = 50, max = 200), early(percent = 80)  // taken\n\
            ```",
    },
];
