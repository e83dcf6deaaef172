//! The task definitions of a stage.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ecs::types::{TaskDefinitionFamilyStatus, TaskDefinitionStatus};
use infra_core::blueprint::{Blueprint, Names, WorkloadBlueprint};
use serde_json::{Value, json};

use super::{ObservedFamily, ObservedService, ObservedStack, fingerprints, item_of};
use crate::client::Clients;
use crate::direct::{self, ECS};
use crate::ecs::service::service_key;
use crate::ecs::{Known, TAG_NAMED, TaskDefinition, revision};
use crate::{Error, concurrently};

/// Reads the newest revision of each family among `listed` that is the stage's: those of the blueprint's services, and
/// of items that are no more. A service whose revision says by its fingerprint that it is as declared is not asked for.
pub(super) async fn read(
    clients: &Clients,
    blueprint: &Blueprint,
    listed: BTreeSet<String>,
    services: &BTreeMap<String, ObservedService>,
    known: &Known,
) -> Result<BTreeMap<String, ObservedFamily>, Error> {
    let mut families = as_declared(clients, blueprint, services, known).await?;
    let is_task = |family: &String| {
        blueprint.workloads().any(|(_, workload)| workload.identity.physical == *family && workload.task().is_some())
    };
    let names: Vec<String> =
        listed.into_iter().filter(|family| !families.contains_key(family) && !is_task(family)).collect();
    families.extend(describe_families(clients, &blueprint.names, names).await?);
    Ok(families)
}

/// Reads the newest revision of the family of each task.
pub(super) async fn read_tasks(
    clients: &Clients,
    blueprint: &Blueprint,
) -> Result<BTreeMap<String, ObservedFamily>, Error> {
    let tasks = blueprint.workloads().filter(|(_, workload)| workload.task().is_some());
    let names: Vec<String> = tasks.map(|(_, workload)| workload.identity.physical.clone()).collect();
    describe_families(clients, &blueprint.names, names).await
}

async fn describe_families(
    clients: &Clients,
    names: &Names,
    families: Vec<String>,
) -> Result<BTreeMap<String, ObservedFamily>, Error> {
    let described = describe_all(clients, families).await?.into_iter();
    let ours = described.filter_map(|(family, (definition, tags))| {
        // Another stage's families may begin alike (`prod` and `prod-eu`).
        let item = item_of_tags(names, &tags)?;
        let arn = definition.get("taskDefinitionArn").and_then(Value::as_str).unwrap_or_default().to_owned();
        let definition = TaskDefinition::existing(definition, &item);
        Some((family, ObservedFamily { item, arn, definition, named: named(&tags) }))
    });
    Ok(ours.collect())
}

/// The families of services that run what is declared, by the fingerprint of their revision.
async fn as_declared(
    clients: &Clients,
    blueprint: &Blueprint,
    services: &BTreeMap<String, ObservedService>,
    known: &Known,
) -> Result<BTreeMap<String, ObservedFamily>, Error> {
    let mut declared = BTreeMap::new();
    for (cluster, workload) in blueprint.workloads() {
        let key = service_key(&cluster.identity.physical, &workload.identity.physical);
        if let (Some(service), Some(definition)) =
            (services.get(&key), TaskDefinition::declared(cluster, workload, known))
        {
            let arn = service.task_definition.clone();
            let (item, named) = (workload.identity.name.to_owned(), declared_names(workload));
            declared.insert(arn.clone(), ObservedFamily { item, arn, definition, named });
        }
    }
    let fingerprints = fingerprints::read(clients, declared.keys().cloned().collect()).await?;
    declared.retain(|arn, family| {
        revision(arn).is_some_and(|revision| fingerprints.get(arn) == Some(&family.definition.fingerprint(revision)))
    });
    Ok(declared.into_values().map(|family| (family.definition.family().to_owned(), family)).collect())
}

/// Reads the families of `leaving` stacks whose revisions are all inactive, with their items. A revision is deregistered
/// before it can be deleted; a removal that was interrupted between the two leaves them, and their stack.
pub(super) async fn read_inactive(
    clients: &Clients,
    names: &Names,
    leaving: &[&ObservedStack],
) -> Result<BTreeMap<String, String>, Error> {
    if leaving.is_empty() {
        return Ok(BTreeMap::new());
    }
    let families = list_all(clients, names, TaskDefinitionFamilyStatus::Inactive).await?;
    let calls = families.into_iter().map(|family| async move {
        let call = clients.ecs.list_task_definitions().family_prefix(&family);
        let call = call.status(TaskDefinitionStatus::Inactive).max_results(1);
        let answer = call.send().await.map_err(Error::api("ecs:ListTaskDefinitions"))?;
        // A family without one has only revisions that are being deleted.
        Ok(answer.task_definition_arns().first().map(|arn| (arn.clone(), family)))
    });
    let arns: BTreeMap<String, String> = concurrently::all(calls.collect()).await?.into_iter().flatten().collect();
    let definitions = describe_all(clients, arns.keys().cloned()).await?;
    let ours =
        definitions.iter().filter_map(|(arn, (_, tags))| Some((arns.get(arn)?.clone(), item_of_tags(names, tags)?)));
    Ok(ours.collect())
}

