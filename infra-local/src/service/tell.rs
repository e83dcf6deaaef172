//! How a service stands, in words of others. Pure.

use infra_core::event::{BreakerCount, Rollout, Targets};

use super::deployment::Deployment;
use super::seen::Replica;
use crate::control::{ReplicaPhase, ServiceState};

pub(super) fn state(deployment: &Deployment, replicas: &[Replica], restarts: u32, deployed: i64) -> ServiceState {
    let wanted = &deployment.wanted;
    let healthy = replicas.iter().filter(|replica| replica.state.phase == ReplicaPhase::Healthy).count();
    ServiceState {
        item: wanted.item.clone(),
        revision: wanted.revision.clone(),
        desired: wanted.replicas,
        healthy: u32::try_from(healthy).unwrap_or(u32::MAX),
        failures: deployment.failures,
        restarts,
        deployment: deployment.state,
        deployed,
        replicas: replicas.iter().map(|replica| replica.state.clone()).collect(),
    }
}

pub(super) fn rollout(deployment: &Deployment, state: &ServiceState, seconds: u32, reason: String) -> Rollout {
    let wanted = &deployment.wanted;
    let count = |phases: &[ReplicaPhase]| {
        let new = state.replicas.iter().filter(|replica| replica.revision == wanted.revision);
        u32::try_from(new.filter(|replica| phases.contains(&replica.phase)).count()).unwrap_or(u32::MAX)
    };
    let running = count(&[ReplicaPhase::Healthy, ReplicaPhase::Unhealthy]);
    let registered = state
        .replicas
        .iter()
        .filter(|replica| !matches!(replica.phase, ReplicaPhase::Draining | ReplicaPhase::Stopping));
    let registered = u32::try_from(registered.count()).unwrap_or(u32::MAX);
    Rollout {
        service: wanted.item.clone(),
        revision: wanted.revision.clone(),
        desired: state.desired,
        running,
        pending: count(&[ReplicaPhase::Starting]),
        failed: deployment.failed,
        targets: wanted.check.as_ref().map(|_| Targets { healthy: state.healthy, registered }),
        stage: None,
        traffic: None,
        breaker: Some(BreakerCount { failures: deployment.failures, threshold: wanted.failures }),
        seconds,
        seconds_left: None,
        state: deployment.state,
        reason,
    }
}
