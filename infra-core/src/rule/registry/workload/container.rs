//! Containers: names, processes, order.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "container-name",
        strength: Strength::Error,
        summary: "A container's name is 1 to 255 letters, digits, `_` and `-`",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.name (TD-01)"],
        explanation: r#"The name becomes part of log streams, of `ecs exec --container` and of the task definition,
and ECS answers `ClientException` where it has other characters. Write `container("log-router", ..)` for
`container("log.router", ..)`."#,
    },
    Rule {
        name: "container-twice",
        strength: Strength::Waivable,
        summary: "The containers of a task have names of their own",
        sources: &["what the API answers, no model has it (TD-04, 2026-11-21)"],
        explanation: "Logs, `after` and `ecs exec` know containers by their names, and the item's own container
has the item's name. ECS refuses a task definition in which a name is there twice. Rename the second one.",
    },
    Rule {
        name: "container-count",
        strength: Strength::Waivable,
        summary: "A task has at most 10 containers, its own among them",
        sources: &[
            "ECS service quota \"Containers per task definition\" (TD-54, 2026-11-21)",
            "botocore 1.44.5 (2026-11-17), batch EcsProperties (\"up to 10 containers\") (TD-54)",
        ],
        explanation: "The quota counts the item's own container, each `container(..)`, and what is added for
Service Connect or log routing. ECS refuses the task definition beyond it. A task that needs more is usually two
services that `connect`.",
    },
    Rule {
        name: "container-user",
        strength: Strength::Waivable,
        summary: "`user` is a name or a number, and a group behind a colon",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.user"],
        explanation: r#"ECS passes the text on to Docker, which looks a name up in the image's `/etc/passwd` as the
container starts. A text of another form is registered without a word, and each task stops with `unable to find user`.

Write `user = "app"`, `user = "1000"` or `user = "1000:1000"`. Numbers work also in images without `/etc/passwd`. The
rule can be waived for images whose names have other forms."#,
    },
    Rule {
        name: "container-workdir",
        strength: Strength::Error,
        summary: "`workdir` is a path from the root",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.workingDirectory",
            "Docker Engine API 1.51 (2025), ContainerCreate WorkingDir",
        ],
        explanation: r#"Docker refuses a relative working directory when it makes the container: the task