/// The names of the families with an active revision that may be the stage's.
pub(super) async fn list(clients: &Clients, names: &Names) -> Result<BTreeSet<String>, Error> {
    list_all(clients, names, TaskDefinitionFamilyStatus::Active).await
}

async fn list_all(
    clients: &Clients,
    names: &Names,
    status: TaskDefinitionFamilyStatus,
) -> Result<BTreeSet<String>, Error> {
    let call = clients.ecs.list_task_definition_families().family_prefix(names.prefix()).status(status);
    let mut pages = call.into_paginator().send();
    let mut families = BTreeSet::new();
    while let Some(page) = pages.next().await {
        families.extend(page.map_err(Error::api("ecs:ListTaskDefinitionFamilies"))?.families().iter().cloned());
    }
    Ok(families)
}

/// Reads the task definitions of services that do not run the newest revision of their family: after a rollback, or
/// when a deploy was interrupted.
pub(super) async fn read_older(
    clients: &Clients,
    families: &BTreeMap<String, ObservedFamily>,
    services: &mut BTreeMap<String, ObservedService>,
) -> Result<(), Error> {
    let newest: BTreeSet<&String> = families.values().map(|family| &family.arn).collect();
    let older = services.values().map(|observed| &observed.task_definition);
    let older: BTreeSet<String> = older.filter(|arn| !arn.is_empty() && !newest.contains(arn)).cloned().collect();
    let definitions = describe_all(clients, older).await?;
    for observed in services.values_mut() {
        let definition = definitions.get(&observed.task_definition);
        observed.older_definition =
            definition.map(|(definition, _)| TaskDefinition::existing(definition.clone(), &observed.item));
    }
    Ok(())
}

/// The document of a task definition, and its tags.
type Described = (Value, Vec<Value>);

/// Describes task definitions by family or ARN, several at a time; those that are gone are left out. They are read as
/// documents: a field that the SDK does not know is one like others.
async fn describe_all(
    clients: &Clients,
    names: impl IntoIterator<Item = String>,
) -> Result<BTreeMap<String, Described>, Error> {
    const OPERATION: &str = "ecs:DescribeTaskDefinition";
    let calls = names.into_iter().map(|name| async move {
        let body = json!({ "taskDefinition": name, "include": ["TAGS"] });
        match direct::json(clients, &ECS, OPERATION, &body).await {
            Ok(mut answer) => {
                let tags = answer.get("tags").and_then(Value::as_array).cloned().unwrap_or_default();
                let definition = answer.get_mut("taskDefinition").map(Value::take);
                Ok(definition.filter(Value::is_object).map(|definition| (name, (definition, tags))))
            }
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(error),
        }
    });
    Ok(concurrently::all(calls.collect()).await?.into_iter().flatten().collect())
}

/// The references that images were declared by: of a revision that is as declared, the declared ones.
fn declared_names(workload: &WorkloadBlueprint) -> BTreeMap<String, String> {
    let named = workload.containers().filter_map(|container| Some((container.name.clone(), container.tagged.clone()?)));
    named.collect()
}

/// The same as a tag tells them.
fn named(tags: &[Value]) -> BTreeMap<String, String> {
    let tag = tags.iter().find(|tag| tag.get("key").and_then(Value::as_str) == Some(TAG_NAMED));
    let text = tag.and_then(|tag| tag.get("value")).and_then(Value::as_str).unwrap_or_default();
    let pairs = text.split(' ').filter_map(|pair| pair.split_once('='));
    pairs.map(|(container, reference)| (container.to_owned(), reference.to_owned())).collect()
}

/// Whether tags are those of the stage, and of which item.
fn item_of_tags(names: &Names, tags: &[Value]) -> Option<String> {
    let text = |tag: &'_ Value, name: &str| tag.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let tags: Vec<(String, String)> = tags.iter().map(|tag| (text(tag, "key"), text(tag, "value"))).collect();
    item_of(names, tags.iter().map(|(key, value)| (key.as_str(), value.as_str())))
}
