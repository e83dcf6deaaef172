//! The tasks that services may run.

use super::{ClusterBlueprint, Names, WorkloadBlueprint, WorkloadKind};
use crate::declaration::{App, Identity, Item};
use crate::rule::environment::{RUN, made_of};

/// A task that a service may run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runnable {
    /// The variable that tells the service how to run it: `RUN_ROLLUP`. One that it declares itself stays, where it waives the rule.
    pub variable: String,
    /// The task's cluster, without what runs in it.
    pub cluster: ClusterBlueprint,
    /// The task.
    pub task: WorkloadBlueprint,
}

/// A service that may run a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runner {
    /// Its name without app and stage.
    pub item: &'static str,
    /// Its physical name.
    pub physical: String,
    /// The role that it was given; none where one is made for it.
    pub given_role: Option<&'static str>,
}

/// Tells each service how to run the tasks that it names, and each of those who may run it.
pub(super) fn resolve(app: &App, names: &Names, clusters: &mut [ClusterBlueprint]) {
    for (service, tasks) in runners(app, names) {
        let mut found: Vec<Runnable> = Vec::new();
        for task in tasks {
            let is_there = found.iter().any(|runnable| runnable.task.identity.name == task.name);
            found.extend(runnable(clusters, task).filter(|_| !is_there));
        }
        let Some(workload) = workload(clusters, service) else { continue };
        let runner = Runner {
            item: service.name,
            physical: workload.identity.physical.clone(),
            given_role: workload.runtime.task_role,
        };
        let called: Vec<&'static str> = found.iter().map(|runnable| runnable.task.identity.name).collect();
        if let WorkloadKind::Service(service) = &mut workload.kind {
            service.runs = found;
        }
        let of_app = clusters.iter_mut().flat_map(|cluster| &mut cluster.workloads);
        for workload in of_app.filter(|workload| called.contains(&workload.identity.name)) {
            if let WorkloadKind::Task(task) = &mut workload.kind {
                task.run_by.push(runner.clone());
            }
        }
    }
}

/// The services that run tasks, with those.
fn runners(app: &App, names: &Names) -> impl Iterator<Item = (&'static Identity, &'static [&'static Identity])> {
    app.items.iter().filter_map(|item| match item {
        Item::Service(service) => {
            let runs = service.resolve(&names.stage).runs;
            (!runs.is_empty()).then_some((&service.identity, runs))
        }
        Item::Cluster(_) | Item::Task(_) => None,
    })
}

fn runnable(clusters: &[ClusterBlueprint], named: &Identity) -> Option<Runnable> {
    let mut tasks = clusters.iter().flat_map(|cluster| cluster.workloads.iter().map(move |task| (cluster, task)));
    let (cluster, task) = tasks.find(|(_, task)| task.identity.name == named.name && task.task().is_some())?;
    Some(Runnable {
        variable: made_of(&[RUN, named.name]),
        cluster: ClusterBlueprint { workloads: Vec::new(), ..cluster.clone() },
        task: task.clone(),
    })
}

fn workload<'stage>(
    clusters: &'stage mut [ClusterBlueprint],
    named: &Identity,
) -> Option<&'stage mut WorkloadBlueprint> {
    let mut workloads = clusters.iter_mut().flat_map(|cluster| &mut cluster.workloads);
    workloads.find(|workload| workload.identity.name == named.name)
}
