//! From the declaration of a service or task to its blueprint.

use super::resolve::{at_item, identity};
use super::{
    Names, PrioritizedRoute, ResolveError, Schedule, ServiceBlueprint, TaskBlueprint, WorkloadBlueprint, WorkloadKind,
    resolve_container, resolve_logs,
};
use crate::declaration::{
    Architecture, ClusterSpec, Declaration, Identity, Provider, ServiceSpec, TaskSpec, WorkloadSpec,
};
use crate::{catalogue, rule};

pub(super) fn resolve_service(
    service: &'static Declaration<ServiceSpec>,
    cluster: &'static Declaration<ClusterSpec>,
    names: &Names,
) -> Result<Option<WorkloadBlueprint>, ResolveError> {
    let spec = service.resolve(&names.stage);
    let kind = WorkloadKind::Service(ServiceBlueprint {
        port: spec.workload.port(),
        routes: spec
            .routes
            .iter()
            .map(|route| PrioritizedRoute { route: *route, priority: 0, test_priority: None })
            .collect(),
        health: spec.health(),
        size: spec.size(),
        drain_seconds: spec.drain_seconds(),
        sticky_seconds: spec.sticky_seconds,
        slow_start_seconds: spec.slow_start_seconds,
        balance: spec.balance,
        deploy: spec.deploy(),
        before: spec.before.to_vec(),
        smoke: spec.smoke,
        breaker: spec.breaker,
        alarms: spec.alarms.to_vec(),
        early: spec.early,
    });
    resolve_workload(&service.identity, &spec.workload, kind, cluster, names)
}

pub(super) fn resolve_task(
    task: &'static Declaration<TaskSpec>,
    cluster: &'static Declaration<ClusterSpec>,
    names: &Names,
) -> Result<Option<WorkloadBlueprint>, ResolveError> {
    let spec = task.resolve(&names.stage);
    let kind = WorkloadKind::Task(TaskBlueprint {
        schedules: spec.schedules.iter().map(|&expression| Schedule { expression, timezone: spec.timezone }).collect(),
        flexible_seconds: spec.flexible_seconds,
        paused: spec.paused,
        retries: spec.retries,
        max_age_seconds: spec.max_age_seconds,
    });
    resolve_workload(&task.identity, &spec.workload, kind, cluster, names)
}

/// The workload, if it runs in `cluster`.
fn resolve_workload(
    declared: &'static Identity,
    spec: &'static WorkloadSpec,
    kind: WorkloadKind,
    cluster: &'static Declaration<ClusterSpec>,
    names: &Names,
) -> Result<Option<WorkloadBlueprint>, ResolveError> {
    if spec.cluster.identity != cluster.identity {
        return Ok(None);
    }
    let (cpu, memory) = rule::fargate::fill(spec.cpu, spec.memory)
        .or_else(|violation| match (spec.cpu, spec.memory) {
            // Any pair goes on an instance that holds it; the checks across items have seen that it does.
            (Some(cpu), Some(memory)) if !cluster.resolve(&names.stage).is_fargate() => Ok((cpu, memory)),
            _ => Err(violation),
        })
        .map_err(|violation| at_item(declared, violation))?;
    let sidecars = spec.sidecars.iter().map(|sidecar| resolve_container::sidecar(declared, sidecar, names));
    Ok(Some(WorkloadBlueprint {
        identity: identity(declared, names)?,
        cpu,
        memory,
        architecture: spec.architecture.unwrap_or_else(|| architecture(cluster.resolve(&names.stage))),
        container: resolve_container::main_container(declared, spec, names)?,
        sidecars: sidecars.collect::<Result<_, _>>()?,
        allow: spec.allow.to_vec(),
        logs: resolve_logs::logs(declared, &spec.logs, names)?,
        patches: spec.patches.to_vec(),
        kind,
    }))
}

/// The cluster's instances decide; on Fargate it is `x86_64`.
fn architecture(cluster: &ClusterSpec) -> Architecture {
    let arm = cluster.capacity.iter().any(|provider| match provider {
        Provider::Ec2(group) => (0..group.type_count())
            .filter_map(|at| catalogue::find(group.type_at(at)))
            .any(|instance| instance.architecture == catalogue::InstanceArchitecture::Arm64),
        Provider::Fargate(_) | Provider::FargateSpot(_) | Provider::Managed(_) => false,
    });
    if arm { Architecture::Arm64 } else { Architecture::X86_64 }
}
