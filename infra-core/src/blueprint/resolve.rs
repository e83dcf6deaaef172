//! From declarations and a stage to a blueprint.

use super::priority::prioritize;
use super::resolve_workload::{resolve_service, resolve_task};
use super::settle::settle;
use super::{
    Blueprint, ClusterBlueprint, ItemIdentity, Names, ResolveError, Waived, WorkloadBlueprint, WorkloadKind, connect,
    runs,
};
use crate::declaration::{App, ClusterSpec, Declaration, Identity, Item, LoadBalancer, NetworkBalancer, Route, Stage};
use crate::{Violation, check, rule};

impl Blueprint {
    /// Settles `app` for `stage`: overrides, defaults, names, priorities.
    ///
    /// # Errors
    /// When the stage is unknown, or a name or a size that only now is known breaks a rule.
    pub fn resolve(app: &App, stage: &str) -> Result<Self, ResolveError> {
        let bare = Self::bare(app, stage)?;
        let Self { names, account, protected, .. } = bare;
        let (app, configured) = settle(app, &Stage { app: app.name, name: stage, account, protected })?;
        let report = check::report(app);
        if !report.errors.is_empty() {
            return Err(ResolveError::Broken { stage: stage.to_owned(), problems: report.errors });
        }
        let mut clusters = Vec::new();
        for item in app.items {
            if let Item::Cluster(cluster) = item {
                clusters.push(resolve_cluster(app, cluster, &names, protected)?);
            }
        }
        runs::resolve(app, &names, &mut clusters);
        let (warnings, pending) = (report.warnings, report.pending);
        Ok(Self { names, account, protected, clusters, configured, warnings, waived: waived(app), pending })
    }

    /// The stage without its items: enough to find what stands of it by its tags, whatever is declared now.
    ///
    /// # Errors
    /// When the stage is unknown, or its name breaks a rule.
    pub fn bare(app: &App, stage: &str) -> Result<Self, ResolveError> {
        if !app.stages.names.is_empty() && !app.stages.names.contains(&stage) {
            return Err(ResolveError::UnknownStage {
                app: app.name.to_owned(),
                stage: stage.to_owned(),
                known: app.stages.names.to_vec(),
            });
        }
        rule::name::stage(stage).map_err(|violation| ResolveError::Name(Box::new(violation)))?;
        Ok(Self {
            names: Names { app: app.name.to_owned(), stage: stage.to_owned() },
            account: app.stages.accounts.iter().find(|(bound, _)| *bound == stage).map(|(_, account)| *account),
            protected: app.stages.protected.contains(&stage),
            clusters: Vec::new(),
            configured: Vec::new(),
            warnings: Vec::new(),
            waived: Vec::new(),
            pending: Vec::new(),
        })
    }
}

/// Every waiver of the settled items, in the order of the listing.
fn waived(app: &App) -> Vec<Waived> {
    let of_item = |item: &Item| {
        let waivers = match item {
            Item::Cluster(cluster) => cluster.base.waivers,
            Item::Service(service) => service.base.workload.waivers,
            Item::Task(task) => task.base.workload.waivers,
        };
        let item = item.identity().item;
        waivers.iter().map(move |&waiver| Waived { item, waiver })
    };
    app.items.iter().flat_map(of_item).collect()
}

fn resolve_cluster(
    app: &App,
    cluster: &'static Declaration<ClusterSpec>,
    names: &Names,
    protected: bool,
) -> Result<ClusterBlueprint, ResolveError> {
    let spec = cluster.resolve(&names.stage);
    let mut workloads = Vec::new();
    for item in app.items {
        let workload = match item {
            Item::Service(service) => resolve_service(app, service, cluster, names, protected)?,
            Item::Task(task) => resolve_task(app, task, cluster, names)?,
            Item::Cluster(_) => None,
        };
        workloads.extend(workload);
    }
    prioritize_routes(&mut workloads);
    let mut services = workloads.iter().filter_map(WorkloadBlueprint::service);
    let routed = services.clone().any(|service| !service.routes.is_empty());
    let streamed = services.any(|service| !service.streams.is_empty());
    Ok(ClusterBlueprint {
        identity: identity(&cluster.identity, names)?,
        capacity: spec.capacity.to_vec(),
        network: spec.network,
        load_balancer: spec.load_balancer.or(routed.then_some(LoadBalancer::new())),
        network_balancer: spec.network_balancer.or(streamed.then_some(NetworkBalancer::new())),
        namespace: connect::namespace(app, cluster, names),
        insights: spec.insights,
        dashboard: spec.dashboard,
        include: spec.include.to_vec(),
        tags: spec.tags.to_vec(),
        workloads,
    })
}

pub(super) fn identity(declared: &'static Identity, names: &Names) -> Result<ItemIdentity, ResolveError> {
    rule::name::physical(&names.app, &names.stage, declared.name).map_err(|violation| at_item(declared, violation))?;
    Ok(ItemIdentity {
        name: declared.name,
        physical: names.physical(declared.name),
        description: declared.description,
        source: declared.source,
    })
}

pub(super) fn at_item(declared: &'static Identity, violation: Violation) -> ResolveError {
    let Identity { item, source, .. } = *declared;
    ResolveError::Item { item, file: source.file, line: source.line, violation: Box::new(violation) }
}

fn prioritize_routes(workloads: &mut [WorkloadBlueprint]) {
    let routes: Vec<(Route, bool)> = workloads
        .iter()
        .filter_map(WorkloadBlueprint::service)
        .flat_map(|service| service.routes.iter().map(|route| (route.route, service.deploy.moves_traffic())))
        .collect();
    let mut priorities = prioritize(&routes).into_iter();
    for workload in workloads {
        if let WorkloadKind::Service(service) = &mut workload.kind {
            for (route, (priority, test_priority)) in service.routes.iter_mut().zip(priorities.by_ref()) {
                route.priority = priority;
                route.test_priority = test_priority;
            }
        }
    }
}
