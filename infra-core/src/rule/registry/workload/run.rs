//! What containers run: image, environment, rights, logs, placement.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "image-reference",
        strength: Strength::Error,
        summary: "An image is `[registry/]repository[:tag][@digest]`",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs ContainerDefinition.image (TD-05)",
            "distribution/reference v0.6.0 (2024), grammar of references",
        ],
        explanation: r#"ECS takes most texts for an image, and the agent then fails to pull it: each task stops
with `CannotPullContainerError`. Repositories are lower case, there is no `https://` before them, and a digest is
`sha256:` with 64 hexadecimal digits.

```text
image = "https://ghcr.io/Shop/Web:1"    // a scheme, and capitals
image = "ghcr.io/shop/web:1"
```"#,
    },
    Rule {
        name: "build-binary",
        strength: Strength::Error,
        summary: "`cargo(..)` names a binary, without path and ending",
        sources: &["The Cargo Book (1.95), \"Cargo Targets\""],
        explanation: r#"The name is given to `cargo build --bin` and becomes the file that the image runs. Cargo
builds nothing for another text, and says so only when the image is built. Write `cargo("web")`, with the name of a
`[[bin]]`, or of the package."#,
    },
    Rule {
        name: "build-include",
        strength: Strength::Error,
        summary: "`include` names files below the root of the workspace",
        sources: &["language of this library, 2026"],
        explanation: r#"What is included lies in the image at the same path below `/app`, where the binary is started, as
the local target starts it at the root of the workspace: a path that works on this machine works in the image. Outside of the
workspace nothing would say where that is, nor whether it has changed on another machine.

```text
include = ["../assets"]
include = ["web/assets", "migrations/*.sql"]
```"#,
    },
    Rule {
        name: "build-feature",
        strength: Strength::Error,
        summary: "A feature is letters, digits and `_-+.`",
        sources: &["The Cargo Book (1.95), \"Features\""],
        explanation: r#"The names are given to `cargo build --features`, which splits them at commas and spaces and refuses
those that the package does not have: only when the image is built. Write each on its own, as `features = ["metrics", "tls"]`;
a feature of a dependency is named in the package's `[features]`, as `metrics = ["axum/tracing"]`."#,
    },
    Rule {
        name: "build-profile",
        strength: Strength::Error,
        summary: "A profile of cargo is letters, digits, `-` and `_`, and not `debug`",
        sources: &["The Cargo Book (1.95), \"Profiles\""],
        explanation: "Cargo has the profiles `release` and `dev`, and those that the workspace's Cargo.toml adds as
`[profile.NAME]`. It refuses `debug`, which is the name of the folder that `dev` builds into.",
    },
    Rule {
        name: "build-base",
        strength: Strength::Error,
        summary: "The base of an image is named by its digest",
        sources: &["OCI distribution specification 1.1 (2024), \"Pulling manifests\""],
        explanation: r#"A tag can be moved: the same declaration would build another image tomorrow, without anything in the
repository saying so. With the digest a new base is a change like any other, which is reviewed and can be taken back.

```text
base = "debian:12-slim"
base = "debian:12-slim@sha256:.."
```"#,
    },
    Rule {
        name: "build-path",
        strength: Strength::Error,
        summary: "`dockerfile(..)` names a path of this machine",
        sources: &["language of this library, 2026"],
        explanation: "The Dockerfile and the folder that it sees become part of what is compared to decide
whether the image has changed, which web addresses do not allow. Paths begin at the package's folder. Name an image
that is built elsewhere by its reference.",
    },
    Rule {
        name: "build-target",
        strength: Strength::Error,
        summary: "`target` is the name or the number of a stage",
        sources: &["Dockerfile reference (2025), \"FROM\"; buildkit 0.20"],
        explanation: r#"The stage is what stands behind `AS` in the Dockerfile: a letter, then letters, digits and
`-_.`. The build fails with "target stage could not be found" for any other, after the context has been sent."#,
    },
    Rule {
        name: "image-argument",
        strength: Strength::Error,
        summary: "A build argument or secret is named by 1 to 255 letters, digits, `-`, `_` and `.`",
        sources: &["Dockerfile reference (2025), \"ARG\", \"RUN --mount=type=secret\""],
        explanation: r#"The name stands behind `ARG` in the Dockerfile, or behind `id=` of a mounted secret, and is
handed to the builder as `--build-arg NAME=value` or `--secret id=NAME,..`. With a space, a comma or `=` in it, the
builder would read something else. Write `args(BUILD_PROFILE = "release")`, and `ARG BUILD_PROFILE` in the
Dockerfile."#,
    },
    Rule {
        name: "environment-name",
        strength: Strength::Error,
        summary: "An environment variable is letters, digits and `_`, and none that ECS sets",
        sources: &["POSIX.1-2017 §8.1; ECS developer guide, \"Amazon ECS environment variables\" (TD-30, 2026-11-21)"],
        explanation: "Shells cannot name variables of other characters, and programs rarely look for them. What
ECS sets itself, as `ECS_CONTAINER_METADATA_URI_V4`, is how a task finds its credentials: one's own value would break
the SDK. Choose another name.",
    },
    Rule {
        name: "environment-secret",
        strength: Strength::Error,
        summary: "A name is given in `env` or in `secret`, not in both",
        sources: &["aws-cdk-lib 2.276.0, ContainerDefinition; RegisterTaskDefinition's answer (TD-30, 2026-11-21)"],
        explanation: r#"Both become environment variables of the container. ECS refuses the task definition: "The
secret name must be unique and not shared with any new or existing environment variables". Take the plain one out."#,
    },
    Rule {
        name: "environment-twice",
        strength: Strength::Waivable,
        summary: "A name is given in `env` or `secret`, or made by `connect` or `runs`, not both",
        sources: &["language of this library, 2026"],
        explanation: r#"`connect = [Api]` makes `API_URL`, and `API_ADMIN_URL` of a further port `admin`; `runs = [Rollup]` makes
`RUN_ROLLUP`. A variable has one value: where the item declares the same name, one of the two is lost, and the program calls
what it was not meant to call. Give the declared one another name, or take it out.

Where a program wants a URL of another form, the declared one stays in the place of the other with a `waive`:

```text
connect = [Redis], env(REDIS_URL = "redis://redis:6379/0"),
waive("environment-twice", reason = "the client takes no tcp://")
```"#,
    },
    Rule {
        name: "secret-reference",
        strength: Strength::Error,
        summary: "A secret is `ssm:/path` or `secretsmanager:name#json_key`",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs Secret.valueFrom; ssm PutParameterRequest.Name; secretsmanager \
             CreateSecretRequest.Name (TD-30)",
            "Secrets Manager user guide, \"Troubleshoot\"; copilot-cli issue 5732",
        ],
        explanation: "The agent reads the value as the task starts, and a reference to nothing stops it with
