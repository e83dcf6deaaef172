//! The tasks that run before a service is updated.

use infra_core::blueprint::WorkloadBlueprint;
use infra_core::plan::{Effect, Verb};

use super::steps::{Change, remark};
use super::{Action, Planner, WorkloadAt};

impl Planner<'_> {
    /// Plans the runs of the tasks that must succeed before each service that gets a new deployment: one after the other,
    /// each with what it runs ready, and as late as possible.
    pub(super) fn plan_before(&mut self) {
        for (service, step) in self.deploying.clone() {
            let Some(workload) = self.workload(service) else { continue };
            let item = workload.identity.name;
            let of_service = self.known.revisions.get(&workload.identity.physical).cloned();
            let before = workload.service().map(|service| service.before.as_slice()).unwrap_or_default();
            let before: Vec<WorkloadAt> = before.iter().filter_map(|task| self.find_task(task.name)).collect();
            let ready = self.steps.list.get(step).map(|step| step.after.clone()).unwrap_or_default();
            let mut last = None;
            for task in before {
                let Some(declared) = self.workload(task) else { continue };
                let of_task = self.known.revisions.get(&declared.identity.physical).cloned();
                let revisions = [of_task, of_service.clone()];
                let change = Change {
                    verb: Verb::Create,
                    kind: "run",
                    item: declared.identity.name.to_owned(),
                    effect: Effect::New,
                    details: vec![remark(format!("`{item}` is updated only when it has succeeded"))],
                    action: Action::RunBefore { task, service, revisions },
                };
                let after: Vec<usize> = ready.iter().copied().chain(self.steps_of(task)).chain(last).collect();
                last = Some(self.steps.push(change, after));
            }
            if let (Some(last), Some(step)) = (last, self.steps.list.get_mut(step)) {
                step.after.push(last);
            }
        }
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
