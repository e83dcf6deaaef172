//! A deployment that fails, and the way back.

use super::super::{Deployment, connect};
use super::counts::Counts;
use super::start::stop_all;
use super::{events::tell, failures, poke, traffic};
use crate::text::Request;
use crate::world::World;

/// Why a deployment fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ecs) enum Cause {
    /// Too many tasks failed.
    Breaker,
    /// An alarm went off.
    Alarm,
    /// Somebody stopped it.
    Stopped,
    /// A hook failed, timed out, or was answered with ROLLBACK: at this stage.
    Hook(String),
    /// The load balancer is not as it was.
    Network(String),
    /// What was rolled back to fails as well.
    RollbackFails,
}

impl Cause {
    /// What the record says.
    fn reason(&self) -> String {
        match self {
            Self::Breaker => "the circuit breaker threshold was exceeded.".to_owned(),
            Self::Alarm => "an alarm was detected.".to_owned(),
            Self::Stopped => "it was stopped by the user.".to_owned(),
            Self::Hook(stage) => format!("{stage} lifecycle hook(s) failed."),
            Self::Network(what) => format!("of invalid networking configuration: {what}"),
            Self::RollbackFails => "the rollback failed.".to_owned(),
        }
    }

    /// What the event and the deployment that failed say.
    fn short(&self) -> String {
        match self {
            Self::Breaker => "tasks failed to start.".to_owned(),
            Self::Alarm => "alarm detected.".to_owned(),
            other => format!("Service deployment rolled back because {}", other.reason()),
        }
    }

    fn prefix(&self) -> &'static str {
        match self {
            Self::Breaker => "ECS deployment circuit breaker",
            Self::Alarm => "ECS deployment alarms",
            _ => "ECS deployment",
        }
    }
}

/// Ends a service deployment that fails: it is rolled back, where that is wanted and there is something to go back to.
pub(in crate::ecs) fn fail(world: &mut World, arn: &str, cause: Cause) {
    let now = world.now;
    let Some(record) = world.ecs.service_deployments.get(arn) else { return };
    let (service, failing) = (record.service.clone(), record.deployment.clone());
    if cause == Cause::RollbackFails {
        let reason = "Service deployment rollback failed because the circuit breaker threshold was exceeded.";
        return end(world, arn, &service, "ROLLBACK_FAILED", reason);
    }
    let wanted = match cause {
        Cause::Breaker => record.configuration["deploymentCircuitBreaker"].truth("rollback"),
        Cause::Alarm => record.configuration["alarms"].truth("rollback"),
        _ => true,
    };
    let Some(held) = world.ecs.services.get_mut(&service) else { return };
    let good = held.good.clone().filter(|good| *good != record.target);
    if let Some(failing) = held.deployments.iter_mut().find(|held| held.id == failing) {
        "FAILED".clone_into(&mut failing.state);
        failing.reason = format!("{}: {}", cause.prefix(), cause.short());
        failing.updated_at = now;
    }
    tell(world, &service, &format!("(deployment {failing}) deployment failed: {}", cause.short()));
    match good {
        _ if !wanted => {
            let reason = format!("Service deployment stopped because {}", cause.reason());
            end(world, arn, &service, "STOPPED", &reason);
        }
        None => {
            give_up(world, &service, &failing);
            end(world, arn, &service, "ROLLBACK_FAILED", "No rollback candidate was found to run the rollback.");
        }
        Some(good) => go_back(world, arn, &service, &good, &cause),
    }
}

/// Ends the record.
fn end(world: &mut World, arn: &str, service: &str, status: &str, reason: &str) {
    let now = world.now;
    if let Some(record) = world.ecs.service_deployments.get_mut(arn) {
        status.clone_into(&mut record.status);
        reason.clone_into(&mut record.status_reason);
        record.finished_at = Some(now);
        record.updated_at = now;
        if status == "STOPPED" {
            record.stopped_at = Some(now);
        }
    }
    if let Some(held) = world.ecs.services.get_mut(service) {
        held.current = None;
        if let Some(primary) = held.deployments.first_mut() {
            "FAILED".clone_into(&mut primary.state);
        }
    }
    poke(world, service);
}

/// Stops the tasks of a deployment that failed.
fn give_up(world: &mut World, service: &str, failing: &str) {
    let Some(held) = world.ecs.services.get(service) else { return };
    let tasks: Vec<String> = Counts::of(world, held, failing).wanted.into_iter().map(|(arn, _)| arn).collect();
    for task in &tasks {
        super::super::tasks::stop(world, task, failures::given_up(failing));
    }
}

/// Makes the last good revision what the service is to be again.
fn go_back(world: &mut World, arn: &str, service: &str, good: &str, cause: &Cause) {
    let now = world.now;
    let id = format!("ecs-svc/{}", world.random.digits(19));
    let fields = world.ecs.service_revisions.get(good).map(|revision| revision.fields.clone()).unwrap_or_default();
    let cluster = world.ecs.services.get(service).map(|held| held.cluster.clone()).unwrap_or_default();
    let hosts = connect::known(world, &cluster, &fields);
    let Some(record) = world.ecs.service_deployments.get_mut(arn) else { return };
    "ROLLBACK_REQUESTED".clone_into(&mut record.status);
    record.status_reason = format!("Service deployment rolled back because {}", cause.reason());
    record.rollback = Some((record.status_reason.clone(), now, good.to_owned()));
    record.updated_at = now;
    record.production = 0.0;
    record.test = 0.0;
    let failing = record.deployment.clone();
    let shifted = record.configuration.text("strategy") != "ROLLING";
    let Some(held) = world.ecs.services.get_mut(service) else { return };
    let place = held.deployments.iter().position(|deployment| deployment.revision == good);
    let mut back = match place {
        Some(place) => held.deployments.remove(place),
        None => Deployment {
            id,
            revision: good.to_owned(),
            state: String::new(),
            reason: String::new(),
            failed: 0,
            desired: held.desired,
            created_at: now,
            updated_at: now,
            hosts,
            alternate: held.deployments.first().is_some_and(|deployment| shifted && !deployment.alternate),
        },
    };
    "IN_PROGRESS".clone_into(&mut back.state);
    back.reason = format!("{}: rolling back to deploymentId {}.", cause.prefix(), back.id);
    back.updated_at = now;
    let (id, alternate) = (back.id.clone(), back.alternate);
    held.deployments.insert(0, back);
    held.failures = 0;
    held.wait_until = now;
    held.steady = false;
    for name in crate::ecs::REVISED {
        match (fields.get(name), held.fields.as_object_mut()) {
            (Some(value), _) => held.fields[name] = value.clone(),
            (None, Some(fields)) => {
                fields.remove(name);
            }
            (None, None) => {}
        }
    }
    tell(world, service, &format!("rolling back to deployment {id}."));
    if shifted {
        traffic::restore(world, service, alternate);
    }
    let tasks = world.ecs.services.get(service).map(|held| Counts::of(world, held, &failing).wanted);
    let unready: Vec<String> =
        tasks.into_iter().flatten().filter(|(_, ready)| !ready || shifted).map(|(arn, _)| arn).collect();
    stop_all(world, service, &unready);
    poke(world, service);
}