`ResourceInitializationError`. `{app}` and `{stage}` are filled in, so that each stage has its own.

A secret whose name ends in a hyphen and six letters or digits looks like a complete ARN to Secrets Manager and is
never found by its name: rename it, or keep the value in a parameter.",
    },
    Rule {
        name: "iam-action",
        strength: Strength::Error,
        summary: "An action is `service:Action`, and not all of them",
        sources: &["IAM reference (2026), \"Action\"; service authorization reference"],
        explanation: r#"IAM refuses a policy with a malformed action when the role is made. `*` alone would give
the task the whole account; this library refuses it, for whoever gets into the container has what the role has. Name
what the code calls, as `allow("s3:GetObject", on = "arn:aws:s3:::bucket/*")`."#,
    },
    Rule {
        name: "iam-resource",
        strength: Strength::Error,
        summary: "A resource is an ARN or `*`",
        sources: &["IAM reference (2026), \"Resource\"; AWS general reference, ARN format"],
        explanation: "IAM refuses a policy whose resource has fewer than six parts. `{region}`, `{account}`,
`{app}` and `{stage}` are filled in, other placeholders would end up in the policy as they stand and match nothing.",
    },
    Rule {
        name: "iam-role",
        strength: Strength::Error,
        summary: "`role` and `execution_role` are ARNs of roles",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs RegisterTaskDefinitionRequest.taskRoleArn; iam roleNameType (IAM-01)",
        ],
        explanation: r#"ECS takes a bare name for some calls and refuses it for others, and an ARN of a user or of
