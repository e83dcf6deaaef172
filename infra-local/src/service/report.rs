//! What is told of a deployment that failed. Pure.

use infra_core::declaration::ItemKind;
use infra_core::event::{Cause, LogTail, Report, RolloutState, StopGroup, TargetState};

use crate::control::Exit;
use crate::spec::{Probe, Program, Service, Unit};

/// The exit codes with which a shell says that it cannot run a program.
const NOT_A_PROGRAM: [i32; 2] = [126, 127];

/// What ECS says of a container that the kernel has ended for its memory.
const OUT_OF_MEMORY: &str = "OutOfMemoryError: Container killed due to memory usage";

/// A replica of the new revision that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// Its id.
    pub(super) replica: String,
    /// The unit that ended, or that did not answer.
    pub(super) unit: String,
    /// How it ended; none where it was stopped as it was not healthy.
    pub(super) exit: Option<Exit>,
    /// What was wrong at last; may be empty.
    pub(super) wrong: String,
    /// Where it should have listened.
    pub(super) address: Option<String>,
    /// The last lines that it wrote.
    pub(super) lines: Vec<String>,
}

/// What is known of a deployment that was given up.
pub(super) fn of(service: &Service, state: RolloutState, failures: &[Failure]) -> Report {
    let last = failures.last();
    let cause = last.map_or(Cause::Unknown, |failure| cause(service, failure));
    let explanation = last.map_or_else(|| "nothing says why".to_owned(), explain);
    Report {
        service: service.item.clone(),
        kind: ItemKind::Service,
        revision: service.revision.clone(),
        state,
        cause,
        explanation,
        hints: last.map(|failure| hints(service, failure, cause)).unwrap_or_default(),
        stops: stops(failures),
        targets: last.and_then(target).into_iter().collect(),
        logs: failures.last().map(tail).filter(|tail| !tail.lines.is_empty()).into_iter().collect(),
        events: Vec::new(),
        alarms: Vec::new(),
    }
}

fn cause(service: &Service, failure: &Failure) -> Cause {
    match &failure.exit {
        Some(exit) => cause_of(exit),
        None if service.check.is_some() => Cause::TargetHealth,
        None => Cause::ContainerHealth,
    }
}

/// Why a unit ended that was to go on, or to succeed.
pub(crate) fn cause_of(exit: &Exit) -> Cause {
    match exit {
        Exit::NotStarted(why) if why.contains("secret") => Cause::SecretMissing,
        Exit::NotStarted(why) if why.contains("image") => Cause::ImagePull,
        Exit::NotStarted(why) if why.contains("volume") => Cause::Volume,
        Exit::NotStarted(why) if why.contains("its log") => Cause::Logs,
        Exit::NotStarted(_) => Cause::Initialization,
        Exit::Code(code) if NOT_A_PROGRAM.contains(code) => Cause::CommandMissing,
        Exit::Code(0) => Cause::Exited,
        Exit::OutOfMemory(_) => Cause::OutOfMemory,
        Exit::Code(_) | Exit::Signal(_) => Cause::Crash,
    }
}

fn explain(failure: &Failure) -> String {
    let Failure { unit, exit, wrong, .. } = failure;
    match exit {
        Some(Exit::NotStarted(why)) => format!("`{unit}` could not be started: {why}"),
        Some(exit) if wrong.is_empty() => format!("`{unit}` ended: {exit}"),
        Some(exit) => format!("`{unit}` ended: {exit}; before that {wrong}"),
        None if wrong.is_empty() => format!("`{unit}` never became healthy"),
        None => format!("`{unit}` is not healthy: {wrong}"),
    }
}

fn hints(service: &Service, failure: &Failure, cause: Cause) -> Vec<String> {
    let Failure { wrong, address, .. } = failure;
    let mut hints = Vec::new();
    let program = service.units.first().map(|unit| &unit.program);
    match cause {
        Cause::TargetHealth | Cause::ContainerHealth if wrong.contains("nothing listens") => {
            let here = address.as_deref().unwrap_or("127.0.0.1");
            hints.push(format!(
                "let the program listen on the port in the variable PORT, here {here}: it differs from replica to replica"
            ));
        }
        Cause::TargetHealth if wrong.contains("which is not in") => {
            if let Some(Probe::Http { path, codes, .. }) = service.check.as_ref().map(|check| &check.probe) {
                hints.push(format!(
                    "let {path} answer with {codes}, or declare another path or other `codes` in `health`"
                ));
            }
        }
        Cause::TargetHealth | Cause::ContainerHealth => {
            hints.push("give it more time with `grace` in `health` where it is slow to start".to_owned());
        }
        Cause::CommandMissing => match program {
            Some(Program::Line(line)) => {
                hints.push(format!("try the line by itself in the folder of the workspace: {line}"));
            }
            _ => hints.push("look whether the binary exists and can be run".to_owned()),
        },
        Cause::OutOfMemory => {
            if let Some(Exit::OutOfMemory(limit)) = &failure.exit {
                hints.push(more_memory(&service.item, &service.units, &failure.unit, *limit));
            }
        }
        Cause::Exited => {
            hints.push("a service goes on until it is stopped: declare what ends by itself as a `#[task]`".to_owned());
        }
        _ => {}
    }
    hints
}

/// What to declare where a container of an item has wanted more memory than its limit, in MiB.
pub(crate) fn more_memory(item: &str, units: &[Unit], unit: &str, limit: u32) -> String {
    let is_of_unit = units.iter().any(|known| known.name == unit && known.size.memory == Some(limit));
    let place = if is_of_unit { format!("`container(\"{unit}\", ..)` of `{item}`") } else { format!("`{item}`") };
    format!("raise `memory = {limit}` of {place}, or make it use less")
}

