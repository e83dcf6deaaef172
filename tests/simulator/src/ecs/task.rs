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
    /// What befalls the task as a whole.
    pub(crate) behaviour: Behaviour,
    /// The container on whose account that is.
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
    /// Its health check, where the definition has one.
    pub(crate) check: Option<Check>,
    /// What it waits for.
    pub(crate) after: Vec<Dependency>,
    /// For how long after its start others wait for it to be what they want it to be; none for as long as it takes.
    pub(crate) start_timeout: Option<Duration>,
    pub(crate) started_at: Option<Duration>,
    /// What befalls it once it has started.
    pub(crate) behaviour: Behaviour,
}

impl Container {
    fn counts_for_health(&self) -> bool {
        self.essential && self.check.is_some()
    }
}

/// A health check of a container.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Check {
    /// How long after the start it can first have passed.
    pub(crate) passes: Duration,
    /// How long after the start it has failed as often as makes the container unhealthy.
    pub(crate) fails: Duration,
}

/// Another container that one waits for.
#[derive(Clone, Debug)]
pub(crate) struct Dependency {
    /// Its name.
    pub(crate) container: String,
    /// `START`, `HEALTHY`, `COMPLETE` or `SUCCESS`.
    pub(crate) condition: String,
}

impl Task {
    /// Whether it was not told to stop.
    pub(super) fn is_wanted(&self) -> bool {
        self.desired == "RUNNING"
    }

    /// Its container of a name.
    pub(super) fn container(&self, name: &str) -> Option<&Container> {
        self.containers.iter().find(|container| container.name == name)
    }

    /// The same, to be changed.
    pub(super) fn container_mut(&mut self, name: &str) -> Option<&mut Container> {
        self.containers.iter_mut().find(|container| container.name == name)
    }

    /// Whether anything checks its health: containers without which it goes on count for nothing.
    pub(super) fn is_checked(&self) -> bool {
        self.containers.iter().any(Container::counts_for_health)
    }

    /// Its health, by those of its containers that count for it.
    pub(super) fn health_by_checks(&self) -> &'static str {
        let mut counted = self.containers.iter().filter(|container| container.counts_for_health());
        if counted.clone().any(|container| container.health == "UNHEALTHY") {
            "UNHEALTHY"
        } else if self.is_checked() && counted.all(|container| container.health == "HEALTHY") {
            "HEALTHY"
        } else {
            "UNKNOWN"
        }
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
