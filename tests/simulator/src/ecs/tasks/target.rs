//! Tasks as targets of load balancers.

use std::time::Duration;

use serde_json::Value;

use super::super::{Deployment, Task, definitions, scheduler, service};
use super::end::{Why, stop};
use super::{change, is_in, life};
use crate::elb::{HealthCheck, Target};
use crate::script::Behaviour;
use crate::text::Request;
use crate::world::World;

/// The first port that Docker gives out on an instance.
const DYNAMIC_PORTS: u16 = 32_768;

/// A target group, and the id and port of a target in it.
type At = (String, String, u16);

/// Registers a task that has started in the target groups of its service.
pub(super) fn register(world: &mut World, arn: &str) {
    for at in targets(world, arn) {
        let (group, id, port) = at.clone();
        let Some(held) = world.elb.target_groups.get_mut(&group) else { continue };
        let target = Target {
            state: "initial".to_owned(),
            reason: "Elb.RegistrationInProgress".to_owned(),
            description: "Target registration is in progress".to_owned(),
        };
        held.targets.insert((id, port), target);
        let check = held.health_check;
        change(world, arn, |task| task.targets.push(at.clone()));
        if let Some(service) = world.ecs.tasks.get(arn).and_then(|task| task.service.clone()) {
            let message = format!("registered 1 targets in (target-group {group})");
            scheduler::tell(world, &service, &message);
        }
        begin_checks(world, arn, at, check);
    }
}

/// Where a task belongs: the target groups that its deployment has for now.
fn targets(world: &World, arn: &str) -> Vec<At> {
    let Some(task) = world.ecs.tasks.get(arn) else { return Vec::new() };
    let Some((deployment, fields)) = deployed(world, task) else { return Vec::new() };
    let balancers = fields.list("loadBalancers").iter();
    let found = balancers.map(|balancer| {
        let group = service::target_group(balancer, deployment.alternate).to_owned();
        let kind = world.elb.target_groups.get(&group).map(|group| group.target_type.as_str());
        let id = match (kind, &task.instance) {
            (Some("instance"), Some(instance)) => instance.rsplit('/').next().unwrap_or_default().to_owned(),
            _ => task.address.clone(),
        };
        let port = balancer.number("containerPort").and_then(|port| u16::try_from(port).ok()).unwrap_or_default();
        (group, id, host_port(world, task, port))
    });
    found.collect()
}

/// The deployment that a task is of, and the fields of its service's revision.
pub(super) fn deployed<'world>(world: &'world World, task: &Task) -> Option<(&'world Deployment, &'world Value)> {
    let service = world.ecs.services.get(task.service.as_ref()?)?;
    let deployment = service.deployments.iter().find(|held| held.id == task.started_by)?;
    let fields = world.ecs.service_revisions.get(&deployment.revision).map_or(&service.fields, |held| &held.fields);
    Some((deployment, fields))
}

/// The port that a task's container has on its instance, or at its own address: for none in particular Docker takes one.
fn host_port(world: &World, task: &Task, port: u16) -> u16 {
    let definition = definitions::find(world, &task.definition);
    let containers = definition.into_iter().flat_map(|definition| definition.list("containerDefinitions"));
    let mut mappings = containers.flat_map(|container| container.list("portMappings"));
    let mapped = mappings.find(|mapping| mapping.number("containerPort") == Some(i64::from(port)));
    match mapped.and_then(|mapping| mapping.number("hostPort")) {
        Some(0) => {
            let digits = task.id.get(..3).and_then(|digits| u16::from_str_radix(digits, 16).ok());
            DYNAMIC_PORTS + digits.unwrap_or_default()
        }
        Some(host) => u16::try_from(host).unwrap_or(port),
        None => port,
    }
}

fn begin_checks(world: &mut World, arn: &str, at: At, check: HealthCheck) {
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let arn = arn.to_owned();
    if let Behaviour::TargetUnhealthy { reason, description } = task.behaviour.clone() {
        world.after(check.interval * check.unhealthy_threshold, move |world| {
            unhealthy(world, &arn, &at, &reason, &description);
        });
        return;
    }
    world.after(check.interval * check.healthy_threshold, move |world| {
        set(world, &at, "healthy", "", "");
        life::become_ready(world, &arn);
    });
}

/// The target fails its checks. After the service's grace period its task is stopped for it.
fn unhealthy(world: &mut World, arn: &str, at: &At, reason: &str, description: &str) {
    if !is_in(world, arn, "RUNNING") {
        return;
    }
    set(world, at, "unhealthy", reason, description);
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let Some(service) = task.service.clone() else { return };
    let id = task.id.clone();
    let grace = world.ecs.services.get(&service).and_then(|held| held.fields.number("healthCheckGracePeriodSeconds"));
    let grace = Duration::from_secs(grace.and_then(|grace| u64::try_from(grace).ok()).unwrap_or_default());
    let until = task.started_at.unwrap_or_default() + grace;
    let (group, _, port) = at;
    let message =
        format!("(task {id}) (port {port}) is unhealthy in (target-group {group}) due to (reason {description})");
    let reason = format!("Task failed ELB health checks in (target-group {group})");
    let arn = arn.to_owned();
    world.after(until.saturating_sub(world.now), move |world| {
        if is_in(world, &arn, "RUNNING") {
            scheduler::tell(world, &service, &message);
            stop(world, &arn, Why { code: "ServiceSchedulerInitiated", reason });
        }
    });
}

fn set(world: &mut World, (group, id, port): &At, state: &str, reason: &str, description: &str) {
    let group = world.elb.target_groups.get_mut(group);
    let target = group.and_then(|group| group.targets.get_mut(&(id.clone(), *port)));
    if let Some(target) = target.filter(|target| target.state != "draining") {
        state.clone_into(&mut target.state);
        reason.clone_into(&mut target.reason);
        description.clone_into(&mut target.description);
    }
}

/// Whether a target is healthy; so is one whose group is gone.
pub(super) fn is_healthy(world: &World, (group, id, port): &At) -> bool {
    let group = world.elb.target_groups.get(group);
    let target = group.and_then(|group| group.targets.get(&(id.clone(), *port)));
    target.is_none_or(|target| target.state == "healthy")
}

/// Takes a task's targets out; how long they drain.
pub(super) fn deregister(world: &mut World, arn: &str) -> Duration {
    let Some(task) = world.ecs.tasks.get(arn) else { return Duration::ZERO };
    let (targets, service) = (task.targets.clone(), task.service.clone());
    let mut longest = Duration::ZERO;
    for (group, id, port) in targets {
        let at = (group.clone(), id.clone(), port);
        set(world, &at, "draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");
        let Some(held) = world.elb.target_groups.get(&group) else { continue };
        // A target that traffic never came to has nothing to drain.
        let wait = held.deregistration_delay;
        longest = longest.max(wait);
        let key = (id, port);
        let of = group.clone();
        world.after(wait, move |world| {
            if let Some(group) = world.elb.target_groups.get_mut(&of) {
                group.targets.remove(&key);
            }
        });
        if let Some(service) = &service {
            scheduler::tell(world, service, &format!("deregistered 1 targets in (target-group {group})"));
        }
    }
    longest
}
