//! From declarations and a stage to a blueprint.

use core::error::Error;
use core::fmt;

use super::priority::prioritize;
use super::{
    Blueprint, ClusterBlueprint, ItemIdentity, Names, PrioritizedRoute, Secret, ServiceBlueprint, TaskBlueprint,
    WorkloadBlueprint, WorkloadKind,
};
use crate::declaration::{
    App, Architecture, ClusterSpec, Declaration, Identity, Item, LoadBalancer, Route, ServiceSpec, TaskSpec,
    WorkloadSpec,
};
use crate::{Violation, catalogue, rule};

/// Why an app has no blueprint for a stage.
///
/// Its traits are written out: the macros compile this crate, and thiserror's derive would be a tenth of their build.
#[derive(Debug)]
pub enum ResolveError {
    /// The stage is none of the closed set.
    UnknownStage {
        /// The app.
        app: String,
        /// The stage asked for.
        stage: String,
        /// The stages that `app!` lists.
        known: Vec<&'static str>,
    },
    /// The stage's name, or a name made with it, breaks a rule.
    Name(Box<Violation>),
    /// What an item is in this stage breaks a rule.
    Item {
        /// The item's Rust name.
        item: &'static str,
        /// The file of its declaration.
        file: &'static str,
        /// The line of its declaration.
        line: u32,
        /// The rule.
        violation: Box<Violation>,
    },
}

impl fmt::Display for ResolveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownStage { app, stage, known } => {
                write!(formatter, "`{app}` has no stage `{stage}`; it has {}", known.join(", "))
            }
            Self::Name(violation) => violation.fmt(formatter),
            Self::Item { item, file, line, violation } => write!(formatter, "`{item}` ({file}:{line}): {violation}"),
        }
    }
}

impl Error for ResolveError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::UnknownStage { .. } => None,
            Self::Name(violation) | Self::Item { violation, .. } => Some(violation.as_ref()),
        }
    }
}

impl Blueprint {
    /// Settles `app` for `stage`: overrides, defaults, names, priorities.
    ///
    /// # Errors
    /// When the stage is unknown, or a name or a size that only now is known breaks a rule.
    pub fn resolve(app: &App, stage: &str) -> Result<Self, ResolveError> {
        if !app.stages.names.is_empty() && !app.stages.names.contains(&stage) {
            return Err(ResolveError::UnknownStage {
                app: app.name.to_owned(),
                stage: stage.to_owned(),
                known: app.stages.names.to_vec(),
            });
        }
        rule::name::stage(stage).map_err(|violation| ResolveError::Name(Box::new(violation)))?;
        let names = Names { app: app.name.to_owned(), stage: stage.to_owned() };
        let mut clusters = Vec::new();
        for item in app.items {
            if let Item::Cluster(cluster) = item {
                clusters.push(resolve_cluster(app, cluster, &names)?);
            }
        }
        let account = app.stages.accounts.iter().find(|(bound, _)| *bound == stage).map(|(_, account)| *account);
        Ok(Self { account, protected: app.stages.protected.contains(&stage), names, clusters })
    }
}

fn resolve_cluster(
    app: &App,
    cluster: &'static Declaration<ClusterSpec>,
    names: &Names,
) -> Result<ClusterBlueprint, ResolveError> {
    let spec = cluster.resolve(&names.stage);
    let mut workloads = Vec::new();
    for item in app.items {
        let workload = match item {
            Item::Service(service) => resolve_service(service, cluster, names)?,
            Item::Task(task) => resolve_task(task, cluster, names)?,
            Item::Cluster(_) => None,
        };
        workloads.extend(workload);
    }
    prioritize_routes(&mut workloads);
    let routed = workloads.iter().filter_map(WorkloadBlueprint::service).any(|service| !service.routes.is_empty());
    Ok(ClusterBlueprint {
        identity: identity(&cluster.identity, names)?,
        capacity: spec.capacity.to_vec(),
        network: spec.network,
        load_balancer: spec.load_balancer.or(routed.then_some(LoadBalancer::DEFAULT)),
        tags: spec.tags.to_vec(),
        workloads,
    })
}

