//! A service that is being deleted.

use std::time::Duration;

use super::super::connect;
use super::super::tasks::{Why, stop};
use super::counts::Counts;
use crate::world::World;

/// How long a deleted service is remembered.
const REMEMBERED: Duration = Duration::from_hours(24);

/// Stops what runs; when nothing is left, the service is inactive.
pub(super) fn step(world: &mut World, service: &str) {
    let Some(held) = world.ecs.services.get(service) else { return };
    let counts: Vec<Counts> =
        held.deployments.iter().map(|deployment| Counts::of(world, held, &deployment.id)).collect();
    let id = held.deployments.first().map(|deployment| deployment.id.clone()).unwrap_or_default();
    for (task, _) in counts.iter().flat_map(|counts| &counts.wanted) {
        let reason = format!("Scaling activity initiated by (deployment {id})");
        stop(world, task, Why { code: "ServiceSchedulerInitiated", reason });
    }
    if counts.iter().any(|counts| counts.left > 0) {
        return;
    }
    if let Some(held) = world.ecs.services.get_mut(service) {
        "INACTIVE".clone_into(&mut held.status);
        held.deployments.clear();
    }
    connect::withdraw(world, service, String::new(), Vec::new());
    let service = service.to_owned();
    world.later(REMEMBERED, move |world| {
        if world.ecs.services.get(&service).is_some_and(|held| held.status == "INACTIVE") {
            world.ecs.services.remove(&service);
        }
    });
}
