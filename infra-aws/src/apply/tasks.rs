//! Tasks that no service started.

use std::time::Duration;

use super::Tell;
use crate::wait::{Deadline, Pace};
use crate::{Error, concurrently};

/// How long tasks may take to stop: a container has at most two minutes after SIGTERM.
const MINUTES: u64 = 10;

/// Stops what still runs of a family that a schedule or a `run` started.
pub(super) async fn stop(tell: &Tell<'_>, cluster: &str, family: &str) -> Result<(), Error> {
    let ecs = &tell.context.clients.ecs;
    let tasks = running(tell, cluster, family).await?;
    let calls = tasks.into_iter().map(|task| async move {
        let call = ecs.stop_task().cluster(cluster).task(task).reason("its item was removed from the app");
        match call.send().await.map_err(Error::api("ecs:StopTask")) {
            Err(error) if error.says("not found") => Ok(()),
            stopped => stopped.map(|_| ()),
        }
    });
    concurrently::all(calls.collect()).await?;
    wait_until_stopped(tell, cluster, family).await
}

/// Their addresses and roles are free only when they have stopped.
async fn wait_until_stopped(tell: &Tell<'_>, cluster: &str, family: &str) -> Result<(), Error> {
    let deadline = Deadline::minutes(MINUTES);
    let mut pace = Pace::new(Duration::from_secs(1), Duration::from_secs(5));
    while !running(tell, cluster, family).await?.is_empty() {
        deadline.check(|| format!("stopping the tasks of {family}"))?;
        pace.wait().await;
    }
    Ok(())
}

/// The tasks of a family that run or are to run.
async fn running(tell: &Tell<'_>, cluster: &str, family: &str) -> Result<Vec<String>, Error> {
    let mut pages = tell.context.clients.ecs.list_tasks().cluster(cluster).family(family).into_paginator().send();
    let mut tasks = Vec::new();
    while let Some(page) = pages.next().await {
        match page.map_err(Error::api("ecs:ListTasks")) {
            Err(error) if error.is_missing() => return Ok(Vec::new()),
            page => tasks.extend_from_slice(page?.task_arns()),
        }
    }
    Ok(tasks)
}
