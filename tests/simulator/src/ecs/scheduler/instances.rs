//! Container instances: they come with Auto Scaling groups, and tasks take of what they have.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;

use super::super::tasks::{Why, stop};
use super::super::{ContainerInstance, clusters, definitions};
use super::{place, poke_cluster};
use crate::text::Request;
use crate::world::World;

/// How long an instance takes to start and to join its cluster.
const START: Duration = Duration::from_mins(1);

/// What of an instance no task has: CPU units and MiB.
pub(in crate::ecs) fn remaining(world: &World, instance: &ContainerInstance) -> (u32, u32) {
    let tasks = world.ecs.tasks.values();
    let tasks = tasks.filter(|task| task.instance.as_ref() == Some(&instance.arn) && task.status != "STOPPED");
    let (mut cpu, mut memory) = (instance.cpu, instance.memory);
    for task in tasks {
        let taken = place::size(world, &task.definition);
        cpu = cpu.saturating_sub(taken.0);
        memory = memory.saturating_sub(taken.1);
    }
    (cpu, memory)
}

/// Whether a task that is on an instance, or still stops there, has a port of it that a task of the definition would take.
fn takes_a_port(world: &World, instance: &str, definition: &Value) -> bool {
    let wanted = ports(definition);
    let mut tasks = world.ecs.tasks.values().filter(|task| task.status != "STOPPED");
    !wanted.is_empty()
        && tasks.any(|task| {
            let held =
                definitions::find(world, &task.definition).filter(|_| task.instance.as_deref() == Some(instance));
            held.is_some_and(|held| !wanted.is_disjoint(&ports(held)))
        })
}

/// The ports of its instance that a task takes, each with its protocol; those that Docker gives out are never taken.
fn ports(definition: &Value) -> BTreeSet<(String, i64)> {
    let mode = definition.text("networkMode");
    if !["", "bridge", "host"].contains(&mode) {
        return BTreeSet::new();
    }
    let containers = definition.list("containerDefinitions").iter();
    let mappings = containers.flat_map(|container| container.list("portMappings"));
    let taken = mappings.filter_map(|mapping| {
        let own = mapping.number("containerPort").filter(|_| mode == "host");
        let port = own.or(mapping.number("hostPort")).filter(|port| *port != 0)?;
        Some((mapping.text("protocol").to_owned(), port))
    });
    taken.collect()
}

/// An instance with room for a task; the reason where there is none.
pub(in crate::ecs) fn with_room(
    world: &World,
    cluster: &str,
    provider: &str,
    definition: &Value,
) -> Result<String, String> {
    let wanted = place::of(definition);
    let instances = world.ecs.container_instances.values().filter(|held| {
        held.cluster == cluster
            && held.status == "ACTIVE"
            && (provider.is_empty() || held.capacity_provider == provider)
    });
    let mut most = None;
    let mut reason = "No Container Instances were found in your cluster.".to_owned();
    for instance in instances {
        let (cpu, memory) = remaining(world, instance);
        let id = instance.arn.rsplit('/').next().unwrap_or_default();
        if takes_a_port(world, &instance.arn, definition) {
            reason = format!(
                "The closest matching (container-instance {id}) is already using a port required by your task."
            );
            continue;
        }
        if cpu >= wanted.0 && memory >= wanted.1 {
            // The emptiest one, so that tasks are spread.
            most = most.max(Some((cpu, memory, instance.arn.clone())));
            continue;
        }
        let what = if cpu < wanted.0 { "CPU units" } else { "memory" };
        reason = format!("The closest matching (container-instance {id}) has insufficient {what} available.");
    }
    most.map(|(_, _, arn)| arn).ok_or(reason)
}

/// An instance with room that has no task of the definition's family yet; the reason where there is none.
pub(super) fn without(world: &World, cluster: &str, provider: &str, definition: &Value) -> Result<String, String> {
    let wanted = place::of(definition);
    let family = |arn: &str| arn.rsplit_once(':').map(|(family, _)| family.to_owned());
    let own = family(definition["taskDefinitionArn"].as_str().unwrap_or_default());
    let is_there = |instance: &str| {
        let mut tasks = world.ecs.tasks.values().filter(|task| task.status != "STOPPED");
        tasks.any(|task| task.instance.as_deref() == Some(instance) && family(&task.definition) == own)
    };
    let mut instances = world.ecs.container_instances.values().filter(|held| {
        held.cluster == cluster
            && held.status == "ACTIVE"
            && (provider.is_empty() || held.capacity_provider == provider)
    });
    let free = instances.find(|held| {
        let (cpu, memory) = remaining(world, held);
        let fits = cpu >= wanted.0 && memory >= wanted.1 && !takes_a_port(world, &held.arn, definition);
        fits && !is_there(&held.arn)
    });
    free.map(|held| held.arn.clone()).ok_or_else(|| "No Container Instances were found in your cluster.".to_owned())
}

