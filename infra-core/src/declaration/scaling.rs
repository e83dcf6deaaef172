//! How the number of a service's tasks follows its load.

use crate::language::block;

block! {
    /// Target tracking on the service's own load, and other numbers at certain times.
    pub struct Scale keys scale_keys {
        /// The fewest and the most tasks. `MinCapacity`, `MaxCapacity`.
        tasks => tasks: range(scaling::range) [required] [bare] "scale(2..=10, cpu = 60)";
        /// The average CPU use to hold, in percent, 1 to 100. `ECSServiceAverageCPUUtilization`.
        cpu => cpu: u32(scaling::percent) [optional] [] "cpu = 60";
        /// The average memory use to hold, in percent, 1 to 100. `ECSServiceAverageMemoryUtilization`.
        memory => memory: u32(scaling::percent) [optional] [] "memory = 70";
        /// The requests a minute that each task shall get. It needs a `route`. `ALBRequestCountPerTarget`.
        requests => requests: u32(scaling::requests) [optional] [pending] "requests = 1000";
        /// How long no task is taken after one was. `ScaleInCooldown`.
        in_after => in_after_seconds: seconds(scaling::cooldown) [= 300; "5m"] [pending] "in_after = \"5m\"";
        /// How long no task is added after one was. `ScaleOutCooldown`.
        out_after => out_after_seconds: seconds(scaling::cooldown) [= 60; "1m"] [pending] "out_after = \"1m\"";
        /// Another range from a certain time on. `ScheduledAction`.
        at => at: block(ScaleAt) [repeated] [pending] "at(\"cron(0 7 * * ? *)\", 4..=20, zone = \"Europe/Berlin\")";
        /// A metric of your own to hold. `CustomizedMetricSpecification`.
        metric => metrics: block(ScaleMetric) [repeated] [pending]
            "metric(\"Shop\", \"QueueLength\", target = 100)";
        /// Tasks are added before the load comes, by the load of past days. `PredictiveScaling`.
        predictive => predictive: flag() [= false] [pending] "predictive";
    }
    holds {
        [tasks cpu memory requests metric at predictive] SCALE_IS_POSSIBLE => scaling::possible;
    }
}

block! {
    /// Another range from a certain time on.
    pub struct ScaleAt keys scale_at_keys {
        /// When: `cron(..)`, `rate(..)` or `at(..)`. `Schedule`.
        schedule => schedule: text(schedule::expression) [required] [bare] "at(\"cron(0 7 * * ? *)\", 4..=20)";
        /// The fewest and the most tasks from then on. `ScalableTargetAction`.
        tasks => tasks: range(scaling::scheduled) [required] [bare] "at(\"cron(0 7 * * ? *)\", 4..=20)";
        /// The IANA time zone. `Timezone`.
        zone => zone: text(schedule::timezone) [optional; "UTC"] [] "zone = \"Europe/Berlin\"";
    }
}

block! {
    /// A metric of your own to hold.
    pub struct ScaleMetric keys scale_metric_keys {
        /// Its namespace in CloudWatch. `Namespace`.
        namespace => namespace: text(scaling::metric_namespace) [required] [bare] "metric(\"Shop\", \"QueueLength\", target = 100)";
        /// Its name. `MetricName`.
        name => name: text(scaling::metric) [required] [bare] "metric(\"Shop\", \"QueueLength\", target = 100)";
        /// The average value to hold. `TargetValue`.
        target => target: u32(scaling::target) [required] [] "target = 100";
        /// Its dimensions. `Dimensions`.
        dimensions => dimensions: pairs((source::option) text()) [repeated] [] "dimensions(Queue = \"orders\")";
    }
}
