//! What can be known of a deployment that meets trouble.

use infra_core::blueprint::WorkloadBlueprint;
use infra_core::declaration::Architecture;
use infra_core::event::{LogTail, ServiceEvent, TargetState};

use super::order::{self, Wait};

/// What is declared of a service, as far as it tells why its tasks fail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The item.
    pub(crate) item: String,
    /// Whether it is a task, and not a service.
    pub(crate) is_task: bool,
    /// The image reference.
    pub(crate) image: String,
    /// The platform of its tasks, as `linux/amd64`.
    pub(crate) platform: String,
    /// MiB of a task.
    pub(crate) memory: u32,
    /// The container port.
    pub(crate) port: Option<u16>,
    /// The path of its targets' health check.
    pub(crate) health_path: String,
    /// The codes that mean healthy.
    pub(crate) health_codes: String,
    /// Seconds in which failed health checks do not count.
    pub(crate) grace_seconds: u32,
    /// The log group of its containers; empty where their output goes nowhere.
    pub(crate) log_group: String,
    /// The containers without which a task goes on.
    pub(crate) optional: Vec<String>,
    /// What its containers wait for before they start.
    pub(crate) waits: Vec<Wait>,
}

impl Subject {
    /// What is declared of a workload.
    pub(crate) fn of(workload: &WorkloadBlueprint) -> Self {
        let service = workload.service();
        Self {
            item: workload.identity.name.to_owned(),
            is_task: service.is_none(),
            image: workload.container.image.clone(),
            platform: match workload.architecture {
                Architecture::X86_64 => "linux/amd64",
                Architecture::Arm64 => "linux/arm64",
            }
            .to_owned(),
            memory: workload.memory,
            port: service.and_then(|service| service.port),
            health_path: service.map(|service| service.health.path.to_owned()).unwrap_or_default(),
            health_codes: service.map(|service| service.health.codes.to_owned()).unwrap_or_default(),
            grace_seconds: service.map(|service| service.health.grace_seconds).unwrap_or_default(),
            log_group: workload.logs.group_name().unwrap_or_default().to_owned(),
            optional: workload
                .containers()
                .filter(|container| !container.essential)
                .map(|container| container.name.clone())
                .collect(),
            waits: order::waits(workload),
        }
    }
}

/// What AWS says of a deployment that meets trouble.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// The tasks of the deployment that stopped.
    pub(crate) stops: Vec<Stop>,
    /// The tasks of the deployment of which not all containers have started.
    pub(crate) waiting: Vec<Stop>,
    /// The targets that are not healthy.
    pub(crate) targets: Vec<TargetState>,
    /// The last log lines of containers that failed.
    pub(crate) logs: Vec<LogTail>,
    /// What the service said since the deployment began, oldest first.
    pub(crate) events: Vec<ServiceEvent>,
    /// The alarms that went off.
    pub(crate) alarms: Vec<String>,
    /// Why the deployment is as it is, in AWS's words; may be empty.
    pub(crate) reason: String,
}

impl Evidence {
    /// Adds what was found later. What AWS has forgotten meanwhile stays.
    pub(crate) fn absorb(&mut self, later: Self) {
        let Self { mut stops, waiting, targets, mut logs, mut events, alarms, reason } = later;
        let known = |task: &String| stops.iter().any(|stop| stop.task == *task);
        let forgotten: Vec<Stop> = self.stops.drain(..).filter(|stop| !known(&stop.task)).collect();
        stops.extend(forgotten);
        let had: Vec<LogTail> = self.logs.drain(..).collect();
        logs.retain(|log| !log.lines.is_empty() || had.iter().all(|old| old.task != log.task));
        let kept: Vec<LogTail> = had.into_iter().filter(|old| logs.iter().all(|log| log.task != old.task)).collect();
        logs.extend(kept);
        if events.is_empty() {
            events = std::mem::take(&mut self.events);
        }
        let targets = if targets.is_empty() { std::mem::take(&mut self.targets) } else { targets };
        let alarms = if alarms.is_empty() { std::mem::take(&mut self.alarms) } else { alarms };
        *self = Self { stops, waiting, targets, logs, events, alarms, reason };
    }
}

/// A task that stopped, or one that waits: that has neither code nor reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stop {
    /// The task's id.
    pub(crate) task: String,
    /// `stopCode`.
    pub(crate) code: String,
    /// `stoppedReason`.
    pub(crate) reason: String,
    /// Its containers.
    pub(crate) containers: Vec<ContainerEnd>,
}

