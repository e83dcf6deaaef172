//! Rolling deployments, and services that are as they are to be.

use super::super::Deployment;
use super::counts::{Counts, desired, percent};
use super::events::tell;
use super::start::{scale, start, stop_all};
use crate::world::World;

/// Starts and stops what the percentages allow now.
pub(super) fn step(world: &mut World, service: &str) {
    let Some(held) = world.ecs.services.get(service) else { return };
    let Some(primary) = held.deployments.first().cloned() else { return };
    let count = desired(world, held);
    let configuration = &held.fields["deploymentConfiguration"];
    let minimum = (count * percent(configuration, "minimumHealthyPercent", 100)).div_ceil(100);
    let maximum = count * percent(configuration, "maximumPercent", 200) / 100;
    let others: Vec<Deployment> = held.deployments.iter().skip(1).cloned().collect();
    let ours = Counts::of(world, held, &primary.id);
    let old: Vec<Counts> = others.iter().map(|other| Counts::of(world, held, &other.id)).collect();
    let failed = primary.state == "FAILED";
    set_desired(world, service, &primary.id, count);
    if failed {
        // Nothing new is started, and what there is stays.
        return;
    }
    if ours.alive() > count {
        return scale(world, service, &primary, &ours.wanted, count);
    }
    let old_alive: u32 = old.iter().map(Counts::alive).sum();
    let old_ready: u32 = old.iter().map(|counts| counts.ready).sum();
    let missing = count - ours.alive();
    let room = maximum.saturating_sub(ours.alive() + old_alive);
    if missing.min(room) > 0 {
        start(world, service, &primary, missing.min(room));
    }
    // Old tasks go as new ones take over, or where they stand in the way, but never so many that too few are healthy.
    let taken_over = old_alive.saturating_sub(count.saturating_sub(ours.ready));
    let in_the_way = missing.saturating_sub(room).min(old_alive);
    let spare = (old_ready + ours.ready).saturating_sub(minimum);
    let unready = old_alive - old_ready;
    if in_the_way > 0 && spare == 0 && unready == 0 && ours.ready == ours.alive() {
        stuck(world, service);
    }
    stop_old(world, service, &old, taken_over.max(in_the_way), spare);
    let alive_now = old_alive.min(count.saturating_sub(ours.ready));
    for other in &others {
        set_desired(world, service, &other.id, alive_now);
    }
    super::settle::forget_empty(world, service);
}

/// The percentages leave no step: nothing can be started, and nothing stopped.
fn stuck(world: &mut World, service: &str) {
    let message = "was unable to stop or start tasks during a deployment because of the service deployment configuration. \
                   Update the minimumHealthyPercent or maximumPercent value and try again.";
    if let Some(held) = world.ecs.services.get_mut(service)
        && held.unplaced.as_ref().is_none_or(|(_, told)| told != message)
    {
        held.unplaced = Some((world.now, message.to_owned()));
        tell(world, service, message);
    }
}

/// Stops so many old tasks, those first that are not ready; of the others no more than can be spared.
fn stop_old(world: &mut World, service: &str, old: &[Counts], count: u32, spare: u32) {
    let mut left = usize::try_from(count).unwrap_or(usize::MAX);
    let mut spare = usize::try_from(spare).unwrap_or(usize::MAX);
    let mut tasks = Vec::new();
    let wanted = old.iter().rev().flat_map(|counts| &counts.wanted);
    for (arn, ready) in wanted.clone().filter(|(_, ready)| !ready).chain(wanted.filter(|(_, ready)| *ready)) {
        if left == 0 || *ready && spare == 0 {
            break;
        }
        left -= 1;
        spare -= usize::from(*ready);
        tasks.push(arn.clone());
    }
    stop_all(world, service, &tasks);
}

/// Says how many tasks a deployment is to have.
pub(super) fn set_desired(world: &mut World, service: &str, deployment: &str, count: u32) {
    let Some(held) = world.ecs.services.get_mut(service) else { return };
    if let Some(deployment) = held.deployments.iter_mut().find(|held| held.id == deployment) {
        deployment.desired = count;
    }
}
