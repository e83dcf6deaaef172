//! How a task behaves.

use std::time::Duration;

/// How the tasks with an image behave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Behaviour {
    /// They start, are healthy, and run until they are stopped. A container whose end others wait for ends by itself, with
    /// exit code 0.
    #[default]
    Healthy,
    /// The registry does not have the image.
    ImageMissing,
    /// The image is for another architecture or operating system.
    WrongPlatform,
    /// There is no way to the registry.
    RegistryUnreachable,
    /// The execution role may not pull.
    RegistryForbidden,
    /// The disk is too small for the image.
    DiskFull,
    /// A secret cannot be read.
    Secret {
        /// Its ARN.
        secret: String,
        /// Why.
        failure: SecretFailure,
    },
    /// The container ends by itself.
    Exit {
        /// How long after its start.
        after: Duration,
        /// The exit code.
        code: i32,
        /// What it writes last.
        lines: Vec<String>,
    },
    /// The binary is for another architecture.
    ExecFormatError,
    /// The container is killed for its memory.
    OutOfMemory {
        /// How long after its start.
        after: Duration,
    },
    /// The container's own health check fails.
    ContainerUnhealthy,
    /// The load balancer's health check fails.
    TargetUnhealthy {
        /// As `Target.Timeout`.
        reason: String,
        /// As `Request timed out`.
        description: String,
    },
    /// The file system cannot be mounted.
    FileSystem,
    /// No network interface can be had.
    NetworkInterface,
    /// The volume cannot be attached.
    Volume,
    /// The task never comes further than PENDING.
    Stuck,
    /// Spot takes the capacity back.
    SpotInterruption {
        /// How long after the start.
        after: Duration,
    },
    /// The platform, or the instance's agent, fails.
    PlatformFailure {
        /// How long after the start.
        after: Duration,
    },
}

/// Why a secret cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretFailure {
    /// The execution role may not.
    Denied,
    /// It does not exist.
    Missing,
    /// There is no way to the service that has it.
    NoRoute,
}

impl Behaviour {
    /// Whether it befalls one container, once that has started, and not the task as a whole.
    pub(crate) fn is_of_container(&self) -> bool {
        matches!(self, Self::Exit { .. } | Self::ExecFormatError | Self::OutOfMemory { .. } | Self::ContainerUnhealthy)
    }

    /// A crash with a code and the last lines, two seconds after the start.
    #[must_use]
    pub fn crash(code: i32, lines: &[&str]) -> Self {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        Self::Exit { after: Duration::from_secs(2), code, lines }
    }
}
