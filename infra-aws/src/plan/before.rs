//! The tasks that run before services are updated.

use infra_core::blueprint::WorkloadBlueprint;
use infra_core::plan::{Effect, Verb};

use super::steps::{Change, remark};
use super::{Action, Planner, WorkloadAt};

/// A run of a task.
struct Run {
    task: WorkloadAt,
    /// The services that wait for it, with the places of their steps.
    services: Vec<(WorkloadAt, usize)>,
    /// The tasks that come before it in the list of a service.
    after: Vec<WorkloadAt>,
}

impl Planner<'_> {
    /// Plans the runs of the tasks that must succeed before services that get a new deployment: each task once, however
    /// many services wait for it, and those of one service one after the other.
    pub(super) fn plan_before(&mut self) {
        let mut planned: Vec<(WorkloadAt, usize)> = Vec::new();
        for run in self.runs() {
            let Some(workload) = self.workload(run.task) else { continue };
            let waiting = run.services.iter().filter_map(|(service, _)| Some(self.workload(*service)?.identity.name));
            let waiting: Vec<String> = waiting.map(|name| format!("`{name}`")).collect();
            let verb = if waiting.len() == 1 { "is" } else { "are" };
            let services = run.services.iter().map(|(service, _)| {
                let family = self.workload(*service).map(|service| &service.identity.physical);
                (*service, family.and_then(|family| self.known.revisions.get(family)).cloned())
            });
            let change = Change {
                verb: Verb::Create,
                kind: "run",
                item: workload.identity.name.to_owned(),
                effect: Effect::New,
                details: vec![remark(format!("{} {verb} updated only when it has succeeded", waiting.join(" and ")))],
                action: Action::RunBefore {
                    task: run.task,
                    revision: self.known.revisions.get(&workload.identity.physical).cloned(),
                    services: services.collect(),
                },
            };
            let mut after = self.steps_of(run.task);
            after.extend(planned.iter().filter(|(task, _)| run.after.contains(task)).map(|(_, step)| *step));
            // As late as possible; but what one of several services waits for is not the others' business.
            if let [(_, step)] = run.services.as_slice() {
                after.extend(self.steps.list.get(*step).map(|step| step.after.clone()).unwrap_or_default());
            }
            // What it calls is to be there.
            let called = self.deployments_called(workload);
            let place = self.steps.push(change, after);
            planned.push((run.task, place));
            for (_, service) in run.services {
                if let Some(step) = self.steps.list.get_mut(service) {
                    step.after.push(place);
                }
            }
            self.steps.put_behind(&[place], &called);
        }
    }

    /// The runs that services wait for, in the order in which they are first named.
    fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for &(service, step) in &self.deploying {
            let before = self.workload(service).and_then(|workload| workload.service()).map(|service| &service.before);
            let mut earlier = Vec::new();
            for task in before.into_iter().flatten().filter_map(|task| self.find_task(task.name)) {
                match runs.iter_mut().find(|run| run.task == task) {
                    Some(run) => {
                        run.services.push((service, step));
                        run.after.extend(&earlier);
                    }
                    None => runs.push(Run { task, services: vec![(service, step)], after: earlier.clone() }),
                }
                earlier.push(task);
            }
        }
        runs
    }

    fn workload(&self, at: WorkloadAt) -> Option<&WorkloadBlueprint> {
        self.blueprint.clusters.get(at.cluster)?.workloads.get(at.workload)
    }

    fn find_task(&self, name: &str) -> Option<WorkloadAt> {
        let mut clusters = self.blueprint.clusters.iter().enumerate();
        clusters.find_map(|(cluster, blueprint)| {
            let workload = blueprint.workloads.iter().position(|workload| workload.identity.name == name)?;
            Some(WorkloadAt { cluster, workload })
        })
    }

    /// The steps that make what a task runs.
    fn steps_of(&self, task: WorkloadAt) -> Vec<usize> {
        let item = self.workload(task).map(|workload| workload.identity.name).unwrap_or_default();
        let steps = self.steps.list.iter().enumerate();
        let own = steps.filter(|(_, step)| {
            let makes = matches!(
                step.action,
                Action::CreateStack(_)
                    | Action::RecreateStack(_)
                    | Action::UpdateStack { .. }
                    | Action::RegisterTaskDefinition { .. }
            );
            step.item == item && makes
        });
        own.map(|(place, _)| place).collect()
    }
}
