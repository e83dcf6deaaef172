//! Instance refreshes: each instance that was started from an older launch template is replaced.

use std::time::Duration;

use serde_json::{Value, json};

use super::answer::group;
use super::{launch, note};
use crate::ecs;
use crate::error::{Answer, AwsError};
use crate::world::{Refresh, World};

/// How long the replacement of one instance takes, with the tasks on it.
const EACH: Duration = Duration::from_mins(3);

/// Another refresh begins.
fn begin(world: &mut World, name: &str) -> String {
    let id = world.random.uuid();
    if let Some(group) = world.auto_scaling_groups.get_mut(name) {
        group.refreshes.insert(0, Refresh { id: id.clone(), status: "InProgress" });
    }
    let name = name.to_owned();
    let refresh = id.clone();
    world.after(Duration::from_secs(1), move |world| next(world, &name, &refresh));
    id
}

/// StartInstanceRefresh.
pub(super) fn start(world: &mut World, request: &Value) -> Answer {
    let name = group(world, request)?;
    let busy = world.auto_scaling_groups.get(&name).is_some_and(|group| {
        group.refreshes.first().is_some_and(|refresh| matches!(refresh.status, "InProgress" | "Cancelling"))
    });
    if busy {
        let message = "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.";
        return Err(AwsError::new("InstanceRefreshInProgress", message));
    }
    Ok(json!({ "InstanceRefreshId": begin(world, &name) }))
}

/// CancelInstanceRefresh.
pub(super) fn cancel(world: &mut World, request: &Value) -> Answer {
    let name = group(world, request)?;
    let refresh = world.auto_scaling_groups.get_mut(&name).and_then(|group| group.refreshes.first_mut());
    let Some(refresh) = refresh.filter(|refresh| refresh.status == "InProgress") else {
        let message = "No in progress or pending Instance Refresh found for Auto Scaling group";
        return Err(AwsError::new("ActiveInstanceRefreshNotFound", message));
    };
    refresh.status = "Cancelled";
    Ok(json!({ "InstanceRefreshId": refresh.id }))
}

/// DescribeInstanceRefreshes, the latest first.
pub(super) fn describe(world: &World, request: &Value) -> Answer {
    let name = group(world, request)?;
    let held = world.auto_scaling_groups.get(&name).map(|group| group.refreshes.as_slice()).unwrap_or_default();
    let told = held.iter().map(|refresh| json!({ "InstanceRefreshId": refresh.id, "Status": refresh.status }));
    Ok(json!({ "InstanceRefreshes": told.collect::<Vec<_>>() }))
}

/// Replaces the next instance that is of an older template: another one starts first, then it drains and goes.
fn next(world: &mut World, name: &str, refresh: &str) {
    let Some(group) = world.auto_scaling_groups.get(name) else { return };
    let is_on = group.refreshes.first().is_some_and(|held| held.id == refresh && held.status == "InProgress");
    if !is_on {
        return;
    }
    let old = group.instances.iter().find(|id| group.versions.get(*id) != Some(&group.version)).cloned();
    let Some(old) = old else {
        if let Some(held) = world.auto_scaling_groups.get_mut(name).and_then(|group| group.refreshes.first_mut()) {
            held.status = "Successful";
        }
        return;
    };
    launch(world, name);
    let (name, refresh) = (name.to_owned(), refresh.to_owned());
    world.after(EACH, move |world| {
        ecs::drain_instance(world, &old);
        let (name, refresh) = (name.clone(), refresh.clone());
        let old = old.clone();
        world.after(EACH, move |world| {
            if let Some(group) = world.auto_scaling_groups.get_mut(&name) {
                group.instances.retain(|id| *id != old);
                group.protected.remove(&old);
                group.versions.remove(&old);
            }
            note(world, &name, "Successful", &format!("Terminating EC2 instance: {old}"), "");
            ecs::terminate(world, std::slice::from_ref(&old));
            next(world, &name, &refresh);
        });
    });
}
