//! The order of services that call each other: what is called comes before what calls it.

use infra_core::blueprint::{Connection, ServiceBlueprint, WorkloadBlueprint};

use super::steps::remark;
use super::{Action, Planner, WorkloadAt};
use crate::ecs::service::service_key;
use crate::stack::DesiredStack;
use crate::template::{ParameterValue, output};

impl Planner<'_> {
    /// Puts each service behind those that it calls: its proxies know the names that are there when its deployment begins,
    /// and learn of no others. And each stack that opens a security group behind the stack that makes that.
    pub(super) fn plan_connections(&mut self) {
        let blueprint = self.blueprint;
        for (_, workload) in blueprint.workloads() {
            let Some(service) = workload.service() else { continue };
            for connection in &service.connections {
                let callee = |step: &Action| self.is_of(step, &connection.physical);
                let caller = |step: &Action| self.is_of(step, &workload.identity.physical);
                let (made, called) = (self.places(makes_stack, &callee), self.places(deploys, &callee));
                let (opening, calling) = (self.places(makes_stack, &caller), self.places(deploys, &caller));
                self.put_behind(&opening, &made);
                if !self.put_behind(&calling, &called) {
                    self.notes.push(format!(
                        "`{}` starts before `{}`, whose route it gives up: deploy once more, so that it can call it",
                        workload.identity.name, connection.item
                    ));
                }
            }
        }
    }

    /// The services that `declared` calls whose names are not in the namespace yet: its tasks that run do not know them,
    /// and never will.
    pub(super) fn unknown_to(&self, cluster: &str, declared: &ServiceBlueprint) -> Vec<String> {
        let is_new = |connection: &&Connection| {
            let observed = self.observed.services.get(&service_key(cluster, &connection.physical));
            let connect = observed.and_then(|observed| observed.service.connect.as_ref());
            let offers = |port: &u16| connect.is_some_and(|connect| connect.offers(connection.item, *port));
            let callee = self.blueprint.workloads().find(|(_, other)| other.identity.physical == connection.physical);
            let daemon = callee.and_then(|(_, other)| other.service()).is_some_and(|service| service.daemon);
            let remade = observed.is_some_and(|observed| observed.service.daemon != daemon);
            remade || !connection.ports.iter().all(offers)
        };
        declared.connections.iter().filter(is_new).map(|connection| format!("`{}`", connection.item)).collect()
    }

    /// Whether a stack opens the security group of one that is still to come, and does not exist.
    pub(super) fn waits_for_group(&self, stack: &DesiredStack, waiting: &[&DesiredStack]) -> bool {
        stack.template.parameters.values().any(|value| match value {
            ParameterValue::WorkloadOutput { stack: other, .. } => {
                self.known.output(other, output::SECURITY_GROUP_ID).is_none()
                    && waiting.iter().any(|waiting| waiting.name() == other)
            }
            _ => false,
        })
    }

    /// The places of the steps of a kind.
    fn places(&self, kind: fn(&Action) -> bool, own: &dyn Fn(&Action) -> bool) -> Vec<usize> {
        let steps = self.steps.list.iter().enumerate();
        steps.filter(|(_, step)| kind(&step.action) && own(&step.action)).map(|(place, _)| place).collect()
    }

    /// Whether a step acts on the stack or the service of this name.
    fn is_of(&self, action: &Action, physical: &str) -> bool {
        match action {
            Action::CreateStack(stack) | Action::RecreateStack(stack) | Action::UpdateStack { stack, .. } => {
                stack.name() == physical
            }
            Action::CreateService { workload, .. } | Action::UpdateService { workload, .. } => {
                self.workload_at(*workload).is_some_and(|workload| workload.identity.physical == physical)
            }
            _ => false,
        }
    }

    fn workload_at(&self, at: WorkloadAt) -> Option<&WorkloadBlueprint> {
        self.blueprint.clusters.get(at.cluster)?.workloads.get(at.workload)
    }

    /// Lets `later` wait for `earlier`, unless that waits for them already; whether it could.
    fn put_behind(&mut self, later: &[usize], earlier: &[usize]) -> bool {
        let mut whole = true;
        for &before in earlier {
            for &behind in later {
                if self.comes_after(before, behind) {
                    whole = false;
                } else if let Some(step) = self.steps.list.get_mut(behind)
                    && !step.after.contains(&before)
                {
                    step.after.push(before);
                    step.after.sort_unstable();
                }
            }
        }
        whole
    }

    /// Whether a step waits for another one, over however many between.
    fn comes_after(&self, step: usize, other: usize) -> bool {
        let mut open = vec![step];
        let mut seen = Vec::new();
        while let Some(place) = open.pop() {
            if place == other {
                return true;
            }
            if !seen.contains(&place) {
                seen.push(place);
                open.extend(self.steps.list.get(place).into_iter().flat_map(|step| &step.after).copied());
            }
        }
        false
    }
}

/// Says in a plan why a service gets a new deployment though nothing of its own changes.
pub(super) fn learns(services: &[String]) -> infra_core::plan::Detail {
    let verb = if services.len() == 1 { "is" } else { "are" };
    remark(format!("{} {verb} new in the namespace: only new tasks know such names", services.join(" and ")))
}

fn makes_stack(action: &Action) -> bool {
    matches!(action, Action::CreateStack(_) | Action::RecreateStack(_) | Action::UpdateStack { .. })
}

fn deploys(action: &Action) -> bool {
    matches!(action, Action::CreateService { .. } | Action::UpdateService { .. })
}
