//! What a plan minds where deployments move traffic between two target groups.

use infra_core::blueprint::WorkloadBlueprint;

use super::{Action, Planner};
use crate::Error;
use crate::ecs::service::service_key;
use crate::observe::ObservedService;
use crate::stack::DesiredStack;
use crate::template::Serving;

impl Planner<'_> {
    /// A stack that is updated sets the weights of its rules to those that hold; while a deployment moves them, none do.
    pub(super) fn check_traffic_rests(&self, desired: &DesiredStack) -> Result<(), Error> {
        let key = service_key(&desired.cluster, desired.name());
        let moving = self.observed.services.get(&key).filter(|service| service.is_moving_traffic());
        if moving.is_none() {
            return Ok(());
        }
        let item = &desired.template.item;
        Err(Error::Conflict(format!(
            "a deployment of `{item}` moves its traffic, and a change of its stack would move it back; let the deployment \
             end, or approve, reject or roll it back, and deploy again"
        )))
    }

    /// Whether a workload's service goes on using what moves its traffic until a deployment is done: it is to be rolling
    /// again, or an earlier run that was interrupted made it so and the deployment goes on.
    pub(super) fn still_uses_what_goes(&self, cluster: usize, workload: usize) -> bool {
        let Some((service, declared)) = self.observed_service(cluster, workload) else { return false };
        let returns = service.service.deployment.strategy.moves_traffic() && !moves_traffic(declared);
        returns || service.is_deploying()
    }

    /// Lets the stack's update at `step` wait until the deployments of a cluster's services are done: the old tasks answer
    /// until then, by what goes.
    pub(super) fn waits_for_deployments(&mut self, step: usize, cluster: usize) {
        let Some(step) = self.steps.list.get_mut(step) else { return };
        if let Action::UpdateStack { stack, settle } = step.action.clone() {
            step.action = Action::ShrinkStack { stack, cluster, settle };
        }
    }

    /// Says what becomes of a service whose strategy begins or ends to move traffic.
    pub(super) fn note_strategy(&mut self, cluster: usize, workload: usize) {
        let Some((service, declared)) = self.observed_service(cluster, workload) else { return };
        let moved = service.service.deployment.strategy.moves_traffic();
        let name = declared.identity.name;
        let note = match (moved, moves_traffic(declared), self.known.serving(&declared.identity.physical)) {
            (false, true, _) => format!(
                "deployments of `{name}` move its traffic from now on: its stack gets a second target group, a rule for test \
                 requests and a role first"
            ),
            (true, false, Serving::Primary) => format!(
                "deployments of `{name}` are rolling again: its second target group, its test rule and the role go when the \
                 first of them is done"
            ),
            (true, false, Serving::Alternate) => format!(
                "deployments of `{name}` are rolling again: it stays with its second target group, which has its traffic; the \
                 test rule and the role go when the first of them is done"
            ),
            _ => return,
        };
        self.notes.push(note);
    }

    fn observed_service(&self, cluster: usize, workload: usize) -> Option<(&ObservedService, &WorkloadBlueprint)> {
        let cluster = self.blueprint.clusters.get(cluster)?;
        let declared = cluster.workloads.get(workload)?;
        let key = service_key(&cluster.identity.physical, &declared.identity.physical);
        Some((self.observed.services.get(&key)?, declared))
    }
}

impl ObservedService {
    /// Whether a deployment is under way that moves traffic.
    pub(crate) fn is_moving_traffic(&self) -> bool {
        self.service.deployment.strategy.moves_traffic() && self.is_deploying()
    }
}

fn moves_traffic(workload: &WorkloadBlueprint) -> bool {
    workload.service().is_some_and(|service| service.deploy.moves_traffic())
}
