//! Capacity: strategies and Auto Scaling groups.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "capacity-base",
        strength: Strength::Error,
        summary: "the base of a provider is 0 to 100,000 tasks",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CapacityProviderStrategyItem.base (SV-29)"],
        explanation: "\
            The base is how many tasks run on a provider before the weights count. ECS refuses the strategy \
            with more than 100,000. One provider of a strategy may have one.",
    },
    Rule {
        name: "capacity-weight",
        strength: Strength::Error,
        summary: "the weight of a provider is 0 to 1,000",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CapacityProviderStrategyItem.weight (SV-29)"],
        explanation: "\
            Weights divide the tasks beyond the base: with 1 and 3, a quarter goes to the first provider. \
            ECS refuses more than 1,000. A provider with the weight 0 gets no task beyond its base.",
    },
    Rule {
        name: "capacity-range",
        strength: Strength::Error,
        summary: "a group can have at least one instance, and the fewest are not above the most",
        sources: &[
            "botocore 1.44.5 (2026-11-17), autoscaling CreateAutoScalingGroupType.MinSize, MaxSize (ASG-03, CP-05)",
            "cfn-lint 1.58.0 (2026-10-20), E3706 (ASG-03)",
        ],
        explanation: "\
            The range is the minimum and maximum of the Auto Scaling group. EC2 Auto Scaling refuses a \
            minimum above the maximum, and a capacity provider of a group that can have no instance can run \
            no task.\n\
            \n\
            ```rust\n\
            ec2(\"c5n.xlarge\", 10..=1)  // refused\n\
            ec2(\"c5n.xlarge\", 1..=10)  // taken\n\
            ```",
    },
    Rule {
        name: "group-types",
        strength: Strength::Error,
        summary: "`ec2(..)` names one instance type, or several in `types`",
        sources: &["botocore 1.44.5 (2026-11-17), autoscaling MixedInstancesPolicy, LaunchTemplate.Overrides (ASG-08)"],
        explanation: "\
            A group has one instance type in its launch template, or a list of overrides in their order \
            of preference. With neither there is nothing to launch, and with both the first one would be \
            overridden without a word.\n\
            \n\
            ```rust\n\
            ec2(\"c5n.xlarge\", 1..=10, types = [\"c6in.xlarge\"])          // refused\n\
            ec2(1..=10, types = [\"c5n.xlarge\", \"c6in.xlarge\"])          // taken, best first\n\
            ec2(\"c5n.xlarge\", 1..=10)                                    // taken\n\
            ```",
    },
    Rule {
        name: "capacity-strategy",
        strength: Strength::Error,
        summary: "a strategy has 1 to 20 providers of one family, at most one with a base and at least one with a weight",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs CapacityProviderStrategyItem (SV-29)",
            "aws-cdk-lib 2.276.0, capacity provider strategies (SV-29, CL-05)",
        ],
        explanation: "\
            ECS places the tasks of one strategy on Fargate providers or on others, and refuses a mixture: \
            the two kinds of tasks are sized and networked in different ways. It takes 20 entries, each \
            provider once, one base, and refuses a strategy in which every weight is 0, because no task \
            beyond the base could be placed.\n\
            \n\
            ```rust\n\
            capacity = [fargate, ec2(\"c5n.xlarge\", 1..=10)]                       // refused\n\
            capacity = [fargate(base = 1, weight = 1), fargate_spot(weight = 3)]  // taken\n\
            ```\n\
            \n\
            Where both are needed, declare two clusters.",
    },
    Rule {
        name: "capacity-spot",
        strength: Strength::Warning,
        summary: "what runs on Spot alone keeps a base elsewhere",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs CapacityProviderStrategyItem.base (SV-29)",
            "Amazon ECS developer guide, 2023-05, \"AWS Fargate capacity providers\"",
        ],
        explanation: "\
            AWS takes Spot capacity back 120 seconds after it says so, and may do so for every task at once; \
            there may also be none to start new ones on. Tasks that can be repeated bear that, a service \
            with users does not. A base on On-Demand capacity keeps some tasks running.\n\
            \n\
            ```rust\n\
            capacity = fargate_spot                                   // warned of\n\
            capacity = [fargate(base = 1), fargate_spot(weight = 3)]  // one task always stays\n\
            ```",
    },
    Rule {
        name: "capacity-target",
        strength: Strength::Error,
        summary: "the use that managed scaling holds is 1 to 100 percent",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ManagedScalingTargetCapacity (CP-03)"],
        explanation: "\
            ECS adds and removes instances so that this share of them is in use. With 100 there is no spare \
            instance, and new tasks wait until one has started; with less, some stand ready. ECS refuses \
            other numbers.",
    },
    Rule {
        name: "capacity-warm-up",
        strength: Strength::Error,
        summary: "a new instance counts after 0 to 10,000 seconds",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ManagedScalingInstanceWarmupPeriod (CP-03)"],
        explanation: "\
            Until this time is over, managed scaling does not count a new instance towards the use of the \
            group, so that it does not start more than are needed. ECS refuses more than 10,000 seconds; 300 \
            are its default.",
    },
    Rule {
        name: "capacity-on-demand-base",
        strength: Strength::Error,
        summary: "`on_demand_base` is no more than the group can have, and needs `spot`",
        sources: &["botocore 1.44.5 (2026-11-17), autoscaling InstancesDistribution.OnDemandBaseCapacity (ASG-08)"],
        explanation: "\
            The base is how many instances of a group with `spot` are On-Demand. A base of more than the \
            group's maximum leaves no Spot instance ever, and without `spot` every instance is On-Demand \
            anyway.\n\
            \n\
            ```rust\n\
            ec2(\"c5n.xlarge\", 0..=10, on_demand_base = 2)        // refused\n\
            ec2(\"c5n.xlarge\", 0..=10, spot, on_demand_base = 2)  // taken\n\
            ```",
    },
    Rule {
        name: "capacity-types",
        strength: Strength::Error,
        summary: "a mixed group lists 1 to 40 instance types",
        sources: &["botocore 1.44.5 (2026-11-17), autoscaling LaunchTemplate.Overrides (ASG-08)"],
        explanation: "\
            EC2 Auto Scaling takes 40 overrides of the instance type in a mixed group and refuses more. For \
            wider choices use `managed(..)`, which chooses by vCPUs and memory.",
    },
    Rule {
        name: "capacity-partitions",
        strength: Strength::Waivable,
        summary: "a placement group has 1 to 7 partitions",
        sources: &["EC2 user guide, 2025, \"Partition placement groups\" (PG-02)"],
        explanation: "\
            Partitions lie on different racks, and EC2 keeps 7 apart in a zone at most. It refuses the \
            placement group with more. The limit is documented but stands in no model of the API, so it can \
            be waived where AWS has raised it.",
    },
    Rule {
        name: "capacity-placement-type",
        strength: Strength::Error,
        summary: "the instance type can be placed as `placement` says",
        sources: &["EC2 user guide, 2025, \"Placement strategies\" (LT-08)"],
        explanation: "\
            A cluster placement group takes no burstable types (T), no `flex` types, and few of the oldest \
            ones: their network is not made for it. EC2 refuses to launch them there, which shows when the \
            group starts its first instance. The catalogue knows for each type what is possible.\n\
            \n\
            ```rust\n\
            ec2(\"t3.large\", 1..=4, placement = cluster)   // refused\n\
            ec2(\"c6i.large\", 1..=4, placement = cluster)  // taken\n\
            ```",
    },
    Rule {
        name: "capacity-spread",
        strength: Strength::Waivable,
        summary: "a group with `placement = spread` has at most 7 instances a zone",
        sources: &["EC2 user guide, 2025, \"Spread placement groups\" (PG-03)"],
        explanation: "\
            Spread instances lie on hardware of their own each, and EC2 runs 7 of them in a zone and group \
            at most. Beyond that launches fail one by one while the group goes on trying. The limit is \
            documented but stands in no model, so it can be waived.",
    },
    Rule {
        name: "ami-id",
        strength: Strength::Error,
        summary: "the id of a machine image is `ami-` and 8 or 17 hexadecimal digits",
        sources: &["EC2 user guide, 2025, \"Resource IDs\""],
        explanation: "\
            Images are named by id, of which the architecture and region must be right as well: an id is one \
            region's. With `al2023` and `bottlerocket` the current image is looked up by the region and the \
            instance type, which is nearly always better.",
    },
    Rule {
        name: "key-pair",
        strength: Strength::Error,
        summary: "a key pair is named with 1 to 255 printable characters",
        sources: &["botocore 1.44.5 (2026-11-17), ec2 CreateKeyPairRequest.KeyName"],
        explanation: "\
            EC2 finds a key pair by its name, of up to 255 ASCII characters without spaces at the ends. It \
            exists in the region before, and instances fail to launch without it. ECS Exec and Session \
            Manager reach instances without a key.",
    },
    Rule {
        name: "user-data",
        strength: Strength::Error,
        summary: "`user_data` has 1 to 12,288 bytes, and is no script on Bottlerocket",
        sources: &["botocore 1.44.5 (2026-11-17), ec2 RequestLaunchTemplateData.UserData"],
        explanation: "\
            EC2 takes 16 KB of user data before it is encoded, of which 4 are for what joins the instance to its \
            cluster and mounts its disks. Longer scripts are loaded from S3 by a short one, or baked into an image. \
            Bottlerocket runs no script: its user data are settings in TOML.",
    },
];
