//! AWS as a place to deploy to.

use std::sync::Arc;

use infra_core::blueprint::Blueprint;
use infra_core::event::Event;
use infra_core::plan::Plan;
use infra_core::target::Target;

use crate::Error;
use crate::apply::{self, Context};
use crate::client::Clients;
use crate::ecs::service::service_key;
use crate::observe::Observed;
use crate::plan::{self, Action};
use crate::rollout::{self, Watched};

/// One account and region of AWS.
pub(crate) struct Aws {
    pub(crate) clients: Clients,
}

impl Target for Aws {
    type Action = Action;
    type Error = Error;
    type Observed = Observed;

    async fn observe(&self, blueprint: &Blueprint) -> Result<Observed, Error> {
        Observed::read(&self.clients, blueprint).await
    }

    fn plan(&self, blueprint: &Blueprint, observed: &Observed) -> Result<Plan<Action>, Error> {
        plan::plan(blueprint, observed)
    }

    fn plan_destroy(&self, blueprint: &Blueprint, observed: &Observed) -> Result<Plan<Action>, Error> {
        plan::plan_destroy(blueprint, observed)
    }

    async fn apply(
        &self,
        blueprint: &Blueprint,
        plan: &Plan<Action>,
        observed: &Observed,
        events: Arc<dyn Fn(Event) + Send + Sync>,
    ) -> Result<(), Error> {
        let known = observed.known.clone();
        let context = Context::new(self.clients.clone(), blueprint.clone(), known, Arc::clone(&events));
        let context = Arc::new(context);
        let applied = apply::apply(&context, plan).await;
        // What was begun is watched to its end even when another step failed: both are worth knowing.
        let watched = watched(blueprint, plan, observed, &context);
        let rolled_out = rollout::watch(&self.clients, watched, &*events).await;
        applied.and(rolled_out)
    }
}

/// The services whose deployment the plan began, and those whose earlier one still goes on.
fn watched(blueprint: &Blueprint, plan: &Plan<Action>, observed: &Observed, context: &Context) -> Vec<Watched> {
    let known = context.known();
    let mut watched = Vec::new();
    for (cluster_place, cluster) in blueprint.clusters.iter().enumerate() {
        for (place, workload) in cluster.workloads.iter().enumerate() {
            let at = plan::WorkloadAt { cluster: cluster_place, workload: place };
            let name = &workload.identity.physical;
            let step = plan.steps.iter().enumerate().find_map(|(step, planned)| match &planned.action {
                Action::CreateService { workload, revision }
                | Action::UpdateService { workload, revision, deploys: true, .. } => {
                    (*workload == at).then_some((step, revision))
                }
                _ => None,
            });
            let task_definition = match step {
                Some((step, revision)) if context.is_done(step) => {
                    revision.clone().or_else(|| known.revisions.get(name).cloned())
                }
                Some(_) => None,
                None => {
                    let service = observed.services.get(&service_key(&cluster.identity.physical, name));
                    service.filter(|service| service.is_deploying()).map(|service| service.task_definition.clone())
                }
            };
            if let Some(task_definition) = task_definition {
                watched.push(Watched {
                    item: workload.identity.name.to_owned(),
                    cluster: cluster.identity.physical.clone(),
                    service: name.clone(),
                    task_definition,
                    deployment: context.deployment(name),
                    minutes: rollout::minutes(workload),
                });
            }
        }
    }
    watched
}
