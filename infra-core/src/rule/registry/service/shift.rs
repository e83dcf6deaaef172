//! Deployments that move traffic.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "deploy-traffic",
        strength: Strength::Error,
        summary: "blue/green, canary and linear deployments have traffic to move",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs DeploymentController.type, DeploymentConfiguration.strategy (SV-15)",
        ],
        explanation: "\
            These strategies run both versions side by side and move requests from one to the other, at the \
            load balancer or in Service Connect. ECS refuses them for a service that has neither. A worker \
            that fetches its own work is deployed with `rolling`.\n\
            \n\
            ```rust\n\
            #[service(cluster = Main, image = cargo(\"worker\"), deploy = canary(10))]                    // refused\n\
            #[service(cluster = Main, image = cargo(\"web\"), port = 80, route(\"/*\"), deploy = canary(10))]  // taken\n\
            ```",
    },
    Rule {
        name: "deploy-one-route",
        strength: Strength::Error,
        summary: "blue/green, canary and linear deployments move the traffic of one route",
        sources: &["botocore 1.44.5 (2026-11-17), ecs AdvancedConfiguration.productionListenerRule (SV-15)"],
        explanation: "\
            A route is a rule of the load balancer's listener. While ECS moves traffic it rewrites one such \
            rule, and a service can name no second one: the requests of another route would stay with tasks \
            that are about to stop. Let one route cover all of them, or deploy the service with `rolling`.\n\
            \n\
            ```rust\n\
            route(\"/api/*\"), route(\"/files/*\"), deploy = canary(10)  // refused\n\
            route(\"/*\"), deploy = canary(10)                        // taken\n\
            ```",
    },
    Rule {
        name: "deploy-one-listener",
        strength: Strength::Error,
        summary: "blue/green, canary and linear deployments move the traffic of one listener",
        sources: &["botocore 1.44.5 (2026-11-17), ecs AdvancedConfiguration.productionListenerRule (SV-15)"],
        explanation: "\
            A route becomes a rule on every listener of the cluster's load balancer that does not redirect, \
            and ECS moves the traffic of one rule. With a second listener, half of the clients would be left \
            behind. Nearly always the answer is to redirect HTTP to HTTPS.\n\
            \n\
            ```rust\n\
            listen = [http(80), https(443)]                  // two listeners with rules\n\
            listen = [http(80, redirect = 443), https(443)]  // one\n\
            ```",
    },
    Rule {
        name: "deploy-sticky",
        strength: Strength::Error,
        summary: "`sticky` does not go with blue/green, canary and linear deployments",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs AdvancedConfiguration (SV-15), elbv2 TargetGroupStickinessConfig (TG-08)",
            "kubernetes-sigs/aws-load-balancer-controller #2734 (2022), the answer of Elastic Load Balancing",
        ],
        explanation: "\
            These strategies let two target groups share one rule. Elastic Load Balancing then takes sticky \
            targets only when the rule holds clients with their target group as well, and such a client goes \
            on using the old version after the traffic has moved, until its cookie ends or the old tasks \
            stop under it. Keep sessions in a store that all tasks reach, or deploy with `rolling`.",
    },
    Rule {
        name: "early-rolling",
        strength: Strength::Error,
        summary: "`early` is for rolling deployments",
        sources: &["botocore 1.44.5 (2026-11-17), ecs DeploymentConfiguration.earlySuccessCriteria (SV-35)"],
        explanation: "\
            A rolling deployment can count as done when a share of its tasks is healthy. The others move \
            traffic only to a set of tasks that is whole, and are done when the time after that is over; ECS \
            refuses the criterion for them. Use a shorter `bake` to be done sooner.",
    },
    Rule {
        name: "breaker-rolling",
        strength: Strength::Error,
        summary: "`breaker` is for rolling deployments",
        sources: &["botocore 1.44.5 (2026-11-17), ecs DeploymentConfiguration.deploymentCircuitBreaker (SV-13)"],
        explanation: "\
            The pages of the API offer the circuit breaker to rolling deployments alone, and say nothing of \
            a threshold for the others. What stops those: `alarms` that go off, a `pause` that nobody \
            approves, a `smoke` test that fails, and the command line, which rolls back when it is asked to.",
    },
    Rule {
        name: "smoke-deploy",
        strength: Strength::Error,
        summary: "`smoke` is for blue/green, canary and linear deployments",
        sources: &["botocore 1.44.5 (2026-11-17), ecs DeploymentLifecycleHook.lifecycleStages (SV-15, SV-16)"],
        explanation: "\
            A smoke test asks the new tasks while production still has the old ones, and decides whether its \
            traffic moves. A rolling deployment has no such moment: each new task serves as soon as it is \
            healthy. There, `health` is what keeps a broken task away from requests.\n\
            \n\
            ```rust\n\
            smoke = answers, deploy = rolling     // refused\n\
            smoke = answers, deploy = blue_green  // taken\n\
            ```",
    },
    Rule {
        name: "smoke-route",
        strength: Strength::Error,
        summary: "`smoke` needs a route",
        sources: &["botocore 1.44.5 (2026-11-17), ecs AdvancedConfiguration.testListenerRule (SV-15)"],
        explanation: "\
            The test reaches the new tasks through the load balancer: a second listener rule, for the same \
            requests as the route of the service and with a header, leads to them. Without a route there is \
            no such rule, and a stream knows no headers.",
    },
    Rule {
        name: "deploy-linear-time",
        strength: Strength::Error,
        summary: "a linear deployment takes at most 33 hours",
        sources: &["aws-cdk-lib 2.276.0, CloudFormation's limit for LINEAR (SV-14)"],
        explanation: "\
            The steps of a linear deployment follow each other after `every`, and after the last one the old \
            tasks stay for `bake`. All of it may take 33 hours, the steps counted with the last. The share \
            of a step decides how many there are: 10 percent make 10 steps, 3 percent 34.\n\
            \n\
            ```rust\n\
            deploy = linear(3, every = \"1h\")   // refused: 34 hours and `bake`\n\
            deploy = linear(3, every = \"30m\")  // taken\n\
            deploy = linear(10, every = \"1h\")  // taken\n\
            ```",
    },
];
