//! What to start and what to stop. Pure.

use crate::control::ReplicaPhase;

/// What is to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Goal<'a> {
    /// The revision.
    pub(super) revision: &'a str,
    /// How many replicas of it.
    pub(super) replicas: usize,
    /// How many must be healthy meanwhile.
    pub(super) least: usize,
    /// How many may run meanwhile.
    pub(super) most: usize,
    /// Whether one may be started now, rather than after a pause.
    pub(super) may_start: bool,
    /// Whether a new revision is being put in place.
    pub(super) is_rolling: bool,
}

/// A replica that runs, the oldest first in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// Its number.
    pub(super) number: u64,
    /// Whether it is of the revision that is to run.
    pub(super) is_new: bool,
    /// What it is at.
    pub(super) phase: ReplicaPhase,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Start a replica of the revision that is to run.
    Start,
    /// Take a replica out of balance, and stop it.
    Retire(u64),
}

impl<'a> Goal<'a> {
    /// A goal with shares in percent: the least is rounded up, the most down, as ECS does.
    pub(super) fn new(revision: &'a str, replicas: u32, (min, max): (u32, u32)) -> Self {
        let replicas = replicas as usize;
        Self {
            revision,
            replicas,
            least: (replicas * min as usize).div_ceil(100).min(replicas),
            most: (replicas * max as usize / 100).max(1),
            may_start: true,
            is_rolling: false,
        }
    }
}

/// What to start and to stop now, as the replicas are. Done, it is asked again when something has changed.
pub(super) fn decide(goal: &Goal<'_>, replicas: &[Seen]) -> Vec<Act> {
    use ReplicaPhase::{Draining, Healthy, Starting, Stopping, Unhealthy};
    let live: Vec<&Seen> = replicas.iter().filter(|seen| !matches!(seen.phase, Draining | Stopping)).collect();
    let count = |is_new: bool, phase: ReplicaPhase| {
        live.iter().filter(|seen| seen.is_new == is_new && seen.phase == phase).count()
    };
    let mut acts: Vec<Act> = Vec::new();
    let mut retire = |seen: &Seen| acts.push(Act::Retire(seen.number));

    // What serves nobody is in nobody's way when it goes: old ones that do not answer, and new ones of a deployment, where they
    // count as failures.
    for seen in &live {
        let is_old = !seen.is_new && matches!(seen.phase, Starting | Unhealthy);
        let has_failed = seen.is_new && goal.is_rolling && seen.phase == Unhealthy;
        if is_old || has_failed {
            retire(seen);
        }
    }
    let (new_healthy, old_healthy) = (count(true, Healthy), count(false, Healthy));
    let new_starting = count(true, Starting);
    let sick: Vec<&&Seen> =
        live.iter().filter(|seen| seen.is_new && !goal.is_rolling && seen.phase == Unhealthy).collect();

    // Of the new ones there may be too many: those that answer already stay.
    let surplus = (new_healthy + new_starting).saturating_sub(goal.replicas);
    let mut spare: Vec<&&Seen> = live.iter().filter(|seen| seen.is_new && seen.phase == Starting).collect();
    spare.extend(live.iter().rev().filter(|seen| seen.is_new && seen.phase == Healthy));
    for seen in spare.into_iter().take(surplus) {
        retire(seen);
    }

    // Old ones go as far as enough others are healthy: those that are beyond what is needed, and those without whose room no new
    // one can start.
    let healthy = new_healthy.min(goal.replicas) + old_healthy;
    let missing = goal.replicas.saturating_sub(new_healthy + new_starting);
    // One that is being stopped still has its processes: it takes room.
    let room = goal.most.saturating_sub(replicas.len());
    let beyond = healthy.saturating_sub(goal.replicas);
    let wanted = beyond.max(missing.saturating_sub(room));
    let can = healthy.saturating_sub(goal.least);
    for seen in live.iter().filter(|seen| !seen.is_new && seen.phase == Healthy).take(wanted.min(can)) {
        retire(seen);
    }

    // A sick one is replaced first where there is room, and goes then; else it makes the room. The newest go first: where none is
    // healthy, the older ones are asked, which have been. Those that leave make room as well, soon.
    let to_come = room + (replicas.len() - live.len());
    let in_the_way = if new_healthy >= goal.replicas { sick.len() } else { missing.saturating_sub(to_come) };
    sick.iter().rev().take(in_the_way).for_each(|seen| retire(seen));
    if goal.may_start {
        acts.extend(std::iter::repeat_n(Act::Start, missing.min(room)));
    }
    acts
}

/// Whether all runs as it is to: enough replicas of the revision are healthy, and nothing else is there.
pub(super) fn is_done(goal: &Goal<'_>, replicas: &[Seen]) -> bool {
    let is_right = |seen: &Seen| seen.is_new && seen.phase == ReplicaPhase::Healthy;
    replicas.len() == goal.replicas && replicas.iter().all(is_right)
}
