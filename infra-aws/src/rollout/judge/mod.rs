//! What an answer says about a deployment: pure.

use aws_sdk_ecs::types::{
    Deployment, DeploymentLifecycleHookDetail, DeploymentLifecycleHookStatus, DeploymentLifecycleHookTargetType,
    DeploymentRolloutState, Service, ServiceDeployment, ServiceDeploymentBrief,
    ServiceDeploymentRollbackMonitorsStatus, ServiceDeploymentStatus,
};
use infra_core::event::{BreakerCount, Cause, Rollout, RolloutState};

use super::Watched;
use crate::arn::short;

/// What a service that is not there says.
pub(super) fn gone(watched: &Watched) -> Rollout {
    let reason = "the service was deleted while it was being deployed".to_owned();
    Rollout { state: RolloutState::Failed, reason, ..blank(watched) }
}

/// What a service says whose deployment has not shown yet.
pub(super) fn waiting(watched: &Watched) -> Rollout {
    blank(watched)
}

/// Whether a service is being deleted.
pub(super) fn is_deleted(service: &Service) -> bool {
    matches!(service.status(), Some("DRAINING" | "INACTIVE"))
}

/// Why a deployment ends, where its record alone says so: nobody let it go on, or somebody stopped it.
pub(super) fn decided(record: &ServiceDeployment) -> Option<Cause> {
    let ended = [DeploymentLifecycleHookStatus::Failed, DeploymentLifecycleHookStatus::TimedOut];
    let refused = |hook: &&DeploymentLifecycleHookDetail| hook.status().is_some_and(|status| ended.contains(status));
    if let Some(hook) = record.lifecycle_hook_details().iter().find(refused) {
        let is_pause = hook.target_type() == Some(&DeploymentLifecycleHookTargetType::Pause);
        return is_pause.then_some(Cause::Rejected);
    }
    let ended = [ServiceDeploymentStatus::Stopped, ServiceDeploymentStatus::RollbackFailed];
    if record.rollback().is_none() && !record.status().is_some_and(|status| ended.contains(status)) {
        return None;
    }
    let triggered = Some(&ServiceDeploymentRollbackMonitorsStatus::Triggered);
    let by_itself = record.deployment_circuit_breaker().and_then(|breaker| breaker.status()) == triggered
        || record.alarms().and_then(|alarms| alarms.status()) == triggered;
    let reason = record.status_reason().unwrap_or_default().to_lowercase();
    // Of a first deployment that somebody stops, only the last is said.
    let by_somebody = ["stopped by", "by the user", "stop requested", "no rollback candidate"];
    (!by_itself && by_somebody.iter().any(|words| reason.contains(words))).then_some(Cause::Stopped)
}

/// The deployment that is to serve.
pub(super) fn primary(service: &Service) -> Option<&Deployment> {
    service.deployments().iter().find(|deployment| deployment.status() == Some("PRIMARY"))
}

/// The deployment that is watched: by its id, or by its task definition where the id is not known.
pub(super) fn ours<'service>(watched: &Watched, service: &'service Service) -> Option<&'service Deployment> {
    let deployments = service.deployments();
    match &watched.deployment {
        Some(id) => deployments.iter().find(|deployment| deployment.id() == Some(id)),
        None => {
            let mut same =
                deployments.iter().filter(|deployment| deployment.task_definition() == Some(&watched.task_definition));
            same.clone().find(|deployment| deployment.status() == Some("PRIMARY")).or_else(|| same.next())
        }
    }
}

/// The record of the deployment that began at `began`: the one nearest to it that is not from before. Both times are
/// ECS's own. Where it is not known, the newest.
pub(super) fn nearest(records: &[ServiceDeploymentBrief], began: Option<i64>) -> Option<&ServiceDeploymentBrief> {
    let made = |record: &ServiceDeploymentBrief| record.created_at().map(|at| at.secs()).unwrap_or_default();
    match began {
        Some(began) => records
            .iter()
            .filter(|record| made(record) + CLOSE >= began)
            .min_by_key(|record| made(record).abs_diff(began)),
        None => records.iter().max_by_key(|record| made(record)),
    }
}

/// The records of deployments that began about when this one did, where there are several.
pub(super) fn rivals(records: &[ServiceDeploymentBrief], began: Option<i64>) -> Vec<&ServiceDeploymentBrief> {
    let Some(began) = began else { return Vec::new() };
    let made = |record: &ServiceDeploymentBrief| record.created_at().map(|at| at.secs()).unwrap_or_default();
    let near: Vec<_> = records.iter().filter(|record| made(record).abs_diff(began) <= CLOSE.unsigned_abs()).collect();
    if near.len() > 1 { near } else { Vec::new() }
}

/// How many seconds a record may be older than its deployment.
const CLOSE: i64 = 5;