/// Instances are terminated: they leave their cluster, and the tasks on them end.
pub(crate) fn terminate(world: &mut World, instances: &[String]) {
    let gone = world.ecs.container_instances.values().filter(|held| instances.contains(&held.instance));
    let gone: Vec<(String, String)> = gone.map(|held| (held.arn.clone(), held.instance.clone())).collect();
    for (arn, instance) in gone {
        let tasks = world.ecs.tasks.values().filter(|task| task.instance.as_ref() == Some(&arn));
        let tasks: Vec<String> = tasks.map(|task| task.arn.clone()).collect();
        for task in tasks {
            let reason = format!("Host EC2 (instance {instance}) terminated.");
            stop(world, &task, Why { code: "InfrastructureHealth", reason });
        }
        world.ecs.container_instances.remove(&arn);
    }
}

/// Lets the Auto Scaling group of a capacity provider grow by one; whether an instance is on its way.
pub(super) fn grow(world: &mut World, provider: &str) -> bool {
    let Some(provider) = world.ecs.capacity_providers.get(provider) else { return false };
    let Some(name) = provider.auto_scaling_group.clone() else { return false };
    let joined = world.ecs.container_instances.values().filter(|held| held.capacity_provider == provider.name).count();
    let Some(group) = world.auto_scaling_groups.get_mut(&name) else { return false };
    if group.instances.len() > joined {
        return true;
    }
    if group.desired >= group.maximum {
        return false;
    }
    group.desired += 1;
    crate::instances::fill(world, &name);
    true
}

/// An instance of an Auto Scaling group starts. It joins the cluster of the capacity provider that is over the group, once
/// there is one.
pub(crate) fn instance_starts(world: &mut World, group: &str, instance: &str) {
    let (group, instance) = (group.to_owned(), instance.to_owned());
    world.after(START, move |world| join(world, &group, &instance, 60));
}

/// An instance takes no more tasks, and those of services on it move.
pub(crate) fn drain(world: &mut World, instance: &str) {
    let held = world.ecs.container_instances.values_mut().find(|held| held.instance == instance);
    let Some(held) = held else { return };
    "DRAINING".clone_into(&mut held.status);
    let (arn, cluster) = (held.arn.clone(), held.cluster.clone());
    let tasks = world.ecs.tasks.values();
    let tasks = tasks.filter(|task| task.instance.as_ref() == Some(&arn) && task.service.is_some());
    let tasks: Vec<String> = tasks.map(|task| task.arn.clone()).collect();
    for task in tasks {
        let reason = "Task stopped as its container instance is draining.".to_owned();
        stop(world, &task, Why { code: "ServiceSchedulerInitiated", reason });
    }
    poke_cluster(world, &cluster);
}

/// An instance joins its cluster; where there is none yet, it tries again, so many times.
fn join(world: &mut World, group: &str, instance: &str, tries: u32) {
    let Some(held) = world.auto_scaling_groups.get(group) else { return };
    if !held.instances.iter().any(|of_group| of_group == instance) {
        return;
    }
    let kind = held.types.first().cloned().unwrap_or_default();
    let provider = world.ecs.capacity_providers.values();
    let provider = provider.into_iter().find(|provider| provider.auto_scaling_group.as_deref() == Some(group));
    let provider = provider.map(|provider| provider.name.clone());
    let cluster = provider.as_ref().and_then(|provider| {
        world
            .ecs
            .clusters
            .values()
            .find(|cluster| cluster.status == "ACTIVE" && cluster.capacity_providers.contains(provider))
    });
    let (Some(provider), Some(cluster)) = (provider, cluster.map(|cluster| cluster.name.clone())) else {
        if tries > 0 {
            let (group, instance) = (group.to_owned(), instance.to_owned());
            world.later(Duration::from_secs(10), move |world| join(world, &group, &instance, tries - 1));
        }
        return;
    };
    let id = world.random.hex(32);
    let (cpu, memory) = capacity(&kind);
    let joined = ContainerInstance {
        arn: world.arn("ecs", &format!("container-instance/{}/{id}", clusters::name_of(&cluster))),
        cluster: cluster.clone(),
        instance: instance.to_owned(),
        capacity_provider: provider,
        status: "ACTIVE".to_owned(),
        cpu,
        memory,
        registered_at: world.now,
    };
    world.ecs.container_instances.insert(joined.arn.clone(), joined);
    poke_cluster(world, &cluster);
}

/// The CPU units and MiB of an instance type, by its size and family: enough to tell a small one from a large one.
fn capacity(kind: &str) -> (u32, u32) {
    let (family, size) = kind.split_once('.').unwrap_or(("m", "large"));
    let vcpus = match size {
        "nano" | "micro" | "small" | "medium" | "large" => 2,
        "xlarge" => 4,
        size => size.trim_end_matches("xlarge").parse::<u32>().unwrap_or(1) * 4,
    };
    let memory = match (family.as_bytes().first(), size) {
        (_, "nano") => 512,
        (_, "micro") => 1024,
        (_, "small") => 2048,
        (_, "medium") => 4096,
        (Some(b'c'), _) => vcpus * 2048,
        (Some(b'r' | b'x'), _) => vcpus * 8192,
        _ => vcpus * 4096,
    };
    // The operating system and the agent take a share.
    (vcpus * 1024, memory - memory / 16)
}
