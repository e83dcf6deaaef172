//! What a workload runs on.

use crate::declaration::{NetworkMode, OperatingSystem};

/// What a workload runs on, and whose rights it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// How its containers reach the network.
    pub network_mode: NetworkMode,
    /// The operating system.
    pub os: OperatingSystem,
    /// The version of Fargate, `LATEST` or as `1.4.0`.
    pub platform: &'static str,
    /// GiB of ephemeral storage on Fargate; none for AWS's own 20.
    pub storage_gib: Option<u32>,
    /// The ARN of a role that exists, in the place of the one that is made for its code.
    pub task_role: Option<&'static str>,
    /// The ARN of a role that exists, in the place of the one that is made for ECS to start it.
    pub execution_role: Option<&'static str>,
}

impl Runtime {
    /// Whether each task has an address and security groups of its own.
    #[must_use]
    pub fn has_own_address(&self) -> bool {
        self.network_mode == NetworkMode::Awsvpc
    }
}

impl Default for Runtime {
    fn default() -> Self {
        Self {
            network_mode: NetworkMode::Awsvpc,
            os: OperatingSystem::Linux,
            platform: "LATEST",
            storage_gib: None,
            task_role: None,
            execution_role: None,
        }
    }
}
