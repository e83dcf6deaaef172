//! From an app to what it is in one stage: overrides in their place, and `configure` functions run.

use super::{Configured, ResolveError};
use crate::declaration::{
    App, ClusterSpec, Configure, Declaration, Identity, Item, ServiceSpec, Stage, TaskSpec, WorkloadSpec,
};
use crate::language::Differences;

/// The app in `stage`, whose items have no overrides any more, and what `configure` functions changed.
///
/// The declarations live as long as the program: a plan is made once or twice in its life, of a few kilobytes.
pub(super) fn settle(app: &App, stage: &Stage<'_>) -> Result<(&'static App, Vec<Configured>), ResolveError> {
    let mut configured = Vec::new();
    let mut clusters = Vec::new();
    for item in app.items {
        if let Item::Cluster(cluster) = item {
            clusters.push(settle_one(*cluster, stage, &mut configured, |spec| *spec, ClusterSpec::differences)?);
        }
    }
    let home = |declared: &'static Declaration<ClusterSpec>| {
        let listed = clusters.iter().copied().find(|cluster| **cluster == *declared);
        // One that is not listed is told of by the checks.
        listed.unwrap_or(declared)
    };
    let moved = |workload: &mut WorkloadSpec| workload.cluster = home(workload.cluster);
    let mut items = Vec::new();
    for item in app.items {
        items.push(match item {
            Item::Cluster(cluster) => Item::Cluster(home(cluster)),
            Item::Service(service) => {
                let settled = |spec: &ServiceSpec| {
                    let mut spec = *spec;
                    moved(&mut spec.workload);
                    spec
                };
                Item::Service(settle_one(*service, stage, &mut configured, settled, ServiceSpec::differences)?)
            }
            Item::Task(task) => {
                let settled = |spec: &TaskSpec| {
                    let mut spec = *spec;
                    moved(&mut spec.workload);
                    spec
                };
                Item::Task(settle_one(*task, stage, &mut configured, settled, TaskSpec::differences)?)
            }
        });
    }
    let settled = App { name: app.name, items: items.leak(), stages: app.stages, source: app.source };
    Ok((Box::leak(Box::new(settled)), configured))
}

fn settle_one<S: Copy + 'static>(
    declared: &'static Declaration<S>,
    stage: &Stage<'_>,
    configured: &mut Vec<Configured>,
    settled: impl Fn(&S) -> S,
    differences: impl Fn(&S, &S, &mut Differences),
) -> Result<&'static Declaration<S>, ResolveError> {
    let before = settled(declared.resolve(stage.name));
    let mut base = before;
    if let Some(Configure(function)) = declared.configure {
        // It may have named another cluster, which has its own form in this stage.
        base = settled(&function(stage, before).map_err(|error| at_item(&declared.identity, error))?);
        let mut changes = Differences::default();
        differences(&before, &base, &mut changes);
        let changes = changes.into_vec();
        if !changes.is_empty() {
            configured.push(Configured { item: declared.identity.item, name: declared.identity.name, changes });
        }
    }
    let Declaration { identity, .. } = declared;
    Ok(Box::leak(Box::new(Declaration { identity: *identity, base, stages: &[], configure: None })))
}

fn at_item(identity: &Identity, error: String) -> ResolveError {
    let Identity { item, source, .. } = *identity;
    ResolveError::Configure { item, file: source.file, line: source.line, error }
}
