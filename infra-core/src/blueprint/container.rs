//! A container of a task.

use super::Secret;
use crate::declaration::{Condition, ContainerCheck, Image, Mount, Port, Restart};

/// A container of a task: the main one, or one beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContainerBlueprint {
    /// Its name in the task: that of the item for the main one.
    pub name: String,
    /// The image reference; empty where the image is built.
    pub image: String,
    /// The reference with a tag that was declared, where `image` is what it stands for: its digest.
    pub tagged: Option<String>,
    /// What the image is built of; none where it exists.
    pub built: Option<Image>,
    /// The command; empty for the image's own.
    pub command: Vec<String>,
    /// How the command is run.
    pub process: Process,
    /// Environment variables by name, `PORT` included, sorted.
    pub environment: Vec<(String, String)>,
    /// Environment variables whose values are outputs of the cluster's stack, by name, with the output, sorted.
    pub outputs: Vec<(String, String)>,
    /// Secrets by variable, sorted; `{app}` and `{stage}` filled in.
    pub secrets: Vec<(String, Secret)>,
    /// The ports on which it listens, the main one first.
    pub ports: Vec<Port>,
    /// Its own health check.
    pub check: Option<ContainerCheck>,
    /// Whole GPUs.
    pub gpu: Option<u32>,
    /// Whether it has all rights on the instance.
    pub privileged: bool,
    /// CPU units of the task that are set aside for it.
    pub cpu: Option<u32>,
    /// Its limit of memory in MiB; none for the task's.
    pub memory: Option<u32>,
    /// The memory in MiB that is set aside for it.
    pub memory_reservation: Option<u32>,
    /// When it is started again without the task being replaced.
    pub restart: Option<Restart>,
    /// Whether the task stops when it stops.
    pub essential: bool,
    /// Which containers must be where before it starts, sorted by name.
    pub after: Vec<(String, Condition)>,
    /// Where it has volumes of the task.
    pub mounts: Vec<Mount>,
}

/// How a container's command is run: what differs from the image's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Process {
    /// The entry point; empty for the image's own.
    pub entrypoint: Vec<String>,
    /// The working directory.
    pub workdir: Option<String>,
    /// The user, with a group or without.
    pub user: Option<String>,
    /// Whether the root file system cannot be written.
    pub read_only: bool,
    /// Whether an init process reaps zombies and passes signals on.
    pub init: bool,
    /// Seconds that it may take to stop until it is killed; none for AWS's own limit.
    pub stop_seconds: Option<u32>,
    /// Limits of the kernel by name, sorted.
    pub ulimits: Vec<(String, u32)>,
}
