//! The order of services that call each other: what is called comes before what calls it.

use infra_core::blueprint::{Connection, WorkloadBlueprint};

use super::steps::{Steps, remark};
use super::{Action, Planner, WorkloadAt};
use crate::ecs::service::service_key;
use crate::observe::Observed;
use crate::stack::DesiredStack;
use crate::template::{ParameterValue, output};

impl Planner<'_> {
    /// Puts each service behind those that it calls: its proxies know the names that are there when its deployment begins,
    /// and learn of no others. And each stack that opens a security group behind the stack that makes that.
    pub(super) fn plan_connections(&mut self) {
        let blueprint = self.blueprint;
        for (_, workload) in blueprint.workloads() {
            for connection in &workload.connections {
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
    pub(super) fn unknown_to(&self, cluster: &str, declared: &WorkloadBlueprint) -> Vec<String> {
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
        self.steps.put_behind(later, earlier)
    }

    /// The steps that deploy the services which a task calls.
    pub(super) fn deployments_called(&self, caller: &WorkloadBlueprint) -> Vec<usize> {
        let called = |connection: &Connection| {
            let callee = |step: &Action| self.is_of(step, &connection.physical);
            self.places(deploys, &callee)
        };
        caller.connections.iter().flat_map(called).collect()
    }
}

/// Puts the deletion of each stack behind what becomes of the stacks that name its security group or its role: rules and
/// policies of theirs may be on them, and keep them.
pub(super) fn put_behind_callers(steps: &mut Steps, observed: &Observed) {
    let places = |steps: &Steps, name: &str, gone: bool| -> Vec<usize> {
        let list = steps.list.iter().enumerate();
        let of = list.filter(|(_, step)| match &step.action {
            Action::DeleteStack(stack) => stack == name,
            Action::UpdateStack { stack, .. } | Action::ShrinkStack { stack, .. } => !gone && stack.name() == name,
            _ => false,
        });
        of.map(|(place, _)| place).collect()
    };
    for callee in observed.stacks.values() {
        let deletion = places(steps, &callee.name, true);
        let named = [output::SECURITY_GROUP_ID, output::TASK_ROLE_NAME];
        let named: Vec<&String> = named.iter().filter_map(|output| callee.outputs.get(*output)).collect();
        if deletion.is_empty() || named.is_empty() {
            continue;
        }
        let callers = observed.stacks.values().filter(|stack| stack.name != callee.name);
        for caller in callers.filter(|stack| stack.parameters.values().any(|value| named.contains(&value))) {
            let earlier = places(steps, &caller.name, false);
            steps.put_behind(&deletion, &earlier);
        }
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
