//! Items held against each other.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "listed-once",
        strength: Strength::Error,
        summary: "An app lists an item once",
        sources: &["language of this library, 2026"],
        explanation: "An item is deployed under one name, and listed twice it would be planned twice. Two
services of the same kind are two structs, or two apps of one struct.",
    },
    Rule {
        name: "unique-name",
        strength: Strength::Error,
        summary: "The items of an app have names of their own",
        sources: &[
            "language of this library, 2026",
            "botocore 1.44.5 (2026-11-17), cloudformation CreateStackInput.StackName; ecs \
             CreateServiceRequest.serviceName (SV-01)",
        ],
        explanation: r#"The name of an item is that of its stack and of its service in AWS: of two with one name
the second would replace the first. Structs of the same name in different modules get `name = ".."`."#,
    },
    Rule {
        name: "listed-cluster",
        strength: Strength::Error,
        summary: "The cluster of a service or task is listed in its app",
        sources: &["language of this library, 2026"],
        explanation: "A service is deployed into the cluster that it names; where the app does not list it,
nobody makes it, and the service's stack looks for outputs that do not exist. Add the cluster to `app!`.",
    },
    Rule {
        name: "unique-route",
        strength: Strength::Error,
        summary: "No two routes of a cluster have the same host and path",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 CreateRule (LR-01)"],
        explanation: "The load balancer takes the first rule that matches, by priority, and the second service
would never get a request. Give one of the two another path or a `host`.",
    },
    Rule {
        name: "known-stage",
        strength: Strength::Error,
        summary: "`stage(..)` overrides keys for a stage that the app has",
        sources: &["language of this library, 2026"],
        explanation: "With `stages = [..]` the set is closed, and an override for another name is one that never
takes effect: most often a misspelt `prod`. Correct the name, or add the stage to the app.",
    },
    Rule {
        name: "unknown-item",
        strength: Strength::Error,
        summary: "What `before`, `connect`, `runs` and `then` name is listed in the app",
        sources: &["language of this library, 2026"],
        explanation: r#"These keys lead from one item to another: to a task that runs before a deployment, to a
service that is called, to a task that is started. Where the app does not list the other item, nobody deploys it, and
what the first one is given leads to nothing.

```text
#[service(cluster = Main, image = cargo("web"), before = [Migrate])]
struct Web;

app!("shop": Main, Web)             // `Migrate` is missing
app!("shop": Main, Web, Migrate)
```"#,
    },
    Rule {
        name: "item-cycle",
        strength: Strength::Error,
        summary: "Items do not lead back to themselves by `before`, `connect` or `then`",
        sources: &["language of this library, 2026"],
        explanation: "Items are deployed one after the other: a service after those that it connects to, whose
addresses it is given, and after the tasks that come `before` it, which call what they connect to. In a circle none could
be the first. A task that is followed by itself through `then`, directly or through others, would never end.

Take one reference of the circle out. Where two services call each other, let the one that can do without an answer
send its message through a queue; or make one service of both.",
    },
    Rule {
        name: "unique-stream",
        strength: Strength::Error,
        summary: "No two services of a cluster have a stream on the same port",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 CreateListenerInput.Port (LS-01)"],
        explanation: "The services of a cluster share a network load balancer, and each stream is a listener of
it. Elastic Load Balancing refuses a second listener of one port: nothing in a stream of bytes would say for which
service it is.

```text
stream(5432)               // on one service
stream(5433, to = 5432)    // on the other: its container still listens on 5432
```",
    },
    Rule {
        name: "unique-priority",
        strength: Strength::Error,
        summary: "No two routes of a cluster have the same `priority`",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 CreateRuleInput.Priority (LR-01)"],
        explanation: "Rules of a listener are tried by their priority, from the lowest number on, and Elastic Load
Balancing refuses a second rule of one number (`PriorityInUse`). Without the key priorities are allotted so that the
more specific route wins, and stay clear of those that are given. Take the key out of both, or give each a number of
its own.",
    },
    Rule {
        name: "known-provider",
        strength: Strength::Error,
        summary: "`capacity = \"name\"` of a service or task is a provider of its cluster",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CapacityProviderStrategyItem.capacityProvider (SV-29)"],
        explanation: r#"ECS places a task on providers that are associated with its cluster, and refuses a strategy
with any other. A provider has the name that the cluster gives it with `name = ".."`; Fargate needs none and is written
without quotes.

```text
#[cluster(capacity = [ec2("c5n.xlarge", 1..=10, name = "batch")])]
struct Main;

#[task(cluster = Main, image = cargo("rollup"), capacity = "bacth")]    // refused
#[task(cluster = Main, image = cargo("rollup"), capacity = "batch")]
```"#,
    },
    Rule {
        name: "instance-density",
        strength: Strength::Waivable,
        summary: "The instances of a cluster have network interfaces for the tasks that its services always run",
        sources: &[
            "ECS developer guide (2023-04), \"Elastic network interface trunking\" (CP-08)",
            "facts/instance-types.md §3 (2026-11-21), network interfaces and tasks of each type",
        ],
        explanation: "With `network_mode = awsvpc` each task has a network interface of its own. An instance has a
few, by its type, and keeps one for itself: a `c5.large` has three and holds two such tasks, however small they are.
What is beyond the most instances of the group waits for ever with `RESOURCE:ENI`, and the deployment fails.

Let the group grow, choose a larger type, or share the instance's interface with `network_mode = bridge`. The account
setting `awsvpcTrunking` gives most types many more interfaces: where it is on, waive the rule. Of a service that
scales, the fewest tasks count; tasks that are started by schedules and events do not count.",
    },
];
