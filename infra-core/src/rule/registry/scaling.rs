//! Rules of scaling.

use super::{Rule, Strength};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "scaling-range",
        strength: Strength::Error,
        summary: "the fewest tasks are not above the most, and scaling has room to move",
        sources: &[
            "botocore 1.44.5 (2026-11-17), application-autoscaling RegisterScalableTargetRequest.MinCapacity, MaxCapacity (AS-02)",
        ],
        explanation: "\
            Application Auto Scaling refuses a minimum above the maximum. With both the same, policies could \
            never change anything; where the number shall be fixed, `count` says so. A range of one number \
            makes sense only beside `at(..)`, which moves it.\n\
            \n\
            ```rust\n\
            scale(10..=2, cpu = 60)  // refused\n\
            scale(2..=10, cpu = 60)  // taken\n\
            ```",
    },
    Rule {
        name: "scaling-percent",
        strength: Strength::Error,
        summary: "a use to hold is 1 to 100 percent",
        sources: &[
            "botocore 1.44.5 (2026-11-17), application-autoscaling TargetTrackingScalingPolicyConfiguration.TargetValue (AS-04)",
        ],
        explanation: "\
            Target tracking adds and removes tasks so that their average use of CPU or memory stays at this \
            number. It is a percentage of what the task reserves. Near 100 there is no headroom while new \
            tasks start; 50 to 70 are common.",
    },
    Rule {
        name: "scaling-minimum",
        strength: Strength::Error,
        summary: "a service that scales by its own use keeps at least one task",
        sources: &["botocore 1.44.5 (2026-11-17), application-autoscaling PredefinedMetricSpecification (AS-04)"],
        explanation: "\
            Without a task there is no CPU use and there are no requests for a target, so the metrics have \
            no data and nothing ever starts the first task. Begin the range at 1, scale by a `metric(..)` \
            that exists without tasks, as the length of a queue, or let `at(..)` start them.\n\
            \n\
            ```rust\n\
            scale(0..=10, cpu = 60)  // refused: never leaves 0\n\
            scale(1..=10, cpu = 60)  // taken\n\
            ```",
    },
    Rule {
        name: "scaling-target",
        strength: Strength::Error,
        summary: "`scale` names what to go by",
        sources: &[
            "botocore 1.44.5 (2026-11-17), application-autoscaling TargetTrackingScalingPolicyConfiguration (AS-04)",
        ],
        explanation: "\
            A range alone scales nothing: Application Auto Scaling needs a policy or a schedule. Name `cpu`, \
            `memory`, `requests`, a `metric(..)`, a `step(..)` or a time with `at(..)`.",
    },
    Rule {
        name: "count-or-scale",
        strength: Strength::Error,
        summary: "a service has `count` or `scale`, not both",
        sources: &[
            "language of this library, 2026",
            "botocore 1.44.5 (2026-11-17), application-autoscaling RegisterScalableTargetRequest (AS-02)",
        ],
        explanation: "\
            `count` is a fixed number of tasks, `scale` lets the load set it. With both, each deployment \
            would put the number back to `count`, and Application Auto Scaling would move it away again. A \
            service that scales begins at the lower end of its range.\n\
            \n\
            ```rust\n\
            count = 2, scale(2..=10, cpu = 60)  // refused\n\
            scale(2..=10, cpu = 60)             // taken\n\
            ```",
    },
    Rule {
        name: "scaling-requests",
        strength: Strength::Error,
        summary: "the requests for one task are at least 1",
        sources: &[
            "botocore 1.44.5 (2026-11-17), application-autoscaling TargetTrackingScalingPolicyConfiguration.TargetValue (AS-04)",
        ],
        explanation: "\
            `requests = 1000` holds the average number of requests a minute for one task, as the load \
            balancer counts them. The value is above 0, else no number of tasks would be enough.",
    },
    Rule {
        name: "scaling-requests-route",
        strength: Strength::Error,
        summary: "scaling by requests needs a route",
        sources: &[
            "botocore 1.44.5 (2026-11-17), application-autoscaling PredefinedMetricSpecification.ResourceLabel (AS-04)",
        ],
        explanation: "\
            The metric ALBRequestCountPerTarget is of a target group on an application load balancer, which \
            Application Auto Scaling wants to know by name. A service without a `route` has none, and \
            streams do not count requests. Scale by `cpu` or `memory` there.",
    },
    Rule {
        name: "scaling-cooldown",
        strength: Strength::Error,
        summary: "the pause after a change is at most 2,147,483,647 seconds",
        sources: &[
            "botocore 1.44.5 (2026-11-17), application-autoscaling TargetTrackingScalingPolicyConfiguration.ScaleInCooldown, ScaleOutCooldown (AS-03)",
        ],
        explanation: "\
            `in_after` and `out_after` are pauses between two changes in the same direction. The API has \
            32-bit integers for them. A few minutes are usual; more keeps tasks that are no longer needed, \
            or waits while load grows.",
    },
    Rule {
        name: "scaling-metric",
        strength: Strength::Error,
        summary: "a metric and its namespace are named with 1 to 255 characters",
        sources: &["botocore 1.44.5 (2026-11-17), cloudwatch MetricName, Namespace (AS-04)"],
        explanation: "\
            CloudWatch finds a metric by namespace, name and dimensions, letter by letter. A name that is \
            spelt otherwise is another metric without data, and scaling by it does nothing. A namespace does \
            not begin with a colon; those of AWS begin with `AWS/`.",
    },
    Rule {
        name: "scaling-metric-target",
        strength: Strength::Error,
        summary: "the value of a metric to hold is above 0",
        sources: &[
            "botocore 1.44.5 (2026-11-17), application-autoscaling TargetTrackingScalingPolicyConfiguration.TargetValue (AS-04)",
        ],
        explanation: "\
            Target tracking divides the metric by this value to find the number of tasks, so 0 has no \
            meaning. Name what one task shall carry, as 100 messages of a queue.",
    },
    Rule {
        name: "scaling-step",
        strength: Strength::Error,
        summary: "steps have 1 to 20 different bounds a side, and `below` ends lower than `above` begins",
        sources: &[
            "botocore 1.44.5 (2026-11-17), application-autoscaling StepAdjustment (AS-05)",
            "Application Auto Scaling user guide, 2025, \"Quotas\"",
        ],
        explanation: "\
            Each side of `step(..)` is a policy with a CloudWatch alarm at the bound nearest to the calm in \
            the middle; the bounds behind it are its steps. Two steps from the same value on would be one \
            range with two answers, which Application Auto Scaling refuses. Where tasks go at the values at \
            which they come, the service never rests.\n\
            \n\
            ```rust\n\
            step(\"Shop\", \"Queue\", above(10, add = 1), below(20, remove = 1))   // refused\n\
            step(\"Shop\", \"Queue\", above(100, add = 1), below(20, remove = 1))  // taken\n\
            ```",
    },
    Rule {
        name: "scaling-step-size",
        strength: Strength::Error,
        summary: "a step adds or removes at least 1 task",
        sources: &["botocore 1.44.5 (2026-11-17), application-autoscaling StepAdjustment.ScalingAdjustment (AS-05)"],
        explanation: "\
            Application Auto Scaling adds or removes this number of tasks once, and waits for `out_after` or \
            `in_after` before it looks again. The number is a 32-bit integer in the API, and 0 would do \
            nothing.",
    },
    Rule {
        name: "scaling-step-period",
        strength: Strength::Error,
        summary: "the average of a step's metric is taken over 1 to 60 whole minutes",
        sources: &["botocore 1.44.5 (2026-11-17), cloudwatch PutMetricAlarmInput.Period"],
        explanation: "\
            A CloudWatch alarm looks at the average of its metric over this time. It takes whole minutes; \
            parts of a minute are for metrics of high resolution, which those of AWS are not. Over more than \
            an hour a service would be scaled by what has long passed.",
    },
    Rule {
        name: "scaling-predictive",
        strength: Strength::Error,
        summary: "`predictive` needs `cpu`, `memory` or `requests`",
        sources: &[
            "botocore 1.44.5 (2026-11-17), application-autoscaling PredictiveScalingMetricSpecification (AS-06)",
        ],
        explanation: "\
            Predictive scaling forecasts a load from the past 14 days, and adds the tasks that hold a use \
            under it. Which use, and at which value, it is told: by the first of `cpu`, `memory` and \
            `requests` that the `scale` has. Requests are those of one target group, which deployments that \
            move traffic do not have, nor has a service whose routes lead to several ports. It only adds tasks; the same key takes them away again.\n\
            \n\
            ```rust\n\
            scale(2..=20, predictive)            // refused\n\
            scale(2..=20, cpu = 60, predictive)  // taken\n\
            ```",
    },
    Rule {
        name: "scaling-twice",
        strength: Strength::Error,
        summary: "a `scale` has each time and each metric once",
        sources: &["language of this library, 2026"],
        explanation: "\
            Two `at(..)` of the same time would set two ranges at once, and two `metric(..)` or `step(..)` of \
            the same metric and dimensions would pull at the number of tasks from two sides. For more steps \
            of one metric, repeat `above` and `below` inside of one `step(..)`.",
    },
    Rule {
        name: "task-count",
        strength: Strength::Error,
        summary: "a service runs 0 to 2,147,483,647 tasks",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CreateServiceRequest.desiredCount (SV-07)"],
        explanation: "\
            The number is a 32-bit integer in the API. How many tasks a service may run is a quota of the \
            account, 5,000 at first, which only AWS knows. 0 is legal: the service exists and runs nothing.",
    },
];
