//! Routes: rules of listeners.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "route-path",
        strength: Strength::Error,
        summary: "the path of a route begins with `/`, has at most 128 characters of letters, digits and `_-.$/~\"'@:+&*?`",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 RuleCondition.Values, path-pattern (LR-02)"],
        explanation: "\
            The load balancer compares the path of a request with this pattern, in upper and lower case, \
            without the query. `*` stands for any characters, `?` for one. Elastic Load Balancing refuses \
            the rule with other characters or more than 128.\n\
            \n\
            ```rust\n\
            route(\"api/*\")   // refused\n\
            route(\"/api/*\")  // taken\n\
            ```",
    },
    Rule {
        name: "route-host",
        strength: Strength::Error,
        summary: "the host of a route has a dot, letters behind it, and at most 128 characters",
        sources: &[
            "botocore 1.44.5 (2026-11-17), elbv2 HostHeaderConditionConfig.Values, RuleCondition.Values, host-header (LR-02, LR-03)",
        ],
        explanation: "\
            The load balancer compares the `Host` header without its port. Elastic Load Balancing asks for a \
            dot with only letters behind the last one, so addresses and single names as `localhost` are \
            refused. `*` and `?` are wildcards, `*.example.com` any host of a domain.",
    },
    Rule {
        name: "route-port",
        strength: Strength::Error,
        summary: "a service with a route declares the port it leads to",
        sources: &["botocore 1.44.5 (2026-11-17), ecs LoadBalancer.containerPort (SV-17)"],
        explanation: "\
            The load balancer sends requests to a port of the container, which must be in the port mappings \
            of the task. ECS refuses the service otherwise. Without `port` a route leads to the first port of \
            the service, whose number the container finds in `PORT`.\n\
            \n\
            ```rust\n\
            #[service(cluster = Main, image = cargo(\"web\"), route(\"/*\"))]               // refused\n\
            #[service(cluster = Main, image = cargo(\"web\"), port = 8080, route(\"/*\"))]  // taken\n\
            ```\n\
            \n\
            A route with a `port` of its own needs that port as well: `port = 9090` beside `port = 8080`.",
    },
    Rule {
        name: "route-twice",
        strength: Strength::Error,
        summary: "a service has each route once",
        sources: &[
            "language of this library, 2026",
            "botocore 1.44.5 (2026-11-17), elbv2 CreateRuleInput.Conditions (LR-02)",
        ],
        explanation: "\
            Two routes with the same path, host, methods, headers and query hold for the same requests. The \
            load balancer takes the first of its rules that matches, so the second one would never be used, \
            whatever its port is. Take it out, or let it differ in a condition.\n\
            \n\
            ```rust\n\
            route(\"/api/*\", port = 8080), route(\"/api/*\", port = 9090)                         // refused\n\
            route(\"/api/*\", port = 8080), route(\"/api/*\", method = \"POST\", port = 9090)  // taken\n\
            ```",
    },
    Rule {
        name: "route-strip",
        strength: Strength::Error,
        summary: "`strip` needs a path that ends in `/*` and has no other wildcard",
        sources: &[
            "language of this library, 2026",
            "botocore 1.44.5 (2026-11-17), elbv2 CreateRuleInput.Transforms, url-rewrite",
        ],
        explanation: "\
            `strip` takes what stands before the `*` from the path before the request reaches the container: \
            with `/api/*`, a request for `/api/orders` arrives as `/orders`. A path without a `*` at its end \
            has no rest to keep, and with a wildcard in the middle nobody could say how much to take.\n\
            \n\
            ```rust\n\
            route(\"/api\", strip)      // refused\n\
            route(\"/*/api/*\", strip)  // refused\n\
            route(\"/api/*\", strip)    // taken\n\
            ```",
    },
    Rule {
        name: "route-priority",
        strength: Strength::Error,
        summary: "the priority of a route is 1 to 50,000",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 CreateRuleInput.Priority (LR-01)"],
        explanation: "\
            Rules of a listener are tried from the lowest number on, and each has its own. Without the key \
            priorities are allotted so that the more specific route wins, which seldom needs help.",
    },
    Rule {
        name: "route-method",
        strength: Strength::Error,
        summary: "the method of a route has 1 to 40 capital letters, `-` and `_`",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 HttpRequestMethodConditionConfig.Values (LR-02)"],
        explanation: "\
            The load balancer compares the method as it is written, without wildcards, so `get` would never \
            meet a request. Elastic Load Balancing refuses other characters.\n\
            \n\
            ```rust\n\
            route(\"/orders\", method = \"Post\")  // refused\n\
            route(\"/orders\", method = \"POST\")    // taken\n\
            ```",
    },
    Rule {
        name: "route-header",
        strength: Strength::Error,
        summary: "a route compares headers of up to 40 characters with patterns of up to 128",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 HttpHeaderConditionConfig (LR-02)", "RFC 7230"],
        explanation: "\
            The name of a header is a token of HTTP without wildcards; `Host` has a condition of its own and \
            is refused here. The pattern is compared without regard to case and may hold `*` and `?`.\n\
            \n\
            ```rust\n\
            route(\"/*\", header(\"Host\", \"shop.example.com\"))  // refused\n\
            route(\"/*\", host = \"shop.example.com\")           // taken\n\
            ```",
    },
    Rule {
        name: "route-query",
        strength: Strength::Error,
        summary: "a route compares keys and values of a query of up to 128 characters",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 QueryStringConditionConfig.Values (LR-02)"],
        explanation: "\
            Key and value are compared without regard to case, with `*` and `?` as wildcards; to mean them \
            literally write `\\` before them. Elastic Load Balancing refuses longer ones and empty ones.",
    },
    Rule {
        name: "route-source",
        strength: Strength::Error,
        summary: "the source of a route is an address block",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 SourceIpConditionConfig.Values (LR-02)"],
        explanation: "\
            The load balancer compares the address from which the connection comes with the block; what a proxy writes \
            into `X-Forwarded-For` does not count. There are no wildcards, and one address is a block of /32.\n\
            \n\
            ```rust\n\
            route(\"/admin/*\", source = \"203.0.113.7\")     // refused\n\
            route(\"/admin/*\", source = \"203.0.113.7/32\")  // taken\n\
            ```",
    },
    Rule {
        name: "route-conditions",
        strength: Strength::Error,
        summary: "a route compares at most 5 values",
        sources: &[
            "botocore 1.44.5 (2026-11-17), elbv2 CreateRuleInput.Conditions (LR-02)",
            "aws-cdk-lib 2.276.0, listener rule conditions (LR-02)",
        ],
        explanation: "\
            Path, host, methods, sources, and each pattern of headers and queries count together, and Elastic Load \
            Balancing refuses a rule with more than 5. Write a second `route` of the same service for the \
            rest: either of them leads here.",
    },
];
