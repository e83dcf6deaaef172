//! Rules of schedules, events and runs.

use super::{Rule, Strength};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "schedule-expression",
        strength: Strength::Error,
        summary: "a schedule is `rate(..)`, `cron(..)` of six fields, or `at(..)`",
        sources: &[
            "botocore 1.44.5 (2026-11-17), scheduler CreateScheduleInput.ScheduleExpression (SCH-02)",
            "EventBridge Scheduler user guide, 2025, \"Schedule types\"",
        ],
        explanation: "\
            EventBridge Scheduler reads three forms and refuses all others. Its cron has six fields with the \
            year last, one of the two fields for days is `?`, and a rate is singular for 1 and plural for \
            more.\n\
            \n\
            ```rust\n\
            schedule = \"0 3 * * *\"           // refused: five fields of Unix\n\
            schedule = \"cron(0 3 * * ? *)\"   // taken\n\
            schedule = \"rate(5 minutes)\"     // taken\n\
            ```",
    },
    Rule {
        name: "schedule-timezone",
        strength: Strength::Error,
        summary: "a time zone is named as IANA names it",
        sources: &[
            "botocore 1.44.5 (2026-11-17), scheduler ScheduleExpressionTimezone (SCH-02)",
            "IANA time zone database, 2025",
        ],
        explanation: "\
            The schedule is read in this zone, and follows its summer time. EventBridge Scheduler takes \
            names of the IANA database of up to 50 characters, as `Europe/Berlin`, and refuses abbreviations \
            as `CET+1`. Without the key it is UTC.",
    },
    Rule {
        name: "schedule-flexible",
        strength: Strength::Error,
        summary: "a flexible window is whole minutes, 1 minute to 24 hours",
        sources: &["botocore 1.44.5 (2026-11-17), scheduler MaximumWindowInMinutes (SCH-03)"],
        explanation: "\
            EventBridge Scheduler starts the task at some moment in this window after the time of the \
            schedule, which spreads load. The API counts in minutes, 1 to 1,440. To start on time, leave the \
            key out.\n\
            \n\
            ```rust\n\
            flexible = \"90s\"  // refused\n\
            flexible = \"15m\"  // taken\n\
            ```",
    },
    Rule {
        name: "schedule-flexible-long",
        strength: Strength::Warning,
        summary: "a flexible window is shorter than the time between two starts",
        sources: &["botocore 1.44.5 (2026-11-17), scheduler FlexibleTimeWindow (SCH-03)"],
        explanation: "\
            EventBridge Scheduler starts the task at some moment within the window. Where the window is as \
            long as the time between two starts, one start may come at the end of its window and the next at \
            the beginning of its own: both together, or close to it. A task that expects the last run to be \
            over then meets it.\n\
            \n\
            ```rust\n\
            schedule = \"rate(5 minutes)\", flexible = \"15m\"  // warned of\n\
            schedule = \"rate(1 hour)\", flexible = \"15m\"     // never together\n\
            ```",
    },
    Rule {
        name: "schedule-retries",
        strength: Strength::Error,
        summary: "a start is tried again 0 to 185 times",
        sources: &[
            "botocore 1.44.5 (2026-11-17), scheduler MaximumRetryAttempts (SCH-04)",
            "botocore 1.44.5 (2026-11-17), events MaximumRetryAttempts",
        ],
        explanation: "\
            EventBridge tries again where the task could not be started, as for want of capacity. It does \
            not look at how the task ends. The API refuses more than 185, which is what it does in 24 hours \
            by default.",
    },
    Rule {
        name: "schedule-max-age",
        strength: Strength::Error,
        summary: "a start is tried for 1 minute to 24 hours",
        sources: &[
            "botocore 1.44.5 (2026-11-17), scheduler MaximumEventAgeInSeconds (SCH-04)",
            "botocore 1.44.5 (2026-11-17), events MaximumEventAgeInSeconds",
        ],
        explanation: "\
            After this time EventBridge gives a start up, and hands it to the dead letter queue if there is \
            one. The API takes 60 to 86,400 seconds. For a task that makes no sense when late, choose it \
            shorter than the time between two starts.",
    },
    Rule {
        name: "schedule-missing",
        strength: Strength::Error,
        summary: "keys about starts need a `schedule`, or an `on`",
        sources: &[
            "botocore 1.44.5 (2026-11-17), scheduler CreateScheduleInput.ScheduleExpression (SCH-02, SCH-03, SCH-04)",
        ],
        explanation: "\
            `timezone`, `flexible`, `from`, `until` and `paused` say more of a schedule; `retries`, \
            `max_age` and `dead_letter` are for whatever starts by itself. On a task that is started by hand \
            or by `before` they would have no effect, which somebody did not mean.",
    },
    Rule {
        name: "schedule-time",
        strength: Strength::Error,
        summary: "`from` and `until` are times as `2027-01-01T00:00:00`",
        sources: &["botocore 1.44.5 (2026-11-17), scheduler CreateScheduleInput.StartDate, EndDate (SCH-06)"],
        explanation: "\
            Both are written in full, on a day that there is, and without a zone. A month of 13 or the 29th \
            of February 2027 would be refused by AWS only when the stack is made.\n\
            \n\
            ```rust\n\
            from = \"2027-01-01\"           // refused\n\
            from = \"2027-01-01T00:00:00\"  // taken\n\
            ```",
    },
    Rule {
        name: "schedule-order",
        strength: Strength::Waivable,
        summary: "`from` is before `until`",
        sources: &["aws-cdk-lib 2.276.0, schedule start and end (SCH-06)"],
        explanation: "\
            A schedule whose time is over before it begins never starts anything. The model does not forbid \
            it, CDK does, and it is nearly always a slip. It can be waived for a schedule that shall rest.",
    },
    Rule {
        name: "schedule-once",
        strength: Strength::Warning,
        summary: "a schedule of one time takes no notice of `from` and `until`",
        sources: &["botocore 1.44.5 (2026-11-17), scheduler CreateScheduleInput.StartDate, EndDate (SCH-06)"],
        explanation: "\
            `at(..)` names the one time at which the task starts. EventBridge Scheduler ignores both dates \
            beside it, so a start outside of them happens all the same. Drop them, or use `rate(..)` or \
            `cron(..)`.",
    },
    Rule {
        name: "schedule-twice",
        strength: Strength::Error,
        summary: "a task has each schedule once",
        sources: &["language of this library, 2026"],
        explanation: "\
            Each `schedule` is one of EventBridge Scheduler, which starts the task by itself. The same \
            expression twice would start it twice at the same moment, which is seldom meant and better said \
            by the program. Take one out.\n\
            \n\
            ```rust\n\
            schedule = \"rate(1 hour)\", schedule = \"rate(1 hour)\"         // refused\n\
            schedule = \"cron(0 3 * * ? *)\", schedule = \"rate(1 hour)\"    // taken\n\
            ```",
    },
    Rule {
        name: "schedule-capacity",
        strength: Strength::Error,
        summary: "a scheduled task's strategy has at most 6 providers",
        sources: &["botocore 1.44.5 (2026-11-17), scheduler CapacityProviderStrategy (SCH-05)"],
        explanation: "\
            A service may name 20 providers, but the target of a schedule takes 6, and EventBridge Scheduler \
            refuses the schedule with more. Give the task a `capacity` of its own where the cluster's is \
            longer.",
    },
    Rule {
        name: "event-source",
        strength: Strength::Error,
        summary: "the source of an event has 1 to 256 printable characters",
        sources: &["botocore 1.44.5 (2026-11-17), events EventSourceName, PutEventsRequestEntry.Source"],
        explanation: "\
            Events of AWS come from `aws.` and the service, as `aws.s3`; those of one's own programs from \
            the name that they put into `Source`. The name is compared letter by letter.",
    },
    Rule {
        name: "event-detail-type",
        strength: Strength::Error,
        summary: "the detail type of an event has 1 to 128 characters",
        sources: &["botocore 1.44.5 (2026-11-17), events PutEventsRequestEntry.DetailType"],
        explanation: "\
            The detail type tells the kinds of events of one source apart, as `Object Created`. EventBridge \
            documents 128 characters for it, and a longer one can match no event. It is compared letter by \
            letter.",
    },
    Rule {
        name: "event-pattern",
        strength: Strength::Error,
        summary: "a pattern is a JSON object of at most 4,096 characters with every value in an array",
        sources: &[
            "botocore 1.44.5 (2026-11-17), events EventPattern",
            "EventBridge user guide, 2025, \"Creating event patterns\"",
        ],
        explanation: "\
            EventBridge compares an event with the fields of the pattern, and each field lists the values \
            that match. A value outside of an array is refused when the rule is made, also deep inside.\n\
            \n\
            ```rust\n\
            on = event(pattern = r#\"{\"detail\": {\"state\": \"STOPPED\"}}\"#)    // refused\n\
            on = event(pattern = r#\"{\"detail\": {\"state\": [\"STOPPED\"]}}\"#)  // taken\n\
            ```",
    },
    Rule {
        name: "event-empty",
        strength: Strength::Error,
        summary: "`event(..)` names a source, a detail type or a pattern",
        sources: &["botocore 1.44.5 (2026-11-17), events PutRuleRequest.EventPattern"],
        explanation: "\
            A rule without a condition is refused by EventBridge, and one that matches everything would \
            start the task for every event of the account, its own end included. Name at least the source.",
    },
    Rule {
        name: "bucket-prefix",
        strength: Strength::Error,
        summary: "a prefix of keys has 1 to 1,024 bytes and no control characters",
        sources: &["Amazon S3 user guide, 2025, \"Naming Amazon S3 objects\""],
        explanation: "\
            Keys of objects have at most 1,024 bytes, so a longer prefix can match none. To start the task \
            for every object of the bucket, leave the key out.",
    },
    Rule {
        name: "bucket-prefix-letters",
        strength: Strength::Warning,
        summary: "a prefix has no wildcard and no `/` at its start",
        sources: &["EventBridge user guide, 2025, \"Comparison operators\""],
        explanation: "\
            A prefix is compared letter by letter with the start of the key. `orders/*` matches only keys \
            with a star in them, and `/orders` only keys that begin with a slash, which few programs write. \
            Both are legal, and nothing tells why the task never starts.\n\
            \n\
            ```rust\n\
            on = s3(\"uploads\", prefix = \"/orders/*\")  // warned of\n\
            on = s3(\"uploads\", prefix = \"orders/\")    // what was meant\n\
            ```",
    },
    Rule {
        name: "run-timeout",
        strength: Strength::Error,
        summary: "a task is stopped after 1 second to 365 days",
        sources: &[
            "Step Functions developer guide, 2025, \"Quotas\"",
            "the language of declarations, 2026-11, key `timeout`",
        ],
        explanation: "\
            The time begins when the task is started, the pull of the image included, and whatever still \
            runs after it is stopped. A year is what an execution of Step Functions lasts at most. 0 would \
            stop the task before it does anything.",
    },
    Rule {
        name: "fan-out-max",
        strength: Strength::Error,
        summary: "1 to 10,000 shards run at once",
        sources: &["Step Functions developer guide, 2025, \"Distributed Map state\""],
        explanation: "\
            Each shard is a run of the task of its own, and a distributed map runs at most 10,000 of them \
            side by side. Quotas of Fargate and of the account are often reached sooner. Shards beyond the \
            number wait for their turn.",
    },
    Rule {
        name: "fan-out-tolerate",
        strength: Strength::Error,
        summary: "0 to 100 percent of the shards may fail",
        sources: &["botocore 1.44.5 (2026-11-17), stepfunctions ToleratedFailurePercentage"],
        explanation: "\
            The whole run fails when more shards failed than this. With 0, the default, one is enough; with \
            100 the reducing task runs whatever happened. It is a percentage of all shards, also of those \
            not yet begun.",
    },
];
