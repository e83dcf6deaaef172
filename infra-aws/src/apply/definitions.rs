//! Task definitions: register and delete.

use std::collections::BTreeSet;

use aws_sdk_ecs::types::TaskDefinitionStatus;
use infra_core::blueprint::WorkloadBlueprint;
use serde_json::{Value, json};

use super::Tell;
use crate::arn::short;
use crate::direct::{self, ECS};
use crate::ecs::service::tags;
use crate::ecs::{TAG_FINGERPRINT, TAG_NAMED, TaskDefinition, revision};
use crate::plan::WorkloadAt;
use crate::{Error, concurrently};

const OPERATION: &str = "ecs:RegisterTaskDefinition";
/// How many task definitions one `DeleteTaskDefinitions` takes.
const BATCH: usize = 10;
/// The most letters that the value of a tag may have.
const LONGEST_TAG: usize = 256;
/// How many revisions are deregistered at once: ECS allows one a second to an account, after a burst.
const AT_ONCE: usize = 2;

/// Registers a revision of a workload's task definition.
/// `before` is the ARN of the newest one so far.
pub(super) async fn register(tell: &Tell<'_>, at: WorkloadAt, before: Option<&str>) -> Result<(), Error> {
    let (cluster, workload) = tell.context.workload(at)?;
    let stack = &workload.identity.physical;
    let definition =
        TaskDefinition::declared(cluster, workload, &tell.context.known()).ok_or_else(|| missing_outputs(stack))?;
    let mut tags = tags(&tell.context.blueprint.names, cluster, workload.identity.name);
    // Where the number turns out to be another one, the tag says nothing, and the revision is described.
    let number = before.and_then(revision).unwrap_or_default() + 1;
    tags.insert(TAG_FINGERPRINT.to_owned(), definition.fingerprint(number));
    tags.extend(named(workload));
    let mut request = definition.document;
    request["tags"] = tags.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
    let answer = direct::json(&tell.context.clients, &ECS, OPERATION, &request).await?;
    let arn = answer
        .pointer("/taskDefinition/taskDefinitionArn")
        .and_then(Value::as_str)
        .ok_or_else(|| Error::Answer { operation: OPERATION, what: "the ARN of the new revision".to_owned() })?;
    tell.progress(short(arn));
    tell.context.learn_revision(stack, arn);
    Ok(())
}

/// The tag that tells by which tags the images were declared, where there are any, and not so many that a tag cannot hold them.
fn named(workload: &WorkloadBlueprint) -> Option<(String, String)> {
    let pairs = workload.containers().filter_map(|container| {
        let tagged = container.tagged.as_ref()?;
        Some(format!("{}={tagged}", container.name))
    });
    let text = pairs.collect::<Vec<_>>().join(" ");
    (1..=LONGEST_TAG).contains(&text.len()).then(|| (TAG_NAMED.to_owned(), text))
}

/// What it means when a stack lacks the outputs that its template has.
pub(super) fn missing_outputs(stack: &str) -> Error {
    Error::Answer { operation: "cloudformation:DescribeStacks", what: format!("the outputs of stack {stack}") }
}

/// Deregisters all revisions of a family and deletes them: an inactive revision would keep the stage's tags for ever.
pub(super) async fn delete(tell: &Tell<'_>, family: &str) -> Result<(), Error> {
    let ecs = &tell.context.clients.ecs;
    let active = list(tell, family, TaskDefinitionStatus::Active).await?;
    deregister(tell, &active).await?;
    // What was just deregistered may not be listed as inactive yet.
    let mut inactive: BTreeSet<String> =
        list(tell, family, TaskDefinitionStatus::Inactive).await?.into_iter().collect();
    inactive.extend(active);
    let inactive: Vec<String> = inactive.into_iter().collect();
    for batch in inactive.chunks(BATCH) {
        let call = ecs.delete_task_definitions().set_task_definitions(Some(batch.to_vec()));
        let answer = call.send().await.map_err(Error::api("ecs:DeleteTaskDefinitions"))?;
        if let Some(failure) = answer.failures().first() {
            return Err(Error::Conflict(format!(
                "task definition {} cannot be deleted: {}",
                failure.arn().unwrap_or(family),
                failure.reason().unwrap_or("AWS gives no reason")
            )));
        }
    }
    Ok(())
}

/// Deregisters revisions that nobody goes back to. What cannot be deregistered now is for the next deploy: the new revision
/// is there, whether old ones stay or not.
pub(super) async fn retire(tell: &Tell<'_>, revisions: &[String]) -> Result<(), Error> {
    deregister(tell, revisions).await.or_else(|error| {
        tell.progress(format!("some stay until the next deploy: {error}"));
        Ok(())
    })
}

/// Deregisters revisions: what runs with them goes on, nothing new can.
async fn deregister(tell: &Tell<'_>, revisions: &[String]) -> Result<(), Error> {
    let calls = revisions.iter().map(|arn| {
        let call = tell.context.clients.ecs.deregister_task_definition().task_definition(arn);
        async move {
            match call.send().await.map_err(Error::api("ecs:DeregisterTaskDefinition")) {
                // An earlier try, whose answer was lost.
                Err(error) if error.says("inactive") || error.is_missing() => Ok(()),
                answer => answer.map(drop),
            }
        }
    });
    concurrently::at_most(AT_ONCE, calls.collect()).await.map(drop)
}

async fn list(tell: &Tell<'_>, family: &str, status: TaskDefinitionStatus) -> Result<Vec<String>, Error> {
    let call = tell.context.clients.ecs.list_task_definitions().family_prefix(family).status(status);
    let mut pages = call.into_paginator().send();
    let mut arns = Vec::new();
    while let Some(page) = pages.next().await {
        arns.extend_from_slice(page.map_err(Error::api("ecs:ListTaskDefinitions"))?.task_definition_arns());
    }
    Ok(arns)
}