definition is registered, and every task stops with `CannotCreateContainerError`. Write `workdir = "/srv"` for
`workdir = "srv"`."#,
    },
    Rule {
        name: "container-command",
        strength: Strength::Waivable,
        summary: "The first word of `command` and `entrypoint` is not empty, and none has a NUL",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.command, entryPoint", "POSIX.1-2017, exec"],
        explanation: r#"The first word is the program, or the first argument of the image's entrypoint. An empty
first word starts no program, and a NUL ends a word in the middle. An empty list reads as if the key was not there.
Leave the key out to keep what the image says; waive the rule for `entrypoint = [""]`, with which Docker clears the
image's entrypoint."#,
    },
    Rule {
        name: "container-stop-timeout",
        strength: Strength::Error,
        summary: "`stop` is 2 to 120 seconds on Fargate",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.stopTimeout (TD-55)"],
        explanation: r#"A container that is to stop gets SIGTERM, and SIGKILL when this time is over. Fargate takes
2 to 120 seconds, 30 without the key, and refuses any other when the task definition is registered.

```text
stop = "5m"      // refused on Fargate
stop = "120s"    // the longest there
```

Work that takes longer to end belongs into a task of its own, or on instances, where there is no longest time."#,
    },
    Rule {
        name: "container-check-command",
        strength: Strength::Error,
        summary: "A `check` begins with `CMD` or `CMD-SHELL` and runs something",
        sources: &["botocore 1.44.5 (2026-11-17), ecs HealthCheck.command (TD-21)"],
        explanation: r#"`CMD` runs a program with its arguments, `CMD-SHELL` gives the line to the container's
`/bin/sh`. ECS refuses a check that begins otherwise. `||`, pipes and variables need the shell, and images without one
need `CMD`.

```text
check("curl -f http://localhost:8080/")              // refused
check("CMD-SHELL curl -f http://localhost:8080/")
```"#,
    },
    Rule {
        name: "container-check-interval",
        strength: Strength::Error,
        summary: "A container's `check` runs every 5 to 300 seconds",
        sources: &["botocore 1.44.5 (2026-11-17), ecs HealthCheck.interval (TD-21)"],
        explanation: r#"ECS takes 5 to 300 seconds for the time between two checks, 30 without the key, and refuses
a task definition with any other. Write `every = "5s"` where a failure has to be seen soon, and think of what each
check costs the container."#,
    },
    Rule {
        name: "container-check-timeout",
        strength: Strength::Error,
        summary: "A container's `check` times out after 2 to 60 seconds",
        sources: &["botocore 1.44.5 (2026-11-17), ecs HealthCheck.timeout (TD-21)"],
        explanation: "ECS takes 2 to 60 seconds for a check to answer, 5 without the key, and refuses a task
definition with any other. The CDK lets 120 pass, which the API does not. A check that needs a minute says little
about a container; make it do less.",
    },
    Rule {
        name: "container-check-retries",
        strength: Strength::Error,
        summary: "A container's `check` fails 1 to 10 times before the container is unhealthy",
        sources: &["botocore 1.44.5 (2026-11-17), ecs HealthCheck.retries (TD-21)"],
        explanation: "After this many failures in a row the container is unhealthy, and with an essential one its
task is replaced. ECS takes 1 to 10, 3 without the key. Use `start` for a container that needs long to come up, not a
high count of retries.",
    },
    Rule {
        name: "container-check-start",
        strength: Strength::Error,
        summary: "A container's `check` forgives failures for at most 300 seconds after the start",
        sources: &["botocore 1.44.5 (2026-11-17), ecs HealthCheck.startPeriod (TD-21)"],
        explanation: "Failures within `start` do not count as retries; the first success ends it. ECS takes 0 to
300 seconds and refuses a task definition with more. A service that needs longer to come up can have a `grace` on its
target group's check.",
    },
    Rule {
        name: "container-check-overlap",
        strength: Strength::Waivable,
        summary: "A container's `check` times out before the next one begins",
        sources: &["aws-cdk-lib 2.276.0, ContainerDefinition health check validation (TD-22)"],
        explanation: r#"With a timeout above the interval, a slow check is still running when the next one is due,
and how failures count is not what the numbers say. The API does not refuse it, the CDK does.

```text
check("CMD /healthy", every = "10s", timeout = "30s")    // overlaps
check("CMD /healthy", every = "30s", timeout = "10s")
```"#,
    },
    Rule {
        name: "after-healthy",
        strength: Strength::Error,
        summary: "What `after` waits to be healthy has a `check`",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerDependency.condition (TD-24)"],
        explanation: r#"Without a health check a container never becomes healthy, so that the one behind it would
never start. ECS refuses the task definition. Add `check("CMD ..")` to the container that is waited for, or wait for
`start`."#,
    },
    Rule {
        name: "after-essential",
        strength: Strength::Error,
        summary: "What `after` waits to end is not essential",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerDependency.condition (TD-25)"],
        explanation: r#"A task stops as soon as an essential container ends. One that another waits for with
`complete` or `success` must therefore not be essential, and ECS refuses the task definition otherwise.

```text
container("migrate", image = "shop/migrate:1", essential = false)
after(migrate = success)
```"#,
    },
    Rule {
        name: "after-container",
        strength: Strength::Error,
        summary: "`after` names another `container(..)` of the same task",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerDependency.containerName (TD-23)"],
        explanation: r#"ECS looks the container that is waited for up in the task definition, and refuses one that
names a container which is not there, or itself. The item's own container starts when all others are where they must
be, so nothing can wait for it.

```text
container("proxy", image = "envoy:1", after(setpu = success))    // there is no `setpu`
container("proxy", image = "envoy:1", after(setup = success))
```"#,
    },
    Rule {
        name: "after-cycle",
        strength: Strength::Error,
        summary: "No two containers wait for each other",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.dependsOn (TD-23)"],
        explanation: "A container starts when what it waits for has come about. Two that wait for each other,
directly or through others, never start, and ECS refuses the task definition. Take out the `after` that matters less,
or let one of the two try again until the other answers.",
    },
    Rule {
        name: "restart-period",
        strength: Strength::Error,
        summary: "`restart(after = ..)` is 60 to 1800 seconds",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ContainerRestartPolicy.restartAttemptPeriod (TD-28)"],
        explanation: "A container that ends sooner than this after its start is not started again, and its task
stops as it would without the policy. ECS takes 60 to 1,800 seconds, 300 without the key.",
    },
    Rule {
        name: "restart-exit-codes",
        strength: Strength::Error,
        summary: "`restart(except = ..)` has at most 50 exit codes of 0 to 255, each once",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs ContainerRestartPolicy.ignoredExitCodes (TD-28)",
            "POSIX.1-2017, wait",
        ],
        explanation: "After these codes a container is left alone, as after 0 when it is done. A process ends
with 0 to 255, so that another number would never match. A longer list than 50 is refused by ECS.",
    },
];