/// What the service says: its deployments, of which the primary one is what it wants to become.
pub(super) fn by_service(watched: &Watched, service: &Service) -> Rollout {
    let primary = primary(service);
    let Some(ours) = ours(watched, service) else {
        // ECS forgets a deployment that it has rolled back, and one that another has replaced.
        let now = primary.and_then(|primary| primary.task_definition());
        let state = match (&watched.before, now) {
            (Some(before), Some(now)) if before != now => RolloutState::Superseded,
            _ => RolloutState::RolledBack,
        };
        let word = if state == RolloutState::Superseded { "now" } else { "again" };
        let reason = primary.map(|primary| format!("it runs {} {word}", short_definition(primary))).unwrap_or_default();
        return Rollout { state, reason, ..blank(watched) };
    };
    let is_primary = ours.status() == Some("PRIMARY");
    let state = match ours.rollout_state() {
        Some(DeploymentRolloutState::Completed) if is_primary => RolloutState::Succeeded,
        // So is told, too, what was put aside for a newer one before it was done.
        Some(DeploymentRolloutState::Completed) => RolloutState::Superseded,
        Some(DeploymentRolloutState::Failed) if is_primary => RolloutState::Failed,
        Some(DeploymentRolloutState::Failed) => RolloutState::RolledBack,
        // It was put aside for another while it went on.
        _ if !is_primary => RolloutState::RolledBack,
        _ => RolloutState::InProgress,
    };
    Rollout {
        desired: count(ours.desired_count()),
        running: count(ours.running_count()),
        pending: count(ours.pending_count()),
        failed: count(ours.failed_tasks()),
        // Of one that goes on, or is done, ECS only says that it is so.
        reason: ours.rollout_state_reason().filter(|_| is_trouble(state)).unwrap_or_default().to_owned(),
        state,
        ..blank(watched)
    }
}

/// What the record of the deployment says, over what the service says.
pub(super) fn by_record(rollout: Rollout, service: Option<&Service>, record: &ServiceDeployment) -> Rollout {
    let state = match record.status() {
        Some(ServiceDeploymentStatus::Successful) => RolloutState::Succeeded,
        Some(ServiceDeploymentStatus::RollbackSuccessful) => RolloutState::RolledBack,
        Some(ServiceDeploymentStatus::Stopped) if is_replaced(service, record) => RolloutState::Superseded,
        Some(ServiceDeploymentStatus::Stopped | ServiceDeploymentStatus::RollbackFailed) => RolloutState::Failed,
        Some(
            ServiceDeploymentStatus::StopRequested
            | ServiceDeploymentStatus::RollbackRequested
            | ServiceDeploymentStatus::RollbackInProgress,
        ) => RolloutState::RollingBack,
        Some(_) if waiting_hook(record).is_some() => RolloutState::Paused,
        Some(_) => RolloutState::InProgress,
        None => rollout.state,
    };
    let told = [record.status_reason(), record.rollback().and_then(|rollback| rollback.reason())];
    let told = told.into_iter().flatten().find(|reason| !reason.is_empty() && is_trouble(state));
    let target = record.target_service_revision();
    let breaker = record.deployment_circuit_breaker().filter(|breaker| breaker.threshold() > 0);
    let shifts = record.lifecycle_stage().filter(|_| {
        record
            .deployment_configuration()
            .and_then(|configuration| configuration.strategy())
            .is_some_and(|strategy| *strategy != aws_sdk_ecs::types::DeploymentStrategy::Rolling)
    });
    Rollout {
        desired: target.map_or(rollout.desired, |target| count(target.requested_task_count())),
        running: target.map_or(rollout.running, |target| count(target.running_task_count())),
        pending: target.map_or(rollout.pending, |target| count(target.pending_task_count())),
        stage: shifts.map(|stage| stage.as_str().to_lowercase().replace('_', " ")),
        traffic: shifts.and(target).and_then(|target| target.requested_production_traffic_weight()).map(percent),
        breaker: breaker.map(|breaker| BreakerCount {
            failures: count(breaker.failure_count()),
            threshold: count(breaker.threshold()),
        }),
        state,
        reason: told.map_or_else(|| rollout.reason.clone(), str::to_owned),
        ..rollout
    }
}

fn is_trouble(state: RolloutState) -> bool {
    !matches!(state, RolloutState::InProgress | RolloutState::Succeeded | RolloutState::Unneeded)
}

/// Whether a stopped deployment gave its place to another: the service has a newer one.
fn is_replaced(service: Option<&Service>, record: &ServiceDeployment) -> bool {
    let current = service.and_then(Service::current_service_deployment);
    let newer = current.is_some_and(|current| record.service_deployment_arn() != Some(current));
    newer && record.rollback().is_none()
}

/// The hook at which a deployment waits for somebody.
pub(crate) fn waiting_hook(record: &ServiceDeployment) -> Option<&DeploymentLifecycleHookDetail> {
    let mut hooks = record.lifecycle_hook_details().iter();
    hooks.find(|hook| hook.status() == Some(&DeploymentLifecycleHookStatus::AwaitingAction))
}

fn blank(watched: &Watched) -> Rollout {
    let revision = watched.task_definition.rsplit(':').next().unwrap_or_default();
    Rollout {
        service: watched.subject.item.clone(),
        revision: revision.to_owned(),
        desired: 0,
        running: 0,
        pending: 0,
        failed: 0,
        targets: None,
        stage: None,
        traffic: None,
        breaker: None,
        seconds: 0,
        seconds_left: None,
        state: RolloutState::InProgress,
        reason: String::new(),
    }
}

fn short_definition(deployment: &Deployment) -> &str {
    short(deployment.task_definition().unwrap_or("another task definition"))
}

fn count(count: i32) -> u32 {
    u32::try_from(count).unwrap_or_default()
}

fn percent(weight: f64) -> u32 {
    format!("{:.0}", weight.clamp(0.0, 100.0)).parse().unwrap_or_default()
}

#[cfg(test)]
mod tests;
