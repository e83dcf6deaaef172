//! Deployments from beginning to end, as they are decided: a replica that is started becomes healthy at some time, one that is
//! retired goes at some time, in any order.

use super::decide::{Act, Goal, Seen, decide, is_done};
use crate::control::ReplicaPhase::{self, Draining, Healthy, Starting, Stopping, Unhealthy};

fn goal(replicas: u32, percents: (u32, u32)) -> Goal<'static> {
    Goal { is_rolling: true, ..Goal::new("new", replicas, percents) }
}

fn replicas(phases: &[(bool, ReplicaPhase)]) -> Vec<Seen> {
    let seen =
        |(number, &(is_new, phase)): (usize, &(bool, ReplicaPhase))| Seen { number: number as u64, is_new, phase };
    phases.iter().enumerate().map(seen).collect()
}

/// What is decided: how many are started, and which are retired.
fn decided(goal: &Goal<'_>, phases: &[(bool, ReplicaPhase)]) -> (usize, Vec<u64>) {
    let acts = decide(goal, &replicas(phases));
    let retired = acts.iter().filter_map(|act| if let Act::Retire(number) = act { Some(*number) } else { None });
    (acts.iter().filter(|act| **act == Act::Start).count(), retired.collect())
}

const NEW: bool = true;
const OLD: bool = false;

#[test]
fn nothing_that_runs_is_all_started() {
    assert_eq!(decided(&goal(3, (100, 200)), &[]), (3, vec![]));
    assert_eq!(decided(&goal(0, (100, 200)), &[]), (0, vec![]));
}

#[test]
fn the_new_ones_start_beside_the_old_ones_which_go_when_they_are_healthy() {
    let goal = goal(2, (100, 200));
    let old = [(OLD, Healthy), (OLD, Healthy)];
    assert_eq!(decided(&goal, &old), (2, vec![]));
    assert_eq!(decided(&goal, &[old[0], old[1], (NEW, Starting), (NEW, Starting)]), (0, vec![]));
    assert_eq!(decided(&goal, &[old[0], old[1], (NEW, Healthy), (NEW, Starting)]), (0, vec![0]));
    assert_eq!(decided(&goal, &[(OLD, Draining), old[1], (NEW, Healthy), (NEW, Healthy)]), (0, vec![1]));
}

#[test]
fn without_room_old_ones_go_first_as_far_as_they_may() {
    let old = [(OLD, Healthy); 4];
    assert_eq!(decided(&goal(4, (50, 100)), &old), (0, vec![0, 1]));
    assert_eq!(decided(&goal(1, (0, 100)), &old[..1]), (0, vec![0]));
    // One that still stops has its place.
    assert_eq!(decided(&goal(1, (0, 100)), &[(OLD, Stopping)]), (0, vec![]));
    assert_eq!(decided(&goal(1, (0, 100)), &[]), (1, vec![]));
}

#[test]
fn an_old_one_that_does_not_answer_goes_at_once() {
    assert_eq!(decided(&goal(2, (100, 200)), &[(OLD, Unhealthy), (OLD, Starting)]), (2, vec![0, 1]));
}

#[test]
fn a_new_one_that_is_not_healthy_goes_and_another_one_comes() {
    assert_eq!(decided(&goal(1, (100, 200)), &[(OLD, Healthy), (NEW, Unhealthy)]), (0, vec![1]));
    assert_eq!(decided(&goal(1, (100, 200)), &[(OLD, Healthy)]), (1, vec![]));
}

