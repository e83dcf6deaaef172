//! One service while its deployment is watched.

use std::time::Duration;

use aws_sdk_ecs::types::{Service, ServiceDeployment, ServiceDeploymentBrief};
use infra_core::declaration::Condition;
use infra_core::event::{Cause, Event, Report, Rollout, RolloutState, TargetState, Targets};
use tokio::time::Instant;

use super::pause::SmokeState;
use super::read::Key;
use super::{Ended, Watched, judge};
use crate::Error;
use crate::client::Clients;
use crate::diagnose::{self, Evidence, Scene, news};
use crate::observe::production::describe_revisions;
use crate::target_health::{self, Target};

/// How often in a row a deployment may be missing from an answer before it counts as gone: reads can be behind writes.
const MISSING: u32 = 5;

/// How often a record of a deployment that has ended may be missing.
const UNRECORDED: u32 = 10;

/// After how many seconds it is looked again what tasks that are still starting wait for.
const STARTING: u32 = 60;

/// How often in a row a service may be told as being deleted which is deployed: an old one of its name may be meant.
const DELETED: u32 = 3;

/// How often a record may say that a deployment goes on which the service says has failed.
const STALLED: u32 = 5;

/// One service while it is watched.
pub(super) struct Watch {
    pub(super) watched: Watched,
    /// The ARN of ECS's record of the deployment, once it is known.
    pub(super) record: Option<String>,
    pub(super) smoke: SmokeState,
    /// What its smoke test said when it failed.
    pub(super) smoke_failure: Option<String>,
    rollout: Rollout,
    told: Option<Rollout>,
    targets: Option<Targets>,
    missing: u32,
    unrecorded: u32,
    stalled: u32,
    deleted: u32,
    /// How often fewer tasks ran than before: one was lost, though it may not count as failed.
    lost: u32,
    /// What AWS said when it was last asked in vain.
    silence: Option<String>,
    /// The service when it was last seen.
    service: Option<Box<Service>>,
    /// When its deployment was made, in seconds since 1970, once it was seen.
    began: Option<i64>,
    start: Instant,
    limit: Duration,
    /// The newest event of the service that was told.
    event: Option<String>,
    evidence: Evidence,
    signs: Signs,
    cause: Option<Cause>,
    /// Why it fails, where that is certain.
    pub(super) certain: Option<Cause>,
}

/// What shows that a deployment meets trouble; more of it is worth another look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Signs {
    failed: u32,
    breaker: u32,
    lost: u32,
    news: Option<Cause>,
    alarms: usize,
    /// For how long tasks have been starting, in times of [`STARTING`].
    overdue: u32,
}

impl Watch {
    pub(super) fn new(watched: Watched, limit: Option<Duration>) -> Self {
        Self {
            rollout: judge::waiting(&watched),
            limit: limit.unwrap_or_else(|| watched.estimate.limit()),
            record: watched.record.clone(),
            watched,
            smoke: SmokeState::default(),
            smoke_failure: None,
            told: None,
            targets: None,
            missing: 0,
            unrecorded: 0,
            stalled: 0,
            deleted: 0,
            lost: 0,
            silence: None,
            service: None,
            began: None,
            start: Instant::now(),
            event: None,
            evidence: Evidence::default(),
            signs: Signs::default(),
            cause: None,
            certain: None,
        }
    }

    pub(super) fn key(&self) -> Key {
        (self.watched.cluster.clone(), self.watched.service.clone())
    }

    /// How it stands.
    pub(super) fn rollout(&self) -> &Rollout {
        &self.rollout
    }

    /// Notes what the service shows of the deployment.
    pub(super) fn see(&mut self, service: Option<&Service>) {
        match service.and_then(|service| judge::ours(&self.watched, service)) {
            Some(deployment) => {
                self.missing = 0;
                self.began = deployment.created_at().map(|at| at.secs()).or(self.began);
            }
            None => self.missing += 1,
        }
        self.deleted = if service.is_some_and(judge::is_deleted) { self.deleted + 1 } else { 0 };
        self.service = service.cloned().map(Box::new).or_else(|| self.service.take());
        self.silence = None;
    }

