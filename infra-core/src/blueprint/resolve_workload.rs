//! From the declaration of a service or task to its blueprint.

use super::capacity;
use super::resolve::{at_item, identity};
use super::{
    Connection, Names, PrioritizedRoute, ResolveError, Runtime, Schedule, ServiceBlueprint, TaskBlueprint,
    WorkloadBlueprint, WorkloadKind, connect, resolve_container, resolve_logs,
};
use crate::check::cluster::has_subnets;
use crate::check::{is_on_fargate, may_run_on};
use crate::declaration::{
    App, Architecture, ClusterSpec, Declaration, Identity, Provider, ServiceSpec, Subnets, TaskSpec, WorkloadSpec,
};
use crate::{catalogue, rule};

pub(super) fn resolve_service(
    app: &App,
    service: &'static Declaration<ServiceSpec>,
    cluster: &'static Declaration<ClusterSpec>,
    names: &Names,
    protected: bool,
) -> Result<Option<WorkloadBlueprint>, ResolveError> {
    let spec = connect::completed(app, service, names, protected);
    let kind = WorkloadKind::Service(ServiceBlueprint {
        port: spec.workload.port(),
        routes: spec
            .routes
            .iter()
            .map(|route| PrioritizedRoute { route: *route, priority: 0, test_priority: None })
            .collect(),
        streams: spec.streams.to_vec(),
        health_port: spec.workload.ports.iter().find(|port| !port.udp).map(|port| port.number),
        health: spec.health(),
        size: spec.size(),
        drain_seconds: spec.drain_seconds(),
        sticky_seconds: spec.sticky_seconds,
        slow_start_seconds: spec.slow_start_seconds,
        balance: spec.balance,
        deploy: spec.deploy(),
        before: spec.before.to_vec(),
        runs: Vec::new(),
        smoke: spec.smoke,
        breaker: spec.breaker,
        alarms: spec.alarms.to_vec(),
        early: spec.early,
        endpoints: connect::endpoints(app, service, names),
        named: connect::is_named(app, service, cluster, names),
        called_from_instances: connect::is_called_from_instances(app, service, names),
        daemon: spec.daemon,
        place: spec.place,
        constraints: spec.constraints.to_vec(),
        exec: connect::exec(spec, protected),
        dev: spec.dev,
    });
    let connections = connect::connections(app, &spec.workload, names);
    resolve_workload(&service.identity, &spec.workload, kind, connections, cluster, names)
}

pub(super) fn resolve_task(
    app: &App,
    task: &'static Declaration<TaskSpec>,
    cluster: &'static Declaration<ClusterSpec>,
    names: &Names,
) -> Result<Option<WorkloadBlueprint>, ResolveError> {
    let spec = connect::completed_task(app, task, cluster, names);
    let kind = WorkloadKind::Task(TaskBlueprint {
        schedules: spec.schedules.iter().map(|&expression| Schedule { expression, timezone: spec.timezone }).collect(),
        flexible_seconds: spec.flexible_seconds,
        paused: spec.paused,
        retries: spec.retries,
        max_age_seconds: spec.max_age_seconds,
        from: spec.from,
        until: spec.until,
        dead_letter: spec.dead_letter,
        run_by: Vec::new(),
    });
    let connections = connect::connections(app, &spec.workload, names);
    resolve_workload(&task.identity, &spec.workload, kind, connections, cluster, names)
}

/// The workload, if it runs in `cluster`.
fn resolve_workload(
    declared: &'static Identity,
    spec: &'static WorkloadSpec,
    kind: WorkloadKind,
    connections: Vec<Connection>,
    cluster: &'static Declaration<ClusterSpec>,
    names: &Names,
) -> Result<Option<WorkloadBlueprint>, ResolveError> {
    if spec.cluster.identity != cluster.identity {
        return Ok(None);
    }
    if let Some(subnets) = spec.subnets {
        let there = has_subnets(cluster.resolve(&names.stage), subnets == Subnets::Private);
        rule::network::subnets(subnets.word(), there).map_err(|violation| at_item(declared, violation))?;
    }
    let (cpu, memory) = rule::fargate::fill(spec.cpu, spec.memory)
        .or_else(|violation| match (spec.cpu, spec.memory) {
            // Any pair goes on an instance that holds it; the checks across items have seen that it does.
            (Some(cpu), Some(memory)) if !is_on_fargate(spec, cluster.resolve(&names.stage)) => Ok((cpu, memory)),
            _ => Err(violation),
        })
        .map_err(|violation| at_item(declared, violation))?;
    let sidecars = spec.sidecars.iter().map(|sidecar| resolve_container::sidecar(declared, sidecar, names));
    Ok(Some(WorkloadBlueprint {
        identity: identity(declared, names)?,
        capacity: capacity::own(spec.capacity, cluster.resolve(&names.stage).capacity),
        cpu,
        memory,
        architecture: spec.architecture.unwrap_or_else(|| architecture(spec, cluster.resolve(&names.stage))),
        subnets: spec.subnets,
        security_groups: sorted(spec.security_groups),
        egress: spec.egress.to_vec(),
        connections,
        container: resolve_container::main_container(declared, spec, names)?,
        sidecars: sidecars.collect::<Result<_, _>>()?,
        allow: spec.allow.to_vec(),
        logs: resolve_logs::logs(declared, &spec.logs, names)?,
        patches: spec.patches.to_vec(),
        runtime: Runtime {
            network_mode: spec.network_mode,
            os: spec.os,
            platform: spec.platform,
            storage_gib: spec.storage_gib,
            task_role: spec.role,
            execution_role: spec.execution_role,
        },
        volumes: spec.volumes.to_vec(),
        kind,
    }))
}

fn sorted(ids: &[&'static str]) -> Vec<&'static str> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids
}

/// The instances on which it may run decide; on Fargate it is `x86_64`.
fn architecture(workload: &WorkloadSpec, cluster: &ClusterSpec) -> Architecture {
    let arm = cluster.capacity.iter().any(|provider| match provider {
        Provider::Ec2(group) if may_run_on(workload, provider) => (0..group.type_count())
            .filter_map(|at| catalogue::find(group.type_at(at)))
            .any(|instance| instance.architecture == catalogue::InstanceArchitecture::Arm64),
        _ => false,
    });
    if arm { Architecture::Arm64 } else { Architecture::X86_64 }
}
