//! Placement on instances, connections between services, the local target.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "daemon",
        strength: Strength::Error,
        summary: "a daemon runs on EC2, without `count`, `scale` and `place`",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs CreateServiceRequest.schedulingStrategy, desiredCount (SV-07, SV-08, SV-09)",
            "cfn-lint 1.58.0 (2026-10-20), E3044 (SV-08)",
        ],
        explanation: "\
            A daemon is a service of which ECS runs one task on each instance: the number follows the \
            instances and is nobody's to choose. On Fargate there are no instances, and ECS refuses the \
            strategy there, as it refuses a count, auto scaling and placement strategies beside it. \
            `constraint(\"..\")` can leave instances out.",
    },
    Rule {
        name: "daemon-capacity",
        strength: Strength::Error,
        summary: "a daemon runs on all `ec2(..)` of its cluster, and on no `managed(..)`",
        sources: &[
            "ECS, CreateService: \"Specifying a capacity provider strategy is not supported when you create a service using \
             the DAEMON scheduling strategy\" (aws/containers-roadmap 692)",
            "Amazon ECS Developer Guide (2026-11), Managed Daemons",
        ],
        explanation: "\
            ECS takes no capacity provider strategy for a daemon: one task of it runs on every EC2 instance of \
            the cluster, whichever group the instance is of. A `capacity` that names some of the groups would \
            say what does not happen; one that names all of them is needed where the cluster's own strategy is \
            Fargate's. `constraint(\"..\")` can leave instances out. On Managed Instances ECS runs daemons of \
            another kind, which are no services.",
    },
    Rule {
        name: "daemon-deploy",
        strength: Strength::Error,
        summary: "a daemon is deployed with `max = 100` and a lower `min`",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs DeploymentConfiguration.maximumPercent, for the DAEMON strategy (SV-09)",
        ],
        explanation: "\
            There is one task of a daemon on an instance, and never two: ECS takes 100 percent as the most, \
            so it stops the old task before it starts the new one. For that `min` must allow one to be \
            missing. Write `deploy = rolling(min = 0, max = 100)`, or a higher `min` below 100 for one part \
            of the instances after the other.",
    },
    Rule {
        name: "place-capacity",
        strength: Strength::Error,
        summary: "`place` and `constraint` are for instances, not for Fargate",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs PlacementConstraint, PlacementStrategy (SV-25, SV-26)",
            "cfn-lint 1.58.0 (2026-10-20), E3048 (FG-04)",
        ],
        explanation: "\
            Both choose among the instances of a cluster. Fargate starts each task on capacity of its own, \
            spread over the subnets' zones, and ECS refuses placement beside it. Drop the key, or run the \
            item on `ec2(..)`.",
    },
    Rule {
        name: "constraint-expression",
        strength: Strength::Error,
        summary: "the expression of a constraint has 1 to 2,000 characters",
        sources: &["botocore 1.44.5 (2026-11-17), ecs PlacementConstraint.expression (SV-25, TD-44)"],
        explanation: "\
            A constraint is an expression of the cluster query language that an instance must meet, as \
            `attribute:ecs.instance-type =~ c5n.*`. ECS refuses longer ones. Whether the expression is \
            well-formed is seen when the service is made.",
    },
    Rule {
        name: "constraint-count",
        strength: Strength::Error,
        summary: "there are at most 10 constraints",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CreateServiceRequest.placementConstraints (SV-25, TD-44)"],
        explanation: "\
            ECS takes 10 placement constraints of a service and its task definition together. Expressions \
            can be joined by `and` and `or`, so one constraint can say what several do.",
    },
    Rule {
        name: "connect-network-mode",
        strength: Strength::Error,
        summary: "what has `connect` has a network, and what it names has `network_mode = awsvpc`",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs ServiceConnectConfiguration (SV-31)",
            "aws-cdk-lib 2.276.0, base-service, Service Connect (SV-19)",
        ],
        explanation: "\
            Service Connect runs a proxy beside the containers that takes over their named ports. With \
            `host` it cannot keep them apart from the instance's, and with `none` there is no network; ECS \
            refuses both for a service. A task has no proxy: it calls by DNS names, for which any network will do.\n\
            \n\
            What is called needs `awsvpc`, the default here: only then have its tasks addresses that DNS can tell, and a \
            security group that is opened to its callers alone. With `bridge` and `host` they are behind the security \
            group that all tasks of the instances share.",
    },
    Rule {
        name: "connect-strategy",
        strength: Strength::Error,
        summary: "services that tasks `connect` to have `deploy = rolling`",
        sources: &["ECS developer guide (2026), \"Required resources for Amazon ECS blue/green deployments\""],
        explanation: "\
            A task calls by a DNS name, and DNS tells the addresses of new tasks as soon as they run. Where a deployment \
            moves traffic, with `blue_green`, `canary` or `linear`, that would be before they are tested, so such a service \
            has no DNS name. Services call it all the same: Service Connect moves their calls.",
    },
    Rule {
        name: "connect-port",
        strength: Strength::Error,
        summary: "services that others `connect` to have a TCP port",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ServiceConnectService.portName (SV-31)"],
        explanation: "\
            Service Connect leads calls to a named port of the task definition, and knows TCP alone. A service \
            without a `port`, or with ports for UDP only, has nothing that could be called: give it the port \
            on which it listens.",
    },
    Rule {
        name: "connect-cluster",
        strength: Strength::Error,
        summary: "services and tasks `connect` to services of their own cluster",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ServiceConnectConfiguration.namespace (SV-31)"],
        explanation: "\
            A service is in one namespace of Service Connect, and each cluster has its own: the names of \
            another one lead nowhere, and mostly its network is another one, too. Let both services run in \
            one cluster, or call the other by the address of its load balancer.",
    },
    Rule {
        name: "exec-read-only",
        strength: Strength::Error,
        summary: "`exec = on` does not go with `read_only`",
        sources: &[
            "ECS developer guide (2026), \"Monitor Amazon ECS containers with ECS Exec\", considerations (SV-36)",
        ],
        explanation: "\
            The agent that opens a shell in a container makes files and folders in its file system. Where the \
            root file system is read-only it cannot start, and every `infra exec` fails. Without a word about \
            `exec` it is off in such a service.",
    },
    Rule {
        name: "namespace",
        strength: Strength::Error,
        summary: "the namespace of a cluster is a DNS name of at most 253 characters",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs ClusterServiceConnectDefaultsRequest.namespace (CL-04)",
            "botocore 1.44.5 (2026-11-17), servicediscovery CreatePrivateDnsNamespaceRequest.Name (SD-01)",
        ],
        explanation: "\
            The namespace serves Service Connect and a private DNS zone of the VPC at once, so what it is \
            called must suit both. ECS would take 1,024 characters, Cloud Map takes 253 for a zone. Use \
            lower-case letters, digits and `-` in labels of at most 63 characters, with dots between them.\n\
            \n\
            ```rust\n\
            namespace = \"Shop/Local\"  // refused\n\
            namespace = \"shop.local\"  // taken\n\
            ```",
    },
    Rule {
        name: "dev-command",
        strength: Strength::Error,
        summary: "`dev` is one line and not empty",
        sources: &["the language of declarations, 2026-11, key `dev`"],
        explanation: "\
            The local target hands the command to a shell as one line and runs it in place of the image. \
            Line breaks and control characters would end it early. Join steps by `&&`, or put them into a \
            script.",
    },
];
