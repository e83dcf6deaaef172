//! Why a deployment does not succeed: what AWS says of it, gathered and classified.

mod collect;
mod evidence;
pub(crate) mod news;
mod order;
mod stop;
mod words;

use std::collections::BTreeMap;

use infra_core::declaration::ItemKind;
use infra_core::event::{Cause, Report, RolloutState, StopGroup};

pub(crate) use collect::{Scene, collect, stop, tail};
pub(crate) use evidence::{Evidence, Stop, Subject};
use order::Obstacle;

/// What is known of a deployment, with its cause. `known` is a cause that is certain already.
pub(crate) fn report(
    subject: &Subject,
    revision: &str,
    state: RolloutState,
    known: Option<Cause>,
    evidence: &Evidence,
) -> Report {
    let stops = group(&evidence.stops, subject);
    let cause = known.unwrap_or_else(|| cause(state, evidence, subject));
    let obstacle = obstacle(cause, evidence, subject);
    Report {
        service: subject.item.clone(),
        kind: if subject.is_task { ItemKind::Task } else { ItemKind::Service },
        revision: revision.to_owned(),
        state,
        cause,
        explanation: words::explanation(
            cause,
            subject,
            evidence,
            &of_cause(cause, evidence, subject),
            obstacle.as_ref(),
        ),
        hints: words::hints(cause, subject, evidence),
        stops,
        targets: evidence.targets.clone(),
        logs: evidence.logs.iter().filter(|log| !log.lines.is_empty()).cloned().collect(),
        events: evidence.events.clone(),
        alarms: evidence.alarms.clone(),
    }
}

/// Why: what an alarm says is certain, what most tasks stopped for is next, and then what the service says.
fn cause(state: RolloutState, evidence: &Evidence, subject: &Subject) -> Cause {
    if !evidence.alarms.is_empty() {
        return Cause::Alarm;
    }
    let mut counts: BTreeMap<Cause, usize> = BTreeMap::new();
    for cause in evidence.stops.iter().filter_map(|stop| cause_of(stop, evidence, subject)) {
        *counts.entry(cause).or_default() += 1;
    }
    // What the machine did to a task says less than what the task did itself.
    let rank = |(cause, count): &(Cause, usize)| (!cause.is_of_the_surroundings(), *count, std::cmp::Reverse(*cause));
    if let Some((cause, _)) = counts.into_iter().max_by_key(rank) {
        return cause;
    }
    if let Some(cause) = evidence.waiting.iter().find_map(|task| of_waiting(task, evidence, subject)) {
        return cause;
    }
    if let Some(cause) = news::cause(&evidence.events) {
        return cause;
    }
    if !evidence.targets.is_empty() {
        return Cause::TargetHealth;
    }
    match state {
        RolloutState::Superseded => Cause::Superseded,
        RolloutState::TimedOut => Cause::Slow,
        _ => Cause::Unknown,
    }
}

/// Why the containers of a task do not start, where that is not only a matter of time.
fn of_waiting(task: &Stop, evidence: &Evidence, subject: &Subject) -> Option<Cause> {
    let obstacle = order::obstacle(task, &subject.waits).filter(|obstacle| obstacle.why.is_failure());
    obstacle.and_then(|_| cause_of(task, evidence, subject))
}

/// What keeps containers from starting, where the cause is one of a container: in a task that stopped for it, else in one
/// that waits.
fn obstacle<'all>(cause: Cause, evidence: &'all Evidence, subject: &'all Subject) -> Option<Obstacle<'all>> {
    if !matches!(cause, Cause::Crash | Cause::ContainerHealth | Cause::Slow) {
        return None;
    }
    let stops = evidence.stops.iter().filter(|stop| cause_of(stop, evidence, subject) == Some(cause));
    let mut stops = stops.peekable();
    if stops.peek().is_some() {
        return stops.find_map(|stop| order::obstacle(stop, &subject.waits));
    }
    evidence.waiting.iter().find_map(|task| order::obstacle(task, &subject.waits))
}

fn cause_of(stop: &Stop, evidence: &Evidence, subject: &Subject) -> Option<Cause> {
    let log = evidence.logs.iter().find(|log| log.task == stop.task).map(|log| log.lines.as_slice());
    stop::cause(stop, subject, log.unwrap_or_default())
}

/// The tasks that stopped for a cause, as groups; all of them where it is not from a task that it is known.
fn of_cause(cause: Cause, evidence: &Evidence, subject: &Subject) -> Vec<StopGroup> {
    let stops = evidence.stops.iter().filter(|stop| cause_of(stop, evidence, subject) == Some(cause));
    let stops: Vec<Stop> = stops.cloned().collect();
    group(if stops.is_empty() { &evidence.stops } else { &stops }, subject)
}

/// Tasks that stopped alike, the most frequent first.
fn group(stops: &[Stop], subject: &Subject) -> Vec<StopGroup> {
    let mut groups: Vec<StopGroup> = Vec::new();
    for stop in stops.iter().filter(|stop| !stop.is_scaling()) {
        let culprit = stop.culprit(subject);
        let (container, exit_code, container_reason) = culprit.map_or((None, None, None), |container| {
            (Some(container.name.clone()), container.exit_code, container.reason.clone())
        });
        let same = groups.iter_mut().find(|group| {
            (&group.code, &group.reason, &group.container, group.exit_code, &group.container_reason)
                == (&stop.code, &stop.reason, &container, exit_code, &container_reason)
        });
        match same {
            Some(group) => group.count += 1,
            None => groups.push(StopGroup {
                count: 1,
                code: stop.code.clone(),
                reason: stop.reason.clone(),
                container,
                exit_code,
                container_reason,
                task: stop.task.clone(),
            }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

#[cfg(test)]
mod tests;
