//! The services of a stage.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::{Service as SdkService, ServiceField};
use infra_core::blueprint::Names;

use super::{ObservedService, item_of_ecs, production, scaling};
use crate::Error;
use crate::client::Clients;
use crate::ecs::Service;

/// How many services one `DescribeServices` takes.
pub(crate) const BATCH: usize = 10;

/// Reads the services of `names`' app and stage in these clusters. A service that drains is listed no more, so what is
/// named as one of the `stacks` is asked for, too.
pub(super) async fn read(
    clients: &Clients,
    names: &Names,
    clusters: &[String],
    stacks: &[String],
) -> Result<BTreeMap<String, ObservedService>, Error> {
    let mut services = BTreeMap::new();
    let mut revisions = Vec::new();
    for cluster in clusters {
        let mut wanted = match list(clients, cluster).await {
            // The stack is there, but somebody deleted its cluster: the plan will say so.
            Err(error) if error.is_missing() => continue,
            listed => listed?,
        };
        wanted.extend(stacks.iter().cloned());
        wanted.sort();
        wanted.dedup();
        for service in describe(clients, cluster, &wanted).await? {
            let Some(item) = item_of_ecs(names, service.tags()) else { continue };
            let observed = observed(&service, item);
            let own = production::revisions(&service).into_iter();
            revisions.extend(own.map(|arn| (observed.service.key(), arn)));
            services.insert(observed.service.key(), observed);
        }
    }
    scaling::read(clients, &mut services).await?;
    production::read(clients, &revisions, &mut services).await?;
    Ok(services)
}

/// The names of the services of a cluster that are not being deleted.
async fn list(clients: &Clients, cluster: &str) -> Result<Vec<String>, Error> {
    let mut pages = clients.ecs.list_services().cluster(cluster).max_results(100).into_paginator().send();
    let mut names = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.map_err(Error::api("ecs:ListServices"))?;
        names.extend(page.service_arns().iter().map(|arn| arn.rsplit('/').next().unwrap_or(arn).to_owned()));
    }
    Ok(names)
}

/// Describes services by name, in batches; those that are gone are left out.
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
        production: production::registered(sdk),
    }
}
