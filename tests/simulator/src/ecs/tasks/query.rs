//! ListTasks and DescribeTasks.

use serde_json::{Value, json};

use super::super::{Task, clusters, services};
use super::told::told;
use crate::error::{Answer, AwsError};
use crate::page::page;
use crate::text::{Request, texts};
use crate::world::World;

/// ListTasks: those that are to run, or those that have stopped or are to.
pub(in crate::ecs) fn list(world: &World, request: &Value) -> Answer {
    let cluster = clusters::find(world, request)?;
    let asked = |key: &str| Some(request.text(key)).filter(|value| !value.is_empty());
    if let Some(service) = asked("serviceName")
        && services::find(world, &cluster.name, service).is_none_or(|held| held.status == "INACTIVE")
    {
        return Err(AwsError::new("ServiceNotFoundException", "Service not found."));
    }
    let status = asked("desiredStatus").unwrap_or("RUNNING");
    let fits = |task: &Task| {
        let family = task.definition.rsplit('/').next().and_then(|name| name.split(':').next());
        let group = asked("serviceName").map(|service| format!("service:{}", services::name_of(service)));
        task.cluster == cluster.name
            && (task.desired == status || status == "PENDING" && task.counts_as_pending())
            && group.is_none_or(|group| task.group == group)
            && asked("family").is_none_or(|asked| family == Some(asked))
            && asked("startedBy").is_none_or(|asked| task.started_by == asked)
            && asked("launchType").is_none_or(|asked| task.launch_type == asked)
            && asked("containerInstance")
                .is_none_or(|asked| task.instance.as_ref().is_some_and(|instance| instance.ends_with(asked)))
    };
    let mut found: Vec<&Task> = world.ecs.tasks.values().filter(|task| fits(task)).collect();
    // The newest last, as a task's id says nothing about its age.
    found.sort_by_key(|task| task.created_at);
    let found: Vec<Value> = found.into_iter().map(|task| json!(task.arn)).collect();
    Ok(page("taskArns", "nextToken", &found, request, "maxResults", 100))
}

/// DescribeTasks: up to a hundred, by id or ARN.
pub(in crate::ecs) fn describe(world: &World, request: &Value) -> Answer {
    let cluster = clusters::find(world, request)?;
    let names = request.list("tasks");
    if names.is_empty() {
        return Err(AwsError::parameter("Tasks cannot be empty."));
    }
    if names.len() > 100 {
        return Err(AwsError::parameter("Cannot describe more than 100 tasks."));
    }
    let tags = texts(request.list("include")).any(|field| field == "TAGS");
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for name in texts(names) {
        match find(world, &cluster.name, name) {
            Some(task) => found.push(told(world, task, tags)),
            None => {
                let arn = world.arn("ecs", &format!("task/{}/{}", cluster.name, services::name_of(name)));
                failures.push(json!({"arn": arn, "reason": "MISSING"}));
            }
        }
    }
    Ok(json!({"tasks": found, "failures": failures}))
}

/// The task of a cluster that an id or ARN means.
pub(super) fn find<'world>(world: &'world World, cluster: &str, name: &str) -> Option<&'world Task> {
    let id = services::name_of(name);
    world.ecs.tasks.get(&world.arn("ecs", &format!("task/{cluster}/{id}")))
}
