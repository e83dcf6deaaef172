//! A shell in a container that runs: the session that ECS opens, and the program that speaks to it.

mod choose;
mod plugin;

use aws_sdk_ecs::types::{DesiredStatus, Session as SdkSession, Task};
use serde_json::json;

pub(crate) use choose::Shut;
pub(crate) use plugin::{NAME as PLUGIN, command, find as find_plugin, how_to_get as how_to_get_plugin};

use crate::Error;
use crate::arn::short;
use crate::client::Clients;
use crate::direct::ECS;
use crate::observe::services::describe;

/// How many tasks one call describes.
const BATCH: usize = 100;

/// Where a shell is to be opened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'word> {
    pub(crate) cluster: &'word str,
    pub(crate) service: &'word str,
    /// The id or ARN of a task, or how it begins; any that runs without it.
    pub(crate) task: Option<&'word str>,
    pub(crate) container: &'word str,
    /// The profile of the AWS configuration files; empty for the environment's credentials.
    pub(crate) profile: &'word str,
}

/// A session that ECS has opened.
pub(crate) struct Session {
    /// The id of the task.
    pub(crate) task: String,
    /// What the plugin is called with. The token in it opens the session: it is never shown.
    pub(crate) arguments: Vec<String>,
}

/// Opens a session for `command` in a container, or says why there is none to be had.
pub(crate) async fn open(clients: &Clients, place: Place<'_>, command: &str) -> Result<Result<Session, Shut>, Error> {
    let Place { cluster, service, .. } = place;
    let services = match describe(clients, cluster, &[service.to_owned()]).await {
        Err(error) if error.is_missing() => Vec::new(),
        services => services?,
    };
    let Some(described) = services.first() else { return Ok(Err(Shut::Undeployed)) };
    let tasks = tasks(clients, cluster, service).await?;
    let (task, container) = match choose::choose(&tasks, place, described.enable_execute_command()) {
        Ok(chosen) => chosen,
        Err(shut) => return Ok(Err(shut)),
    };
    let (arn, runtime) = (task.task_arn().unwrap_or_default(), container.runtime_id().unwrap_or_default());
    let call = clients.ecs.execute_command().cluster(cluster).task(arn).container(place.container);
    let answer = match call.command(command).interactive(true).send().await.map_err(Error::api("ecs:ExecuteCommand")) {
        Err(error) if error.code() == Some("TargetNotConnectedException") => {
            return Ok(Err(Shut::Agent { status: "not connected".to_owned(), reason: String::new() }));
        }
        answer => answer?,
    };
    let session = answer
        .session()
        .ok_or_else(|| Error::Answer { operation: "ecs:ExecuteCommand", what: "a session".to_owned() })?;
    let id = short(arn).to_owned();
    let target = format!("ecs:{cluster}_{id}_{runtime}");
    Ok(Ok(Session { task: id, arguments: arguments(clients, place.profile, session, &target) }))
}

/// What the plugin takes: the session, where it is, and how it was asked for.
fn arguments(clients: &Clients, profile: &str, session: &SdkSession, target: &str) -> Vec<String> {
    let session = json!({
        "sessionId": session.session_id(),
        "streamUrl": session.stream_url(),
        "tokenValue": session.token_value(),
    });
    let target = json!({ "Target": target }).to_string();
    let endpoint = ECS.endpoint(&clients.config, &clients.region);
    vec![session.to_string(), clients.region.clone(), "StartSession".to_owned(), profile.to_owned(), target, endpoint]
}

/// The tasks of a service that are to run.
async fn tasks(clients: &Clients, cluster: &str, service: &str) -> Result<Vec<Task>, Error> {
    let call = clients.ecs.list_tasks().cluster(cluster).service_name(service);
    let mut pages = call.desired_status(DesiredStatus::Running).into_paginator().send();
    let mut arns = Vec::new();
    while let Some(page) = pages.next().await {
        arns.extend(page.map_err(Error::api("ecs:ListTasks"))?.task_arns().to_vec());
    }
    let mut tasks = Vec::new();
    for batch in arns.chunks(BATCH) {
        let call = clients.ecs.describe_tasks().cluster(cluster).set_tasks(Some(batch.to_vec()));
        let answer = call.send().await.map_err(Error::api("ecs:DescribeTasks"))?;
        tasks.extend(answer.tasks.unwrap_or_default());
    }
    Ok(tasks)
}
