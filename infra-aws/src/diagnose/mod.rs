//! Why a deployment does not succeed: what AWS says of it, gathered and classified.

mod collect;
mod evidence;
pub(crate) mod news;
mod stop;
mod words;

use std::collections::BTreeMap;

use infra_core::declaration::ItemKind;
use infra_core::event::{Cause, Report, RolloutState, StopGroup};

pub(crate) use collect::{Scene, collect, stop};
pub(crate) use evidence::{Evidence, Stop, Subject};

/// What is known of a deployment, with its cause. `known` is a cause that is certain already.
pub(crate) fn report(
    subject: &Subject,
    revision: &str,
    state: RolloutState,
    known: Option<Cause>,
    evidence: &Evidence,
) -> Report {
    let item = subject.item.as_str();
    let stops = group(&evidence.stops, item);
    let cause = known.unwrap_or_else(|| cause(state, evidence, item));
    Report {
        service: subject.item.clone(),
        kind: if subject.is_task { ItemKind::Task } else { ItemKind::Service },
        revision: revision.to_owned(),
        state,
        cause,
        explanation: words::explanation(cause, subject, evidence, &of_cause(cause, evidence, item)),
        hints: words::hints(cause, subject, evidence),
        stops,
        targets: evidence.targets.clone(),
        logs: evidence.logs.iter().filter(|log| !log.lines.is_empty()).cloned().collect(),
        events: evidence.events.clone(),
        alarms: evidence.alarms.clone(),
    }
}

/// Why: what an alarm says is certain, what most tasks stopped for is next, and then what the service says.
fn cause(state: RolloutState, evidence: &Evidence, item: &str) -> Cause {
    if !evidence.alarms.is_empty() {
        return Cause::Alarm;
    }
    let mut counts: BTreeMap<Cause, usize> = BTreeMap::new();
    for cause in evidence.stops.iter().filter_map(|stop| cause_of(stop, evidence, item)) {
        *counts.entry(cause).or_default() += 1;
    }
    // What the machine did to a task says less than what the task did itself.
    let rank = |(cause, count): &(Cause, usize)| (!cause.is_of_the_surroundings(), *count, std::cmp::Reverse(*cause));
    if let Some((cause, _)) = counts.into_iter().max_by_key(rank) {
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

fn cause_of(stop: &Stop, evidence: &Evidence, item: &str) -> Option<Cause> {
    let log = evidence.logs.iter().find(|log| log.task == stop.task).map(|log| log.lines.as_slice());
    stop::cause(stop, item, log.unwrap_or_default())
}

/// The tasks that stopped for a cause, as groups; all of them where it is not from a task that it is known.
fn of_cause(cause: Cause, evidence: &Evidence, item: &str) -> Vec<StopGroup> {
    let stops = evidence.stops.iter().filter(|stop| cause_of(stop, evidence, item) == Some(cause));
    let stops: Vec<Stop> = stops.cloned().collect();
    group(if stops.is_empty() { &evidence.stops } else { &stops }, item)
}

/// Tasks that stopped alike, the most frequent first.
fn group(stops: &[Stop], item: &str) -> Vec<StopGroup> {
    let mut groups: Vec<StopGroup> = Vec::new();
    for stop in stops.iter().filter(|stop| !stop.is_scaling()) {
        let culprit = stop.culprit(item);
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
