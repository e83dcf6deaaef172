//! Images that no deployment needs any more: marked after a deploy that succeeded, so that the repository's rule deletes
//! them, and nothing else. One that is marked and needed all the same, as two deploys can leave it that do not know of each
//! other, loses its mark.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ecs::types::DesiredStatus;
use infra_core::blueprint::{Blueprint, ClusterBlueprint, WorkloadBlueprint};
use infra_core::plan::Plan;

use super::host;
use super::repository::{Described, all, put_tag, take_tag};
use crate::client::Clients;
use crate::deployments::{active_revisions, kept};
use crate::plan::Action;
use crate::template::{RETIRED, repositories};
use crate::{Error, concurrently};

/// How many of a repository's newest images stay in any case: another deploy may have pushed one that nothing names yet.
const NEWEST: usize = 10;
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
    let mut asked = Vec::new();
    for (_, repository) in repositories(workload) {
        let images: Vec<Described> =
            all(clients, &repository).await?.unwrap_or_default().into_iter().filter(is_ours).collect();
        if images.len() > NEWEST || images.iter().any(|image| image.retired().is_some()) {
            asked.push((repository, images));
        }
    }
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let needed = needed(clients, cluster, workload).await?;
    let mut retired = Vec::new();
    for (repository, images) in asked {
        let prefix = format!("{}/{repository}@", host(&clients.account, &clients.region));
        for (image, tag) in wrongly_retired(&images, &prefix, &needed) {
            take_tag(clients, &repository, &image.digest, tag).await?;
        }
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

/// Whether an image was pushed by a deploy. What somebody else put there is his, and what belongs to an image goes with it.
fn is_ours(image: &Described) -> bool {
    image.tags.contains(short(&image.digest))
}

/// The start of a digest, which is the tag of an image of ours.
fn short(digest: &str) -> &str {
    digest.strip_prefix("sha256:").and_then(|digits| digits.get(..16)).unwrap_or(digest)
}

/// The images that are needed and marked all the same, each with the tag that marks it.
fn wrongly_retired<'a>(
    images: &'a [Described],
    prefix: &'a str,
    needed: &'a BTreeSet<String>,
) -> impl Iterator<Item = (&'a Described, &'a str)> {
    let needed = images.iter().filter(move |image| needed.contains(&format!("{prefix}{}", image.digest)));
    needed.filter_map(|image| Some((image, image.retired()?)))
}

/// The images that nobody needs and that are not marked yet, the oldest first.
fn unneeded(mut images: Vec<Described>, prefix: &str, needed: &BTreeSet<String>) -> Vec<Described> {
    images.sort_by_key(|image| image.pushed);
    images.truncate(images.len().saturating_sub(NEWEST));
    images.retain(|image| image.retired().is_none() && !needed.contains(&format!("{prefix}{}", image.digest)));
    images.truncate(AT_A_TIME);
    images
}

/// The references that are needed.
async fn needed(
    clients: &Clients,
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
) -> Result<BTreeSet<String>, Error> {
    let (revisions, kept) = tokio::try_join!(revisions(clients, cluster, workload), kept(clients, cluster, workload))?;
    // A revision that was deployed may be gone: then the record of the deployment tells its images.
    let recorded = kept.into_iter().flat_map(|past| past.images);
    Ok(revisions.into_values().flatten().chain(recorded).collect())
}

/// The images of the revisions that can still be started, or that tasks run, by the ARN of the revision.
pub(super) async fn revisions(
    clients: &Clients,
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
) -> Result<BTreeMap<String, Vec<String>>, Error> {
    let (cluster, family) = (&cluster.identity.physical, &workload.identity.physical);
    let (active, running) = tokio::try_join!(active_revisions(clients, family), running(clients, cluster, family))?;
    let definitions: BTreeSet<String> = active.into_iter().chain(running).collect();
    let calls = definitions.into_iter().map(|arn| async move {
        let call = clients.ecs.describe_task_definition().task_definition(&arn);
        match call.send().await.map_err(Error::api("ecs:DescribeTaskDefinition")) {
            Err(error) if error.is_missing() => Ok((arn, Vec::new())),
            answer => {
                let definition = answer?.task_definition;
                let containers = definition.and_then(|definition| definition.container_definitions);
                let images = containers.into_iter().flatten().filter_map(|container| container.image);
                Ok((arn, images.collect::<Vec<String>>()))
            }
        }
    });
    Ok(concurrently::all(calls.collect()).await?.into_iter().collect())
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

    fn numbers(images: &[Described]) -> Vec<Option<i64>> {
        images.iter().map(|image| image.pushed).collect()
    }

    /// Five images that may go, one of them needed, one marked and one not ours; and the ten newest.
    fn images() -> Vec<Described> {
        let mut foreign = image(4, &["latest"]);
        foreign.tags.remove(short(&foreign.digest.clone()));
        let old = [image(3, &[]), image(1, &[]), image(2, &[]), foreign, image(5, &["retired-0"])];
        old.into_iter().chain((10..20).map(|number| image(number, &[]))).filter(is_ours).collect()
    }

    fn needing(numbers: &[u8]) -> BTreeSet<String> {
        numbers.iter().map(|number| format!("web@{}", image(*number, &[]).digest)).collect()
    }

    #[test]
    fn what_is_needed_or_new_or_not_ours_stays() {
        assert_eq!(numbers(&unneeded(images(), "web@", &needing(&[2]))), [Some(1), Some(3)]);
        let newest = (10..20).map(|number| image(number, &[])).collect();
        assert!(unneeded(newest, "web@", &BTreeSet::new()).is_empty());
    }

    #[test]
    fn what_is_needed_loses_its_mark() {
        let images = images();
        assert_eq!(wrongly_retired(&images, "web@", &needing(&[2])).count(), 0);
        let needed = needing(&[2, 5]);
        let marks: Vec<&str> = wrongly_retired(&images, "web@", &needed).map(|(_, tag)| tag).collect();
        assert_eq!(marks, ["retired-0"]);
    }
}
