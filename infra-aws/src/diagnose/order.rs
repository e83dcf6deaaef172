//! Which container keeps others of its task from starting.

use infra_core::blueprint::WorkloadBlueprint;
use infra_core::declaration::Condition;

use super::evidence::{ContainerEnd, Stop};

/// A container that starts only when another one is where it has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wait {
    /// Its name.
    pub(crate) container: String,
    /// The name of the other one.
    pub(crate) on: String,
    /// Where that has to be.
    pub(crate) condition: Condition,
}

/// All that the containers of a workload wait for.
pub(crate) fn waits(workload: &WorkloadBlueprint) -> Vec<Wait> {
    let of_container = |container: &infra_core::blueprint::ContainerBlueprint| {
        let name = container.name.clone();
        let wait = move |(on, condition): &(String, Condition)| Wait {
            container: name.clone(),
            on: on.clone(),
            condition: *condition,
        };
        container.after.iter().map(wait).collect::<Vec<_>>()
    };
    workload.containers().flat_map(of_container).collect()
}

/// A container that is not what others wait for, so that they did not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Obstacle<'stop> {
    pub(super) container: &'stop ContainerEnd,
    pub(super) why: Why,
    /// Those that wait for it, also through others.
    pub(super) kept: Vec<&'stop str>,
}

/// Why a container is not what others wait for, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// It ended by itself with an error.
    Ended,
    /// Its health check fails.
    Unhealthy,
    /// Its health check has not passed.
    NotHealthy,
    /// It was killed: by itself, or for having taken too long.
    Killed,
    /// It has not ended.
    NotEnded,
}

impl Why {
    /// Whether it is not only a matter of time.
    pub(super) fn is_failure(self) -> bool {
        matches!(self, Self::Ended | Self::Unhealthy)
    }
}

/// What kept containers of a task from starting; none where all of them did, or where the task stopped for something else.
pub(super) fn obstacle<'stop>(stop: &'stop Stop, waits: &'stop [Wait]) -> Option<Obstacle<'stop>> {
    let find = |name: &str| stop.containers.iter().find(|container| container.name == name);
    let is_kept = |name: &str| find(name).is_some_and(ContainerEnd::is_kept);
    let (wait, container, why) = waits
        .iter()
        .filter(|wait| is_kept(&wait.container))
        .filter_map(|wait| {
            let container = find(&wait.on)?;
            Some((wait, container, why(container, wait.condition)?))
        })
        .filter(|(_, _, why)| counts(stop, *why))
        .min_by_key(|(_, _, why)| *why)?;
    let mut kept = Vec::new();
    let mut open = vec![wait.on.as_str()];
    while let Some(on) = open.pop() {
        for wait in waits.iter().filter(|wait| wait.on == on && is_kept(&wait.container)) {
            if !kept.contains(&wait.container.as_str()) {
                kept.push(wait.container.as_str());
                open.push(&wait.container);
            }
        }
    }
    kept.sort_unstable();
    Some(Obstacle { container, why, kept })
}

/// Whether a task can have stopped, or wait, for that.
fn counts(stop: &Stop, why: Why) -> bool {
    match stop.code.as_str() {
        // Empty where it goes on.
        "" | "TaskFailedToStart" => true,
        // One that still ran was only stopped with the others.
        "EssentialContainerExited" => why == Why::Ended,
        _ => false,
    }
}

fn why(container: &ContainerEnd, condition: Condition) -> Option<Why> {
    let failed = container.ended_by_itself() && container.exit_code != Some(0);
    match condition {
        _ if !container.has_started() => None,
        Condition::Success | Condition::Healthy if failed => Some(Why::Ended),
        Condition::Healthy if container.unhealthy => Some(Why::Unhealthy),
        Condition::Healthy if !container.healthy => Some(Why::NotHealthy),
        Condition::Complete | Condition::Success if container.exit_code.is_none() => Some(Why::NotEnded),
        Condition::Success if container.exit_code != Some(0) => Some(Why::Killed),
        Condition::Start | Condition::Healthy | Condition::Complete | Condition::Success => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `web` waits for `setup`, which waits for `proxy`.
    fn waits() -> Vec<Wait> {
        let wait =
            |container: &str, on: &str, condition| Wait { container: container.into(), on: on.into(), condition };
        vec![
            wait("setup", "proxy", Condition::Healthy),
            wait("web", "proxy", Condition::Healthy),
            wait("web", "setup", Condition::Success),
        ]
    }

    fn stop(code: &str, proxy: ContainerEnd, setup: Option<i32>) -> Stop {
        let setup = ContainerEnd { name: "setup".into(), exit_code: setup, ..ContainerEnd::default() };
        let proxy = ContainerEnd { name: "proxy".into(), ..proxy };
        let web = ContainerEnd { name: "web".into(), ..ContainerEnd::default() };
        Stop { code: code.into(), containers: vec![web, setup, proxy], ..Stop::default() }
    }

    fn ended(code: i32) -> ContainerEnd {
        ContainerEnd { exit_code: Some(code), ..ContainerEnd::default() }
    }

    #[test]
    fn the_one_that_fails_is_told_with_all_that_wait_for_it() {
        let (waits, start) = (waits(), "TaskFailedToStart");
        let unhealthy = ContainerEnd { running: true, unhealthy: true, ..ContainerEnd::default() };
        let running = ContainerEnd { running: true, ..ContainerEnd::default() };
        let healthy = ContainerEnd { healthy: true, ..ended(143) };
        for (stop, expected) in [
            (stop(start, ended(137), Some(1)), Some(("setup", Why::Ended, vec!["web"]))),
            (stop("", unhealthy.clone(), None), Some(("proxy", Why::Unhealthy, vec!["setup", "web"]))),
            (stop("", running, None), Some(("proxy", Why::NotHealthy, vec!["setup", "web"]))),
            (stop(start, ended(143), None), Some(("proxy", Why::NotHealthy, vec!["setup", "web"]))),
            (stop("EssentialContainerExited", ended(4), None), Some(("proxy", Why::Ended, vec!["setup", "web"]))),
            (stop("EssentialContainerExited", ended(143), None), None),
            (stop("SpotInterruption", ended(143), None), None),
            (stop(start, healthy, Some(137)), Some(("setup", Why::Killed, vec!["web"]))),
            (stop(start, ContainerEnd::default(), None), None),
        ] {
            let found = obstacle(&stop, &waits);
            let found = found.map(|found| (found.container.name.as_str(), found.why, found.kept));
            assert_eq!(found, expected, "{stop:?}");
        }
    }

    #[test]
    fn a_container_that_an_agent_gave_up_did_not_start() {
        let mut stop = stop("TaskFailedToStart", ended(143), Some(1));
        stop.containers[0].exit_code = Some(143);
        stop.containers[0].reason = Some(
            "CannotStartContainerError: dependency graph: failed to resolve container ordering dependency ..".into(),
        );
        let waits = waits();
        assert_eq!(obstacle(&stop, &waits).unwrap().container.name, "setup");
    }
}
