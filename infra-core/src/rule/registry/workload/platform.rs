//! What tasks run on.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "network-mode-key",
        strength: Strength::Error,
        summary: "A key that needs a network is not used without it",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs CreateServiceRequest.networkConfiguration (SV-05)",
            "aws-cdk-lib 2.276.0, BaseService (SV-19)",
        ],
        explanation: r#"`subnets`, `security_groups` and `egress` describe a task's own network interface, which
`awsvpc` alone gives; ECS refuses a service that has them with another mode. With `none`, no load balancer and no
other service reaches a task.

```text
network_mode = bridge, security_groups = ["sg-0123456789abcdef0"]    // refused
security_groups = ["sg-0123456789abcdef0"]
```"#,
    },
    Rule {
        name: "fargate-network-mode",
        strength: Strength::Error,
        summary: "Tasks on Fargate have `network_mode = awsvpc`",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs RegisterTaskDefinitionRequest.networkMode (FG-01)",
            "cfn-lint 1.58.0 (2026-10-20), E3048 (FG-01)",
        ],
        explanation: "On Fargate there is no instance whose network could be shared: each task has a network
interface. ECS refuses a task definition for Fargate with another mode. Take the key out.",
    },
    Rule {
        name: "managed-network-mode",
        strength: Strength::Waivable,
        summary: "Tasks on Managed Instances have `network_mode = awsvpc` or `host`",
        sources: &["aws-cdk-lib 2.276.0, TaskDefinition for Managed Instances (MI-01)"],
        explanation: "The CDK takes these two modes for tasks on Managed Instances and refuses `bridge` and
`none`; the model of the API says nothing of it, so that the rule can be waived. Take the key out, or write
`network_mode = host`.",
    },
    Rule {
        name: "platform-version",
        strength: Strength::Error,
        summary: "`platform` is `LATEST` or three numbers, as `1.4.0`",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CreateServiceRequest.platformVersion (FG-07)"],
        explanation: "A version of Fargate's platform is kernel, runtime and agent together. `LATEST`, which is
meant without the key, is the newest one with all of AWS's fixes. ECS refuses to start a task on a version that it
does not know.",
    },
    Rule {
        name: "platform-feature",
        strength: Strength::Error,
        summary: "What came with platform version 1.4.0 is not used with an older one",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs EphemeralStorage, EFSVolumeConfiguration (FG-07)",
            "aws-cdk-lib 2.276.0, FargateService (FG-07)",
        ],
        explanation: "Tasks of 8 vCPU and more, `storage` above 20 GiB and volumes of EFS need version 1.4.0 or
later. On an older one ECS refuses to start the task. Take `platform` out: few things need an old version.",
    },
    Rule {
        name: "fargate-only",
        strength: Strength::Error,
        summary: "`storage` is for tasks on Fargate",
        sources: &["botocore 1.44.5 (2026-11-17), ecs EphemeralStorage (TD-46)"],
        explanation: "It sizes the disk of the machine that Fargate makes for a task. On instances the disk is that of
the instance; ECS refuses the key there. Write `disk(..)` in the cluster's `ec2(..)` in its place.",
    },
    Rule {
        name: "fargate-unsupported",
        strength: Strength::Error,
        summary: "What only an instance can give is not asked of Fargate",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.privileged, LinuxParameters, \
             HostVolumeProperties, PlacementConstraint (FG-04, FG-05)",
            "ECS developer guide, \"Task definition differences for Fargate\" (FG-05, 2026-11-21)",
            "cfn-lint 1.58.0 (2026-10-20), E3044, E3048 (FG-04, SV-08)",
        ],
        explanation: r#"A task on Fargate has a small machine for itself, which nobody else can reach into: there
are no GPUs, no privileged containers, no directories of a host to mount, no instances to choose between or to run one
task on each. ECS refuses the task definition or the service.