    /// Notes that AWS could not be asked.
    pub(super) fn miss(&mut self, error: &Error) {
        self.silence = Some(error.to_string());
    }

    /// Whether its record is to be looked for.
    pub(super) fn wants_record(&self) -> bool {
        self.record.is_none() && (self.began.is_some() || self.missing >= MISSING)
    }

    /// Of records of deployments that began together, the one that brings its task definition; else all.
    pub(super) async fn own_records(
        &self,
        clients: &Clients,
        records: &[ServiceDeploymentBrief],
    ) -> Result<Vec<ServiceDeploymentBrief>, Error> {
        let rivals = judge::rivals(records, self.began);
        if rivals.is_empty() {
            return Ok(records.to_vec());
        }
        let target = |record: &ServiceDeploymentBrief| record.target_service_revision_arn().map(str::to_owned);
        let revisions =
            describe_revisions(clients, rivals.iter().filter_map(|record| target(record)).collect()).await?;
        let brings = |record: &ServiceDeploymentBrief| {
            let revision =
                target(record).and_then(|target| revisions.get(&target)?.task_definition().map(str::to_owned));
            revision.as_deref() == Some(&self.watched.task_definition)
        };
        Ok(rivals.into_iter().filter(|record| brings(record)).cloned().collect())
    }

    /// Finds its record among its own; `records` are all of the service.
    pub(super) fn choose_record(&mut self, own: &[ServiceDeploymentBrief], records: &[ServiceDeploymentBrief]) {
        let record = judge::nearest(own, self.began);
        self.record = record.and_then(|record| record.service_deployment_arn()).map(str::to_owned);
        // Where no record is kept, the service's own word is all there is; else ours may be still to come. A service of
        // which there are records names the newest.
        let is_recorded = self.service.as_ref().is_some_and(|service| service.current_service_deployment().is_some());
        self.unrecorded = if records.is_empty() && !is_recorded { UNRECORDED } else { self.unrecorded + 1 };
    }

    /// Says how it stands. That it has come to an end only its own record says: a service is stable after a rollback,
    /// too.
    pub(super) fn judge(&mut self, service: Option<&Service>, record: Option<&ServiceDeployment>) {
        let by_service = match service {
            Some(_) if self.missing > 0 && self.missing < MISSING => judge::waiting(&self.watched),
            Some(service) => judge::by_service(&self.watched, service),
            None if self.missing < MISSING => judge::waiting(&self.watched),
            None => judge::gone(&self.watched),
        };
        let mut rollout = match record {
            Some(record) => {
                let rollout = judge::by_record(by_service.clone(), service, record);
                self.stall(&by_service, rollout)
            }
            None if self.unneeded(service) => Rollout { state: RolloutState::Unneeded, ..by_service },
            None if by_service.state.is_final() && service.is_some() && self.unrecorded < UNRECORDED => {
                Rollout { state: RolloutState::InProgress, ..by_service }
            }
            None => by_service,
        };
        let stopped = self.deleted > 0 && !rollout.state.is_success() && rollout.state.is_final();
        if stopped || self.deleted >= DELETED || (service.is_none() && self.missing >= MISSING) {
            self.certain = Some(Cause::Deleted);
            rollout = judge::gone(&self.watched);
        }
        if self.certain.is_none() {
            self.certain = record.and_then(judge::decided);
        }
        if rollout.state == RolloutState::InProgress && rollout.running < self.rollout.running {
            self.lost += 1;
        }
        let seconds = u32::try_from(self.start.elapsed().as_secs()).unwrap_or(u32::MAX);
        rollout.seconds = seconds;
        rollout.seconds_left = self.watched.estimate.seconds.checked_sub(seconds).filter(|_| !rollout.state.is_final());
        rollout.targets = self.targets;
        self.rollout = rollout;
    }

