//! Puts one service in place.

use std::sync::Arc;

use infra_core::event::{ItemOutcome, OutcomeState, Report, RolloutState};
use tokio::sync::oneshot;

use super::apply::Deploying;
use super::before;
use super::stage::Stage;
use crate::service::{Keeper, Outcome, Watching};
use crate::spec::{Service, Task};

impl Stage {
    /// Puts a service in place when what it calls is. Where that failed, a service that runs stays as it is; one that does not is
    /// started all the same: it can do no harm to what runs, and what it calls is tried again and again.
    pub(super) async fn put_service(
        self: &Arc<Self>,
        deploying: &Deploying,
        service: Service,
        called: &[String],
        tasks: &[Task],
    ) -> ItemOutcome {
        let item = service.item.clone();
        let known = {
            let kept = self.kept();
            let known = kept.spec.services.iter().find(|known| known.item == item).cloned();
            known.zip(kept.keepers.get(&item).cloned())
        };
        let runs = |keeper: &Keeper| {
            let state = keeper.state().deployment;
            state.is_success() || state == RolloutState::RolledBack
        };
        if known.as_ref().is_some_and(|(known, keeper)| *known == service && runs(keeper)) {
            return ItemOutcome { item, state: OutcomeState::Unchanged, detail: String::new() };
        }
        let subject = format!("{item} service");
        let failed_call = tokio::select! {
            failed = deploying.turns.wait(called) => failed,
            () = deploying.superseded() => return superseded(deploying, item, &subject),
        };
        if let Some(failed) = failed_call.filter(|_| known.is_some()) {
            let detail = format!("it calls `{failed}`, which failed; what runs was left alone");
            return ItemOutcome { item, state: OutcomeState::LeftOut, detail };
        }
        tokio::select! {
            () = self.gone(&item) => {}
            () = deploying.superseded() => return superseded(deploying, item, &subject),
        }
        deploying.started(&subject);
        let is_new_revision = known.as_ref().is_none_or(|(known, _)| known.revision != service.revision);
        if is_new_revision {
            let ran = tokio::select! {
                ran = before::run(self, deploying, &service, tasks) => ran,
                () = deploying.superseded() => return superseded(deploying, item, &subject),
            };
            if let Err(why) = ran {
                deploying.ended(&subject, Some(why.clone()));
                return ItemOutcome { item, state: OutcomeState::Failed, detail: why };
            }
        }
        let (events, (ended, outcome)) = (deploying.clone(), oneshot::channel());
        let watching = Watching { events: Arc::new(move |event| events.event(event)), outcome: ended };
        let revision = service.revision.clone();
        let before = known.as_ref().map(|(known, _)| known.clone());
        self.keep(service, known.map(|(_, keeper)| keeper), watching);
        let outcome = tokio::select! {
            outcome = outcome => outcome.unwrap_or(Outcome::Superseded),
            () = deploying.superseded() => return superseded(deploying, item, &subject),
        };
        let (state, detail) = match outcome {
            Outcome::Done => {
                deploying.ended(&subject, None);
                return ItemOutcome { item, state: OutcomeState::Done, detail: format!("revision {revision}") };
            }
            Outcome::Superseded => return superseded(deploying, item, &subject),
            Outcome::Failed(report) => failed(&report, RolloutState::Failed),
            Outcome::RolledBack(report) => {
                self.keep_again(before);
                failed(&report, RolloutState::RolledBack)
            }
        };
        deploying.ended(&subject, Some(detail.clone()));
        ItemOutcome { item, state: OutcomeState::Rollout(state), detail }
    }

    /// Hands a service to what keeps it.
    fn keep(&self, service: Service, keeper: Option<Keeper>, watching: Watching) {
        let mut kept = self.kept();
        let item = service.item.clone();
        kept.add(service.clone());
        match keeper {
            Some(keeper) => keeper.deploy(service, watching),
            None => {
                kept.keepers.insert(item, Keeper::start(Arc::clone(&self.machine), service, watching));
            }
        }
    }

    /// Knows again what runs after a deployment was rolled back.
    fn keep_again(&self, service: Option<Service>) {
        let Some(service) = service else { return };
        let mut kept = self.kept();
        if let Some(known) = kept.spec.services.iter_mut().find(|known| known.item == service.item) {
            *known = service;
        }
    }
}

fn failed(report: &Report, state: RolloutState) -> (RolloutState, String) {
    (state, report.explanation.clone())
}

fn superseded(deploying: &Deploying, item: String, subject: &str) -> ItemOutcome {
    let why = "another deploy took its place".to_owned();
    deploying.ended(subject, Some(why.clone()));
    ItemOutcome { item, state: OutcomeState::Rollout(RolloutState::Superseded), detail: why }
}
