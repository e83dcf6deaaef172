//! What an Auto Scaling group has beside its instances.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "data-disk",
        strength: Strength::Error,
        summary: "a group has at most 11 `data` disks, each mounted at a folder of its own on Amazon Linux",
        sources: &[
            "EC2 user guide, 2025, \"Device names for volumes on Amazon EC2 instances\"",
            "Bottlerocket 1.x, \"Security features\" (no shell)",
        ],
        explanation: "\
            A data disk is attached as one of the devices `/dev/sdf` to `/dev/sdp`, and a script makes its file \
            system and mounts it before the ECS agent starts. The path stands in that script, so it has plain \
            letters; at a folder of the system or of Docker the disk would hide what is there. Bottlerocket runs no \
            script.\n\
            \n\
            ```rust\n\
            ec2(\"c5n.xlarge\", 1..=10, data(\"100 GB\", at = \"/etc\"))   // refused\n\
            ec2(\"c5n.xlarge\", 1..=10, data(\"100 GB\", at = \"/data\"))  // taken\n\
            ```",
    },
    Rule {
        name: "capacity-schedule",
        strength: Strength::Error,
        summary: "a group has another range by a cron expression of days and times, or at one time in UTC",
        sources: &["botocore 1.44.5 (2026-11-17), autoscaling PutScheduledUpdateGroupActionType"],
        explanation: "\
            EC2 Auto Scaling reads Unix cron, with five fields: it knows no rates, no years, no last day or \
            workday of a month (`L`, `W`) and no first Monday (`#`). What it knows is translated. One time, \
            `at(..)`, is in UTC, and a time zone beside it would do nothing.\n\
            \n\
            ```rust\n\
            scale_at(4..=20, schedule = \"rate(1 day)\")                                     // refused\n\
            scale_at(4..=20, schedule = \"cron(0 7 ? * MON-FRI *)\", zone = \"Europe/Berlin\")  // taken\n\
            ```",
    },
    Rule {
        name: "capacity-predictive",
        strength: Strength::Error,
        summary: "the CPU use at which a forecast aims is 1 to 100 percent",
        sources: &["botocore 1.44.5 (2026-11-17), autoscaling PredictiveScalingMetricSpecification.TargetValue"],
        explanation: "\
            Predictive scaling learns from the average CPU use of the group's instances, and adds so many before \
            the hour that each has this use. It only ever adds: managed scaling adds what else tasks need, and \
            takes away.",
    },
    Rule {
        name: "instance-trunking",
        strength: Strength::Error,
        summary: "instances with `trunking` are of types that have a trunk, and run Amazon Linux",
        sources: &[
            "`facts/instance-types.md` §3 (2026-11-21), ecs_awsvpc_tasks_trunked (CP-08)",
            "botocore 1.44.5 (2026-11-17), ecs PutAccountSettingRequest.principalArn",
        ],
        explanation: "\
            A trunk carries the network interfaces of many tasks. Burstable types and those of the oldest \
            generations have none. ECS gives an instance its trunk when the role of the instance has switched \
            `awsvpcTrunking` on, which nobody but that role and the root user may do: a script of the instance \
            does it before the agent starts, and Bottlerocket runs no script.\n\
            \n\
            ```rust\n\
            ec2(\"t3.large\", 1..=10, trunking)   // refused\n\
            ec2(\"c6i.large\", 1..=10, trunking)  // taken: 10 tasks an instance in the place of 2\n\
            ```",
    },
];
