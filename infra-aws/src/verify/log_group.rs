//! Whether log groups that exist already are there.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use infra_core::blueprint::Blueprint;
use serde_json::json;

use super::{Check, Verdict};
use crate::Error;
use crate::client::Clients;
use crate::direct::{self, LOGS, list, text};

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, workload) in blueprint.workloads() {
        // What is made here has a retention.
        let named = workload.logs.group.as_ref().filter(|group| group.retention_days.is_none());
        if let Some(group) = named {
            users.entry(&group.name).or_default().insert(workload.identity.name);
        }
    }
    let asked = users.into_iter().map(|(group, items)| async move {
        let verdict = match is_there(clients, group).await {
            Ok(true) => Verdict::ok("it is there"),
            Ok(false) => Verdict::failed(
                format!("there is no such log group in {}: tasks could not start", clients.region),
                format!("`aws logs create-log-group --log-group-name {group}`, or leave it out: then one is made"),
            ),
            Err(error) => Verdict::unread(&error),
        };
        let told = items.into_iter().map(|item| Check::new(item, format!("log group {group}"), verdict.clone()));
        told.collect::<Vec<Check>>()
    });
    join_all(asked).await.concat()
}

/// Whether there is a log group of this name among those that begin so.
async fn is_there(clients: &Clients, group: &str) -> Result<bool, Error> {
    let mut asked = json!({ "logGroupNamePrefix": group });
    loop {
        let page = direct::json(clients, &LOGS, "logs:DescribeLogGroups", &asked).await?;
        if list(&page, "logGroups").iter().any(|found| text(found, "logGroupName") == group) {
            return Ok(true);
        }
        match page.get("nextToken").filter(|token| token.is_string()) {
            Some(token) => asked["nextToken"] = token.clone(),
            None => return Ok(false),
        }
    }
}