    /// A first deployment that fails has nothing to go back to; its record may then say for ever that it goes on.
    fn stall(&mut self, by_service: &Rollout, rollout: Rollout) -> Rollout {
        let stalled = by_service.state == RolloutState::Failed && rollout.state == RolloutState::InProgress;
        self.stalled = if stalled { self.stalled + 1 } else { 0 };
        if self.stalled < STALLED {
            return rollout;
        }
        Rollout { state: RolloutState::Failed, reason: by_service.reason.clone(), ..rollout }
    }

    /// Whether ECS answered the change with the deployment that it had before, and that is done.
    fn unneeded(&self, service: Option<&Service>) -> bool {
        let same = self.watched.deployment.is_some() && self.watched.deployment == self.watched.previous;
        same && service
            .is_some_and(|service| judge::by_service(&self.watched, service).state == RolloutState::Succeeded)
    }

    /// Asks how its targets are.
    pub(super) async fn ask_targets(&mut self, clients: &Clients) {
        if self.watched.target_groups.is_empty() || self.rollout.running == 0 || self.rollout.state.is_final() {
            return;
        }
        if let Some(targets) = target_health::read_all(clients, &self.watched.target_groups).await {
            let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            self.targets = Some(Targets {
                healthy: count(targets.iter().filter(|target| target.is_healthy()).count()),
                registered: count(targets.iter().filter(|target| !target.is_draining()).count()),
            });
            self.rollout.targets = self.targets;
            // A target that is taken out for its health says why only until then.
            let unwell: Vec<TargetState> =
                targets.into_iter().filter(Target::is_unwell).map(|target| target.state).collect();
            if !unwell.is_empty() {
                self.evidence.targets = unwell;
            }
        }
    }

    /// Tells what the service says, and where that or a count shows trouble, gathers the evidence while it exists.
    pub(super) async fn look_for_trouble(
        &mut self,
        clients: &Clients,
        service: Option<&Service>,
        record: Option<&ServiceDeployment>,
        tell: &(dyn Fn(Event) + Send + Sync),
    ) {
        let news = service.map(|service| self.tell_news(service, tell)).unwrap_or_default();
        let alarms = record.and_then(|record| record.alarms()).map(|alarms| alarms.triggered_alarm_names().to_vec());
        let alarms = alarms.unwrap_or_default();
        let signs = Signs {
            failed: self.rollout.failed,
            breaker: self.rollout.breaker.map_or(0, |breaker| breaker.failures),
            lost: self.lost,
            news: news.or(self.signs.news),
            alarms: alarms.len(),
            overdue: self.overdue(),
        };
        let failed = self.rollout.state.is_final() && !self.rollout.state.is_success();
        if signs == self.signs && !failed {
            return;
        }
        let counts = |signs: &Signs| [signs.failed, signs.breaker, signs.lost, signs.overdue];
        let fewer = counts(&signs).iter().zip(counts(&self.signs)).all(|(now, before)| *now <= before);
        let calmer = fewer && signs.news == self.signs.news && signs.alarms <= self.signs.alarms;
        self.signs = signs;
        if calmer && !failed {
            return;
        }
        self.gather(clients, service, alarms).await;
        let report = self.report();
        if !failed && report.cause != Cause::Unknown && self.cause != Some(report.cause) {
            self.cause = Some(report.cause);
            tell(Event::Report(Box::new(report)));
        }
    }

    /// A task may wait for hours for a container of its own that fails, and nothing counts that.
    fn overdue(&self) -> u32 {
        let waits = self.watched.subject.waits.iter().any(|wait| wait.condition != Condition::Start);
        let Rollout { state, pending, seconds, .. } = &self.rollout;
        let starting = waits && *state == RolloutState::InProgress && *pending > 0;
        if starting { seconds / STARTING } else { 0 }
    }

