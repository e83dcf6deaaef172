//! Networks, and what clusters include.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "network-cidr",
        strength: Strength::Error,
        summary: "the address block of a new network is private IPv4, of /16 to /24, without host bits",
        sources: &["EC2 user guide for VPCs, 2025, \"VPC CIDR blocks\"", "RFC 1918", "RFC 6598"],
        explanation: "\
            A VPC takes blocks of /16 to /28. The subnets of all zones are cut from it, for which a block \
            below /24 is too small. Public addresses would make their owners unreachable from inside, and \
            host bits hide which block is meant.\n\
            \n\
            ```rust\n\
            network = new(cidr = \"10.0.1.0/16\")  // refused: write 10.0.0.0/16\n\
            network = new(cidr = \"10.0.0.0/16\")  // taken\n\
            ```",
    },
    Rule {
        name: "network-zones",
        strength: Strength::Error,
        summary: "a new network spans 2 to 6 zones",
        sources: &[
            "botocore 1.44.5 (2026-11-17), elbv2 CreateLoadBalancerInput.Subnets (LB-03)",
            "cfn-lint 1.58.0 (2026-10-20), E3680 (LB-03)",
        ],
        explanation: "\
            An application load balancer needs subnets in two zones, and no region has more than six. A NAT \
            gateway in each zone costs as much again for each, so two or three are what most clusters have.",
    },
    Rule {
        name: "network-subnets",
        strength: Strength::Error,
        summary: "an existing network names its subnets, each once, at most 16 of a kind",
        sources: &["botocore 1.44.5 (2026-11-17), ecs AwsVpcConfiguration.subnets (SV-06)"],
        explanation: "\
            Tasks are placed in the subnets that are named here. ECS takes 16 of them and refuses more; with \
            none there is no place for a task. A subnet is public or private by its route table, so it \
            stands in one of the two lists.\n\
            \n\
            ```rust\n\
            network = existing(vpc = \"vpc-0123456789abcdef0\", public = [\"subnet-0a1b2c3d4e5f60718\"])\n\
            ```",
    },
    Rule {
        name: "vpc-id",
        strength: Strength::Error,
        summary: "the id of a VPC is `vpc-` and 8 or 17 hexadecimal digits",
        sources: &["EC2 user guide, 2025, \"Resource IDs\""],
        explanation: "\
            VPCs are named by id. Ids have had 17 digits since 2018, and 8 before; names in the console are \
            tags, which AWS does not look up. Copy the id from the console or an output.",
    },
    Rule {
        name: "subnets",
        strength: Strength::Error,
        summary: "an item runs in subnets that the network of its cluster has",
        sources: &["language of this library, 2026", "EC2 user guide, 2025, \"Default VPCs\""],
        explanation: "\
            A new network has private subnets only with a NAT gateway: without one nothing in them would reach the image. \
            The default VPC has public subnets alone, and an existing one those that are listed.\n\
            \n\
            ```rust\n\
            #[cluster(capacity = fargate)]                      // subnets = private is refused\n\
            #[cluster(capacity = fargate, network = new(nat = one))]  // taken\n\
            ```",
    },
    Rule {
        name: "subnet-id",
        strength: Strength::Error,
        summary: "the id of a subnet is `subnet-` and 8 or 17 hexadecimal digits",
        sources: &["EC2 user guide, 2025, \"Resource IDs\""],
        explanation: "\
            Subnets are named by id. Ids have had 17 digits since 2018, and 8 before; names in the console \
            are tags, which AWS does not look up. Copy the id from the console or an output.",
    },
    Rule {
        name: "include-path",
        strength: Strength::Error,
        summary: "an included template is a `.yaml`, `.yml` or `.json` file inside the package",
        sources: &["the language of declarations, 2026-11, key `include`"],
        explanation: "\
            The template is read when the program is built, from the folder of the package, so that every \
            machine reads the same file. A path from the root or out of the package is another one \
            elsewhere. CloudFormation has templates in YAML and JSON.\n\
            \n\
            ```rust\n\
            include = \"/home/me/queue.yaml\"  // refused\n\
            include = \"infra/queue.yaml\"     // taken\n\
            ```",
    },
];
