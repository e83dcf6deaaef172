//! What a workload can still go back to: its deployments and its revisions.

use aws_sdk_ecs::types::{SortOrder, TaskDefinitionStatus};
use infra_core::blueprint::{ClusterBlueprint, WorkloadBlueprint};

use super::{Past, history};
use crate::Error;
use crate::client::Clients;

/// How many successful deployments a service can be rolled back to.
const DEPLOYMENTS: usize = 10;
/// How many deployments are looked through for the successful ones.
const LOOKED_THROUGH: usize = 100;

/// The deployments of a service of which everything stays: the last ten successful ones, and one that goes on. A task has
/// none.
pub(crate) async fn kept(
    clients: &Clients,
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
) -> Result<Vec<Past>, Error> {
    if workload.service().is_none() {
        return Ok(Vec::new());
    }
    let (cluster, service) = (&cluster.identity.physical, &workload.identity.physical);
    Ok(keep(history(clients, cluster, service, LOOKED_THROUGH, false).await?))
}

fn keep(past: Vec<Past>) -> Vec<Past> {
    let mut good = 0;
    let keeps = |past: &Past| {
        good += usize::from(past.succeeded());
        past.goes_on() || past.succeeded() && good <= DEPLOYMENTS
    };
    past.into_iter().filter(keeps).collect()
}

/// The revisions of a family that can still be started, the newest first.
pub(crate) async fn active_revisions(clients: &Clients, family: &str) -> Result<Vec<String>, Error> {
    let call = clients.ecs.list_task_definitions().family_prefix(family).status(TaskDefinitionStatus::Active);
    let mut pages = call.sort(SortOrder::Desc).into_paginator().send();
    let mut arns = Vec::new();
    while let Some(page) = pages.next().await {
        arns.extend_from_slice(page.map_err(Error::api("ecs:ListTaskDefinitions"))?.task_definition_arns());
    }
    Ok(arns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_deployments_take_no_place_among_the_ten() {
        let past = |number: u32, status: &str| Past {
            arn: String::new(),
            began: None,
            seconds: None,
            status: status.into(),
            reason: String::new(),
            task_definition: format!("web:{number}"),
            images: Vec::new(),
            had_source: true,
            by: None,
        };
        let going_on = [past(26, "IN_PROGRESS")];
        let failed = (16..=25).rev().map(|number| past(number, "ROLLBACK_SUCCESSFUL"));
        let good = (1..=15).rev().map(|number| past(number, "SUCCESSFUL"));
        let kept = keep(going_on.into_iter().chain(failed).chain(good).collect());
        let kept: Vec<String> = kept.into_iter().map(|past| past.task_definition).collect();
        let expected = [26].into_iter().chain((6..=15).rev()).map(|number| format!("web:{number}"));
        assert_eq!(kept, expected.collect::<Vec<_>>());
    }
}
