//! Sizes: of tasks, of containers in them, and of instances.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "container-memory",
        strength: Strength::Error,
        summary: "A container has at least 6 MiB of memory, and no more than its task",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.memory (TD-17, TD-19)"],
        explanation: "Docker 20.10 reserves 6 MiB for a container and starts none with less. The limit of a
container lies within that of its task, for the kernel holds the task as a whole; ECS refuses the task definition
otherwise. Leave `memory` out of a sidecar to let it share what the task has.",
    },
    Rule {
        name: "memory-reservation",
        strength: Strength::Error,
        summary: "`memory_reservation` is at least 6 MiB and below `memory`",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.memoryReservation, memory (TD-16, TD-17)"],
        explanation: r#"The reservation is what a container is placed by, `memory` where it is killed; between them
it may grow while there is room. ECS says that memory "must be greater" and refuses equal numbers as well.

```text
container("proxy", image = "envoy:1", memory = 256, memory_reservation = 256)    // refused
container("proxy", image = "envoy:1", memory = 256, memory_reservation = 128)
```"#,
    },
    Rule {
        name: "container-cpu",
        strength: Strength::Error,
        summary: "A container has no more CPU units than its task",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.cpu (TD-20)",
            "aws-cdk-lib 2.276.0, ContainerDefinition",
        ],
        explanation: "The CPU units of containers divide what their task has. ECS refuses a task definition in
which they ask for more. Leave `cpu` out of sidecars that may use what is left over.",
    },
    Rule {
        name: "container-gpu",
        strength: Strength::Error,
        summary: "`gpu` is 1 or more",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ResourceRequirement.value (TD-47)"],
        explanation: "A GPU is given to one container whole, so the number is a positive integer; ECS refuses 0.
A container without `gpu` sees none. How many there are is a matter of the instance type.",
    },
    Rule {
        name: "task-cpu",
        strength: Strength::Error,
        summary: "A task has 128 to 196608 CPU units",
        sources: &["botocore 1.44.5 (2026-11-17), ecs RegisterTaskDefinitionRequest.cpu (rules.md §1)"],
        explanation: r#"1,024 CPU units are one vCPU. ECS takes an eighth of a vCPU to 192 of them for a task on
instances; Fargate has a list of its own, see `fargate-size`. Write `cpu = "0.5 vCPU"` or `cpu = 512`."#,
    },
    Rule {
        name: "task-memory",
        strength: Strength::Error,
        summary: "A task has at least 6 MiB of memory",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.memory (TD-17)"],
        explanation: r#"Docker 20.10 reserves 6 MiB for a container and starts none with less, and a task has at
least one container. A number this small is usually meant as another unit: `memory = 2` are 2 MiB, `memory = "2 GB"`
is what was wanted."#,
    },
    Rule {
        name: "task-size",
        strength: Strength::Error,
        summary: "On instances, `cpu` and `memory` are both given where no pair of Fargate holds the one",
        sources: &["botocore 1.44.5 (2026-11-17), ecs RegisterTaskDefinitionRequest.cpu, memory (rules.md §1)"],
        explanation: "Where only one of the two is declared, the other is the smallest that Fargate pairs with
it, on instances as well, so that a task can move. For a number that Fargate does not have there is no such partner.
Give both: on instances any pair goes that fits the type.",
    },
    Rule {
        name: "fargate-size",
        strength: Strength::Error,
        summary: "A task on Fargate has one of 77 pairs of CPU units and memory",
        sources: &[
            "botocore 1.44.5 (2026-11-17), batch ResourceRequirement.value (FG-02)",
            "cfn-lint 1.58.0 (2026-10-20), E3047 (FG-02)",
        ],
        explanation: r#"Fargate sells sizes, not amounts: each number of CPU units goes with certain memories. ECS
refuses any other pair with "No Fargate configuration exists for given values". The largest memory of 4 vCPU is 30 GB,
not 32, and from 8 vCPU on memory goes in steps of 4 and 8 GB.

```text
cpu = 512, memory = 512     // refused: 512 CPU units go with 1024 to 4096 MiB
cpu = 512, memory = 1024
```

Give one of the two alone to get the smallest partner."#,
    },
    Rule {
        name: "instance-type",
        strength: Strength::Error,
        summary: "An instance type is one that AWS has",
        sources: &["botocore 1.44.5 (2026-11-17), ec2 InstanceType (LT-03)"],
        explanation: "The catalogue of this library lists every type of EC2 with its CPU, memory, network and
architecture. A name that is not in it is misspelt, or newer than this version. EC2 would refuse it only when the Auto
Scaling group starts its first instance, long after the deployment began.",
    },
    Rule {
        name: "instance-withdrawn",
        strength: Strength::Warning,
        summary: "An instance type is still offered",
        sources: &["facts/instance-types.md §1 (2026-11-21)"],
        explanation: "AWS has stopped describing the type, or knows it by name alone: existing instances go on,
new ones are likely to fail with `InsufficientInstanceCapacity` or `Unsupported`. Choose the newer generation of the
family, or waive the rule where your account still gets them.",
    },
    Rule {
        name: "instance-usable",
        strength: Strength::Error,
        summary: "An instance type can run the agent of ECS",
        sources: &["facts/instance-types.md §4 (2026-11-21), LT-07"],
        explanation: "Mac instances run macOS on dedicated hosts, and there is no agent of ECS for it: they would
never join the cluster. Take a type for Linux, as `c7g.large`.",
    },
    Rule {
        name: "instance-fit",
        strength: Strength::Error,
        summary: "A task fits on one empty instance of its cluster",
        sources: &["facts/instance-types.md §3 (2026-11-21), CP-09"],
        explanation: "A task runs on one instance, never on several. Where it asks for more CPU or memory than
the type has, ECS leaves it in `PROVISIONING`, the capacity provider starts instances in vain, and the service never
becomes stable.

An instance offers less memory than its nominal one: the kernel and the agent keep some. The numbers here are measured
ones where there are such, else 96.6 % of the nominal.",
    },
    Rule {
        name: "instance-gpu",
        strength: Strength::Error,
        summary: "A task asks for no more GPUs than its instances have",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs ResourceRequirement.value (TD-48)",
            "facts/instance-types.md §3 (2026-11-21), gpus",
        ],
        explanation: "ECS gives whole GPUs to containers, all from one instance. Where the type has fewer, the
task is placed nowhere. Types with a fraction of a GPU, as `g6f` and `gr6f`, count as none: ECS cannot assign a part.",
    },
    Rule {
        name: "instance-architecture",
        strength: Strength::Error,
        summary: "A task has the architecture of the instances it runs on",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CPUArchitecture (TD-51)"],
        explanation: "ECS places a task only on instances of its `runtimePlatform`; there being none, it waits
for ever. And an image of the other architecture stops with `exec format error`. Without `arch` a task takes that of
its cluster's instances.",
    },
    Rule {
        name: "one-architecture",
        strength: Strength::Error,
        summary: "All instances of a cluster have one architecture",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CPUArchitecture (TD-51)"],
        explanation: "Tasks of this library are built for one architecture, which is that of their cluster. In a
cluster of both they would run on some instances and not on the others, as capacity comes and goes. Make a second
cluster for the other architecture.",
    },
];
