//! What is in the image that is deployed.

use infra_core::blueprint::{Blueprint, ClusterBlueprint, WorkloadBlueprint};
use infra_image::Digest;
use infra_image::images::Inspected;

use super::host;
use super::ship::{Shipper, failed};
use crate::Error;
use crate::client::Clients;
use crate::template::repositories;

/// Reads from its repository the image of a key that the service runs, or a task would be started with; none where none of it
/// is deployed. It comes with the name of the repository.
pub(crate) async fn inspect(
    shipper: &Shipper,
    clients: &Clients,
    blueprint: &Blueprint,
    key: &str,
) -> Result<Option<(String, Inspected)>, Error> {
    for (cluster, workload) in blueprint.workloads() {
        let Some((_, repository)) = repositories(workload).find(|(own, _)| own == key) else { continue };
        let prefix = format!("{}/{repository}@", host(&clients.account, &clients.region));
        let images = deployed(clients, cluster, workload).await?;
        let digest = images.iter().find_map(|image| image.strip_prefix(&prefix)?.parse::<Digest>().ok());
        let Some(digest) = digest else { return Ok(None) };
        let remote = shipper.remote(clients, &repository).await?;
        let inspected = shipper.works.inspect_pushed(&digest, &remote).await.map_err(failed)?;
        return Ok(Some((repository, inspected)));
    }
    Ok(None)
}

/// The images of the revision that a service runs, or of the newest one of a task.
async fn deployed(
    clients: &Clients,
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
) -> Result<Vec<String>, Error> {
    let name = &workload.identity.physical;
    let mut revision = name.clone();
    if workload.service().is_some() {
        let call = clients.ecs.describe_services().cluster(&cluster.identity.physical).services(name);
        let services = match call.send().await.map_err(Error::api("ecs:DescribeServices")) {
            Err(error) if error.is_missing() => return Ok(Vec::new()),
            answer => answer?.services.unwrap_or_default(),
        };
        let Some(service) = services.into_iter().find(|service| service.status.as_deref() == Some("ACTIVE")) else {
            return Ok(Vec::new());
        };
        revision = service.task_definition.unwrap_or(revision);
    }
    let call = clients.ecs.describe_task_definition().task_definition(revision);
    match call.send().await.map_err(Error::api("ecs:DescribeTaskDefinition")) {
        Err(error) if error.is_missing() => Ok(Vec::new()),
        answer => {
            let containers = answer?.task_definition.and_then(|definition| definition.container_definitions);
            Ok(containers.into_iter().flatten().filter_map(|container| container.image).collect())
        }
    }
}
