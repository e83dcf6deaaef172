//! Streams: listeners of network load balancers.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "stream-protocol",
        strength: Strength::Error,
        summary: "a stream is TCP, `tls` or `udp`",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 ProtocolEnum (LS-01, TG-09)"],
        explanation: "\
            A network load balancer listens for one protocol on a port, or for TCP and UDP at once. TLS is \
            ended over TCP only, so Elastic Load Balancing has no protocol that is both.",
    },
    Rule {
        name: "stream-port",
        strength: Strength::Error,
        summary: "a service with a stream declares the port it leads to",
        sources: &["botocore 1.44.5 (2026-11-17), ecs LoadBalancer.containerPort (SV-17)"],
        explanation: "\
            The network load balancer opens connections to a port of the container, which must be in the \
            port mappings of the task; ECS refuses the service otherwise. Without `to` a stream leads to \
            the first port that the service declares.\n\
            \n\
            ```rust\n\
            #[service(cluster = Main, image = \"postgres:18\", stream(5432))]               // refused\n\
            #[service(cluster = Main, image = \"postgres:18\", port = 5432, stream(5432))]  // taken\n\
            ```\n\
            \n\
            A stream with `to` needs that port as well: `stream(80, to = 8080)` goes with `port = 8080`.",
    },
    Rule {
        name: "stream-port-protocol",
        strength: Strength::Error,
        summary: "a stream leads to a port of its own protocol",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs PortMapping.protocol (SV-17)",
            "botocore 1.44.5 (2026-11-17), elbv2 ProtocolEnum (TG-09)",
        ],
        explanation: "\
            A container's port is mapped for TCP or for UDP, and a target group sends one of the two. Datagrams \
            that come to a port for TCP are dropped, and connections to a port for UDP are refused; nothing says \
            so, as health is asked over TCP anyway.\n\
            \n\
            ```rust\n\
            port = 8080, stream(53, udp)                               // refused: 8080 is for TCP\n\
            port = 8080, port(5353, udp), stream(53, udp, to = 5353)   // taken\n\
            ```",
    },
    Rule {
        name: "stream-twice",
        strength: Strength::Error,
        summary: "a service has one stream on a port",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 CreateListenerInput.Port (LS-01)"],
        explanation: "\
            Each stream is a listener, and Elastic Load Balancing refuses a second listener of one port \
            on the same load balancer, whatever protocol it has. Give each a port of its own; both may \
            lead to the same port of the container with `to`.",
    },
    Rule {
        name: "stream-certificate",
        strength: Strength::Error,
        summary: "a stream with `tls` has a certificate",
        sources: &[
            "botocore 1.44.5 (2026-11-17), elbv2 CreateListenerInput.Certificates (LS-02)",
            "cfn-lint 1.58.0 (2026-10-20), E3676 (LS-02)",
        ],
        explanation: "\
            The network load balancer ends TLS itself and needs a certificate to do so; Elastic Load \
            Balancing refuses the listener without one. To let the program end TLS, write a plain stream, \
            which passes the bytes on.\n\
            \n\
            ```rust\n\
            stream(443, tls, to = 8080)  // needs network_balancer(certificate = \"arn:aws:acm:..\")\n\
            stream(443, to = 8443)       // the program has the certificate\n\
            ```",
    },
    Rule {
        name: "stream-udp-health",
        strength: Strength::Waivable,
        summary: "a service with a UDP stream has a port that answers over TCP",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 CreateTargetGroupInput.HealthCheckProtocol (TG-06)"],
        explanation: "\
            Elastic Load Balancing asks for health over TCP or HTTP, also where the traffic is UDP. A \
            program that listens on UDP alone never answers, so every target stays unhealthy and ECS \
            replaces the tasks again and again. Declare a second port with a small TCP or HTTP listener, or waive \
            the rule where the program answers TCP on the same number.",
    },
];