Take the key out, or give the cluster instances: `capacity = ec2("c7g.large", 1..=4)`."#,
    },
    Rule {
        name: "fargate-spot-windows",
        strength: Strength::Error,
        summary: "Tasks on Fargate Spot run on Linux",
        sources: &["botocore 1.44.5 (2026-11-17), batch RuntimePlatform (FG-08, FG-09)"],
        explanation: "Fargate Spot is not offered for Windows containers: such a task is never placed. Write
`capacity = fargate`. Tasks for arm64 on Linux are taken since 2024.",
    },
    Rule {
        name: "managed-unsupported",
        strength: Strength::Waivable,
        summary: "What Managed Instances do not have is not asked of them",
        sources: &["aws-cdk-lib 2.276.0, TaskDefinition for Managed Instances (MI-01)"],
        explanation: "Sized ephemeral storage is a matter of Fargate, and Docker's volumes one of instances of
one's own. The CDK refuses these keys for Managed Instances; the model of the API says nothing of it, so that the rule
can be waived.",
    },
    Rule {
        name: "managed-system",
        strength: Strength::Waivable,
        summary: "Tasks on Managed Instances run on Linux",
        sources: &["aws-cdk-lib 2.276.0, TaskDefinition for Managed Instances (MI-01)"],
        explanation: "AWS offers Managed Instances with Bottlerocket alone, which runs Linux containers. A task
for Windows would be placed on none of them. Run it on `ec2(..)` or `fargate`.",
    },
    Rule {
        name: "windows-unsupported",
        strength: Strength::Error,
        summary: "What only Linux has is not asked of Windows",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.user, privileged, ulimits, \
             readonlyRootFilesystem, linuxParameters (WI-01)"],
        explanation: r#"The documentation of these parameters says "not supported for Windows containers": they are
made of namespaces, limits and mounts of the Linux kernel, or of GPUs that ECS assigns there alone. Some are refused,
others are dropped without a word. Set a user in the image with `USER ContainerUser`."#,
    },
    Rule {
        name: "windows-instances",
        strength: Strength::Error,
        summary: "A task of Windows runs on Fargate, or on instances with an image of the user's own",
        sources: &["ECS developer guide (2023-05), \"Amazon ECS Windows\" (WI-01)"],
        explanation: r#"The instances of `ec2(..)` boot Amazon Linux or Bottlerocket, and ECS places a task of Windows on
instances of Windows alone: it would wait for ever. Run it on Fargate, with `capacity = fargate`, which has Windows
Server 2019 and 2022, or give the group an image of Windows that joins the cluster by itself, as
`ec2("c5.large", 1..=2, ami = "ami-0123456789abcdef0")`."#,
    },
    Rule {
        name: "windows-arch",
        strength: Strength::Error,
        summary: "Tasks of Windows have `arch = x86_64`",
        sources: &["botocore 1.44.5 (2026-11-17), batch RuntimePlatform.cpuArchitecture (FG-08)"],
        explanation: "There is no Windows Server for AWS's arm64 instances, and no image of it. A task with both
would be placed nowhere. Take `arch` out.",
    },
    Rule {
        name: "windows-network-mode",
        strength: Strength::Waivable,
        summary: "Tasks of Windows have `network_mode = awsvpc`",
        sources: &["botocore 1.44.5 (2026-11-17), ecs RegisterTaskDefinitionRequest.networkMode"],
        explanation: "On instances of Windows ECS takes `awsvpc`, or Docker's default NAT network, which is what
a task definition without any mode means. The modes `bridge`, `host` and `none` are those of Linux. Take the key out.",
    },
    Rule {
        name: "windows-fargate-2025",
        strength: Strength::Warning,
        summary: "Fargate may not have Windows Server 2025",
        sources: &["botocore 1.44.5 (2026-11-17), ecs OSFamily (FG-08, rules.md §5.20)"],
        explanation: "ECS knows the names `WINDOWS_SERVER_2025_CORE` and `_FULL`, but no source says that Fargate
runs them. It is a warning: try it with one task, or use 2022.",
    },
    Rule {
        name: "windows-fargate-cpu",
        strength: Strength::Error,
        summary: "Tasks of Windows on Fargate have 1, 2 or 4 vCPU",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs RegisterTaskDefinitionRequest.memory (FG-08, rules.md §1)",
            "aws-cdk-lib 2.276.0, TaskDefinition",
        ],
        explanation: "Windows does not run in less than a vCPU, and the sizes of 8 vCPU and more are for Linux.
ECS refuses the task definition. Write `cpu = 1024` with at least 2 GB of memory.",
    },
    Rule {
        name: "windows-fargate-unsupported",
        strength: Strength::Waivable,
        summary: "Tasks of Windows on Fargate have no `efs`, `firelens` or `storage`",
        sources: &[
            "ECS developer guide (2023-05), \"Windows containers on Fargate considerations\" (FG-08)",
            "aws-cdk-lib 2.276.0, FargateTaskDefinition (FG-08)",
        ],
        explanation: "The guide lists what Fargate does for Linux alone: volumes of EFS, log routing with
FireLens and sized ephemeral storage. Instances of Windows have larger disks, and FSx in place of EFS.",
    },
    Rule {
        name: "windows-fargate-port",
        strength: Strength::Waivable,
        summary: "Tasks of Windows on Fargate leave port 3150 free",
        sources: &["ECS developer guide (2023-05), \"Windows containers on Fargate considerations\" (FG-08)"],
        explanation: "Fargate's own agent listens on port 3150 of the task's network interface, so that a
container gets `address already in use`. Let it listen on another port.",
    },
];
