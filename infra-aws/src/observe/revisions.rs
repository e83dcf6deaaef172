//! The revisions of task definitions that may be retired.

use std::collections::{BTreeMap, BTreeSet};

use infra_core::blueprint::{Blueprint, ClusterBlueprint, WorkloadBlueprint};

use super::Observed;
use crate::client::Clients;
use crate::deployments::{Past, active_revisions, kept};
use crate::ecs::service::service_key;
use crate::ecs::{TaskDefinition, revision};
use crate::{Error, concurrently};

/// How many of a family's newest revisions stay in any case. A deployment that fails leaves one, too.
const REVISIONS: usize = 10;
/// How many of a family's old revisions go with one deploy: one from before may have hundreds.
const AT_A_TIME: usize = 25;

/// Reads the revisions that nobody goes back to any more, by family: of those families that get a new one. They are
/// older than the newest ten, and none of the last ten successful deployments used them. Of many they are the oldest.
pub(super) async fn read_retired(
    clients: &Clients,
    blueprint: &Blueprint,
    observed: &Observed,
) -> Result<BTreeMap<String, Vec<String>>, Error> {
    let changing = blueprint.workloads().filter(|(cluster, workload)| gets_another(observed, cluster, workload));
    let calls = changing.map(|(cluster, workload)| async move {
        let family = &workload.identity.physical;
        let active = active_revisions(clients, family).await?;
        if active.len() <= REVISIONS {
            return Ok((family.clone(), Vec::new()));
        }
        let kept = kept(clients, cluster, workload).await?;
        let service = observed.services.get(&service_key(&cluster.identity.physical, family));
        let running = service.map(|service| &service.task_definition);
        Ok((family.clone(), retired(active, &kept, running)))
    });
    let retired = concurrently::all(calls.collect()).await?;
    Ok(retired.into_iter().filter(|(_, revisions)| !revisions.is_empty()).collect())
}

/// Whether a family has so many revisions that some may be old, and gets another one.
fn gets_another(observed: &Observed, cluster: &ClusterBlueprint, workload: &WorkloadBlueprint) -> bool {
    let family = &workload.identity.physical;
    let Some(newest) = observed.families.get(family) else { return false };
    let many =
        revision(&newest.arn).is_some_and(|number| usize::try_from(number).is_ok_and(|number| number > REVISIONS));
    let service = observed.services.get(&service_key(&cluster.identity.physical, family));
    let running = service.and_then(|service| service.older_definition.as_ref());
    let declared = TaskDefinition::declared(cluster, workload, &observed.known);
    many && declared.is_none_or(|declared| {
        [Some(&newest.definition), running].into_iter().flatten().all(|existing| !existing.is_same(&declared))
    })
}

fn retired(active: Vec<String>, kept: &[Past], running: Option<&String>) -> Vec<String> {
    let used: BTreeSet<&String> = kept.iter().map(|past| &past.task_definition).chain(running).collect();
    let mut retired: Vec<String> = active.into_iter().skip(REVISIONS).filter(|arn| !used.contains(arn)).collect();
    retired.reverse();
    retired.truncate(AT_A_TIME);
    retired
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(number: u32) -> Past {
        Past {
            arn: String::new(),
            began: None,
            seconds: None,
            status: "SUCCESSFUL".into(),
            reason: String::new(),
            task_definition: format!("web:{number}"),
            images: Vec::new(),
            had_source: true,
            by: None,
        }
    }

    #[test]
    fn what_is_kept_or_runs_stays() {
        let active: Vec<String> = (1..=25).rev().map(|number| format!("web:{number}")).collect();
        let kept: Vec<Past> = (6..=15).map(past).collect();
        assert_eq!(retired(active.clone(), &kept, None), ["web:1", "web:2", "web:3", "web:4", "web:5"]);
        assert_eq!(retired(active, &kept, Some(&"web:3".to_owned())), ["web:1", "web:2", "web:4", "web:5"]);
    }

    #[test]
    fn of_a_backlog_the_oldest_go_first() {
        let active: Vec<String> = (1..=300).rev().map(|number| format!("web:{number}")).collect();
        let retired = retired(active, &[], None);
        assert_eq!((retired.len(), retired[0].as_str(), retired[24].as_str()), (25, "web:1", "web:25"));
    }

    #[test]
    fn the_newest_ten_stay_without_any_record() {
        let active: Vec<String> = (1..=11).rev().map(|number| format!("web:{number}")).collect();
        assert_eq!(retired(active, &[], None), ["web:1"]);
    }
}
