//! Whether a service has come to rest, and its deployment to its end.

use std::time::Duration;

use serde_json::json;

use super::counts::{Counts, desired, percent};
use super::{events::tell, poke_after};
use crate::text::Request;
use crate::world::World;

/// Looks whether the service is steady, and whether what is under way has succeeded.
pub(super) fn step(world: &mut World, service: &str) {
    let Some(held) = world.ecs.services.get(service) else { return };
    let Some(primary) = held.deployments.first().cloned() else { return };
    let count = desired(world, held);
    let ours = Counts::of(world, held, &primary.id);
    let others = held.deployments.iter().skip(1).map(|other| Counts::of(world, held, &other.id).left).sum::<u32>();
    let complete = ours.ready == count && ours.left == count && others == 0 && held.deployments.len() == 1;
    let (current, steady) = (held.current.clone(), held.steady);
    let deployment = current.as_ref().and_then(|current| world.ecs.service_deployments.get(current)).cloned();
    if let Some(deployment) = deployment {
        let rolling = deployment.configuration.text("strategy") == "ROLLING";
        let early = rolling && is_early(&deployment.configuration, ours.ready, count, others);
        match deployment.status.as_str() {
            "IN_PROGRESS" if rolling && (complete || early) => bake(world, service, &deployment.arn),
            "ROLLBACK_IN_PROGRESS" if complete => end(world, service, "ROLLBACK_SUCCESSFUL"),
            _ => {}
        }
    }
    if complete && !steady && primary.state != "FAILED" {
        if let Some(held) = world.ecs.services.get_mut(service) {
            held.steady = true;
        }
        tell(world, service, "has reached a steady state.");
    }
}

/// Whether so many tasks are healthy that the deployment counts as successful before all are.
fn is_early(configuration: &serde_json::Value, ready: u32, count: u32, others: u32) -> bool {
    let criteria = configuration.get("earlySuccessCriteria").cloned().unwrap_or_else(|| json!({}));
    let wanted = (count * percent(&criteria, "healthyPercent", 100)).div_ceil(100);
    let blocking = criteria.text("sourceServiceRevisionCleanup") == "BLOCKING";
    criteria.truth("enable") && ready >= wanted && (others == 0 || !blocking)
}

/// Waits for the bake time, while alarms are watched; then the deployment has succeeded.
fn bake(world: &mut World, service: &str, deployment: &str) {
    let now = world.now;
    let Some(held) = world.ecs.service_deployments.get_mut(deployment) else { return };
    let watched = held.configuration.get("alarms").is_some_and(|alarms| alarms.truth("enable"));
    let minutes = if watched { percent(&held.configuration, "bakeTimeInMinutes", 0) } else { 0 };
    let wait = Duration::from_secs(u64::from(minutes) * 60);
    let since = *held.healthy_since.get_or_insert(now);
    if since + wait <= now {
        return end(world, service, "SUCCESSFUL");
    }
    if since == now {
        poke_after(world, service, wait);
    }
}

/// Ends what is under way well.
pub(super) fn end(world: &mut World, service: &str, status: &str) {
    let now = world.now;
    let Some(held) = world.ecs.services.get_mut(service) else { return };
    let Some(current) = held.current.take() else { return };
    let Some(primary) = held.deployments.first_mut() else { return };
    "COMPLETED".clone_into(&mut primary.state);
    primary.reason = format!("ECS deployment {} completed.", primary.id);
    primary.updated_at = now;
    let id = primary.id.clone();
    held.good = Some(primary.revision.clone());
    if let Some(deployment) = world.ecs.service_deployments.get_mut(&current) {
        status.clone_into(&mut deployment.status);
        deployment.finished_at = Some(now);
        deployment.updated_at = now;
        deployment.stage.clear();
    }
    tell(world, service, &format!("(deployment {id}) deployment completed."));
}

/// Old deployments without a task are forgotten.
pub(super) fn forget_empty(world: &mut World, service: &str) {
    let Some(held) = world.ecs.services.get(service) else { return };
    let mut kept = held.deployments.clone();
    let mut place = 0;
    kept.retain(|deployment| {
        place += 1;
        place == 1 || Counts::of(world, held, &deployment.id).left > 0
    });
    if let Some(held) = world.ecs.services.get_mut(service) {
        held.deployments = kept;
    }
}
