//! A new service deployment.

use std::time::Duration;

use serde_json::Value;

use super::super::service::Breaker;
use super::super::{Deployment, ServiceDeployment, ServiceRevision, connect, scheduler};
use crate::text::Request;
use crate::world::World;

/// Makes a revision of what the service is to be, and begins to bring it about.
pub(in crate::ecs) fn begin(world: &mut World, service: &str) {
    supersede(world, service, "Service deployment was stopped because a new service deployment was started.");
    let now = world.now;
    let id = format!("ecs-svc/{}", world.random.digits(19));
    let Some(held) = world.ecs.services.get(service) else { return };
    let path = format!("{}/{}", held.cluster, held.name);
    let fields = held.fields.clone();
    let configuration = fields["deploymentConfiguration"].clone();
    let revision = world.random.digits(19);
    let revision = world.arn("ecs", &format!("service-revision/{path}/{revision}"));
    let arn = world.random.name(21);
    let arn = world.arn("ecs", &format!("service-deployment/{path}/{arn}"));
    let cluster = world.ecs.services.get(service).map(|held| held.cluster.clone()).unwrap_or_default();
    let hosts = connect::known(world, &cluster, &fields);
    let Some(held) = world.ecs.services.get_mut(service) else { return };
    let shifts = configuration.text("strategy") != "ROLLING";
    // What is good stays in its target group; what is new goes to the other one.
    let good = held.deployments.iter().find(|deployment| Some(&deployment.revision) == held.good.as_ref());
    let alternate = match good.or(held.deployments.first()) {
        Some(good) => good.alternate != shifts,
        None => false,
    };
    let sources: Vec<String> = held.deployments.iter().map(|deployment| deployment.revision.clone()).collect();
    for deployment in held.deployments.iter_mut().filter(|deployment| deployment.state == "IN_PROGRESS") {
        // It is put aside for the new one.
        "COMPLETED".clone_into(&mut deployment.state);
        deployment.updated_at = now;
    }
    held.deployments.insert(
        0,
        Deployment {
            id: id.clone(),
            revision: revision.clone(),
            state: "IN_PROGRESS".to_owned(),
            reason: format!("ECS deployment {id} in progress."),
            failed: 0,
            desired: if shifts { 0 } else { held.desired },
            created_at: now,
            updated_at: now,
            hosts,
            alternate,
        },
    );
    held.current = Some(arn.clone());
    held.steady = false;
    held.failures = 0;
    held.wait_until = now;
    let breaker = breaker(&configuration, held.desired);
    let record = ServiceDeployment {
        arn: arn.clone(),
        service: service.to_owned(),
        deployment: id,
        target: revision.clone(),
        sources,
        status: "PENDING".to_owned(),
        status_reason: String::new(),
        created_at: now,
        started_at: None,
        finished_at: None,
        stopped_at: None,
        updated_at: now,
        configuration,
        breaker,
        rollback_failures: 0,
        triggered: Vec::new(),
        rollback: None,
        stage: String::new(),
        stage_since: Duration::ZERO,
        step: 0,
        hooks: Vec::new(),
        production: 0.0,
        test: 0.0,
        healthy_since: None,
    };
    world.ecs.service_deployments.insert(arn, record);
    let made = ServiceRevision { arn: revision.clone(), service: service.to_owned(), fields, created_at: now };
    world.ecs.service_revisions.insert(revision, made);
    scheduler::poke(world, service);
}

fn breaker(configuration: &Value, desired: u32) -> Breaker {
    let breaker = &configuration["deploymentCircuitBreaker"];
    let threshold = &breaker["thresholdConfiguration"];
    let value = threshold.number("value").and_then(|value| u32::try_from(value).ok()).unwrap_or(50);
    let share = (desired * value).div_ceil(100);
    let threshold = match threshold.text("type") {
        "COUNT" => value,
        "UNBOUNDED_PERCENT" => share.max(1),
        _ => share.clamp(3, 200),
    };
    Breaker { enabled: breaker.truth("enable"), failures: 0, threshold, triggered: false }
}

/// Ends what is under way for something newer. Traffic that was shifted goes back to what is good.
pub(in crate::ecs) fn supersede(world: &mut World, service: &str, reason: &str) {
    let now = world.now;
    let Some(held) = world.ecs.services.get_mut(service) else { return };
    let Some(current) = held.current.take() else { return };
    let good = held.deployments.iter().find(|deployment| Some(&deployment.revision) == held.good.as_ref());
    let alternate = good.map(|good| good.alternate);
    let Some(record) = world.ecs.service_deployments.get_mut(&current) else { return };
    "STOPPED".clone_into(&mut record.status);
    reason.clone_into(&mut record.status_reason);
    record.stopped_at = Some(now);
    record.finished_at = Some(now);
    record.updated_at = now;
    let shifted = record.configuration.text("strategy") != "ROLLING";
    if let Some(alternate) = alternate.filter(|_| shifted) {
        scheduler::restore(world, service, alternate);
    }
}
