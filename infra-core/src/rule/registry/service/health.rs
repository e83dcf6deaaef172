//! Health checks of targets.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "health-path",
        strength: Strength::Error,
        summary: "the path of a health check begins with `/`, has 1 to 1,024 characters and no spaces",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 CreateTargetGroupInput.HealthCheckPath (TG-05)"],
        explanation: "\
            The load balancer puts the path into the request line of the check as it stands, so it begins at \
            the root and holds only printable ASCII. Elastic Load Balancing refuses another path when the \
            target group is made. A query may follow the path.\n\
            \n\
            ```rust\n\
            health(\"healthz\")   // refused\n\
            health(\"/healthz\")  // taken\n\
            ```",
    },
    Rule {
        name: "health-codes",
        strength: Strength::Error,
        summary: "the codes that mean healthy lie within 200 to 499 and ascend",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 Matcher.HttpCode (TG-07)"],
        explanation: "\
            An application load balancer compares the answer of a health check with a list of HTTP codes and \
            ranges. It takes codes from 200 to 499 and refuses the target group with others: an answer of \
            500 and above never means healthy. Write codes in order and each once, with ranges joined by `-` \
            and items by `,`.\n\
            \n\
            ```rust\n\
            health(\"/\", codes = \"200-503\")      // refused\n\
            health(\"/\", codes = \"200-299,404\")  // taken\n\
            ```",
    },
    Rule {
        name: "health-interval",
        strength: Strength::Error,
        summary: "a health check is asked every 5 to 300 seconds",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 CreateTargetGroupInput.HealthCheckIntervalSeconds (TG-05)"],
        explanation: "\
            The interval is the time between two checks of one task. Elastic Load Balancing refuses the \
            target group with one below 5 or above 300 seconds. A short interval finds a broken task sooner \
            and costs more requests; 10 seconds are the default here.",
    },
    Rule {
        name: "health-timeout",
        strength: Strength::Error,
        summary: "the timeout of a health check is 2 to 120 seconds, and below the interval",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 CreateTargetGroupInput.HealthCheckTimeoutSeconds (TG-05)"],
        explanation: "\
            An answer that comes later than the timeout counts as a failure. Elastic Load Balancing takes 2 \
            to 120 seconds, and refuses a timeout that is not below the interval, because the next check \
            would begin before this one ends. The second limit stands in no model: it is what the API \
            answers.\n\
            \n\
            ```rust\n\
            health(\"/\", every = \"10s\", timeout = \"10s\")  // refused\n\
            health(\"/\", every = \"10s\", timeout = \"5s\")   // taken\n\
            ```",
    },
    Rule {
        name: "health-threshold",
        strength: Strength::Error,
        summary: "a health check asks for 2 to 10 answers in a row",
        sources: &[
            "botocore 1.44.5 (2026-11-17), elbv2 CreateTargetGroupInput.HealthyThresholdCount, UnhealthyThresholdCount (TG-05)",
        ],
        explanation: "\
            `healthy` and `unhealthy` count the answers in a row that change the state of a task. Elastic \
            Load Balancing takes 2 to 10 for both and refuses the target group otherwise. One answer alone \
            is never enough, so that a single lost packet stops no task.",
    },
    Rule {
        name: "health-grace",
        strength: Strength::Error,
        summary: "the grace period is at most 2,147,483,647 seconds",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CreateServiceRequest.healthCheckGracePeriodSeconds (SV-24)"],
        explanation: "\
            For this time after the start of a task, ECS takes no notice of failed health checks. The number \
            is a 32-bit integer in the API, which refuses a larger one. A few minutes are enough for nearly \
            every program.",
    },
    Rule {
        name: "health-grace-short",
        strength: Strength::Warning,
        summary: "the grace period is long enough for a task to become healthy",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs CreateServiceRequest.healthCheckGracePeriodSeconds (SV-24)",
            "botocore 1.44.5 (2026-11-17), elbv2 CreateTargetGroupInput.HealthCheckIntervalSeconds (TG-05)",
        ],
        explanation: "\
            A task that fails its first check while it starts is unhealthy, and becomes healthy only after \
            `healthy` answers in a row, `every` apart. Where the grace period ends before that, ECS stops \
            the task although it answers well, starts another one, and the deployment may never end. Nothing \
            refuses such a declaration, hence the warning.\n\
            \n\
            ```rust\n\
            health(\"/\", every = \"30s\", healthy = 3, grace = \"60s\")  // warned of\n\
            health(\"/\", every = \"30s\", healthy = 3, grace = \"90s\")  // enough\n\
            ```",
    },
    Rule {
        name: "health-route",
        strength: Strength::Error,
        summary: "a health check needs a route or a stream",
        sources: &["botocore 1.44.5 (2026-11-17), ecs LoadBalancer.targetGroupArn (SV-17)"],
        explanation: "\
            `health` configures the target group behind a load balancer, which exists only for a service with \
            a `route` or a `stream`. Without one the check would be asked by nobody. For a service without \
            traffic, let the container check itself with `check(\"CMD ..\")`.\n\
            \n\
            ```rust\n\
            #[service(cluster = Main, image = cargo(\"worker\"), health(\"/\"))]           // refused\n\
            #[service(cluster = Main, image = cargo(\"worker\"), check(\"CMD /worker\"))]  // taken\n\
            ```",
    },
];