fn resolve_service(
    service: &'static Declaration<ServiceSpec>,
    cluster: &'static Declaration<ClusterSpec>,
    names: &Names,
) -> Result<Option<WorkloadBlueprint>, ResolveError> {
    let spec = service.resolve(&names.stage);
    let kind = WorkloadKind::Service(ServiceBlueprint {
        port: spec.port,
        routes: spec.routes.iter().map(|route| PrioritizedRoute { route: *route, priority: 0 }).collect(),
        health: spec.health,
        size: spec.size,
        drain_seconds: spec.drain_seconds,
    });
    resolve_workload(&service.identity, &spec.workload, kind, cluster, names)
}

fn resolve_task(
    task: &'static Declaration<TaskSpec>,
    cluster: &'static Declaration<ClusterSpec>,
    names: &Names,
) -> Result<Option<WorkloadBlueprint>, ResolveError> {
    let spec = task.resolve(&names.stage);
    let kind = WorkloadKind::Task(TaskBlueprint { schedules: spec.schedules.to_vec() });
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
    let port = match &kind {
        WorkloadKind::Service(service) => service.port,
        WorkloadKind::Task(_) => None,
    };
    Ok(Some(WorkloadBlueprint {
        identity: identity(declared, names)?,
        image: spec.image.to_owned(),
        cpu,
        memory,
        architecture: spec.architecture.unwrap_or_else(|| architecture(cluster.resolve(&names.stage))),
        command: spec.command.iter().map(|&word| word.to_owned()).collect(),
        environment: environment(spec, port),
        secrets: secrets(declared, spec, names)?,
        allow: spec.allow.to_vec(),
        log_group: names.log_group(declared.name),
        retention_days: spec.logs.retention_days,
        kind,
    }))
}

fn identity(declared: &'static Identity, names: &Names) -> Result<ItemIdentity, ResolveError> {
    rule::name::physical(&names.app, &names.stage, declared.name).map_err(|violation| at_item(declared, violation))?;
    Ok(ItemIdentity {
        name: declared.name,
        physical: names.physical(declared.name),
        description: declared.description,
        source: declared.source,
    })
}

fn at_item(declared: &'static Identity, violation: Violation) -> ResolveError {
    let Identity { item, source, .. } = *declared;
    ResolveError::Item { item, file: source.file, line: source.line, violation: Box::new(violation) }
}

/// The cluster's instances decide; on Fargate it is `x86_64`.
fn architecture(cluster: &ClusterSpec) -> Architecture {
    let arm = cluster
        .groups()
        .filter_map(|group| catalogue::find(group.instance_type))
        .any(|instance| instance.architecture == catalogue::InstanceArchitecture::Arm64);
    if arm { Architecture::Arm64 } else { Architecture::X86_64 }
}

fn environment(spec: &WorkloadSpec, port: Option<u16>) -> Vec<(String, String)> {
    let declared = spec.environment.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
    let has_port = spec.environment.iter().any(|(name, _)| *name == "PORT");
    let port = port.filter(|_| !has_port).map(|port| ("PORT".to_owned(), port.to_string()));
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
    for &(variable, reference) in spec.secrets {
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

fn prioritize_routes(workloads: &mut [WorkloadBlueprint]) {
    let routes: Vec<Route> = workloads
        .iter()
        .filter_map(WorkloadBlueprint::service)
        .flat_map(|service| service.routes.iter().map(|prioritized| prioritized.route))
        .collect();
    let mut priorities = prioritize(&routes).into_iter();
    for workload in workloads {
        if let WorkloadKind::Service(service) = &mut workload.kind {
            for (route, priority) in service.routes.iter_mut().zip(priorities.by_ref()) {
                route.priority = priority;
            }
        }
    }
}
