//! What ends a deployment early: the circuit breaker, and alarms.

use super::rollback::{Cause, fail};
use crate::text::{Request, texts};
use crate::world::World;

/// A task of a deployment failed: counts it, where the circuit breaker watches the deployment.
pub(super) fn failed(world: &mut World, service: &str, deployment: &str) {
    let Some(held) = world.ecs.services.get(service) else { return };
    let Some(current) = held.current.clone() else { return };
    let Some(watched) = world.ecs.service_deployments.get_mut(&current) else { return };
    if watched.status == "ROLLBACK_IN_PROGRESS" && watched.deployment != deployment {
        watched.rollback_failures += 1;
        if watched.rollback_failures >= watched.breaker.threshold.max(1) {
            fail(world, &current, Cause::RollbackFails);
        }
        return;
    }
    if watched.deployment != deployment || watched.status != "IN_PROGRESS" {
        return;
    }
    watched.breaker.failures += 1;
    if watched.breaker.enabled && watched.breaker.failures >= watched.breaker.threshold {
        watched.breaker.triggered = true;
        fail(world, &current, Cause::Breaker);
    }
}

/// Looks whether an alarm went off that watches the deployment under way.
pub(super) fn watch(world: &mut World, service: &str) {
    let Some(current) = world.ecs.services.get(service).and_then(|held| held.current.clone()) else { return };
    let Some(held) = world.ecs.service_deployments.get(&current) else { return };
    let Some(alarms) = held.configuration.get("alarms").filter(|alarms| alarms.truth("enable")) else { return };
    let triggered =
        texts(alarms.list("alarmNames")).filter(|name| world.scripts.alarms.iter().any(|held| held == name));
    let triggered: Vec<String> = triggered.map(str::to_owned).collect();
    if held.status != "IN_PROGRESS" || triggered.is_empty() {
        return;
    }
    if let Some(held) = world.ecs.service_deployments.get_mut(&current) {
        held.triggered = triggered;
    }
    fail(world, &current, Cause::Alarm);
}