/// Failures that are alike, the most frequent first.
fn stops(failures: &[Failure]) -> Vec<StopGroup> {
    let mut groups: Vec<StopGroup> = Vec::new();
    for failure in failures {
        let reason = explain(failure);
        if let Some(known) = groups.iter_mut().find(|group| group.reason == reason) {
            known.count += 1;
            continue;
        }
        let code = match &failure.exit {
            Some(Exit::NotStarted(_)) => "TaskFailedToStart",
            Some(_) => "EssentialContainerExited",
            None => "ServiceSchedulerInitiated",
        };
        let exit_code = failure.exit.as_ref().filter(|exit| !matches!(exit, Exit::NotStarted(_))).map(Exit::code);
        groups.push(StopGroup {
            count: 1,
            code: code.to_owned(),
            reason,
            container: Some(failure.unit.clone()),
            exit_code,
            container_reason: match &failure.exit {
                Some(Exit::OutOfMemory(_)) => Some(OUT_OF_MEMORY.to_owned()),
                _ => None,
            },
            task: failure.replica.clone(),
        });
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

fn target(failure: &Failure) -> Option<TargetState> {
    if failure.exit.is_some() || failure.wrong.is_empty() {
        return None;
    }
    Some(TargetState {
        target: failure.address.clone()?,
        state: "unhealthy".to_owned(),
        reason: "Target.FailedHealthChecks".to_owned(),
        description: failure.wrong.clone(),
    })
}

fn tail(failure: &Failure) -> LogTail {
    LogTail { container: failure.unit.clone(), task: failure.replica.clone(), lines: failure.lines.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Check;
    use crate::spec::fixture::service;

    fn failure(exit: Option<Exit>, wrong: &str) -> Failure {
        Failure {
            replica: "r1".into(),
            unit: "web".into(),
            exit,
            wrong: wrong.into(),
            address: Some("127.0.0.1:20001".into()),
            lines: vec!["oh".into()],
        }
    }

    fn web() -> Service {
        service("web", "exit 3")
    }

    fn asked() -> Service {
        let probe = Probe::Http { port: 80, path: "/healthz".into(), codes: "200".into() };
        let check =
            Check { probe, interval_seconds: 1, timeout_seconds: 1, healthy: 1, unhealthy: 1, grace_seconds: 0 };
        Service { check: Some(check), ..web() }
    }

    #[test]
    fn each_failure_has_its_cause() {
        let not_started = |why: &str| Some(Exit::NotStarted(why.to_owned()));
        for (exit, cause) in [
            (Some(Exit::Code(3)), Cause::Crash),
            (Some(Exit::Signal(11)), Cause::Crash),
            (Some(Exit::Code(0)), Cause::Exited),
            (Some(Exit::OutOfMemory(512)), Cause::OutOfMemory),
            (Some(Exit::Code(127)), Cause::CommandMissing),
            (not_started("the secret `KEY` is missing"), Cause::SecretMissing),
            (not_started("no port is free"), Cause::Initialization),
            (not_started("its log cannot be written: the disk is full"), Cause::Logs),
            (not_started("`catalog` cannot be called: no port is free"), Cause::Initialization),
            (None, Cause::TargetHealth),
        ] {
            assert_eq!(of(&asked(), RolloutState::Failed, &[failure(exit.clone(), "")]).cause, cause, "{exit:?}");
        }
        assert_eq!(of(&web(), RolloutState::Failed, &[failure(None, "")]).cause, Cause::ContainerHealth);
        assert_eq!(of(&web(), RolloutState::Failed, &[]).cause, Cause::Unknown);
    }

    #[test]
    fn failures_that_are_alike_are_counted() {
        let crash = |code| failure(Some(Exit::Code(code)), "");
        let report = of(&web(), RolloutState::RollingBack, &[crash(1), crash(3), crash(3)]);
        let stops: Vec<_> = report.stops.iter().map(|stop| (stop.count, stop.exit_code)).collect();
        assert_eq!(stops, [(2, Some(3)), (1, Some(1))]);
        assert_eq!(report.logs[0].lines, ["oh"]);
        assert!(report.targets.is_empty());
    }

    #[test]
    fn what_wants_more_memory_is_told_which_limit_that_is() {
        let mut service = web();
        let report = of(&service, RolloutState::Failed, &[failure(Some(Exit::OutOfMemory(512)), "")]);
        assert_eq!(report.explanation, "`web` ended: OutOfMemory: it wanted more than its limit of 512 MiB");
        assert_eq!(report.hints, ["raise `memory = 512` of `web`, or make it use less"]);
        assert_eq!(report.stops[0].exit_code, Some(137));
        assert_eq!(
            report.stops[0].container_reason.as_deref(),
            Some("OutOfMemoryError: Container killed due to memory usage")
        );
        service.units[0].size.memory = Some(128);
        let report = of(&service, RolloutState::Failed, &[failure(Some(Exit::OutOfMemory(128)), "")]);
        assert_eq!(report.hints, ["raise `memory = 128` of `container(\"web\", ..)` of `web`, or make it use less"]);
    }

    #[test]
    fn what_does_not_listen_is_told_where_to_listen() {
        let report = of(&asked(), RolloutState::Failed, &[failure(None, "nothing listens on 127.0.0.1:20001")]);
        assert_eq!(
            report.hints,
            [
                "let the program listen on the port in the variable PORT, here 127.0.0.1:20001: it differs from replica to \
             replica"
            ]
        );
        assert_eq!(report.targets[0].target, "127.0.0.1:20001");
    }
}
