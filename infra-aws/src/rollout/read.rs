//! What is asked of ECS at each look: services in batches of ten, records in batches of twenty.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::{Service, ServiceDeployment, ServiceDeploymentBrief};

use super::Watched;
use crate::client::Clients;
use crate::observe::services::describe;
use crate::{Error, concurrently};

/// How many records one `DescribeServiceDeployments` takes.
const RECORDS: usize = 20;

/// How many records of a service are listed: the most that a call gives.
const LISTED: i32 = 100;

/// A cluster and a service in it.
pub(super) type Key = (String, String);

/// Describes the services.
pub(super) async fn services<'watch>(
    clients: &Clients,
    watched: impl Iterator<Item = &'watch Watched>,
) -> Result<BTreeMap<Key, Service>, Error> {
    let mut clusters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for watched in watched {
        clusters.entry(watched.cluster.clone()).or_default().push(watched.service.clone());
    }
    let calls = clusters.into_iter().map(|(cluster, services)| async move {
        let described = describe(clients, &cluster, &services).await?;
        Ok((cluster, described))
    });
    let mut existing = BTreeMap::new();
    for (cluster, services) in concurrently::all(calls.collect()).await? {
        for service in services {
            let name = service.service_name().unwrap_or_default().to_owned();
            existing.insert((cluster.clone(), name), service);
        }
    }
    Ok(existing)
}

/// The records that ECS keeps of the deployments of these services, the newest of each.
pub(super) async fn listed_records(
    clients: &Clients,
    watched: Vec<Watched>,
) -> Result<BTreeMap<Key, Vec<ServiceDeploymentBrief>>, Error> {
    let calls = watched.into_iter().map(|Watched { cluster, service, .. }| async move {
        let call = clients.ecs.list_service_deployments().cluster(&cluster).service(&service).max_results(LISTED);
        match call.send().await.map_err(Error::api("ecs:ListServiceDeployments")) {
            // The list can be behind the service, and a service can be gone: neither is the others' business.
            Err(error) if error.is_missing() => Ok(((cluster, service), Vec::new())),
            answer => Ok(((cluster, service), answer?.service_deployments.unwrap_or_default())),
        }
    });
    Ok(concurrently::all(calls.collect()).await?.into_iter().collect())
}

/// Describes records, by ARN.
pub(crate) async fn records(
    clients: &Clients,
    arns: Vec<String>,
) -> Result<BTreeMap<String, ServiceDeployment>, Error> {
    let calls = arns.chunks(RECORDS).map(|batch| {
        let call = clients.ecs.describe_service_deployments().set_service_deployment_arns(Some(batch.to_vec()));
        async move { call.send().await.map_err(Error::api("ecs:DescribeServiceDeployments")) }
    });
    let answers = concurrently::all(calls.collect()).await?;
    let records = answers.into_iter().flat_map(|answer| answer.service_deployments.unwrap_or_default());
    Ok(records.filter_map(|record| Some((record.service_deployment_arn()?.to_owned(), record))).collect())
}
