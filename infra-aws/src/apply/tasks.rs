//! Tasks that no service started.

use super::Tell;
use crate::{Error, concurrently};

/// Stops what still runs of a family that a schedule or a `run` started.
pub(super) async fn stop(tell: &Tell<'_>, cluster: &str, family: &str) -> Result<(), Error> {
    let ecs = &tell.context.clients.ecs;
    let mut pages = ecs.list_tasks().cluster(cluster).family(family).into_paginator().send();
    let mut tasks = Vec::new();
    while let Some(page) = pages.next().await {
        match page.map_err(Error::api("ecs:ListTasks")) {
            Err(error) if error.is_missing() => return Ok(()),
            page => tasks.extend_from_slice(page?.task_arns()),
        }
    }
    let calls = tasks.into_iter().map(|task| async move {
        let call = ecs.stop_task().cluster(cluster).task(task).reason("its item was removed from the app");
        call.send().await.map_err(Error::api("ecs:StopTask"))
    });
    concurrently::all(calls).await?;
    Ok(())
}