/// How a container of a task ended, or how it stands where the task waits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ContainerEnd {
    /// Its name.
    pub(crate) name: String,
    /// Its exit code; none if it never ran.
    pub(crate) exit_code: Option<i32>,
    /// What AWS says of it.
    pub(crate) reason: Option<String>,
    /// Whether it runs.
    pub(crate) running: bool,
    /// Whether its own health check passed.
    pub(crate) healthy: bool,
    /// Whether its own health check failed.
    pub(crate) unhealthy: bool,
}

impl Stop {
    /// The container on whose account it stopped: one that kept others from starting; else one with a reason; else one whose
    /// health check failed, where ECS stopped the task for that; else the item's own, if it ended by itself; else one
    /// that ended by itself with an error; else the item's own, or the first that ended. When one ends, ECS stops the
    /// others.
    pub(crate) fn culprit(&self, subject: &Subject) -> Option<&ContainerEnd> {
        let find = |wanted: &dyn Fn(&ContainerEnd) -> bool| self.containers.iter().find(|container| wanted(container));
        let checked = self.reason.contains("failed container health checks");
        let is_own = |container: &ContainerEnd| container.name == subject.item;
        let obstacle = order::obstacle(self, &subject.waits);
        let obstacle = obstacle.and_then(|obstacle| find(&|container| container.name == obstacle.container.name));
        obstacle
            .or_else(|| find(&|container| container.reason.is_some()))
            .or_else(|| find(&|container| checked && container.unhealthy))
            .or_else(|| find(&|container| is_own(container) && container.ended_by_itself()))
            .or_else(|| find(&|container| container.exit_code != Some(0) && container.ended_by_itself()))
            .or_else(|| find(&|container| is_own(container) && container.exit_code.is_some()))
            .or_else(|| find(&|container| container.exit_code.is_some()))
    }

    /// Whether it says nothing about the revision: fewer tasks were wanted.
    pub(crate) fn is_scaling(&self) -> bool {
        self.reason.contains("Scaling activity initiated by")
    }
}

/// The exit codes of a program that was killed, or told to stop: 128 and the number of the signal.
const SIGNALLED: [i32; 2] = [137, 143];

impl ContainerEnd {
    /// Whether it ran.
    pub(crate) fn has_started(&self) -> bool {
        self.running || self.exit_code.is_some() && !self.is_given_up()
    }

    /// Whether it did not start, and not for a reason of its own.
    pub(super) fn is_kept(&self) -> bool {
        !self.has_started() && (self.reason.is_none() || self.is_given_up())
    }

    /// Whether the agent of an instance gave it up for what it waits for: it then gives it an exit code, too.
    pub(super) fn is_given_up(&self) -> bool {
        self.reason.as_ref().is_some_and(|reason| reason.contains("container ordering dependency"))
    }

    /// Whether it ended, and nobody made it.
    pub(super) fn ended_by_itself(&self) -> bool {
        self.exit_code.is_some_and(|code| !SIGNALLED.contains(&code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_was_only_stopped_with_the_others_is_not_to_blame() {
        let web = Subject { item: "web".into(), ..Subject::default() };
        let main_and_sidecar = |main: Option<i32>, sidecar: Option<i32>| {
            let end = |name: &str, exit_code| ContainerEnd { name: name.into(), exit_code, ..ContainerEnd::default() };
            // AWS tells them in any order.
            Stop { containers: vec![end("proxy", sidecar), end("web", main)], ..Stop::default() }
        };
        for (main, sidecar, culprit) in [
            (Some(0), Some(143), "web"),
            (Some(1), Some(137), "web"),
            (Some(2), Some(1), "web"),
            (Some(137), Some(143), "web"),
            (Some(137), Some(0), "web"),
            (Some(143), Some(1), "proxy"),
            (None, Some(137), "proxy"),
        ] {
            let stop = main_and_sidecar(main, sidecar);
            assert_eq!(stop.culprit(&web).unwrap().name, culprit, "{main:?} {sidecar:?}");
        }
        let mut stop = main_and_sidecar(Some(1), Some(137));
        stop.containers[0].reason = Some("OutOfMemoryError".into());
        assert_eq!(stop.culprit(&web).unwrap().name, "proxy");
        assert_eq!(main_and_sidecar(None, None).culprit(&web), None);
        let mut stop = main_and_sidecar(Some(1), Some(143));
        stop.containers[0].unhealthy = true;
        assert_eq!(stop.culprit(&web).unwrap().name, "web", "it was not for its health that ECS stopped the task");
        stop.reason = "Task failed container health checks".into();
        assert_eq!(stop.culprit(&web).unwrap().name, "proxy");
    }
}
