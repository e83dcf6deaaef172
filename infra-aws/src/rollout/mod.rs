//! Watching deployments until each has an end, and telling the truth about it.

mod judge;

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_ecs::types::{Service, ServiceDeploymentBrief};
use infra_core::blueprint::WorkloadBlueprint;
use infra_core::event::{Event, Rollout, RolloutState};

use crate::Error;
use crate::client::Clients;
use crate::observe::services::describe;
use crate::wait::{Deadline, Pace};

/// How long a deployment may take before the command gives up on it (it goes on without it), beside the time that the
/// declaration itself gives to starting and draining.
const MINUTES: u64 = 30;

/// How long the deployment of a workload may take, in minutes.
pub(crate) fn minutes(workload: &WorkloadBlueprint) -> u64 {
    let own = workload.service().map(|service| service.drain_seconds + service.health.grace_seconds);
    MINUTES + u64::from(own.unwrap_or_default() / 60)
}

/// A service whose deployment is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Watched {
    /// The item.
    pub(crate) item: String,
    /// The cluster.
    pub(crate) cluster: String,
    /// The service.
    pub(crate) service: String,
    /// The ARN of the task definition that it is to run.
    pub(crate) task_definition: String,
    /// The id of the deployment, where the answer to the change told it.
    pub(crate) deployment: Option<String>,
    /// How long it may take.
    pub(crate) minutes: u64,
}

/// Watches until every deployment has an end. One that failed or was rolled back is an error.
pub(crate) async fn watch(
    clients: &Clients,
    services: Vec<Watched>,
    tell: &(dyn Fn(Event) + Send + Sync),
) -> Result<(), Error> {
    let deadline = Deadline::minutes(services.iter().map(|watched| watched.minutes).max().unwrap_or(MINUTES));
    let mut pace = Pace::new(Duration::from_secs(1), Duration::from_secs(6));
    let mut open: Vec<Watch> = services.into_iter().map(Watch::new).collect();
    let mut failed = Vec::new();
    while !open.is_empty() {
        let existing = read(clients, &open).await?;
        let mut still_open = Vec::new();
        for mut watch in open {
            let service = existing.get(&(watch.watched.cluster.clone(), watch.watched.service.clone()));
            let rollout = watch.look(clients, service).await?;
            if watch.told.as_ref() != Some(&rollout) {
                tell(Event::Rollout(rollout.clone()));
                watch.told = Some(rollout.clone());
            }
            match rollout.state {
                RolloutState::InProgress => still_open.push(watch),
                RolloutState::Succeeded => {}
                RolloutState::Failed | RolloutState::RolledBack => failed.push(rollout.to_string()),
            }
        }
        open = still_open;
        if open.is_empty() {
            break;
        }
        deadline.check(|| {
            let names: Vec<&str> = open.iter().map(|watch| watch.watched.item.as_str()).collect();
            format!("the deployment of {} (it goes on; `status` shows it)", names.join(", "))
        })?;
        pace.wait().await;
    }
    if failed.is_empty() { Ok(()) } else { Err(Error::Rollout(failed)) }
}

/// How often in a row a deployment may be missing from an answer before it counts as gone: reads can be behind writes.
const MISSING: u32 = 5;

/// How often a record of a deployment that has ended may be missing: ECS keeps that of a rollback in the record of what
/// was rolled back, so there may be none.
const UNRECORDED: u32 = 10;

/// One service while it is watched.
struct Watch {
    watched: Watched,
    told: Option<Rollout>,
    missing: u32,
    unrecorded: u32,
    /// When its deployment was made, in seconds since 1970, once it was seen.
    began: Option<i64>,
}

impl Watch {
    fn new(watched: Watched) -> Self {
        Self { watched, told: None, missing: 0, unrecorded: 0, began: None }
    }

    /// Where the deployment stands. That it has come to an end only its own record says: a service is stable after a
    /// rollback, too.
    async fn look(&mut self, clients: &Clients, service: Option<&Service>) -> Result<Rollout, Error> {
        let deployment = service.and_then(|service| judge::ours(&self.watched, service));
        if let Some(deployment) = deployment {
            self.missing = 0;
            self.began = deployment.created_at().map(|at| at.secs()).or(self.began);
        } else {
            self.missing += 1;
            if self.missing < MISSING {
                return Ok(judge::waiting(&self.watched));
            }
        }
        let rollout = match service {
            Some(service) => judge::by_service(&self.watched, service),
            None => judge::gone(&self.watched),
        };
        if !rollout.state.is_final() || service.is_none() {
            return Ok(rollout);
        }
        let records = self.records(clients).await?;
        let Some(newest) = judge::newest(&records, self.began) else {
            // Where no record is kept, the service's own word is all there is; else ours may be still to come.
            self.unrecorded += 1;
            let trusted = records.is_empty() || self.unrecorded > UNRECORDED;
            let state = if trusted { rollout.state } else { RolloutState::InProgress };
            return Ok(Rollout { state, ..rollout });
        };
        let Some(arn) = newest.service_deployment_arn() else { return Ok(rollout) };
        let call = clients.ecs.describe_service_deployments().service_deployment_arns(arn);
        let answer = call.send().await.map_err(Error::api("ecs:DescribeServiceDeployments"))?;
        Ok(answer.service_deployments().first().map_or(rollout.clone(), |record| judge::by_deployment(rollout, record)))
    }

    async fn records(&self, clients: &Clients) -> Result<Vec<ServiceDeploymentBrief>, Error> {
        let Watched { cluster, service, .. } = &self.watched;
        let call = clients.ecs.list_service_deployments().cluster(cluster).service(service);
        let answer = call.send().await.map_err(Error::api("ecs:ListServiceDeployments"))?;
        Ok(answer.service_deployments().to_vec())
    }
}

/// Describes the services, in batches for each cluster.
async fn read(clients: &Clients, watched: &[Watch]) -> Result<BTreeMap<(String, String), Service>, Error> {
    let mut clusters: BTreeMap<&String, Vec<String>> = BTreeMap::new();
    for Watch { watched: service, .. } in watched {
        clusters.entry(&service.cluster).or_default().push(service.service.clone());
    }
    let mut existing = BTreeMap::new();
    for (cluster, services) in clusters {
        for service in describe(clients, cluster, &services).await? {
            let name = service.service_name().unwrap_or_default().to_owned();
            existing.insert((cluster.clone(), name), service);
        }
    }
    Ok(existing)
}
