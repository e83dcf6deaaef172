//! Targets behind a load balancer, and how they are left.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "drain-time",
        strength: Strength::Error,
        summary: "a target drains for 0 to 3,600 seconds",
        sources: &[
            "botocore 1.44.5 (2026-11-17), elbv2 TargetGroupAttribute.Key deregistration_delay.timeout_seconds (TG-08)",
        ],
        explanation: "\
            When a task is to be stopped, the load balancer sends it no new requests and waits for this time \
            until the open ones are done. Elastic Load Balancing refuses more than an hour. Every deployment \
            waits this long for each task with open connections, so keep it near the longest request.",
    },
    Rule {
        name: "drain-spot",
        strength: Strength::Warning,
        summary: "on Spot, draining and stopping fit into the 120 seconds after the notice",
        sources: &[
            "botocore 1.44.5 (2026-11-17), elbv2 TargetGroupAttribute.Key deregistration_delay.timeout_seconds (TG-08)",
            "botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.stopTimeout (TD-55)",
            "Amazon ECS developer guide, 2023-05, \"AWS Fargate capacity providers\"",
        ],
        explanation: "\
            AWS takes Spot capacity back 120 seconds after it says so. In this time the target is drained, \
            then the container gets SIGTERM and has `stop` until SIGKILL. What takes longer together is cut \
            off, and clients see broken connections.\n\
            \n\
            ```rust\n\
            #[service(capacity = fargate_spot, drain = \"5m\", stop = \"30s\", ..)]   // warned of\n\
            #[service(capacity = fargate_spot, drain = \"90s\", stop = \"30s\", ..)]  // fits\n\
            ```",
    },
    Rule {
        name: "sticky-time",
        strength: Strength::Error,
        summary: "a client stays with its task for 1 second to 7 days",
        sources: &[
            "botocore 1.44.5 (2026-11-17), elbv2 TargetGroupAttribute.Key stickiness.lb_cookie.duration_seconds (TG-08)",
        ],
        explanation: "\
            `sticky` makes the load balancer set a cookie that leads a client to the same task again. The \
            cookie lasts 1 to 604,800 seconds; Elastic Load Balancing refuses the attribute with another \
            number. A stopped task ends the bond earlier, so state that must last does not belong into a \
            task.",
    },
    Rule {
        name: "slow-start-time",
        strength: Strength::Error,
        summary: "a slow start takes 30 to 900 seconds, or none",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 TargetGroupAttribute.Key slow_start.duration_seconds (TG-08)"],
        explanation: "\
            With a slow start, a new target gets a growing share of the requests until this time is over. \
            Elastic Load Balancing takes 0, which switches it off, and 30 to 900 seconds, and refuses what \
            lies between and above.\n\
            \n\
            ```rust\n\
            slow_start = \"10s\"  // refused\n\
            slow_start = \"30s\"  // taken\n\
            ```",
    },
    Rule {
        name: "slow-start-balance",
        strength: Strength::Error,
        summary: "a slow start does not go with `balance = random`",
        sources: &["aws-cdk-lib 2.276.0, target group attributes (TG-08)"],
        explanation: "\
            Weighted random balancing has weights of its own, which anomaly mitigation moves; a slow start \
            would move them too. Elastic Load Balancing refuses a target group with both. Use `balance = \
            round_robin` with a slow start.",
    },
    Rule {
        name: "target-route",
        strength: Strength::Error,
        summary: "`sticky`, `slow_start` and `balance` need a route, `drain` a route or a stream",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 TargetGroupAttribute.Key (TG-08)"],
        explanation: "\
            `sticky`, `slow_start` and `balance` are attributes of target groups behind application load \
            balancers: they choose a task for each request. A stream is forwarded by connection on a network \
            load balancer, which refuses these attributes. `drain` is one of every target group, but a \
            service without a `route` or `stream` has no group at all, and what is said of it would be \
            lost. Add a `route`, or drop the key; `stop` is the time that a container has to end.",
    },
    Rule {
        name: "target-groups",
        strength: Strength::Waivable,
        summary: "a service is behind at most 5 target groups",
        sources: &[
            "Amazon ECS developer guide, 2023-05, \"Registering multiple target groups with a service\" (SV-21)",
        ],
        explanation: "\
            Each port that routes and streams lead to needs a target group, and ECS registers a service with \
            5 of them at most. CreateService refuses more. Lead several routes to one port and tell them \
            apart in the program, or divide the service.",
    },
    Rule {
        name: "platform-capacity",
        strength: Strength::Error,
        summary: "`platform` is for Fargate",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CreateServiceRequest.platformVersion (SV-28)"],
        explanation: "\
            The platform version names the kernel and runtime that Fargate runs a task on. Tasks on EC2 run \
            on what the instance has, and ECS refuses a platform version for them. Drop the key, or run the \
            item on `fargate`.",
    },
];
