//! What is run.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What is run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Program {
    /// A binary of the cargo workspace.
    Binary(Binary),
    /// `dev("..")`: a line for `sh`.
    Line(String),
    /// A container of Docker or Podman.
    Image(Image),
}

/// A binary that was built by cargo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binary {
    /// The name of the binary target.
    pub name: String,
    /// Where it lies: a copy of what cargo built, in a folder named by its content, so that a later build changes nothing
    /// that runs.
    pub path: PathBuf,
    /// The SHA-256 of its content.
    pub digest: String,
    /// Its arguments: what the container's `command` says.
    pub arguments: Vec<String>,
}

/// An image.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// The reference, or the tag under which it was built of a Dockerfile.
    pub reference: String,
    /// The command; empty for the image's own.
    pub command: Vec<String>,
    /// The entry point; empty for the image's own.
    pub entrypoint: Vec<String>,
    /// The working directory.
    pub workdir: Option<String>,
    /// The user.
    pub user: Option<String>,
    /// Whether the root file system cannot be written.
    pub read_only: bool,
    /// Whether an init process reaps zombies.
    pub init: bool,
    /// Whether it has all rights.
    pub privileged: bool,
    /// Limits of the kernel by name.
    pub ulimits: Vec<(String, u32)>,
}

/// What a task may use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// CPU units, 1,024 a CPU.
    pub cpu: u32,
    /// MiB.
    pub memory: u32,
}

/// What a container of a task may use of what the task may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitSize {
    /// Its share of the CPU time where the containers want more than the task has, in CPU units: no ceiling, as on ECS.
    pub cpu: Option<u32>,
    /// The most memory, in MiB; none for the task's.
    pub memory: Option<u32>,
    /// The memory in MiB that it keeps where the machine has little left.
    pub memory_reservation: Option<u32>,
}

/// A volume, and where a container has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: VolumeKind,
    /// The path in the container. A process gets the folder's path on this machine in `VOLUME_{NAME}`.
    pub at: String,
    /// Whether it can only be read.
    pub read_only: bool,
}

/// What a volume is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VolumeKind {
    /// EFS or a folder of the instance: a folder of the stage, which outlives its tasks and which they share.
    Kept,
    /// EBS or scratch: a folder that each task has for itself, and that goes with it.
    OfTask,
}
