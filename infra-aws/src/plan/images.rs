//! The steps of images that are built.

use infra_core::blueprint::WorkloadBlueprint;
use infra_core::event::Bytes;
use infra_core::plan::{Detail, Effect, Verb};

use super::steps::{Change, remark};
use super::{Action, Planner, WorkloadAt};
use crate::images::{ImageState, has_repository};
use crate::template::{repositories, repository_id};

impl Planner<'_> {
    /// Plans that images come into their repositories. Where the repository is there, that is done before all else, so that
    /// nothing changes for an image that cannot be pushed; else once the stack of the workload has made it, and before what
    /// runs it.
    pub(super) fn plan_images(&mut self) {
        let mut first = Vec::new();
        let mut unbuilt = false;
        for (place, cluster) in self.blueprint.clusters.iter().enumerate() {
            for (own, workload) in cluster.workloads.iter().enumerate() {
                for (key, repository) in repositories(workload) {
                    let Some(state) = self.observed.images.get(&key) else { continue };
                    unbuilt |= matches!(state, ImageState::Build { .. });
                    let container = workload.built().find(|(own, _)| *own == key).map(|(_, container)| container);
                    let beside = container.filter(|container| container.name != workload.container.name);
                    let beside = beside.map(|container| remark(format!("container {}", container.name)));
                    let exists = has_repository(self.observed, workload, &key);
                    let made = if exists { None } else { self.made_by(workload, &key) };
                    let step = self.steps.push(change(workload.identity.name, &repository, state, beside), made);
                    if exists {
                        first.push(step);
                    } else {
                        self.waits_for_image(WorkloadAt { cluster: place, workload: own }, step);
                    }
                }
            }
        }
        for (place, step) in self.steps.list.iter_mut().enumerate() {
            if !first.contains(&place) {
                step.after.extend(&first);
                step.after.sort_unstable();
                step.after.dedup();
            }
        }
        if unbuilt {
            self.notes.push(
                "images are built before anything changes, and what comes out as it runs is not deployed".to_owned(),
            );
        }
    }

    /// The step in which the stack of a workload makes the repository for one of its images.
    fn made_by(&self, workload: &WorkloadBlueprint, key: &str) -> Option<usize> {
        let repository = format!("/Resources/{}", repository_id(key));
        self.steps.list.iter().position(|step| match &step.action {
            Action::CreateStack(stack) | Action::RecreateStack(stack) | Action::UpdateStack { stack, .. } => {
                // A stack may be updated before, so that its rules make room.
                stack.name() == workload.identity.physical && stack.template.body.pointer(&repository).is_some()
            }
            _ => false,
        })
    }

    /// Lets what runs an image wait until it is in its repository.
    fn waits_for_image(&mut self, at: WorkloadAt, image: usize) {
        for step in &mut self.steps.list {
            let runs_it = match &step.action {
                Action::RegisterTaskDefinition { workload, .. }
                | Action::CreateService { workload, .. }
                | Action::UpdateService { workload, .. } => *workload == at,
                Action::RunBefore { task, .. } => *task == at,
                _ => false,
            };
            if runs_it && !step.after.contains(&image) {
                step.after.push(image);
                step.after.sort_unstable();
            }
        }
    }
}

fn change(item: &str, repository: &str, state: &ImageState, beside: Option<Detail>) -> Change {
    let repository = repository.to_owned();
    let (verb, effect, what, action) = match state {
        ImageState::Build { why } => {
            let action = Action::PushImage { repository, digest: None };
            (Verb::Create, Effect::New, format!("to build: {}", reason(why)), action)
        }
        ImageState::Push { digest, bytes } => {
            let action = Action::PushImage { repository, digest: Some(digest.clone()) };
            (Verb::Create, Effect::New, format!("to push {}", Bytes(*bytes)), action)
        }
        ImageState::Retired { digest, tag } => {
            let action = Action::ReviveImage { repository, digest: digest.clone(), tag: tag.clone() };
            (Verb::Update, Effect::InPlace, "used again: it is not deleted".to_owned(), action)
        }
    };
    let details = beside.into_iter().chain([remark(what)]).collect();
    Change { verb, kind: "image", item: item.to_owned(), effect, details, action }
}

/// The first of the reasons, and how many more there are.
fn reason(why: &[String]) -> String {
    match why {
        [] => "no build of it is known".to_owned(),
        [one] => one.clone(),
        [first, more @ ..] => format!("{first} (+{} more)", more.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_short() {
        let why = ["file web/src/main.rs changed", "file a is new", "compiler changed"].map(str::to_owned);
        assert_eq!(reason(&[]), "no build of it is known");
        assert_eq!(reason(&why[..1]), "file web/src/main.rs changed");
        assert_eq!(reason(&why), "file web/src/main.rs changed (+2 more)");
    }
}
