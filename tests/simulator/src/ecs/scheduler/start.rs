//! Starting and stopping tasks of services.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::tasks::{Origin, Why, make, stop};
use super::super::{Deployment, definitions};
use super::place::{Placing, place};
use super::{events::tell, failures, poke_after};
use crate::script::Capacity;
use crate::text::Request;
use crate::world::World;

/// How long until a missing place is looked for again.
const AGAIN: Duration = Duration::from_secs(15);

/// Starts so many tasks of a deployment of a service, as far as there is room for them.
pub(super) fn start(world: &mut World, service: &str, deployment: &Deployment, count: u32) {
    let Some(held) = world.ecs.services.get(service) else { return };
    if world.now < held.wait_until {
        return;
    }
    let (name, cluster, tags) = (held.name.clone(), held.cluster.clone(), propagated(world, held));
    let Some(revision) = world.ecs.service_revisions.get(&deployment.revision) else { return };
    let fields = revision.fields.clone();
    // It counts from the next task, whatever the revision said.
    let executes = world.ecs.services.get(service).is_some_and(|held| held.fields.truth("enableExecuteCommand"));
    let Some(definition) = definitions::find(world, fields.text("taskDefinition")).cloned() else { return };
    let mut started = Vec::new();
    for _ in 0..count {
        let lacking = world.scripts.capacity(&name).map(Capacity::event);
        let placing = match lacking {
            Some(event) => Err(event),
            None => match place(world, &cluster, &definition, &fields) {
                Placing::At(place) => Ok(place),
                Placing::Wait => {
                    poke_after(world, service, AGAIN);
                    break;
                }
                Placing::None(reason) => Err(no_instance(&reason)),
            },
        };
        let place = match placing {
            Ok(place) => place,
            Err(event) => {
                unplaced(world, service, deployment, &event);
                break;
            }
        };
        let origin = Origin {
            cluster: &cluster,
            definition: &definition,
            group: format!("service:{name}"),
            started_by: deployment.id.clone(),
            service: Some(service.to_owned()),
            network: &fields["networkConfiguration"],
            place,
            overrides: json!({"containerOverrides": [], "inferenceAcceleratorOverrides": []}),
            tags: tags.clone(),
            token: String::new(),
            executes,
        };
        started.push(make(world, origin));
    }
    if started.is_empty() {
        return;
    }
    if let Some(held) = world.ecs.services.get_mut(service) {
        held.steady = false;
    }
    tell(world, service, &format!("has started {} tasks: {}.", started.len(), listed(&started)));
}

/// `(task a) (task b)`.
fn listed(tasks: &[String]) -> String {
    let ids = tasks.iter().map(|arn| format!("(task {})", arn.rsplit('/').next().unwrap_or(arn)));
    ids.collect::<Vec<String>>().join(" ")
}

fn no_instance(reason: &str) -> String {
    let why = if reason.starts_with("No Container") { "Reason: " } else { "" };
    format!(" because no container instance met all of its requirements. {why}{reason}")
}

/// No place was found: the service says so, and the attempt counts as a failed task.
fn unplaced(world: &mut World, service: &str, deployment: &Deployment, event: &str) {
    let message = format!(
        "was unable to place a task{event} For more information, see the Troubleshooting section of the Amazon ECS \
         Developer Guide."
    );
    let now = world.now;
    let told = world.ecs.services.get(service).and_then(|held| held.unplaced.as_ref());
    let repeated = told.is_some_and(|(at, told)| *told == message && *at + Duration::from_mins(1) > now);
    if !repeated {
        tell(world, service, &message);
        if let Some(held) = world.ecs.services.get_mut(service) {
            held.unplaced = Some((now, message));
        }
    }
    failures::count(world, service, &deployment.id);
}

fn propagated(world: &World, service: &super::super::Service) -> Vec<Value> {
    let mut tags = match service.fields.text("propagateTags") {
        "SERVICE" => service.tags.clone(),
        "TASK_DEFINITION" => world.ecs.tags.get(service.fields.text("taskDefinition")).cloned().unwrap_or_default(),
        _ => Vec::new(),
    };
    if service.fields.truth("enableECSManagedTags") {
        tags.push(json!({"key": "aws:ecs:serviceName", "value": service.name}));
        tags.push(json!({"key": "aws:ecs:clusterName", "value": service.cluster}));
    }
    tags
}

/// Stops tasks of a service that are too many.
pub(super) fn stop_all(world: &mut World, service: &str, tasks: &[String]) {
    if tasks.is_empty() {
        return;
    }
    let id = world.ecs.services.get(service).and_then(|held| held.deployments.first()).map(|held| held.id.clone());
    if let Some(held) = world.ecs.services.get_mut(service) {
        held.steady = false;
    }
    tell(world, service, &format!("has stopped {} running tasks: {}.", tasks.len(), listed(tasks)));
    for task in tasks {
        let reason = format!("Scaling activity initiated by (deployment {})", id.clone().unwrap_or_default());
        stop(world, task, Why { code: "ServiceSchedulerInitiated", reason });
    }
}

/// Brings a deployment to so many tasks: the youngest go first, those that are not ready before the others.
pub(super) fn scale(world: &mut World, service: &str, deployment: &Deployment, wanted: &[(String, bool)], count: u32) {
    let alive = super::counts::small(wanted.len());
    if alive < count {
        return start(world, service, deployment, count - alive);
    }
    let excess = usize::try_from(alive - count).unwrap_or_default();
    let unready = wanted.iter().rev().filter(|(_, ready)| !ready);
    let others = wanted.iter().rev().filter(|(_, ready)| *ready);
    let tasks: Vec<String> = unready.chain(others).take(excess).map(|(arn, _)| arn.clone()).collect();
    stop_all(world, service, &tasks);
}
