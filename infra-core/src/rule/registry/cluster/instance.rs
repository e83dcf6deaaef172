//! Disks of instances, and Managed Instances.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "disk-size",
        strength: Strength::Error,
        summary: "the size of a disk suits its kind",
        sources: &["botocore 1.44.5 (2026-11-17), ec2 LaunchTemplateEbsBlockDeviceRequest.VolumeSize (LT-06)"],
        explanation: "\
            EC2 makes gp2 and gp3 volumes from 1 GiB, io1 and io2 from 4, st1 and sc1 from 125, to 16,384 \
            GiB, or 65,536 for gp3 and io2. It refuses the launch with another size, which shows only when \
            the group starts an instance.\n\
            \n\
            ```rust\n\
            disk(\"100 GB\", st1)  // refused\n\
            disk(\"125 GB\", st1)  // taken\n\
            ```",
    },
    Rule {
        name: "disk-iops",
        strength: Strength::Error,
        summary: "IOPS are named for gp3, io1 and io2, within the range of the kind",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ec2 LaunchTemplateEbsBlockDeviceRequest.Iops (LT-06)",
            "cfn-lint 1.58.0 (2026-10-20), E3671 (LT-06)",
        ],
        explanation: "\
            io1 and io2 volumes are made of IOPS and cannot be without; gp3 has 3,000 and can be given more; \
            the others have what their size gives them. EC2 takes 3,000 to 80,000 for gp3, 100 to 64,000 for \
            io1 and 100 to 256,000 for io2.\n\
            \n\
            ```rust\n\
            disk(\"50 GB\", gp2, iops = 4000)  // refused\n\
            disk(\"50 GB\", gp3, iops = 4000)  // taken\n\
            ```",
    },
    Rule {
        name: "disk-throughput",
        strength: Strength::Error,
        summary: "throughput is for gp3, 125 to 2,000 MiB a second",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ec2 LaunchTemplateEbsBlockDeviceRequest.Throughput (LT-06)",
            "cfn-lint 1.58.0 (2026-10-20), E3671 (LT-06)",
        ],
        explanation: "\
            Only gp3 volumes have a throughput that can be chosen; EC2 refuses it for others and outside of \
            this range. 125 MiB a second are the default and cost nothing more.",
    },
    Rule {
        name: "disk-ratio",
        strength: Strength::Waivable,
        summary: "a disk is large enough for its IOPS, and has the IOPS for its throughput",
        sources: &[
            "Amazon EBS user guide, 2025, \"General Purpose SSD volumes\", \"Provisioned IOPS SSD volumes\" (LT-06)",
        ],
        explanation: "\
            EBS gives at most 500 IOPS for each GiB of gp3, 50 of io1 and 1,000 of io2, and a quarter of a \
            MiB a second for each IOPS of gp3. It refuses the volume otherwise, which shows when an instance \
            starts. The ratios are documented but stand in no model, so they can be waived.\n\
            \n\
            ```rust\n\
            disk(\"50 GB\", gp3, throughput = 1000)               // refused: 3,000 IOPS give 750\n\
            disk(\"50 GB\", gp3, iops = 4000, throughput = 1000)  // taken\n\
            ```",
    },
    Rule {
        name: "disk-root",
        strength: Strength::Waivable,
        summary: "instances can start from the disk",
        sources: &[
            "Amazon EBS user guide, 2025, \"HDD volumes\"",
            "Amazon ECS developer guide, 2025, \"Amazon ECS-optimized Linux AMIs\"",
        ],
        explanation: "\
            Instances start from an SSD volume that holds the image. `st1` and `sc1` volumes cannot be \
            started from, and the ECS image of Amazon Linux 2023 has 30 GiB: a smaller volume is refused at \
            each launch, while the group goes on trying. Images of one's own may be smaller.",
    },
    Rule {
        name: "managed-vcpu",
        strength: Strength::Error,
        summary: "the vCPUs of managed instances are a range from 1",
        sources: &["botocore 1.44.5 (2026-11-17), ecs VCpuCountRangeRequest (CP-06)"],
        explanation: "\
            ECS chooses among the instance types with as many vCPUs. It needs the least number, and refuses \
            a range in which the most is below the least. A wide range finds capacity sooner.",
    },
    Rule {
        name: "managed-memory",
        strength: Strength::Error,
        summary: "the memory of managed instances is a range from 1 GiB",
        sources: &["botocore 1.44.5 (2026-11-17), ecs MemoryMiBRequest (CP-06)"],
        explanation: "\
            ECS chooses among the instance types with as much memory. It needs the least amount, and refuses \
            a range in which the most is below the least. Leave room above the tasks' memory: the system of \
            an instance takes part of it.",
    },
    Rule {
        name: "managed-type",
        strength: Strength::Error,
        summary: "an instance type of `managed(..)` has 1 to 30 letters, digits, `.`, `*` and `-`",
        sources: &["botocore 1.44.5 (2026-11-17), ecs AllowedInstanceType (CP-06)"],
        explanation: "\
            A type may be a pattern, in which `*` stands for any letters, as `c7*` or `*.large`. ECS refuses \
            other characters and more than 30 of them.\n\
            The pattern in the CloudFormation schema lacks `-`, but the API takes it, as types like \
            `c7i-flex.large` need.",
    },
    Rule {
        name: "managed-types",
        strength: Strength::Error,
        summary: "`managed(..)` lists at most 400 instance types",
        sources: &["botocore 1.44.5 (2026-11-17), ecs AllowedInstanceTypeSet (CP-06)"],
        explanation: "\
            ECS takes 400 entries of allowed instance types and refuses the capacity provider with more. A \
            pattern as `c7*` stands for a whole family, so a few entries are enough.",
    },
];
