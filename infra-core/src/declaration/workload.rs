//! What services and tasks have in common.

use super::{ClusterSpec, Declaration};

/// A service or a task in one stage, without what only one of the two has.
#[derive(Debug)]
pub struct WorkloadSpec {
    /// The cluster that it runs in.
    pub cluster: &'static Declaration<ClusterSpec>,
    /// The image, as `nginx:1.29` or `repo@sha256:..`.
    pub image: &'static str,
    /// CPU units of the task, 1,024 a vCPU. Without one, the smallest that goes with the memory.
    pub cpu: Option<u32>,
    /// Memory of the task in MiB. Without one, the smallest that goes with the CPU units.
    pub memory: Option<u32>,
    /// The CPU architecture; without one, that of the cluster's instance type, else `x86_64`.
    pub architecture: Option<Architecture>,
    /// The container's command; empty for the image's own.
    pub command: &'static [&'static str],
    /// Environment variables, by name. `PORT` is set to the declared port beside them.
    pub environment: &'static [(&'static str, &'static str)],
    /// Environment variables whose values come from `ssm:/path` or `secretsmanager:name#json_key`; `{app}` and
    /// `{stage}` in them are filled in.
    pub secrets: &'static [(&'static str, &'static str)],
    /// Statements of the task role.
    pub allow: &'static [Allow],
    /// The log group.
    pub logs: Logs,
}

/// A statement of a task role: these actions on these resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allow {
    /// IAM actions, as `s3:GetObject`.
    pub actions: &'static [&'static str],
    /// ARNs; `{region}`, `{account}`, `{app}` and `{stage}` in them are filled in.
    pub on: &'static [&'static str],
}

/// The CloudWatch log group of a workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logs {
    /// Days until a log event is deleted, one of the 22 values that CloudWatch Logs takes.
    pub retention_days: u16,
}

impl Logs {
    /// 30 days.
    pub const DEFAULT: Self = Self { retention_days: 30 };
}

/// A CPU architecture, `runtimePlatform.cpuArchitecture` of a task definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Architecture {
    /// `x86_64` (`X86_64`).
    X86_64,
    /// `arm64` (`ARM64`).
    Arm64,
}

impl Architecture {
    /// As a declaration writes it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::X86_64 => "x86_64",
            Self::Arm64 => "arm64",
        }
    }
}