#[test]
fn beyond_a_deployment_a_sick_one_is_replaced_before_it_goes() {
    let goal = Goal { is_rolling: false, ..goal(2, (100, 200)) };
    assert_eq!(decided(&goal, &[(NEW, Healthy), (NEW, Unhealthy)]), (1, vec![]));
    assert_eq!(decided(&goal, &[(NEW, Healthy), (NEW, Unhealthy), (NEW, Starting)]), (0, vec![]));
    assert_eq!(decided(&goal, &[(NEW, Healthy), (NEW, Unhealthy), (NEW, Healthy)]), (0, vec![1]));
    // Healthy again, the other one is too many.
    assert_eq!(decided(&goal, &[(NEW, Healthy), (NEW, Healthy), (NEW, Starting)]), (0, vec![2]));
    let full = Goal { most: 2, ..goal };
    assert_eq!(decided(&full, &[(NEW, Healthy), (NEW, Unhealthy)]), (0, vec![1]));
    // The older ones were healthy once, and one that leaves makes the room for which no other need go.
    let one = Goal { is_rolling: false, ..self::goal(1, (100, 200)) };
    assert_eq!(decided(&one, &[(NEW, Unhealthy), (NEW, Unhealthy)]), (0, vec![1]));
    assert_eq!(decided(&one, &[(NEW, Unhealthy), (NEW, Stopping)]), (0, vec![]));
}

#[test]
fn too_many_go_the_youngest_first() {
    let goal = Goal { is_rolling: false, ..goal(1, (100, 200)) };
    assert_eq!(decided(&goal, &[(NEW, Healthy), (NEW, Healthy), (NEW, Starting)]), (0, vec![2, 1]));
}

#[test]
fn nothing_is_started_while_it_is_waited() {
    let waiting = Goal { may_start: false, ..goal(2, (100, 200)) };
    assert_eq!(decided(&waiting, &[(OLD, Healthy), (OLD, Healthy)]), (0, vec![]));
}

/// Goes through a deployment in an order that `random` says, and holds the shares at each step.
fn deploy(random: &mut fastrand::Rng, count: u32, percents: (u32, u32)) {
    let goal = goal(count, percents);
    let mut seen = replicas(&vec![(OLD, Healthy); count as usize]);
    let mut next = u64::from(count);
    for _ in 0..10_000 {
        for act in decide(&goal, &seen) {
            match act {
                Act::Start => {
                    seen.push(Seen { number: next, is_new: true, phase: Starting });
                    next += 1;
                }
                Act::Retire(number) => {
                    let replica = seen.iter_mut().find(|seen| seen.number == number).expect("a replica that is there");
                    assert!(!matches!(replica.phase, Draining | Stopping), "retired twice");
                    replica.phase = Draining;
                }
            }
        }
        let healthy = seen.iter().filter(|seen| seen.phase == Healthy).count();
        assert!(healthy >= goal.least, "{healthy} of {count} are healthy: {percents:?} {seen:?}");
        assert!(seen.len() <= goal.most.max(count as usize), "{} of {count} run: {percents:?} {seen:?}", seen.len());
        if is_done(&goal, &seen) {
            return;
        }
        let changing: Vec<usize> =
            (0..seen.len()).filter(|place| matches!(seen[*place].phase, Starting | Draining)).collect();
        assert!(!changing.is_empty(), "it stands still: {count} {percents:?} {seen:?}");
        let place = changing[random.usize(..changing.len())];
        match seen[place].phase {
            // A new one may fail, and another one takes its place.
            Starting if random.u8(..10) == 0 => seen[place].phase = Unhealthy,
            Starting => seen[place].phase = Healthy,
            _ => {
                seen.remove(place);
            }
        }
    }
    panic!("it never ends: {count} {percents:?} {seen:?}");
}

#[test]
fn every_deployment_ends_and_keeps_its_shares() {
    let mut random = fastrand::Rng::with_seed(7);
    for count in 1..=7 {
        for percents in [(100, 200), (50, 100), (0, 100), (50, 150), (75, 125), (100, 150), (0, 200)] {
            let goal = goal(count, percents);
            // A rule refuses shares that leave no room.
            if goal.least >= count as usize && goal.most <= count as usize {
                continue;
            }
            for _ in 0..20 {
                deploy(&mut random, count, percents);
            }
        }
    }
}
