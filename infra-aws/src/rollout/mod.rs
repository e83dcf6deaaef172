//! Watching deployments until each has an end, and telling the truth about it.

mod judge;

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_ecs::types::{Service, ServiceDeployment};
use infra_core::event::{Event, Rollout, RolloutState};

use crate::Error;
use crate::client::Clients;
use crate::observe::services::describe;
use crate::wait::{Deadline, Pace};

/// How long all deployments together may take before the command gives up on them; they go on without it.
const MINUTES: u64 = 30;

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
}

/// Watches until every deployment has an end. One that failed or was rolled back is an error.
pub(crate) async fn watch(
    clients: &Clients,
    services: Vec<Watched>,
    tell: &(dyn Fn(Event) + Send + Sync),
) -> Result<(), Error> {
    let deadline = Deadline::minutes(MINUTES);
    let mut pace = Pace::new(Duration::from_secs(1), Duration::from_secs(6));
    let mut open = services;
    let mut failed = Vec::new();
    let mut told: BTreeMap<String, Rollout> = BTreeMap::new();
    while !open.is_empty() {
        let mut still_open = Vec::new();
        let existing = read(clients, &open).await?;
        for watched in open {
            let service = existing.get(&(watched.cluster.clone(), watched.service.clone()));
            let rollout = look(clients, &watched, service).await?;
            if told.get(&watched.service) != Some(&rollout) {
                tell(Event::Rollout(rollout.clone()));
                told.insert(watched.service.clone(), rollout.clone());
            }
            match rollout.state {
                RolloutState::InProgress => still_open.push(watched),
                RolloutState::Succeeded => {}
                RolloutState::Failed | RolloutState::RolledBack => failed.push(rollout.to_string()),
            }
        }
        open = still_open;
        if open.is_empty() {
            break;
        }
        deadline.check(|| {
            let names: Vec<&str> = open.iter().map(|watched| watched.item.as_str()).collect();
            format!("the deployment of {} (it goes on; `status` shows it)", names.join(", "))
        })?;
        pace.wait().await;
    }
    if failed.is_empty() { Ok(()) } else { Err(Error::Rollout(failed)) }
}

/// Describes the services, in batches for each cluster.
async fn read(clients: &Clients, watched: &[Watched]) -> Result<BTreeMap<(String, String), Service>, Error> {
    let mut clusters: BTreeMap<&String, Vec<String>> = BTreeMap::new();
    for service in watched {
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

/// Where one service's deployment stands. That it has come to an end only its own record says: a service is stable
/// after a rollback, too.
async fn look(clients: &Clients, watched: &Watched, service: Option<&Service>) -> Result<Rollout, Error> {
    let Some(service) = service else { return Ok(judge::gone(watched)) };
    let rollout = judge::by_service(watched, service);
    if !rollout.state.is_final() {
        return Ok(rollout);
    }
    match newest_deployment(clients, watched).await? {
        Some(deployment) => Ok(judge::by_deployment(rollout, &deployment)),
        // No record is kept of deployments from before ECS kept any.
        None => Ok(rollout),
    }
}

async fn newest_deployment(clients: &Clients, watched: &Watched) -> Result<Option<ServiceDeployment>, Error> {
    let call = clients.ecs.list_service_deployments().cluster(&watched.cluster).service(&watched.service);
    let answer = call.send().await.map_err(Error::api("ecs:ListServiceDeployments"))?;
    let newest =
        answer.service_deployments().iter().max_by_key(|deployment| deployment.created_at().map(|at| at.secs()));
    let Some(arn) = newest.and_then(|deployment| deployment.service_deployment_arn()) else { return Ok(None) };
    let call = clients.ecs.describe_service_deployments().service_deployment_arns(arn);
    let answer = call.send().await.map_err(Error::api("ecs:DescribeServiceDeployments"))?;
    Ok(answer.service_deployments().first().cloned())
}
