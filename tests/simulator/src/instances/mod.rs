//! EC2 Auto Scaling: groups of instances, as its own operations tell and change them.

mod answer;
mod refresh;

pub(crate) use answer::answer;

use std::time::Duration;

use serde_json::{Value, json};

use crate::ecs;
use crate::text::Request;
use crate::world::{Activity, World};

/// How long until a group tries again after an instance could not be started.
const AGAIN: Duration = Duration::from_mins(1);

/// Begins to start instances for a group that wants more of them, or notes why none comes.
pub(crate) fn fill(world: &mut World, name: &str) {
    loop {
        let Some(group) = world.auto_scaling_groups.get(name) else { return };
        if group.instances.len() >= usize::try_from(group.desired).unwrap_or(usize::MAX) {
            return;
        }
        if let Some(message) = failure(world, name) {
            note(world, name, "Failed", "Launching a new EC2 instance", &message);
            let name = name.to_owned();
            world.after(AGAIN, move |world| fill(world, &name));
            return;
        }
        launch(world, name);
    }
}

/// One instance more begins to start.
fn launch(world: &mut World, name: &str) {
    let instance = world.random.id("i");
    if let Some(group) = world.auto_scaling_groups.get_mut(name) {
        group.instances.push(instance.clone());
        if group.new_protected {
            group.protected.insert(instance.clone());
        }
        group.versions.insert(instance.clone(), group.version.clone());
    }
    note(world, name, "Successful", &format!("Launching a new EC2 instance: {instance}"), "");
    ecs::instance_starts(world, name, &instance);
}

/// Why no instance of a group starts, if none does: what a test says, or a placement group that is full.
fn failure(world: &World, name: &str) -> Option<String> {
    let scripted = world.scripts.instances.iter().rev().find(|(part, _)| name.contains(part.as_str()));
    if let Some((_, message)) = scripted {
        return Some(message.clone());
    }
    let group = world.auto_scaling_groups.get(name)?;
    let placement = group.properties.text("PlacementGroup");
    let placed = world.opaque.get("AWS::EC2::PlacementGroup", placement)?;
    let zones = group.properties.list("VPCZoneIdentifier").len();
    (placed.text("Strategy") == "spread" && group.instances.len() >= 7 * zones).then(|| {
        "We currently do not have sufficient capacity: a spread placement group has 7 running instances per Availability \
         Zone at most. Launching EC2 instance failed."
            .to_owned()
    })
}

/// Notes something that a group did or tried.
pub(crate) fn note(world: &mut World, name: &str, status: &'static str, description: &str, message: &str) {
    let activity = Activity { status, description: description.to_owned(), message: message.to_owned(), at: world.now };
    if let Some(group) = world.auto_scaling_groups.get_mut(name) {
        group.activities.insert(0, activity);
    }
}

/// A group as DescribeAutoScalingGroups tells it.
fn told(world: &World, name: &str) -> Option<Value> {
    let group = world.auto_scaling_groups.get(name)?;
    let instances: Vec<Value> = group
        .instances
        .iter()
        .map(|id| {
            json!({
                "InstanceId": id,
                "LifecycleState": "InService",
                "HealthStatus": "Healthy",
                "ProtectedFromScaleIn": group.protected.contains(id),
            })
        })
        .collect();
    Some(json!({
        "AutoScalingGroupName": group.name,
        "AutoScalingGroupARN": group.arn,
        "MinSize": group.minimum,
        "MaxSize": group.maximum,
        "DesiredCapacity": group.desired,
        "NewInstancesProtectedFromScaleIn": group.new_protected,
        "Instances": instances,
    }))
}

/// The instances of a group that ECS protects again at once: those with tasks, where its provider manages protection.
fn held_by_ecs(world: &World, name: &str) -> Vec<String> {
    let mut providers = world.ecs.capacity_providers.values();
    let managed = providers.any(|provider| {
        let group = &provider.properties["AutoScalingGroupProvider"];
        provider.auto_scaling_group.as_deref() == Some(name) && group.text("ManagedTerminationProtection") == "ENABLED"
    });
    if !managed {
        return Vec::new();
    }
    let tasks = world.ecs.tasks.values().filter(|task| task.status != "STOPPED");
    let busy: Vec<&String> = tasks.filter_map(|task| task.instance.as_ref()).collect();
    let instances = world.ecs.container_instances.values().filter(|held| busy.contains(&&held.arn));
    instances.map(|held| held.instance.clone()).collect()
}
