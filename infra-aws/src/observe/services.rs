//! The services of a stage.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::{Service as SdkService, ServiceField};
use infra_core::blueprint::Names;

use super::{ObservedService, item_of_ecs, scaling};
use crate::Error;
use crate::client::Clients;
use crate::ecs::Service;

/// How many services one `DescribeServices` takes.
pub(crate) const BATCH: usize = 10;

/// Reads the services of `names`' app and stage in these clusters.
pub(super) async fn read(
    clients: &Clients,
    names: &Names,
    clusters: &[String],
) -> Result<BTreeMap<String, ObservedService>, Error> {
    let mut services = BTreeMap::new();
    for cluster in clusters {
        let arns = match list(clients, cluster).await {
            // The stack is there, but somebody deleted its cluster: the plan will say so.
            Err(error) if error.is_missing() => continue,
            arns => arns?,
        };
        for service in describe(clients, cluster, &arns).await? {
            let Some(item) = item_of_ecs(names, service.tags()) else { continue };
            let observed = observed(&service, item);
            services.insert(observed.service.key(), observed);
        }
    }
    scaling::read(clients, &mut services).await?;
    Ok(services)
}

async fn list(clients: &Clients, cluster: &str) -> Result<Vec<String>, Error> {
    let mut pages = clients.ecs.list_services().cluster(cluster).max_results(100).into_paginator().send();
    let mut arns = Vec::new();
    while let Some(page) = pages.next().await {
        arns.extend_from_slice(page.map_err(Error::api("ecs:ListServices"))?.service_arns());
    }
    arns.sort();
    Ok(arns)
}

/// Describes services by name or ARN, in batches; those that are gone are left out.
pub(crate) async fn describe(clients: &Clients, cluster: &str, names: &[String]) -> Result<Vec<SdkService>, Error> {
    let mut services = Vec::new();
    for batch in names.chunks(BATCH) {
        let answer = clients
            .ecs
            .describe_services()
            .cluster(cluster)
            .set_services(Some(batch.to_vec()))
            .include(ServiceField::Tags)
            .send()
            .await
            .map_err(Error::api("ecs:DescribeServices"))?;
        services.extend(answer.services().iter().filter(|service| service.status() != Some("INACTIVE")).cloned());
    }
    Ok(services)
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
        scaling: None,
    }
}
