//! Images that no deployment needs any more: marked after a deploy that succeeded, so that the repository's rule deletes
//! them, and nothing else.

use std::collections::BTreeSet;

use aws_sdk_ecs::types::{DesiredStatus, TaskDefinitionStatus};
use infra_core::blueprint::{Blueprint, ClusterBlueprint, WorkloadBlueprint};
use infra_core::plan::Plan;

use super::host;
use super::repository::{Described, all, put_tag};
use crate::client::Clients;
use crate::deployments::history;
use crate::plan::Action;
use crate::template::{RETIRED, repositories};
use crate::{Error, concurrently};

/// How many images a repository may have before anybody looks which of them are needed: as many as the deployments that can
/// be gone back to.
const UNASKED: usize = 10;
/// How many deployments are looked through for the successful ones.
const LOOKED_THROUGH: usize = 100;
/// How many images are marked at a time.
const AT_A_TIME: usize = 25;
/// How many tasks one call describes.
const TASKS: usize = 100;

/// Marks the images that nobody needs any more, of each workload that got a new revision; gives them by repository. An image
/// is needed that a revision names which can still be started, that one of the last successful deployments brought, or that
/// a task runs.
pub(crate) async fn retire(
    clients: &Clients,
    blueprint: &Blueprint,
    plan: &Plan<Action>,
) -> Result<Vec<(String, usize)>, Error> {
    let mut retired = Vec::new();
    for (place, cluster) in blueprint.clusters.iter().enumerate() {
        for (own, workload) in cluster.workloads.iter().enumerate() {
            let is_revised = plan.steps.iter().any(|step| {
                matches!(&step.action, Action::RegisterTaskDefinition { workload, .. }
                    if (workload.cluster, workload.workload) == (place, own))
            });
            if is_revised && workload.built().next().is_some() {
                retired.extend(of_workload(clients, cluster, workload).await?);
            }
        }
    }
    Ok(retired)
}

async fn of_workload(
    clients: &Clients,
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
) -> Result<Vec<(String, usize)>, Error> {
    let mut many = Vec::new();
    for (_, repository) in repositories(workload) {
        let images: Vec<Described> =
            all(clients, &repository).await?.unwrap_or_default().into_iter().filter(is_ours).collect();
        if images.len() > UNASKED {
            many.push((repository, images));
        }
    }
    if many.is_empty() {
        return Ok(Vec::new());
    }
    let needed = needed(clients, cluster, workload).await?;
    let mut retired = Vec::new();
    for (repository, images) in many {
        let prefix = format!("{}/{repository}@", host(&clients.account, &clients.region));
        let unneeded = unneeded(images, &prefix, &needed);
        for image in &unneeded {
            let tag = format!("{RETIRED}{}", short(&image.digest));
            put_tag(clients, &repository, &image.digest, &tag).await?;
        }
        if !unneeded.is_empty() {
            retired.push((repository, unneeded.len()));
        }
    }
    Ok(retired)
}

/// Whether an image was pushed by a deploy, and is not marked yet. What somebody else put there is his, and what belongs to an
/// image goes with it.
fn is_ours(image: &Described) -> bool {
    image.tags.contains(short(&image.digest)) && !image.tags.iter().any(|tag| tag.starts_with(RETIRED))
}

/// The start of a digest, which is the tag of an image of ours.
fn short(digest: &str) -> &str {
    digest.strip_prefix("sha256:").and_then(|digits| digits.get(..16)).unwrap_or(digest)
}

/// The images that nobody needs, the oldest first.
fn unneeded(mut images: Vec<Described>, prefix: &str, needed: &BTreeSet<String>) -> Vec<Described> {
    images.retain(|image| !needed.contains(&format!("{prefix}{}", image.digest)));
    images.sort_by_key(|image| image.pushed);
    images.truncate(AT_A_TIME);
    images
}

