//! Doing what a plan says: steps that do not depend on each other at the same time.

mod before;
mod context;
mod definitions;
mod images;
mod instances;
mod news;
mod scaling;
mod scaling_alarm;
mod services;
mod stacks;
mod tasks;

use std::collections::BTreeSet;
use std::sync::Arc;

use infra_core::event::Event;
use infra_core::plan::{Plan, Step};
use tokio::sync::Semaphore;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinSet;

pub(crate) use context::{Begun, Context, Tell};

use crate::Error;
use crate::plan::Action;
use crate::rollout::{Watched, begun_by};

/// How many steps are under way at once. CloudFormation and ECS throttle callers that change a lot at a time.
const AT_ONCE: usize = 12;

/// What became of a plan's steps.
#[derive(Debug, Default)]
pub(crate) struct Applied {
    /// Those that failed, by their place, and why.
    pub(crate) failed: Vec<(usize, Error)>,
    /// Those that were left out, since they depend on one that failed.
    pub(crate) left_out: BTreeSet<usize>,
}

/// Runs the steps. One that fails leaves out those that depend on it; all others go on. Each deployment that a step
/// begins is handed to `begun`.
pub(crate) async fn apply(context: &Arc<Context>, plan: &Plan<Action>, begun: UnboundedSender<Watched>) -> Applied {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    let mut state = State::new(plan);
    loop {
        for place in state.startable(context, plan) {
            let Some(step) = plan.steps.get(place) else { continue };
            let (context, permits, action) = (Arc::clone(context), Arc::clone(&permits), step.action.clone());
            let subject = subject(step);
            running.spawn(async move {
                // The semaphore is never closed, so a permit always comes.
                let _permit = permits.acquire().await;
                context.tell(Event::Started { step: place, subject: subject.clone() });
                let tell = Tell::new(&context, place, subject);
                (place, run(&tell, &action).await)
            });
        }
        let Some(finished) = running.join_next().await else { break };
        let (place, result) = match finished {
            Ok(finished) => finished,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_cancelled) => continue,
            },
        };
        let subject = plan.steps.get(place).map(subject).unwrap_or_default();
        match result {
            Ok(()) => {
                context.tell(Event::Done { step: place, subject });
                context.finish(place);
                if let Some(watched) = plan.steps.get(place).and_then(|step| begun_by(&step.action, context)) {
                    context.begin(watched.clone());
                    // Whoever watches may have ended with an error, which is told.
                    let _ = begun.send(watched);
                }
            }
            Err(error) => {
                context.tell(Event::Failed { step: place, subject: subject.clone(), reason: error.to_string() });
                state.failed.push((place, error));
            }
        }
    }
    Applied { failed: state.failed, left_out: state.waiting }
}

/// What a step acts on, in words.
pub(crate) fn subject<A>(step: &Step<A>) -> String {
    format!("{} {}", step.item, step.kind)
}

/// Does one step of a plan, at this place of it.
pub(crate) async fn perform(context: &Context, place: usize, step: &Step<Action>) -> Result<(), Error> {
    run(&Tell::new(context, place, subject(step)), &step.action).await
}

async fn run(tell: &Tell<'_>, action: &Action) -> Result<(), Error> {
    match action {
        Action::CreateStack(stack) => stacks::create(tell, stack).await,
        Action::UpdateStack { stack, settle } => stacks::update(tell, stack, *settle).await,
        Action::ShrinkStack { stack, cluster, settle } => {
            services::wait_for_deployments(tell, *cluster).await?;
            stacks::update(tell, stack, *settle).await
        }
        Action::RecreateStack(stack) => {
            stacks::delete(tell, stack.name()).await?;
            stacks::create(tell, stack).await
        }
        Action::DeleteStack(name) => stacks::delete(tell, name).await,
        Action::WaitForInstances { cluster, groups } => instances::wait(tell, cluster, groups).await,
        Action::ReplaceInstances { cluster, groups } => instances::replace(tell, cluster, groups).await,
        Action::ReleaseInstances { groups } => instances::release(tell, groups).await,
        Action::PushImage { repository, digest } => images::push(tell, repository, digest.as_deref()).await,
        Action::ReviveImage { repository, digest, tag } => images::revive(tell, repository, digest, tag).await,
        Action::RegisterTaskDefinition { workload, before } => {
            definitions::register(tell, *workload, before.as_deref()).await
        }
        Action::RetireTaskDefinitions(revisions) => definitions::retire(tell, revisions).await,
        Action::DeleteTaskDefinitions { family } => definitions::delete(tell, family).await,
        Action::RunBefore { task, revision, services } => before::run(tell, *task, revision.as_deref(), services).await,
        Action::CreateService { workload, revision } => services::create(tell, *workload, revision.as_deref()).await,
        Action::UpdateService { workload, revision, changed, force, .. } => {
            services::update(tell, *workload, revision.as_deref(), changed.as_deref(), *force).await
        }
        Action::DeleteService { cluster, service } => services::delete(tell, cluster, service).await,
        Action::StopTasks { cluster, family } => tasks::stop(tell, cluster, family).await,
        Action::Scale { workload, before } => scaling::set(tell, *workload, before.as_deref()).await,
        Action::Unscale { resource, before, stays } => scaling::remove(tell, resource, before, *stays).await,
    }
}

/// Which steps have not begun, and what failed.
struct State {
    waiting: BTreeSet<usize>,
    failed: Vec<(usize, Error)>,
}

impl State {
    fn new(plan: &Plan<Action>) -> Self {
        Self { waiting: (0..plan.steps.len()).collect(), failed: Vec::new() }
    }

    /// Takes the steps whose dependencies are all done.
    fn startable(&mut self, context: &Context, plan: &Plan<Action>) -> Vec<usize> {
        if context.is_stopped() {
            return Vec::new();
        }
        let ready = |place: &usize| {
            plan.steps.get(*place).is_some_and(|step| step.after.iter().all(|before| context.is_done(*before)))
        };
        let ready: Vec<usize> = self.waiting.iter().copied().filter(ready).collect();
        for place in &ready {
            self.waiting.remove(place);
        }
        ready
    }
}
