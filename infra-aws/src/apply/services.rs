//! Services: make, change, delete.

use std::time::Duration;

use aws_sdk_ecs::types::{Deployment, DeploymentRolloutState};
use infra_core::blueprint::{ClusterBlueprint, WorkloadBlueprint};
use infra_core::declaration::Size;

use super::Tell;
use super::definitions::missing_outputs;
use crate::Error;
use crate::arn::short;
use crate::direct::{self, ECS};
use crate::ecs::Service;
use crate::ecs::service::{PATCH, TAG, TAG_PATCH, sdk_tags};
use crate::observe::services::describe;
use crate::plan::WorkloadAt;
use crate::rollout::{self, Watched};
use crate::wait::{Deadline, Pace};

/// How long the tasks of a deleted service may take to drain and stop: the longest drain is an hour.
const DRAIN_MINUTES: u64 = 75;

/// What ECS answers while a service of the same name drains.
const STILL_DRAINING: &str = "still Draining";

/// Makes a service.
pub(super) async fn create(tell: &Tell<'_>, at: WorkloadAt, revision: Option<&str>) -> Result<(), Error> {
    let (_, workload) = tell.context.workload(at)?;
    let (service, definition) = declared(tell, at, revision)?;
    let request = service.create(&definition, first_count(workload));
    let deadline = Deadline::minutes(DRAIN_MINUTES);
    let mut pace = Pace::new(Duration::from_secs(3), Duration::from_secs(15));
    loop {
        match direct::json(&tell.context.clients, &ECS, "ecs:CreateService", &request).await {
            Ok(answer) => {
                tell.context.learn_deployment(&service.name, &answer);
                return Ok(());
            }
            Err(Error::Api { message, .. }) if message.contains(STILL_DRAINING) => {
                tell.progress("waiting until the service of the same name has drained");
            }
            // The answer to an earlier try of this very call may have been lost. Or somebody else's app has the name.
            Err(Error::Api { message, .. }) if message.contains("not idempotent") => {
                check_ours(tell, &service, &definition).await?;
                return update(tell, at, revision, None, false).await;
            }
            Err(error) => return Err(error),
        }
        deadline.check(|| format!("draining the old service {}", service.name))?;
        pace.wait().await;
    }
}

/// Changes of a service what differs; all of it, where that is not known. What is sent without need may start a
/// deployment without need.
pub(super) async fn update(
    tell: &Tell<'_>,
    at: WorkloadAt,
    revision: Option<&str>,
    changed: Option<&[String]>,
    force: bool,
) -> Result<(), Error> {
    let (service, definition) = declared(tell, at, revision)?;
    check_alone(tell, &service).await?;
    let request = service.update(&definition, changed, force);
    let answer = direct::json(&tell.context.clients, &ECS, "ecs:UpdateService", &request).await?;
    tell.context.learn_deployment(&service.name, &answer);
    let keys = match changed {
        Some(changed) => changed_tags(changed),
        None => service.tags.keys().cloned().collect(),
    };
    set_tags(tell, &service, keys).await
}

/// The keys of the tags that differ where these fields do.
fn changed_tags(changed: &[String]) -> Vec<String> {
    let tags = changed.iter().filter_map(|field| field.strip_prefix(TAG)).map(str::to_owned);
    let patches = changed.iter().any(|field| field.starts_with(PATCH)).then(|| TAG_PATCH.to_owned());
    tags.chain(patches).collect()
}

/// Refuses to replace a deployment that somebody began after the plan was made: nobody has agreed to that.
async fn check_alone(tell: &Tell<'_>, service: &Service) -> Result<(), Error> {
    let Some(observed) = tell.context.observed.services.get(&service.key()) else { return Ok(()) };
    let began = |deployments: &[Deployment]| {
        let primary = deployments.iter().find(|deployment| deployment.status() == Some("PRIMARY"))?;
        Some((primary.created_at()?.secs(), primary.id()?.to_owned(), primary.task_definition()?.to_owned()))
    };
    let existing = describe(&tell.context.clients, &service.cluster, std::slice::from_ref(&service.name)).await?;
    let now = existing.first().and_then(|existing| began(existing.deployments()));
    match (began(&observed.deployments), now) {
        // An older one is a read that is behind.
        (Some((planned, id, _)), Some((at, other, definition))) if id != other && at >= planned => {
            Err(begun_by_somebody(&definition, service))
        }
        _ => Ok(()),
    }
}

fn begun_by_somebody(definition: &str, service: &Service) -> Error {
    Error::Conflict(format!(
        "somebody began to deploy {} to service {} after this plan was made; deploy again to see what that leaves to do",
        short(definition),
        service.name
    ))
}

/// Sets the changed tags of a service, and takes off those that are declared no more. UpdateService can't.
async fn set_tags(tell: &Tell<'_>, service: &Service, changed: Vec<String>) -> Result<(), Error> {
    let ecs = &tell.context.clients.ecs;
    let arn = format!("{}:service/{}", tell.context.known().arn("ecs"), service.key());
    let (set, gone): (Vec<String>, Vec<String>) = changed.into_iter().partition(|key| service.tags.contains_key(key));
    if !set.is_empty() {
        let tags = service.tags.iter().filter(|(key, _)| set.contains(key));
        let tags = tags.map(|(key, value)| (key.clone(), value.clone())).collect();
        let call = ecs.tag_resource().resource_arn(&arn).set_tags(Some(sdk_tags(&tags)));
        call.send().await.map_err(Error::api("ecs:TagResource"))?;
    }
    if !gone.is_empty() {
        let call = ecs.untag_resource().resource_arn(&arn).set_tag_keys(Some(gone));
        call.send().await.map_err(Error::api("ecs:UntagResource"))?;
    }
    Ok(())
}

