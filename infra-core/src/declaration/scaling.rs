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
        requests => requests: u32(scaling::requests) [optional] [] "requests = 1000";
        /// How long no task is taken after one was. `ScaleInCooldown`.
        in_after => in_after_seconds: seconds(scaling::cooldown) [= 300; "5m"] [] "in_after = \"5m\"";
        /// How long no task is added after one was. `ScaleOutCooldown`.
        out_after => out_after_seconds: seconds(scaling::cooldown) [= 60; "1m"] [] "out_after = \"1m\"";
        /// Another range from a certain time on. `ScheduledAction`.
        at => at: block(ScaleAt) [repeated] [] "at(\"cron(0 7 * * ? *)\", 4..=20, zone = \"Europe/Berlin\")";
        /// A metric of your own to hold. `CustomizedMetricSpecification`.
        metric => metrics: block(ScaleMetric) [repeated] []
            "metric(\"Shop\", \"QueueLength\", target = 100)";
        /// Tasks that come and go in steps, by how far a metric of your own is from its bounds. `StepScaling`.
        step => steps: block(ScaleStep) [repeated] []
            "step(\"Shop\", \"QueueLength\", above(100, add = 1), above(1000, add = 5), below(10, remove = 1))";
        /// Tasks are added before the load comes, by the load of past days. It needs `cpu`, `memory` or `requests`, of
        /// which the first counts. `PredictiveScaling`.
        predictive => predictive: flag() [= false] [] "predictive";
    }
    holds {
        [tasks cpu memory requests metric step at predictive] SCALE_IS_POSSIBLE => scaling::possible;
        [predictive cpu memory requests] @needs [predictive] FORECAST_HAS_A_METRIC => scaling::forecast;
        [at metric step] @needs [at at] [metric metric] [step step] SCALING_IS_SAID_ONCE => scaling::once;
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
        /// Its dimensions; `{app}` and `{stage}` are filled in. `Dimensions`.
        dimensions => dimensions: pairs((source::option) text()) [repeated] [] "dimensions(Queue = \"orders\")";
    }
}

block! {
    /// Steps by which a metric of your own adds and removes tasks. CloudWatch alarms stand at the bounds nearest to the
    /// calm between them: the lowest `above` and the highest `below`.
    pub struct ScaleStep keys scale_step_keys {
        /// The metric's namespace in CloudWatch. `Namespace`.
        namespace => namespace: text(scaling::metric_namespace) [required] [bare] "step(\"Shop\", \"QueueLength\", above(100, add = 1))";
        /// Its name. `MetricName`.
        name => name: text(scaling::metric) [required] [bare] "step(\"Shop\", \"QueueLength\", above(100, add = 1))";
        /// From this average on, so many tasks are added; a higher `above` takes over from its own value on.
        /// `StepAdjustment`.
        above => above: block(StepAbove) [repeated] [] "above(100, add = 1)";
        /// Up to this average, so many tasks are removed; a lower `below` takes over from its own value down.
        /// `StepAdjustment`.
        below => below: block(StepBelow) [repeated] [] "below(10, remove = 1)";
        /// Over how long the average is taken, whole minutes up to an hour. `Period`.
        every => period_seconds: seconds(scaling::period) [= 60; "1m"] [] "every = \"5m\"";
        /// Its dimensions; `{app}` and `{stage}` are filled in. `Dimensions`.
        dimensions => dimensions: pairs((source::option) text()) [repeated] [] "dimensions(Queue = \"orders\")";
    }
    holds {
        [above below] STEPS_LEAVE_A_CALM => scaling::steps;
    }
}

block! {
    /// Tasks that are added.
    pub struct StepAbove keys step_above_keys {
        /// From which value on. `MetricIntervalLowerBound`.
        value => value: u32() [required] [bare] "above(100, add = 1)";
        /// How many. `ScalingAdjustment`.
        add => tasks: u32(scaling::step) [required] [] "add = 1";
    }
}

block! {
    /// Tasks that are removed.
    pub struct StepBelow keys step_below_keys {
        /// Up to which value. `MetricIntervalUpperBound`.
        value => value: u32() [required] [bare] "below(10, remove = 1)";
        /// How many. `ScalingAdjustment`.
        remove => tasks: u32(scaling::step) [required] [] "remove = 1";
    }
}
