//! The keys that services and tasks share.

use crate::grammar::{Key, Shape};

/// The keys that hold in every stage.
pub(crate) const COMMON: &[Key] = &[
    Key::new("name", Shape::Value, "name = \"web\"", "the name in AWS, without app and stage")
        .default("the struct's in kebab case"),
    Key::new("cluster", Shape::Value, "cluster = Shop", "the cluster that it runs in").default("required"),
];

/// The keys that a stage can override.
pub(crate) const KEYS: &[Key] = &[
    Key::new("image", Shape::Value, "image = \"nginx:1.29\"", "the container's image").default("required"),
    Key::new("cpu", Shape::Value, "cpu = 512", "CPU units, or \"0.5 vCPU\"")
        .default("the fewest that go with the memory"),
    Key::new("memory", Shape::Value, "memory = 1024", "MiB, or \"1 GB\"")
        .default("the least that goes with the CPU units"),
    Key::new("arch", Shape::Value, "arch = arm64", "`x86_64` or `arm64`")
        .default("the cluster's instances', else `x86_64`"),
    Key::new("command", Shape::Value, "command = [\"serve\"]", "the container's command").default("the image's own"),
    Key::new("env", Shape::Args, "env(KEY = \"value\")", "environment variables")
        .default("`PORT` alone, the port")
        .repeatable(),
    Key::new("secret", Shape::Args, "secret(KEY = \"ssm:/path\")", "environment variables from SSM or Secrets Manager")
        .repeatable(),
    Key::new("allow", Shape::Args, "allow(\"s3:GetObject\", on = \"arn:..\")", "a statement of the task role")
        .repeatable(),
    Key::new("logs", Shape::Args, "logs(retention = \"30d\")", "the log group").default("30 days"),
];

/// What stands in `allow(..)`.
pub(super) const ALLOW: &[Key] =
    &[Key::new("on", Shape::Value, "on = \"arn:..\"", "the ARNs that the actions are allowed on").default("required")];

/// What stands in `logs(..)`.
pub(super) const LOGS: &[Key] =
    &[Key::new("retention", Shape::Value, "retention = \"30d\"", "how long log events are kept")];