an assumed role for all. Write `role = "arn:aws:iam::111122223333:role/web"`, as IAM shows it, or leave the key out to
have a role made from `allow(..)`."#,
    },
    Rule {
        name: "role-allow",
        strength: Strength::Error,
        summary: "`allow` is for a role that is made",
        sources: &["IAM user guide (2026), \"Adding and removing IAM identity permissions\""],
        explanation: r#"A role that exists belongs to whoever made it; nothing is put into it. With `role` the
statements of `allow` would be nowhere, and calls would fail at run time.

```text
role = "arn:aws:iam::111122223333:role/web", allow("s3:GetObject", on = "arn:aws:s3:::bucket/*")    // nowhere
allow("s3:GetObject", on = "arn:aws:s3:::bucket/*")
```"#,
    },
    Rule {
        name: "log-retention",
        strength: Strength::Error,
        summary: "`retention` is one of 22 numbers of days",
        sources: &[
            "CloudFormation schema of cfn-lint 1.58.0 (2026-10-20), AWS::Logs::LogGroup RetentionInDays (LOG-01)",
        ],
        explanation: r#"CloudWatch Logs keeps events for 1, 3, 5, 7, 14, 30, 60, 90 days and so on to ten years,
and refuses numbers between. Write the next larger one: `retention = "60d"` for 45 days."#,
    },
    Rule {
        name: "log-group",
        strength: Strength::Error,
        summary: "A log group's name is 1 to 512 letters, digits and `.-_/#`",
        sources: &["CloudFormation schema of cfn-lint 1.58.0 (2026-10-20), AWS::Logs::LogGroup LogGroupName (LOG-01)"],
        explanation: r#"CloudWatch Logs refuses names with other characters, spaces and colons among them. Names in
the form of paths are usual: `group = "/shop/web"`."#,
    },
    Rule {
        name: "security-group",
        strength: Strength::Error,
        summary: "A security group is `sg-` and 8 or 17 hexadecimal digits",
        sources: &["botocore 1.44.5 (2026-11-17), ec2 SecurityGroupId (SV-06)"],
        explanation: "ECS wants the id, not the name, and answers `InvalidParameterException` for another text
when the service is made. Copy the id from EC2, as `sg-0123456789abcdef0`.",
    },
    Rule {
        name: "security-group-count",
        strength: Strength::Error,
        summary: "A task has at most 4 security groups beside its own, each once",
        sources: &["botocore 1.44.5 (2026-11-17), ecs AwsVpcConfiguration.securityGroups (SV-06)"],
        explanation: "A network interface takes five groups, and ECS refuses more; one that is there twice does
nothing. The group that this library makes for the item is one of the five. Join rules that belong together into one
group.",
    },
    Rule {
        name: "egress-start",
        strength: Strength::Warning,
        summary: "`egress` leads to port 443 of something",
        sources: &["Amazon ECS developer guide, 2023-05, \"Amazon ECS interface VPC endpoints\""],
        explanation: r#"What a task is not allowed to connect to, ECS does not reach for it either: the image comes from
a registry, secrets from Systems Manager or Secrets Manager, and logs go to CloudWatch, all over HTTPS. A task without a way
to them stops with `ResourceInitializationError` or `CannotPullContainerError` before its program starts.

```rust
egress = ["10.0.0.0/8:5432"]                   // warned of
egress = ["10.0.0.0/8:5432", "0.0.0.0/0:443"]  // taken
```

Where the network has interface endpoints for these services, their addresses are enough; the layers of images in ECR come
from S3."#,
    },
    Rule {
        name: "egress",
        strength: Strength::Error,
        summary: "`egress` is an address block, with a port behind a colon or without",
        sources: &["botocore 1.44.5 (2026-11-17), ec2 IpRange.CidrIp, IpPermission.FromPort (SecurityGroupEgress)"],
        explanation: r#"Each entry becomes a rule of the task's security group, which allows connections to a block
of IPv4 addresses. EC2 refuses rules with other texts; it knows no names of hosts, whose addresses change.

```text
egress = ["db.example.com:5432"]    // refused
egress = ["10.0.0.0/8:5432"]        // PostgreSQL, in one's own network
egress = ["0.0.0.0/0:443"]          // HTTPS, anywhere
```

Without the key a task may connect to anything. With it, think of what ECS itself needs: registry, logs and secrets
are reached on port 443."#,
    },
];
