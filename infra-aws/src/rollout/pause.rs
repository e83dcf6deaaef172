//! What is done while a deployment waits: its smoke test is run, and decides.

use aws_sdk_ecs::types::ServiceDeployment;
use infra_core::declaration::{Smoke, SmokeTest, Stage};
use infra_core::event::{Cause, Event, RolloutState};
use tokio::task::JoinHandle;

use super::judge;
use super::watch::Watch;
use crate::client::Clients;
use crate::deployments::{Verdict, give};

/// A service's smoke test, with what it has to go by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SmokeSubject {
    pub(crate) smoke: Smoke,
    pub(crate) app: String,
    pub(crate) stage: String,
    pub(crate) account: Option<&'static str>,
    pub(crate) protected: bool,
    pub(crate) service: String,
    pub(crate) physical: String,
    pub(crate) url: String,
    /// Whether somebody has to approve the deployment as well.
    pub(crate) approved: bool,
}

impl SmokeSubject {
    fn run(&self) -> Result<(), String> {
        let stage = Stage { app: &self.app, name: &self.stage, account: self.account, protected: self.protected };
        (self.smoke.0)(&SmokeTest::new(stage, &self.service, &self.physical, &self.url))
    }
}

/// How far the smoke test of a deployment is.
#[derive(Default)]
pub(super) enum SmokeState {
    /// It has not begun.
    #[default]
    Waiting,
    /// It runs.
    Running(JoinHandle<Result<(), String>>),
    /// It has ended, and its verdict is to be given.
    Decided(Verdict),
    /// Nothing more is to be done.
    Over,
}

impl Watch {
    /// Runs the smoke test when the deployment waits for it, and gives its verdict.
    pub(super) async fn pause(
        &mut self,
        clients: &Clients,
        record: Option<&ServiceDeployment>,
        tell: &(dyn Fn(Event) + Send + Sync),
    ) {
        let Some(record) = record else { return };
        // Nobody was asked but the test.
        if self.certain == Some(Cause::Rejected) && matches!(self.smoke, SmokeState::Running(_)) {
            self.certain = Some(Cause::Smoke);
            self.smoke_failure = Some("it did not end in time".to_owned());
        }
        let (Some(subject), Some(hook)) = (self.watched.smoke.clone(), judge::waiting_hook(record)) else {
            return;
        };
        let (Some(arn), Some(hook)) = (record.service_deployment_arn(), hook.hook_id()) else { return };
        let news = |message: String| Event::News { service: subject.service.clone(), message };
        match std::mem::take(&mut self.smoke) {
            SmokeState::Waiting => {
                tell(news("its smoke test runs".to_owned()));
                let test = subject.clone();
                // It is anybody's code: it may block.
                self.smoke = SmokeState::Running(tokio::task::spawn_blocking(move || test.run()));
            }
            SmokeState::Running(running) if !running.is_finished() => self.smoke = SmokeState::Running(running),
            SmokeState::Running(running) => {
                let result = running.await.unwrap_or_else(|_| Err("it panicked".to_owned()));
                match result {
                    Ok(()) if subject.approved => {
                        tell(news("its smoke test succeeded; it waits for `approve` or `reject`".to_owned()));
                        self.smoke = SmokeState::Over;
                    }
                    Ok(()) => {
                        tell(news("its smoke test succeeded".to_owned()));
                        self.smoke = SmokeState::Decided(Verdict::Approve);
                    }
                    Err(error) => {
                        tell(news(format!("its smoke test failed: {error}")));
                        self.certain = Some(Cause::Smoke);
                        self.smoke_failure = Some(error);
                        self.smoke = SmokeState::Decided(Verdict::Reject);
                    }
                }
            }
            other => self.smoke = other,
        }
        if let SmokeState::Decided(verdict) = self.smoke {
            match give(clients, arn, hook, verdict).await {
                // It is given at the next look.
                Err(error) if error.passes() => {}
                // Somebody was quicker, or it may not be given: other deployments go on in any case.
                Err(error) => {
                    tell(news(format!("its verdict was not taken: {error}")));
                    self.smoke = SmokeState::Over;
                }
                Ok(()) => self.smoke = SmokeState::Over,
            }
        }
    }

    /// Whether it waits for nothing but its own smoke test.
    pub(super) fn is_testing(&self) -> bool {
        self.rollout().state == RolloutState::Paused
            && matches!(self.smoke, SmokeState::Running(_) | SmokeState::Decided(_))
    }
}
