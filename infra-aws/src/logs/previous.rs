//! The last task of a workload that has stopped.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::DesiredStatus;
use serde_json::json;

use super::{Source, Stream};
use crate::arn::short;
use crate::client::Clients;
use crate::direct::{self, LOGS, list as members, text};
use crate::{Error, concurrently};

/// How many tasks one `DescribeTasks` takes.
const BATCH: usize = 100;
/// How many stopped tasks are looked at for one that wrote something: a task that was stopped early has written nothing.
const CANDIDATES: usize = 10;

/// The same sources with the stream of the last task of each workload that has stopped and wrote something; without those of
/// which none is known. ECS knows a stopped task for an hour; of older ones the newest stream tells that is not of a task
/// that runs.
pub(crate) async fn of_last_stopped(
    clients: &Clients,
    clusters: &[String],
    sources: Vec<Source>,
) -> Result<Vec<Source>, Error> {
    let mut families: BTreeMap<String, Vec<Source>> = BTreeMap::new();
    for source in sources {
        families.entry(source.family.clone()).or_default().push(source);
    }
    let calls = families.into_iter().map(|(family, sources)| async move {
        let (mut running, mut stopped) = (Vec::new(), Vec::new());
        for cluster in clusters {
            running.extend(list(clients, cluster, &family, DesiredStatus::Running).await?);
            stopped.extend(list_stopped(clients, cluster, &family).await?);
        }
        stopped.sort_unstable_by(|one, two| two.cmp(one));
        for (_, task) in stopped.iter().take(CANDIDATES) {
            if wrote(clients, &sources, task).await? {
                return Ok(streams(sources, task));
            }
        }
        let mut newest = None;
        for source in &sources {
            newest = newest.or(newest_task(clients, source, &running).await?);
        }
        Ok::<_, Error>(newest.map(|task| streams(sources, &task)).unwrap_or_default())
    });
    Ok(concurrently::all(calls.collect()).await?.into_iter().flatten().collect())
}

/// The sources with the streams of one task.
fn streams(sources: Vec<Source>, task: &str) -> Vec<Source> {
    let with_stream = |source: Source| Source { stream: Some(format!("{}{task}", source.prefix)), ..source };
    sources.into_iter().map(with_stream).collect()
}

/// Whether a container of a task has written anything.
async fn wrote(clients: &Clients, sources: &[Source], task: &str) -> Result<bool, Error> {
    for source in sources {
        let stream = Stream { group: &source.group, name: &format!("{}{task}", source.prefix) };
        if !stream.last(clients, 1).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The ids of a family's tasks.
async fn list(clients: &Clients, cluster: &str, family: &str, status: DesiredStatus) -> Result<Vec<String>, Error> {
    let call = clients.ecs.list_tasks().cluster(cluster).family(family).desired_status(status);
    let mut pages = call.into_paginator().send();
    let mut ids = Vec::new();
    while let Some(page) = pages.next().await {
        match page.map_err(Error::api("ecs:ListTasks")) {
            Ok(page) => ids.extend(page.task_arns().iter().map(|arn| short(arn).to_owned())),
            Err(error) if error.is_missing() => break,
            Err(error) => return Err(error),
        }
    }
    Ok(ids)
}

/// The stopped tasks that had started: when they stopped, in seconds since 1970, and their ids.
async fn list_stopped(clients: &Clients, cluster: &str, family: &str) -> Result<Vec<(i64, String)>, Error> {
    let ids = list(clients, cluster, family, DesiredStatus::Stopped).await?;
    let mut stopped = Vec::new();
    for batch in ids.chunks(BATCH) {
        let call = clients.ecs.describe_tasks().cluster(cluster).set_tasks(Some(batch.to_vec()));
        let answer = call.send().await.map_err(Error::api("ecs:DescribeTasks"))?;
        stopped.extend(answer.tasks().iter().filter_map(|task| {
            task.started_at()?;
            let at = task.stopping_at().or(task.stopped_at())?.secs();
            Some((at, short(task.task_arn()?).to_owned()))
        }));
    }
    Ok(stopped)
}

/// The task with the newest stream of a source, but for those that run.
async fn newest_task(clients: &Clients, source: &Source, running: &[String]) -> Result<Option<String>, Error> {
    let call = json!({ "logGroupName": source.group, "orderBy": "LastEventTime", "descending": true });
    let answer = match direct::json(clients, &LOGS, "logs:DescribeLogStreams", &call).await {
        Err(error) if error.is_missing() => return Ok(None),
        answer => answer?,
    };
    let streams = members(&answer, "logStreams").iter().map(|stream| text(stream, "logStreamName"));
    let mut tasks = streams.filter_map(|name| name.strip_prefix(source.prefix.as_str()));
    Ok(tasks.find(|task| !running.iter().any(|running| running == task)).map(str::to_owned))
}
