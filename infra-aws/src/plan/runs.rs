//! The order of services and the tasks that they run: a service's stack comes before that of such a task, which gives its role
//! permissions; and its task definition after that, since it tells how to run the task.

use infra_core::blueprint::WorkloadBlueprint;

use super::{Action, Planner};
use crate::stack::DesiredStack;
use crate::template::diff::Verb;
use crate::template::is_run_policy;

impl Planner<'_> {
    /// The clusters in the order in which they are planned: those with tasks that services of others run come first, as
    /// what their stacks put out is in the task definitions of those.
    pub(super) fn clusters_in_order(&self) -> Vec<usize> {
        let clusters = &self.blueprint.clusters;
        let mut open: Vec<usize> = (0..clusters.len()).collect();
        let mut order = Vec::new();
        while !open.is_empty() {
            let waits = |place: &usize| {
                let workloads = clusters.get(*place).into_iter().flat_map(|cluster| &cluster.workloads);
                let mut runs = workloads.filter_map(WorkloadBlueprint::service).flat_map(|service| &service.runs);
                runs.any(|run| {
                    let of_task = |other: &usize| {
                        clusters.get(*other).is_some_and(|other| other.identity.name == run.cluster.identity.name)
                    };
                    open.iter().any(|other| other != place && of_task(other))
                })
            };
            // Where two wait for each other, they stay as they are listed.
            let next = open.iter().position(|place| !waits(place)).unwrap_or_default();
            order.push(open.remove(next));
        }
        order
    }

    /// Whether a stack is a service's that runs a task whose stack is still to come.
    pub(super) fn waits_for_tasks(&self, stack: &DesiredStack, waiting: &[&DesiredStack]) -> bool {
        let mut workloads = self.blueprint.workloads().map(|(_, workload)| workload);
        let workload = workloads.find(|workload| workload.identity.physical == stack.name());
        let runs = workload.and_then(WorkloadBlueprint::service).into_iter().flat_map(|service| &service.runs);
        runs.into_iter().any(|run| waiting.iter().any(|waiting| waiting.name() == run.task.identity.physical))
    }

    /// Puts the stacks of tasks behind those of the services that run them, and the task definitions of those behind them.
    /// What a service may no longer run goes when its new tasks are there.
    pub(super) fn plan_run_permissions(&mut self) {
        let blueprint = self.blueprint;
        for (_, workload) in blueprint.workloads() {
            let Some(service) = workload.service() else { continue };
            for run in &service.runs {
                let task = &run.task.identity.physical;
                let (of_service, of_task) = (self.stack_steps(&workload.identity.physical), self.stack_steps(task));
                let registered = self.registrations(workload);
                self.steps.put_behind(&of_task, &of_service);
                self.steps.put_behind(&registered, &of_task);
            }
        }
        for (service, step) in self.deploying.clone() {
            let cluster = blueprint.clusters.get(service.cluster);
            let Some(workload) = cluster.and_then(|cluster| cluster.workloads.get(service.workload)) else { continue };
            let runs = workload.service().into_iter().flat_map(|service| &service.runs);
            let runs: Vec<&str> = runs.map(|run| run.task.identity.physical.as_str()).collect();
            let steps = self.steps.list.iter().enumerate();
            let taking = steps.filter(|(_, step)| match &step.action {
                Action::ShrinkStack { stack, .. } => !runs.contains(&stack.name()) && self.takes_a_run(stack),
                _ => false,
            });
            let taking: Vec<usize> = taking.map(|(place, _)| place).collect();
            self.steps.put_behind(&taking, &[step]);
        }
    }

    fn takes_a_run(&self, stack: &DesiredStack) -> bool {
        let taken = |change: &crate::template::diff::ResourceChange| {
            change.verb == Verb::Remove && is_run_policy(&change.logical_id, &change.resource_type)
        };
        self.changes(stack).iter().any(taken)
    }

    /// The steps that make or update the stack of this name, before what goes is taken out of it.
    fn stack_steps(&self, name: &str) -> Vec<usize> {
        let steps = self.steps.list.iter().enumerate();
        let own = steps.filter(|(_, step)| match &step.action {
            Action::CreateStack(stack) | Action::RecreateStack(stack) | Action::UpdateStack { stack, .. } => {
                stack.name() == name
            }
            _ => false,
        });
        own.map(|(place, _)| place).collect()
    }

    /// The steps that register a task definition of a workload.
    fn registrations(&self, of: &WorkloadBlueprint) -> Vec<usize> {
        let steps = self.steps.list.iter().enumerate();
        let own = steps.filter(|(_, step)| match &step.action {
            Action::RegisterTaskDefinition { workload, .. } => {
                let cluster = self.blueprint.clusters.get(workload.cluster);
                let registered = cluster.and_then(|cluster| cluster.workloads.get(workload.workload));
                registered.is_some_and(|registered| registered.identity.physical == of.identity.physical)
            }
            _ => false,
        });
        own.map(|(place, _)| place).collect()
    }
}
