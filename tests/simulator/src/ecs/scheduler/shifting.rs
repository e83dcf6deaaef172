//! Deployments that shift traffic: BLUE_GREEN, CANARY, LINEAR.

use std::time::Duration;

use super::super::{Deployment, ServiceDeployment};
use super::counts::{Counts, desired, percent};
use super::rollback::{Cause, fail};
use super::rolling::set_desired;
use super::start::scale;
use super::traffic::{self, Rule};
use super::{hooks, poke_after, settle};
use crate::text::Request;
use crate::world::World;

/// The stages, in their order. Before the production traffic is shifted, hooks have a stage of their own.
const STAGES: [&str; 11] = [
    "RECONCILE_SERVICE",
    "PRE_SCALE_UP",
    "SCALE_UP",
    "POST_SCALE_UP",
    "TEST_TRAFFIC_SHIFT",
    "POST_TEST_TRAFFIC_SHIFT",
    PRE_PRODUCTION,
    "PRODUCTION_TRAFFIC_SHIFT",
    "POST_PRODUCTION_TRAFFIC_SHIFT",
    "BAKE_TIME",
    "CLEAN_UP",
];

/// The stage that only hooks know; records tell the one before.
pub(in crate::ecs) const PRE_PRODUCTION: &str = "PRE_PRODUCTION_TRAFFIC_SHIFT";

/// How long a stage takes at least.
const STAGE: Duration = Duration::from_secs(5);

/// Does what the stage asks for, and goes on to the next one when it is done.
pub(super) fn step(world: &mut World, service: &str) {
    let Some(held) = world.ecs.services.get(service) else { return };
    let Some(arn) = held.current.clone() else { return };
    let Some(record) = world.ecs.service_deployments.get(&arn) else { return };
    if record.stage.is_empty() {
        if let Some(problem) = traffic::problem(world, service) {
            return fail(world, &arn, Cause::Network(problem));
        }
        return enter(world, service, &arn, STAGES[0]);
    }
    let record = record.clone();
    let Some((green, others)) = held.deployments.split_first() else { return };
    let (green, others) = (green.clone(), others.to_vec());
    let count = desired(world, held);
    let good = held.good.clone();
    let at = |stage: &str| STAGES.iter().position(|known| *known == stage);
    let place = at(&record.stage);
    let (up, cleaning) = (place >= at("SCALE_UP"), place >= at("CLEAN_UP"));
    let greens = Counts::of(world, held, &green.id);
    let mut left = 0;
    let mut plan: Vec<(Deployment, Counts, u32)> = Vec::new();
    for other in others {
        let counts = Counts::of(world, held, &other.id);
        left += counts.left;
        let wanted = if cleaning || Some(&other.revision) != good.as_ref() { 0 } else { count };
        plan.push((other, counts, wanted));
    }
    let ready = greens.ready;
    plan.push((green, greens, if up { count } else { 0 }));
    for (deployment, counts, wanted) in plan {
        set_desired(world, service, &deployment.id, wanted);
        scale(world, service, &deployment, &counts.wanted, wanted);
    }
    settle::forget_empty(world, service);
    // A task that could not be placed may have ended the deployment.
    if world.ecs.service_deployments.get(&arn).is_none_or(|record| record.status != "IN_PROGRESS") {
        return;
    }
    let waits = record.hooks.iter().any(|hook| ["AWAITING_ACTION", "IN_PROGRESS"].contains(&hook.status.as_str()));
    if waits || world.now < record.stage_since + length(&record) {
        return;
    }
    match record.stage.as_str() {
        "SCALE_UP" if ready < count => {}
        "PRODUCTION_TRAFFIC_SHIFT" if record.production < 100.0 => shift(world, service, &arn),
        "CLEAN_UP" if left > 0 => {}
        "CLEAN_UP" => settle::end(world, service, "SUCCESSFUL"),
        _ => {
            if let Some(next) = place.and_then(|place| STAGES.get(place + 1)) {
                enter(world, service, &arn, next);
            }
        }
    }
}

/// How long the stage takes, or the step of traffic in it.
fn length(record: &ServiceDeployment) -> Duration {
    let configuration = &record.configuration;
    let minutes = |minutes: u32| Duration::from_secs(u64::from(minutes) * 60);
    let of = |key: &str, time: &str, default: u32| {
        let block = configuration.get(key).cloned().unwrap_or_default();
        minutes(percent(&block, time, default))
    };
    match (record.stage.as_str(), configuration.text("strategy")) {
        ("BAKE_TIME", _) => minutes(percent(configuration, "bakeTimeInMinutes", 0)),
        // The last step is followed by the bake time.
        ("PRODUCTION_TRAFFIC_SHIFT", _) if record.production >= 100.0 => STAGE,
        ("PRODUCTION_TRAFFIC_SHIFT", "CANARY") => of("canaryConfiguration", "canaryBakeTimeInMinutes", 10),
        ("PRODUCTION_TRAFFIC_SHIFT", "LINEAR") => of("linearConfiguration", "stepBakeTimeInMinutes", 6),
        _ => STAGE,
    }
}

/// Comes to a stage.
fn enter(world: &mut World, service: &str, arn: &str, stage: &'static str) {
    let now = world.now;
    let Some(record) = world.ecs.service_deployments.get_mut(arn) else { return };
    stage.clone_into(&mut record.stage);
    record.stage_since = now;
    record.updated_at = now;
    // Hooks of the first stage are called only where more than one revision is there to be reconciled.
    if stage != STAGES[0] || record.sources.len() > 1 {
        hooks::enter(world, arn, stage);
    }
    match stage {
        "TEST_TRAFFIC_SHIFT" => {
            if let Some(record) = world.ecs.service_deployments.get_mut(arn) {
                record.test = 100.0;
            }
            traffic::shift(world, service, Rule::Test, is_alternate(world, service), 100.0);
            wake(world, service, arn);
        }
        "PRODUCTION_TRAFFIC_SHIFT" => shift(world, service, arn),
        _ => wake(world, service, arn),
    }
}

/// Takes one step of the production traffic.
fn shift(world: &mut World, service: &str, arn: &str) {
    let now = world.now;
    let alternate = is_alternate(world, service);
    let Some(record) = world.ecs.service_deployments.get_mut(arn) else { return };
    let configuration = &record.configuration;
    let share = |key: &str, percent: &str, default: f64| {
        configuration
            .get(key)
            .and_then(|block| block.get(percent))
            .and_then(serde_json::Value::as_f64)
            .unwrap_or(default)
    };
    let first = record.step == 0;
    let next = match configuration.text("strategy") {
        // Without a source there is nothing to share the traffic with.
        _ if record.sources.is_empty() => 100.0,
        "CANARY" if first => share("canaryConfiguration", "canaryPercent", 5.0),
        "LINEAR" => record.production + share("linearConfiguration", "stepPercent", 10.0),
        _ => 100.0,
    };
    record.production = next.min(100.0);
    record.step += 1;
    record.stage_since = now;
    record.updated_at = now;
    let production = record.production;
    traffic::shift(world, service, Rule::Production, alternate, production);
    wake(world, service, arn);
}

fn is_alternate(world: &World, service: &str) -> bool {
    let held = world.ecs.services.get(service).and_then(|held| held.deployments.first());
    held.is_some_and(|deployment| deployment.alternate)
}

/// Looks again when the stage has taken its time.
fn wake(world: &mut World, service: &str, arn: &str) {
    let wait = world.ecs.service_deployments.get(arn).map(length).unwrap_or_default();
    poke_after(world, service, wait);
}