    /// Tells the events of the service that are new; gives what the newest of them means.
    fn tell_news(&mut self, service: &Service, tell: &(dyn Fn(Event) + Send + Sync)) -> Option<Cause> {
        let since = self.began.unwrap_or(i64::MAX);
        let seen = self.event.take();
        let ours = service.events().iter().filter(|event| event.created_at().is_some_and(|at| at.secs() >= since));
        let news: Vec<_> = ours.take_while(|event| event.id() != seen.as_deref()).collect();
        self.event = news.first().and_then(|event| event.id()).map(str::to_owned).or(seen);
        for event in news.iter().rev() {
            let message = event.message().unwrap_or_default().to_owned();
            tell(Event::News { service: self.watched.subject.item.clone(), message });
        }
        news.iter().find_map(|event| news::of_message(event.message().unwrap_or_default()))
    }

    async fn gather(&mut self, clients: &Clients, service: Option<&Service>, alarms: Vec<String>) {
        let scene = Scene {
            cluster: &self.watched.cluster,
            service: &self.watched.service,
            deployment: self.watched.deployment.as_deref(),
            task_definition: &self.watched.task_definition,
            target_groups: &self.watched.target_groups,
            subject: &self.watched.subject,
            since: self.began,
        };
        let found = diagnose::collect(clients, &scene, service).await;
        let reason = self.smoke_failure.clone().unwrap_or_else(|| self.rollout.reason.clone());
        self.evidence.absorb(Evidence { alarms, reason, ..found });
    }

    fn report(&self) -> Report {
        let Rollout { revision, state, .. } = &self.rollout;
        diagnose::report(&self.watched.subject, revision, *state, self.certain, &self.evidence)
    }

    /// Tells how it stands, if that is new.
    pub(super) fn tell(&mut self, tell: &(dyn Fn(Event) + Send + Sync)) {
        let told = |rollout: &Rollout| Rollout { seconds: 0, seconds_left: None, ..rollout.clone() };
        if self.told.as_ref().map(told) != Some(told(&self.rollout)) {
            tell(Event::Rollout(self.rollout.clone()));
            self.told = Some(self.rollout.clone());
        }
    }

    /// Ends the waiting for a deployment that takes too long.
    pub(super) fn check_limit(&mut self) {
        if !self.rollout.state.is_final() && self.start.elapsed() >= self.limit {
            let minutes = self.limit.as_secs().div_ceil(60);
            let Rollout { state, desired, running, pending, .. } = &self.rollout;
            self.rollout.reason = match (&self.silence, state) {
                (Some(silence), _) => format!("after {minutes} min AWS does not say how it stands: {silence}"),
                (None, RolloutState::Paused) => format!("after {minutes} min it still waits for `approve` or `reject`"),
                (None, RolloutState::RollingBack) => format!("after {minutes} min it is still being rolled back"),
                (None, _) => format!(
                    "after {minutes} min {running} of {desired} tasks run and {pending} are starting; it goes on"
                ),
            };
            self.rollout.state = RolloutState::TimedOut;
        }
    }

    /// What there is to say where it cannot be watched to its end.
    pub(super) fn abandon(self) -> Ended {
        let reason = "it goes on, but cannot be watched any more".to_owned();
        Ended { rollout: Rollout { reason, ..self.rollout }, report: None }
    }

    /// What there is to say at the end.
    pub(super) async fn end(mut self, clients: &Clients, tell: &(dyn Fn(Event) + Send + Sync)) -> Ended {
        if self.rollout.state == RolloutState::TimedOut {
            let alarms = std::mem::take(&mut self.evidence.alarms);
            let service = self.service.take();
            self.gather(clients, service.as_deref(), alarms).await;
        }
        self.tell(tell);
        let report = (!self.rollout.state.is_success()).then(|| self.report());
        if let Some(report) = &report {
            tell(Event::Report(Box::new(report.clone())));
        }
        Ended { rollout: self.rollout, report }
    }
}