/// The references that are needed.
async fn needed(
    clients: &Clients,
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
) -> Result<BTreeSet<String>, Error> {
    let (cluster, family) = (&cluster.identity.physical, &workload.identity.physical);
    let past = async {
        match workload.service() {
            Some(_) => history(clients, cluster, family, LOOKED_THROUGH, false).await,
            None => Ok(Vec::new()),
        }
    };
    let (active, running, past) = tokio::try_join!(active(clients, family), running(clients, cluster, family), past)?;
    let mut definitions: BTreeSet<String> = active;
    definitions.extend(running);
    // Those that were deployed are still there, or their images are told by the record of the deployment.
    let mut needed: BTreeSet<String> = BTreeSet::new();
    needed.extend(
        past.into_iter()
            .filter(|past| past.succeeded() || past.goes_on())
            .take(UNASKED + 1)
            .flat_map(|past| past.images),
    );
    let calls = definitions.into_iter().map(|arn| async move {
        let call = clients.ecs.describe_task_definition().task_definition(&arn);
        match call.send().await.map_err(Error::api("ecs:DescribeTaskDefinition")) {
            Err(error) if error.is_missing() => Ok(Vec::new()),
            answer => {
                let definition = answer?.task_definition;
                let containers = definition.and_then(|definition| definition.container_definitions);
                Ok(containers.into_iter().flatten().filter_map(|container| container.image).collect::<Vec<String>>())
            }
        }
    });
    needed.extend(concurrently::all(calls.collect()).await?.into_iter().flatten());
    Ok(needed)
}

/// The revisions that can still be started.
async fn active(clients: &Clients, family: &str) -> Result<BTreeSet<String>, Error> {
    let call = clients.ecs.list_task_definitions().family_prefix(family).status(TaskDefinitionStatus::Active);
    let mut pages = call.into_paginator().send();
    let mut arns = BTreeSet::new();
    while let Some(page) = pages.next().await {
        let page = page.map_err(Error::api("ecs:ListTaskDefinitions"))?;
        arns.extend(page.task_definition_arns().iter().cloned());
    }
    Ok(arns)
}

/// The revisions that tasks run.
async fn running(clients: &Clients, cluster: &str, family: &str) -> Result<BTreeSet<String>, Error> {
    let call = clients.ecs.list_tasks().cluster(cluster).family(family).desired_status(DesiredStatus::Running);
    let mut pages = call.into_paginator().send();
    let mut tasks = Vec::new();
    while let Some(page) = pages.next().await {
        tasks.extend(page.map_err(Error::api("ecs:ListTasks"))?.task_arns.unwrap_or_default());
    }
    let mut definitions = BTreeSet::new();
    for batch in tasks.chunks(TASKS) {
        let call = clients.ecs.describe_tasks().cluster(cluster).set_tasks(Some(batch.to_vec()));
        let answer = call.send().await.map_err(Error::api("ecs:DescribeTasks"))?;
        definitions.extend(answer.tasks().iter().filter_map(|task| task.task_definition_arn.clone()));
    }
    Ok(definitions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(number: u8, tags: &[&str]) -> Described {
        let digest = format!("sha256:{number:064x}");
        let own = [short(&digest).to_owned()];
        let tags = tags.iter().map(|tag| (*tag).to_owned()).chain(own).collect();
        Described { tags, bytes: 0, pushed: Some(i64::from(number)), digest }
    }

    #[test]
    fn what_is_needed_or_not_ours_stays() {
        let mut foreign = image(4, &["latest"]);
        foreign.tags.remove(short(&foreign.digest.clone()));
        let images: Vec<Described> = [image(3, &[]), image(1, &[]), image(2, &[]), foreign, image(5, &["retired-0"])]
            .into_iter()
            .filter(is_ours)
            .collect();
        let needed = [format!("web@{}", image(2, &[]).digest)].into();
        let unneeded = unneeded(images, "web@", &needed);
        let pushed: Vec<Option<i64>> = unneeded.iter().map(|image| image.pushed).collect();
        assert_eq!(pushed, [Some(1), Some(3)]);
    }
}
