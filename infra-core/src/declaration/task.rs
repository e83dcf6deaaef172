//! What `#[task]` says.

use super::WorkloadSpec;
use crate::language::{block, choice};

block! {
    /// A task in one stage.
    pub struct TaskSpec keys task_keys {
        /// What it has in common with services.
        workload_keys => workload: flatten(WorkloadSpec) [required] [] "";
        /// When EventBridge Scheduler starts it: `rate(..)`, `cron(..)` or `at(..)`; repeat it for more.
        /// `ScheduleExpression`.
        schedule => schedules: text(schedule::expression) [repeated; "`run` alone starts it"] []
            "schedule = \"cron(0 3 * * ? *)\"";
        /// The IANA time zone in which `cron` and `at` are read. `ScheduleExpressionTimezone`.
        timezone => timezone: text(schedule::timezone) [optional; "UTC"] [] "timezone = \"Europe/Berlin\"";
        /// A window in which it starts at some time, whole minutes up to 24 hours. `FlexibleTimeWindow`.
        flexible => flexible_seconds: seconds(schedule::window::flexible) [optional; "at once"] [] "flexible = \"15m\"";
        /// When its schedules begin, in UTC whatever `timezone` says. Scheduler takes no start that is more than 5 minutes
        /// past when a schedule is made or changed. `StartDate`.
        from => from: text(schedule::time::moment) [optional; "at once"] [] "from = \"2027-01-01T00:00:00\"";
        /// When its schedules end, in UTC whatever `timezone` says. `EndDate`.
        until => until: text(schedule::time::moment) [optional; "never"] [] "until = \"2027-12-31T00:00:00\"";
        /// Its schedules start nothing. `State`.
        paused => paused: flag() [= false] [] "paused";
        /// An event that starts it and becomes its input: an object in a bucket, or any event of EventBridge.
        /// `Events::Rule`.
        on => on: choice(Event) [repeated; "none"] [pending] "on = s3(\"orders\", prefix = \"new/\")";
        /// How often a start that failed is tried again, up to 185 times. `MaximumRetryAttempts`.
        retries => retries: u32(schedule::window::retries) [= 0] [] "retries = 3";
        /// How old a start may become by trying, 1 minute to 24 hours. `MaximumEventAgeInSeconds`.
        max_age => max_age_seconds: seconds(schedule::window::max_age) [optional; "24h"] [] "max_age = \"1h\"";
        /// A queue that keeps what could not be started for 14 days; `status` shows its URL. `DeadLetterConfig`.
        dead_letter => dead_letter: flag() [= false] [] "dead_letter";
        /// How long a run may take until it is stopped.
        timeout => timeout_seconds: seconds(run::timeout) [optional; "for ever"] [pending] "timeout = \"1h\"";
        /// One run a shard of its input, on Step Functions' distributed map.
        fan_out => fan_out: block(FanOut) [optional; "one run"] [pending] "fan_out(max = 100, tolerate = 5)";
        /// The task that runs when all of them have ended.
        then => then: item(Task) [optional; "none"] [pending] "then = Summarise";
    }
    holds {
        [schedule timezone] @needs [schedule schedule] SCHEDULES_ARE_DIFFERENT => task::schedules;
        [capacity schedule] SCHEDULES_HAVE_FEW_PROVIDERS => task::providers;
        [volume schedule on] @needs [volume] TASK_GETS_ITS_VOLUMES => task::disk;
        [flexible schedule] @needs [flexible schedule] WINDOWS_DO_NOT_OVERLAP warns "the window is not shorter than the time between two starts: two runs may \
            come together or change places (or waive it) [schedule-flexible-long]" => task::flexible;
        [from until] @needs [from until] START_IS_BEFORE_THE_END => task::window;
        [from until schedule] @needs [schedule from] [schedule until] STARTS_ARE_MANY warns "a schedule `at(..)` runs once: EventBridge Scheduler takes no notice of `from` \
            and `until` beside it (or waive it) [schedule-once]" => task::window_of_one;
        [timezone flexible from until paused retries max_age dead_letter] START_HAS_A_CAUSE => task::scheduled;
        [connect network_mode] @needs [connect network_mode] CONNECTIONS_HAVE_A_NETWORK => task::connected;
    }
}

choice! {
    /// An event that starts a task.
    pub enum Event words event_words {
        /// A new object in a bucket.
        s3 => S3(S3Event) [] "on = s3(\"orders\", prefix = \"new/\")";
        /// An event of EventBridge.
        event => Event(BusEvent) [] "on = event(source = \"shop\", detail_type = \"OrderPlaced\")";
    }
}

block! {
    /// A new object in a bucket.
    pub struct S3Event keys s3_event_keys {
        /// The bucket, which must send its events to EventBridge.
        bucket => bucket: text(bucket::name) [required] [bare] "s3(\"orders\")";
        /// With what the object's key begins.
        prefix => prefix: text(bucket::prefix) [optional; "anything"] [] "prefix = \"new/\"";
    }
    holds {
        [prefix] PREFIX_IS_A_KEY warns "object keys seldom begin like this: S3 compares them letter by letter (or waive it) [bucket-prefix-letters]" => task::prefix;
    }
}

block! {
    /// An event of EventBridge.
    pub struct BusEvent keys bus_event_keys {
        /// Who sends it. `source`.
        source => source: text(event::source) [optional; "anyone"] [] "source = \"shop\"";
        /// What it is. `detail-type`.
        detail_type => detail_type: text(event::detail_type) [optional; "anything"] [] "detail_type = \"OrderPlaced\"";
        /// What its `detail` must match, in the language of EventBridge's patterns. `detail`.
        pattern => pattern: text(event::pattern) [optional; "anything"] [] "pattern = \"{\\\"total\\\": [{\\\"numeric\\\": [\\\">\\\", 100]}]}\"";
    }
    holds {
        [source detail_type pattern] EVENT_SAYS_WHICH => task::event;
    }
}

block! {
    /// One run a shard.
    pub struct FanOut keys fan_out_keys {
        /// How many run at a time, 1 to 10,000. `MaxConcurrency`.
        max => max: u32(run::fan_out) [required] [] "max = 100";
        /// Which share of them may fail, in percent. `ToleratedFailurePercentage`.
        tolerate => tolerate: u32(run::tolerate) [= 0] [] "tolerate = 5";
    }
}
