//! From the declaration of a service or task to its blueprint.

use super::capacity;
use super::resolve::{at_item, identity};
use super::{
    Names, PrioritizedRoute, Process, ResolveError, Runtime, Schedule, Secret, ServiceBlueprint, TaskBlueprint,
    WorkloadBlueprint, WorkloadKind, connect,
};
use crate::check::{is_on_fargate, may_run_on};
use crate::declaration::{
    App, Architecture, CloudWatchLogs, ClusterSpec, ContainerSpec, Declaration, Identity, Logs, Provider, ServiceSpec,
    TaskSpec, Variable, WorkloadSpec,
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
        connections: connect::connections(app, spec, names),
        endpoints: connect::endpoints(app, service, names),
        daemon: spec.daemon,
        place: spec.place,
        constraints: spec.constraints.to_vec(),
        exec: connect::exec(spec, protected),
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
            (Some(cpu), Some(memory)) if !is_on_fargate(spec, cluster.resolve(&names.stage)) => Ok((cpu, memory)),
            _ => Err(violation),
        })
        .map_err(|violation| at_item(declared, violation))?;
    let logs = match spec.logs {
        Logs::CloudWatch(logs) => logs,
        Logs::Off | Logs::Firelens(_) => CloudWatchLogs::new(),
    };
    Ok(Some(WorkloadBlueprint {
        identity: identity(declared, names)?,
        image: spec.container.image.reference().unwrap_or_default().to_owned(),
        capacity: capacity::own(spec.capacity, cluster.resolve(&names.stage).capacity),
        cpu,
        memory,
        architecture: spec.architecture.unwrap_or_else(|| architecture(spec, cluster.resolve(&names.stage))),
        command: words(spec.container.command),
        process: process(&spec.container),
        ports: spec.ports.iter().map(|port| port.number).collect(),
        environment: environment(spec),
        secrets: secrets(declared, spec, names)?,
        allow: spec.allow.to_vec(),
        log_group: names.log_group(declared.name),
        retention_days: logs.retention_days,
        log_mode: logs.mode,
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

fn process(container: &ContainerSpec) -> Process {
    let mut ulimits: Vec<_> = container.ulimits.iter().map(|&(name, value)| (name.to_owned(), value)).collect();
    ulimits.sort();
    Process {
        entrypoint: words(container.entrypoint),
        workdir: container.workdir.map(str::to_owned),
        user: container.user.map(str::to_owned),
        read_only: container.read_only,
        init: container.init,
        stop_seconds: container.stop_seconds,
        ulimits,
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
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

fn environment(spec: &WorkloadSpec) -> Vec<(String, String)> {
    let declared = spec.container.environment.iter().filter_map(|(name, value)| match value {
        Variable::Text(text) => Some(((*name).to_owned(), (*text).to_owned())),
        Variable::Output(_) => None,
    });
    let container = &spec.container;
    let mut names =
        container.environment.iter().map(|(name, _)| name).chain(container.secrets.iter().map(|(name, _)| name));
    let has_port = names.any(|name| *name == "PORT");
    let port = spec.port().filter(|_| !has_port).map(|port| ("PORT".to_owned(), port.to_string()));
    let mut environment: Vec<_> = declared.chain(port).collect();
    environment.sort();
    environment
}

fn secrets(
    declared: &'static Identity,
    spec: &WorkloadSpec,
    names: &Names,
) -> Result<Vec<(String, Secret)>, ResolveError> {
    let mut secrets = Vec::new();
    for &(variable, reference) in spec.container.secrets {
        // What the placeholders become can break the rule, too.
        let filled = names.fill(reference);
        rule::environment::secret(&filled).map_err(|violation| at_item(declared, violation))?;
        let secret = match filled.split_once(':') {
            Some(("secretsmanager", rest)) => {
                let (name, key) = rest.split_once('#').map_or((rest, None), |(name, key)| (name, Some(key)));
                Secret::SecretsManager { name: name.to_owned(), key: key.map(str::to_owned) }
            }
            Some((_, name)) => Secret::Parameter(name.to_owned()),
            None => Secret::Parameter(filled),
        };
        secrets.push((variable.to_owned(), secret));
    }
    secrets.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(secrets)
}
