//! Ports.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "port-range",
        strength: Strength::Error,
        summary: "A port is 1 to 65535",
        sources: &["botocore 1.44.5 (2026-11-17), ecs PortMapping.containerPort; elbv2 CreateListenerInput.Port \
             (TD-10, LS-01)"],
        explanation: "Ports of TCP and UDP are 16 bits, and 0 is none. ECS and load balancers refuse any other
number. Below 1024, a process that is not root needs `CAP_NET_BIND_SERVICE`, which Docker gives by default.",
    },
    Rule {
        name: "host-port",
        strength: Strength::Error,
        summary: "`host` is a port that the instance does not need itself, or 0",
        sources: &["botocore 1.44.5 (2026-11-17), ecs PortMapping.hostPort (TD-10, TD-12)"],
        explanation: "SSH listens on 22, Docker on 2375 and 2376, the agent of ECS on 51678 to 51680. ECS counts
them as used on each instance, so that a task that asks for one is placed nowhere.

```text
port(8080, host = 22)    // placed nowhere
port(8080, host = 0)     // any free port; the load balancer is told which
```",
    },
    Rule {
        name: "host-port-ephemeral",
        strength: Strength::Waivable,
        summary: "`host` is below 32768",
        sources: &["botocore 1.44.5 (2026-11-17), ecs PortMapping.hostPort (TD-12)"],
        explanation: "From 32,768 on, the kernel gives ports to outgoing connections and to containers with `host
= 0`. A fixed port among them is free at one time and not at another, and a task then fails to start. Waive the rule
where the instances have another `net.ipv4.ip_local_port_range`.",
    },
    Rule {
        name: "host-port-mode",
        strength: Strength::Error,
        summary: "Only bridge networking maps `host` to another port of the container",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs PortMapping.hostPort (TD-08, TD-09)",
            "cfn-lint 1.58.0 (2026-10-20), E3053 (TD-08)",
        ],
        explanation: "With `awsvpc` a task has a network interface of its own, with `host` it uses the
instance's: in both the container's port is the port. ECS refuses a task definition in which the two differ. Take
`host` out, or let the container listen on it.",
    },
    Rule {
        name: "port-network",
        strength: Strength::Error,
        summary: "A container without a network has no port",
        sources: &["botocore 1.44.5 (2026-11-17), ecs RegisterTaskDefinitionRequest.networkMode (TD-07)"],
        explanation: "With `network_mode = none` a container has the loopback interface alone, and ECS refuses
port mappings with it. Take the port out, or give the task a network.",
    },
    Rule {
        name: "port-name",
        strength: Strength::Error,
        summary: "The name of a port is 1 to 64 lower-case letters, digits, `_` and `-`, not `-` first",
        sources: &["botocore 1.44.5 (2026-11-17), ecs PortMapping.name (TD-13)"],
        explanation: r#"Service Connect knows a port by this name and makes metrics of it. ECS refuses capitals,
dots and names that begin with a hyphen. Write `port(8080, name = "http")`."#,
    },
    Rule {
        name: "port-name-twice",
        strength: Strength::Error,
        summary: "The ports of a container have names of their own",
        sources: &["aws-cdk-lib 2.276.0, ContainerDefinition.addPortMappings (TD-13)"],
        explanation: "Service Connect looks a port up by its name within the task definition; with two of one
name it could not say which is meant, and ECS refuses the task definition. Name them for what they speak, as `http`
and `metrics`.",
    },
    Rule {
        name: "port-protocol-name",
        strength: Strength::Error,
        summary: "A port with a `protocol` has a `name`",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs PortMapping.appProtocol (TD-13)",
            "aws-cdk-lib 2.276.0, ContainerDefinition",
        ],
        explanation: r#"The protocol is for Service Connect alone, which finds ports by their names; one without a
name has no use for it, and ECS refuses the mapping.

```text
port(8080, protocol = http2)                   // refused
port(8080, name = "http", protocol = http2)
```"#,
    },
    Rule {
        name: "port-protocol-tcp",
        strength: Strength::Waivable,
        summary: "A port for UDP has no `protocol`",
        sources: &["botocore 1.44.5 (2026-11-17), ecs PortMapping.appProtocol", "RFC 9112 (2022), RFC 9113 (2022)"],
        explanation: "HTTP, HTTP/2 and gRPC are spoken over TCP, and the proxy of Service Connect reads no UDP. A
mapping with both describes something that nothing serves. Take `udp` or the protocol out.",
    },
    Rule {
        name: "port-twice",
        strength: Strength::Waivable,
        summary: "No two containers of a task listen on the same port",
        sources: &["ECS developer guide (2023-05), \"Task networking\" (TD-15)"],
        explanation: "With `awsvpc` and `host` networking the containers of a task share one network, so that the
second one to listen gets `address already in use` and ends. Let it listen elsewhere, and reach it by `localhost` and
its port.",
    },
    Rule {
        name: "port-protocols",
        strength: Strength::Warning,
        summary: "A port is mapped for TCP or for UDP, not for both",
        sources: &["botocore 1.44.5 (2026-11-17), ecs PortMapping.protocol (TD-11)"],
        explanation: "The model says that one container port cannot be exposed for several protocols. With bridge
networking and a TCP_UDP listener people do it all the same. It is a warning for that reason: try it before you rely
on it, or use two ports.",
    },
];