/// Waits until the deployments that were begun of a cluster's services are done.
pub(super) async fn wait_for_deployments(tell: &Tell<'_>, cluster: usize) -> Result<(), Error> {
    let context = tell.context;
    let Some(cluster) = context.blueprint.clusters.get(cluster) else { return Ok(()) };
    let own = |watched: &Watched| watched.cluster == cluster.identity.physical;
    tell.progress("waiting until the services no longer use what goes");
    // Whoever applies the plan tells how they stand, and runs their smoke tests.
    let watched = context.deploying().into_iter().filter(own).map(|watched| Watched { smoke: None, ..watched });
    let ended = rollout::watch_all(&context.clients, watched.collect(), context.limit, &|_| {});
    rollout::check(&ended.await?)
}

/// Waits until the deployments are done of what a task calls: DNS tells nothing of a service before its first task runs,
/// and who asks too early is told so for a while.
pub(super) async fn wait_for_called(
    tell: &Tell<'_>,
    cluster: &ClusterBlueprint,
    task: &WorkloadBlueprint,
) -> Result<(), Error> {
    let context = tell.context;
    let is_called = |watched: &Watched| {
        let mut called = task.connections.iter().map(|connection| &connection.physical);
        watched.cluster == cluster.identity.physical && called.any(|physical| *physical == watched.service)
    };
    let watched: Vec<Watched> = context.deploying().into_iter().filter(is_called).collect();
    if watched.is_empty() {
        return Ok(());
    }
    tell.progress("waiting until the services that it calls are there");
    let watched = watched.into_iter().map(|watched| Watched { smoke: None, ..watched });
    let ended = rollout::watch_all(&context.clients, watched.collect(), context.limit, &|_| {});
    rollout::check(&ended.await?)
}

/// Deletes a service with its tasks, and waits until they are gone: only then can the stack under it go.
pub(super) async fn delete(tell: &Tell<'_>, cluster: &str, name: &str) -> Result<(), Error> {
    let call = tell.context.clients.ecs.delete_service().cluster(cluster).service(name).force(true);
    match call.send().await.map_err(Error::api("ecs:DeleteService")) {
        Err(error) if error.is_missing() || error.code() == Some("ServiceNotActiveException") => {}
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    let deadline = Deadline::minutes(DRAIN_MINUTES);
    let mut pace = Pace::new(Duration::from_secs(1), Duration::from_secs(10));
    loop {
        let services = match describe(&tell.context.clients, cluster, &[name.to_owned()]).await {
            Err(error) if error.is_missing() => return Ok(()),
            services => services?,
        };
        let Some(service) = services.first() else { return Ok(()) };
        tell.progress(format!("{} tasks still run", service.running_count()));
        deadline.check(|| format!("deleting service {name}"))?;
        pace.wait().await;
    }
}

/// Refuses a service of another app, and one that somebody else makes at this moment.
async fn check_ours(tell: &Tell<'_>, service: &Service, definition: &str) -> Result<(), Error> {
    let existing = describe(&tell.context.clients, &service.cluster, std::slice::from_ref(&service.name)).await?;
    let deployments = existing.first().map(aws_sdk_ecs::types::Service::deployments).unwrap_or_default();
    let others = deployments.iter().find(|deployment| {
        deployment.status() == Some("PRIMARY")
            && deployment.rollout_state() == Some(&DeploymentRolloutState::InProgress)
            && deployment.task_definition() != Some(definition)
    });
    if let Some(theirs) = others.and_then(Deployment::task_definition) {
        return Err(begun_by_somebody(theirs, service));
    }
    let existing = existing.first().map(Service::existing).map(|existing| existing.tags).unwrap_or_default();
    if service.tags.iter().all(|(key, value)| existing.get(key) == Some(value)) {
        return Ok(());
    }
    Err(Error::Conflict(format!(
        "a service {} exists already and is not of this app's making; give the item or the app another name",
        service.name
    )))
}

/// The service as declared, and the revision that it is to run.
fn declared(tell: &Tell<'_>, at: WorkloadAt, revision: Option<&str>) -> Result<(Service, String), Error> {
    let (cluster, workload) = tell.context.workload(at)?;
    let known = tell.context.known();
    let stack = &workload.identity.physical;
    let service = Service::declared(&tell.context.blueprint.names, cluster, workload, &known)
        .ok_or_else(|| missing_outputs(stack))?;
    let revision = revision.map(str::to_owned).or_else(|| known.revisions.get(stack).cloned());
    let revision = revision.ok_or_else(|| Error::Answer {
        operation: "ecs:RegisterTaskDefinition",
        what: format!("a revision of {stack}"),
    })?;
    Ok((service, revision))
}

/// How many tasks a new service starts with: its fixed count, or the fewest that it scales to.
fn first_count(workload: &WorkloadBlueprint) -> i32 {
    let count = match workload.service().map(|service| service.size) {
        Some(Size::Count(count)) => count,
        Some(Size::Scale(scale)) => scale.tasks.min,
        None => 0,
    };
    i32::try_from(count).unwrap_or(i32::MAX)
}
