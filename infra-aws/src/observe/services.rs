//! The services of a stage.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::{Service as SdkService, ServiceField};
use infra_core::blueprint::{Blueprint, Names};

use super::{ObservedService, ObservedStack, item_of_ecs, production};
use crate::arn::short;
use crate::client::Clients;
use crate::ecs::{Service, TAG_TIMED};
use crate::{Error, concurrently};

/// How many services one `DescribeServices` takes.
pub(crate) const BATCH: usize = 10;

/// Reads the services of the blueprint's clusters: those that it has, and those of its stage that it has no more.
pub(super) async fn read_declared(
    clients: &Clients,
    blueprint: &Blueprint,
) -> Result<BTreeMap<String, ObservedService>, Error> {
    let calls = blueprint.clusters.iter().map(|cluster| async move {
        let name = &cluster.identity.physical;
        let services = cluster.workloads.iter().filter(|workload| workload.service().is_some());
        let declared: Vec<String> = services.map(|workload| workload.identity.physical.clone()).collect();
        let (listed, mut services) =
            tokio::try_join!(list(clients, name), describe_if_there(clients, name, declared.clone()))?;
        let others = listed.into_iter().filter(|listed| !declared.contains(listed)).collect();
        services.extend(describe_if_there(clients, name, others).await?);
        Ok(services)
    });
    let services = concurrently::all(calls.collect()).await?;
    Ok(ours(&blueprint.names, services.into_iter().flatten()))
}

/// Reads one service as it is now; none where it is not there, or not of the stage.
pub(crate) async fn read_one(
    clients: &Clients,
    names: &Names,
    cluster: &str,
    service: &str,
) -> Result<Option<ObservedService>, Error> {
    let services = describe_if_there(clients, cluster, vec![service.to_owned()]).await?;
    let services = production::read(clients, ours(names, services.into_iter())).await?;
    Ok(services.into_values().next())
}

/// Reads the services that belong to stacks which the blueprint does not have. One that drains is listed no more, so
/// that it is asked for by its name; an item that moved may have one in each cluster.
pub(super) async fn read_leaving(
    clients: &Clients,
    blueprint: &Blueprint,
    leaving: &[&ObservedStack],
) -> Result<BTreeMap<String, ObservedService>, Error> {
    if leaving.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut workloads = Vec::new();
    let mut clusters: Vec<(String, bool)> =
        blueprint.clusters.iter().map(|cluster| (cluster.identity.physical.clone(), false)).collect();
    for stack in leaving {
        if stack.is_cluster() {
            clusters.push((stack.name.clone(), true));
        } else {
            workloads.push(stack.name.clone());
        }
    }
    let calls = clusters.into_iter().map(|(cluster, list_too)| {
        let mut wanted = workloads.clone();
        async move {
            if list_too {
                wanted.extend(list(clients, &cluster).await?);
                wanted.sort();
                wanted.dedup();
            }
            describe_if_there(clients, &cluster, wanted).await
        }
    });
    let services = concurrently::all(calls.collect()).await?;
    Ok(ours(&blueprint.names, services.into_iter().flatten()))
}

fn ours(names: &Names, services: impl Iterator<Item = SdkService>) -> BTreeMap<String, ObservedService> {
    let ours = services.filter_map(|service| {
        let observed = observed(&service, item_of_ecs(names, service.tags())?);
        Some((observed.service.key(), observed))
    });
    ours.collect()
}

/// The names of the services of a cluster that are not being deleted; none where the cluster is not there.
async fn list(clients: &Clients, cluster: &str) -> Result<Vec<String>, Error> {
    let mut pages = clients.ecs.list_services().cluster(cluster).max_results(100).into_paginator().send();
    let mut names = Vec::new();
    while let Some(page) = pages.next().await {
        match page.map_err(Error::api("ecs:ListServices")) {
            // Somebody deleted the cluster of a stack, or it is not made yet: the plan says which.
            Err(error) if error.is_missing() => return Ok(Vec::new()),
            page => {
                let page = page?;
                names.extend(page.service_arns().iter().map(|arn| short(arn).to_owned()));
            }
        }
    }
    Ok(names)
}

async fn describe_if_there(clients: &Clients, cluster: &str, names: Vec<String>) -> Result<Vec<SdkService>, Error> {
    match describe(clients, cluster, &names).await {
        Err(error) if error.is_missing() => Ok(Vec::new()),
        services => services,
    }
}

/// Describes services by name, in batches; those that are gone are left out.
pub(crate) async fn describe(clients: &Clients, cluster: &str, names: &[String]) -> Result<Vec<SdkService>, Error> {
    let calls = names.chunks(BATCH).map(|batch| {
        let call = clients.ecs.describe_services().cluster(cluster).set_services(Some(batch.to_vec()));
        async move { call.include(ServiceField::Tags).send().await.map_err(Error::api("ecs:DescribeServices")) }
    });
    let answers = concurrently::all(calls.collect()).await?;
    let services = answers.into_iter().flat_map(|answer| answer.services.unwrap_or_default());
    Ok(services.filter(|service| service.status() != Some("INACTIVE")).collect())
}

fn observed(sdk: &SdkService, item: String) -> ObservedService {
    ObservedService {
        item,
        service: Service::existing(sdk),
        status: sdk.status().unwrap_or_default().to_owned(),
        task_definition: sdk.task_definition().unwrap_or_default().to_owned(),
        older_definition: None,
        running: sdk.running_count(),
        pending: sdk.pending_count(),
        deployments: sdk.deployments().to_vec(),
        current_deployment: sdk.current_service_deployment().map(str::to_owned),
        recorded: None,
        has_times: sdk.tags().iter().any(|tag| tag.key() == Some(TAG_TIMED)),
        scaling: None,
        revisions: production::revisions(sdk),
        production: production::registered(sdk),
    }
}
