//! Lifecycle hooks: what a deployment waits for at a stage.

use std::time::Duration;

use super::super::service::Hook;
use super::poke;
use super::rollback::{Cause, fail};
use crate::text::{Request, texts};
use crate::world::World;

/// How long a function takes.
const FUNCTION: Duration = Duration::from_secs(5);
/// How long a hook waits where nothing else is said, in minutes: a day.
const MINUTES: i64 = 1440;

/// A deployment comes to a stage: its hooks begin.
pub(super) fn enter(world: &mut World, deployment: &str, stage: &str) {
    let Some(record) = world.ecs.service_deployments.get(deployment) else { return };
    let hooks = record.configuration.list("lifecycleHooks").to_vec();
    for (place, hook) in hooks.iter().enumerate() {
        if !texts(hook.list("lifecycleStages")).any(|wanted| wanted == stage) {
            continue;
        }
        let pauses = hook.text("targetType") == "PAUSE";
        let timeout = hook.get("timeoutConfiguration").cloned().unwrap_or_default();
        let minutes = u64::try_from(timeout.number("timeoutInMinutes").unwrap_or(MINUTES)).unwrap_or_default();
        let wait = Duration::from_secs(minutes * 60);
        let id = world.random.uuid();
        let made = Hook {
            id: id.clone(),
            place,
            stage: stage.to_owned(),
            status: if pauses { "AWAITING_ACTION" } else { "IN_PROGRESS" }.to_owned(),
            expires_at: world.now + wait,
            timeout_action: match timeout.text("action") {
                "" => "ROLLBACK".to_owned(),
                action => action.to_owned(),
            },
        };
        let Some(record) = world.ecs.service_deployments.get_mut(deployment) else { return };
        record.hooks.push(made);
        let (deployment, target) = (deployment.to_owned(), hook.text("hookTargetArn").to_owned());
        if pauses {
            // Nobody waits for it: a paused deployment is at rest.
            world.later(wait, move |world| expire(world, &deployment, &id));
        } else {
            world.after(FUNCTION, move |world| {
                let failed = world.scripts.hooks.iter().any(|part| target.contains(part.as_str()));
                answer(world, &deployment, &id, if failed { "FAILED" } else { "SUCCEEDED" }, !failed);
            });
        }
    }
}

fn expire(world: &mut World, deployment: &str, id: &str) {
    let Some(record) = world.ecs.service_deployments.get(deployment) else { return };
    let Some(hook) = record.hooks.iter().find(|hook| hook.id == id && hook.status == "AWAITING_ACTION") else { return };
    let goes_on = hook.timeout_action == "CONTINUE";
    answer(world, deployment, id, "TIMED_OUT", goes_on);
}

/// A hook has its answer: the deployment goes on, or is rolled back.
pub(in crate::ecs) fn answer(world: &mut World, deployment: &str, id: &str, status: &str, goes_on: bool) {
    let now = world.now;
    let Some(record) = world.ecs.service_deployments.get_mut(deployment) else { return };
    let service = record.service.clone();
    let in_progress = record.status == "IN_PROGRESS";
    let Some(hook) = record.hooks.iter_mut().find(|hook| hook.id == id) else { return };
    status.clone_into(&mut hook.status);
    let stage = hook.stage.clone();
    record.updated_at = now;
    if !in_progress {
        return;
    }
    if goes_on {
        poke(world, &service);
    } else {
        fail(world, deployment, Cause::Hook(stage));
    }
}
