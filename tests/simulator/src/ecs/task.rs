//! Tasks, as they are held.

use std::time::Duration;

use serde_json::Value;

use crate::script::Behaviour;

/// A task.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub(crate) arn: String,
    /// The last part of the ARN.
    pub(crate) id: String,
    /// The cluster's name.
    pub(crate) cluster: String,
    /// The ARN of the task definition.
    pub(crate) definition: String,
    /// As `service:web` or `family:migrate`.
    pub(crate) group: String,
    pub(crate) started_by: String,
    /// The ARN of the service; none for a task that was run by itself.
    pub(crate) service: Option<String>,
    /// `RUNNING` or `STOPPED`.
    pub(crate) desired: String,
    /// `PROVISIONING`, `PENDING`, `ACTIVATING`, `RUNNING`, `DEACTIVATING`, `STOPPING`, `DEPROVISIONING`, `STOPPED`.
    pub(crate) status: String,
    /// `HEALTHY`, `UNHEALTHY`, `UNKNOWN`.
    pub(crate) health: String,
    pub(crate) containers: Vec<Container>,
    /// The target groups that its targets are in, each with the target's id and port.
    pub(crate) targets: Vec<(String, String, u16)>,
    /// The DNS names that led somewhere when it started.
    pub(crate) names: Vec<String>,
    /// The private address.
    pub(crate) address: String,
    pub(crate) subnet: String,
    pub(crate) security_groups: Vec<String>,
    /// The ARN of the container instance; none on Fargate.
    pub(crate) instance: Option<String>,
    /// `FARGATE`, `EC2` or `MANAGED_INSTANCES`.
    pub(crate) launch_type: String,
    pub(crate) capacity_provider: String,
    pub(crate) stop_code: String,
    pub(crate) stopped_reason: String,
    pub(crate) created_at: Duration,
    pub(crate) pulled_at: Option<Duration>,
    pub(crate) started_at: Option<Duration>,
    pub(crate) stopping_at: Option<Duration>,
    pub(crate) stopped_at: Option<Duration>,
    pub(crate) behaviour: Behaviour,
    /// The container that the behaviour is that of.
    pub(crate) culprit: String,
    pub(crate) overrides: Value,
    pub(crate) tags: Vec<Value>,
    /// Counts the changes.
    pub(crate) version: u32,
    /// By which a repeated RunTask is known.
    pub(crate) token: String,
    /// Whether sessions can be opened in its containers.
    pub(crate) executes: bool,
    /// Whether it counts for a steady service: healthy by every check that there is.
    pub(crate) ready: bool,
}

/// A container of a task.
#[derive(Clone, Debug)]
pub(crate) struct Container {
    pub(crate) name: String,
    pub(crate) image: String,
    pub(crate) essential: bool,
    /// `PENDING`, `RUNNING`, `STOPPED`.
    pub(crate) status: String,
    pub(crate) exit_code: Option<i32>,
    pub(crate) reason: String,
    /// `HEALTHY`, `UNHEALTHY`, `UNKNOWN`.
    pub(crate) health: String,
    /// Whether the definition has a health check for it.
    pub(crate) checked: bool,
}

impl Task {
    /// Whether it was not told to stop.
    pub(super) fn is_wanted(&self) -> bool {
        self.desired == "RUNNING"
    }

    /// Whether the counts of services take it as running: also while it drains.
    pub(super) fn counts_as_running(&self) -> bool {
        ["RUNNING", "DEACTIVATING"].contains(&self.status.as_str())
            || self.status == "STOPPING" && self.started_at.is_some()
    }

    /// Whether the counts of services take it as pending.
    pub(super) fn counts_as_pending(&self) -> bool {
        ["PROVISIONING", "PENDING", "ACTIVATING"].contains(&self.status.as_str())
    }
}
