//! The service scheduler: it starts and stops tasks until each service is as it is to be.

mod breaker;
mod counts;
mod drain;
mod events;
mod failures;
mod hooks;
mod instances;
mod place;
mod rollback;
mod rolling;
mod settle;
mod shifting;
mod start;
mod traffic;

use std::time::Duration;

pub(super) use events::tell;
pub(super) use failures::{ready, stopping};
pub(super) use hooks::answer as answer_hook;
pub(crate) use instances::{drain as drain_instance, instance_starts, terminate};
pub(super) use instances::{remaining, with_room};
pub(super) use place::{Place, Placing, place, waiting_place};
pub(super) use rollback::{Cause, fail};
pub(super) use traffic::restore;

use crate::text::Request;
use crate::world::World;

/// How often the scheduler looks at a service that changed.
const BEAT: Duration = Duration::from_secs(1);

/// Lets the scheduler look at a service soon.
pub(super) fn poke(world: &mut World, service: &str) {
    let Some(held) = world.ecs.services.get_mut(service) else { return };
    if held.poked {
        return;
    }
    held.poked = true;
    let service = service.to_owned();
    world.after(BEAT, move |world| {
        if let Some(held) = world.ecs.services.get_mut(&service) {
            held.poked = false;
        }
        look(world, &service);
    });
}

/// Lets the scheduler look at a service after a while.
fn poke_after(world: &mut World, service: &str, wait: Duration) {
    let service = service.to_owned();
    world.after(wait, move |world| poke(world, &service));
}

/// Lets the scheduler look at every service of a cluster soon.
pub(super) fn poke_cluster(world: &mut World, cluster: &str) {
    let services = world.ecs.services.values().filter(|service| service.cluster == cluster);
    let services: Vec<String> = services.map(|service| service.arn.clone()).collect();
    for service in services {
        poke(world, &service);
    }
}

/// Looks at a service, and does what is to be done next.
fn look(world: &mut World, service: &str) {
    let Some(held) = world.ecs.services.get(service) else { return };
    match held.status.as_str() {
        "DRAINING" => drain::step(world, service),
        "ACTIVE" => {
            let current = held.current.clone();
            begin(world, current.as_deref());
            breaker::watch(world, service);
            let current = current.as_ref().and_then(|current| world.ecs.service_deployments.get(current));
            let shifts = current.is_some_and(|current| {
                current.status == "IN_PROGRESS" && current.configuration.text("strategy") != "ROLLING"
            });
            if shifts {
                shifting::step(world, service);
            } else {
                rolling::step(world, service);
            }
            settle::step(world, service);
        }
        _ => {}
    }
}

/// What was asked for begins.
fn begin(world: &mut World, current: Option<&str>) {
    let now = world.now;
    let Some(current) = current.and_then(|current| world.ecs.service_deployments.get_mut(current)) else { return };
    let next = match current.status.as_str() {
        "PENDING" => "IN_PROGRESS",
        "ROLLBACK_REQUESTED" => "ROLLBACK_IN_PROGRESS",
        _ => return,
    };
    next.clone_into(&mut current.status);
    current.started_at.get_or_insert(now);
    current.updated_at = now;
}
