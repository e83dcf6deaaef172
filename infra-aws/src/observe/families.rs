//! The task definitions of a stage.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ecs::types::{TaskDefinitionFamilyStatus, TaskDefinitionField, TaskDefinitionStatus};
use infra_core::blueprint::{Blueprint, Names};

use super::{ObservedFamily, ObservedService, item_of_ecs};
use crate::client::Clients;
use crate::ecs::TaskDefinition;
use crate::{Error, concurrently};

/// Reads the newest revision of each family of the stage: the blueprint's, and those of items that are no more.
pub(super) async fn read(clients: &Clients, blueprint: &Blueprint) -> Result<BTreeMap<String, ObservedFamily>, Error> {
    let names = list(clients, &blueprint.names, TaskDefinitionFamilyStatus::Active).await?;
    let mut families = BTreeMap::new();
    for (family, (definition, tags)) in describe_all(clients, names).await? {
        // Another stage's families may begin alike (`prod` and `prod-eu`).
        if let Some(item) = item_of_ecs(&blueprint.names, &tags) {
            let arn = definition.task_definition_arn().unwrap_or_default().to_owned();
            families.insert(family, ObservedFamily { item, arn, definition: TaskDefinition::existing(&definition) });
        }
    }
    Ok(families)
}

/// Reads the families of the stage whose revisions are all inactive, with their items. A revision is deregistered before
/// it can be deleted; a removal that was interrupted between the two leaves them.
pub(super) async fn read_inactive(clients: &Clients, names: &Names) -> Result<BTreeMap<String, String>, Error> {
    let families = list(clients, names, TaskDefinitionFamilyStatus::Inactive).await?;
    let calls = families.into_iter().map(|family| async move {
        let call = clients.ecs.list_task_definitions().family_prefix(&family);
        let call = call.status(TaskDefinitionStatus::Inactive).max_results(1);
        let answer = call.send().await.map_err(Error::api("ecs:ListTaskDefinitions"))?;
        // A family without one has only revisions that are being deleted.
        Ok(answer.task_definition_arns().first().map(|arn| (arn.clone(), family)))
    });
    let arns: BTreeMap<String, String> = concurrently::all(calls).await?.into_iter().flatten().collect();
    let definitions = describe_all(clients, arns.keys().cloned()).await?;
    let ours =
        definitions.iter().filter_map(|(arn, (_, tags))| Some((arns.get(arn)?.clone(), item_of_ecs(names, tags)?)));
    Ok(ours.collect())
}

/// The names of the families that may be the stage's.
async fn list(clients: &Clients, names: &Names, status: TaskDefinitionFamilyStatus) -> Result<BTreeSet<String>, Error> {
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
        observed.older_definition = definition.map(|(definition, _)| TaskDefinition::existing(definition));
    }
    Ok(())
}

type Described = (aws_sdk_ecs::types::TaskDefinition, Vec<aws_sdk_ecs::types::Tag>);

/// Describes task definitions by family or ARN, several at a time; those that are gone are left out.
async fn describe_all(
    clients: &Clients,
    names: impl IntoIterator<Item = String>,
) -> Result<BTreeMap<String, Described>, Error> {
    let calls = names.into_iter().map(|name| async move {
        let call = clients.ecs.describe_task_definition().task_definition(&name).include(TaskDefinitionField::Tags);
        match call.send().await.map_err(Error::api("ecs:DescribeTaskDefinition")) {
            Ok(answer) => {
                let tags = answer.tags().to_vec();
                Ok(answer.task_definition.map(|definition| (name, (definition, tags))))
            }
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(error),
        }
    });
    Ok(concurrently::all(calls).await?.into_iter().flatten().collect())
}
