//! Everything that exists, in a form that two runs can be compared by.

mod names;

use serde_json::{Map, Value, json};

use crate::elb::TargetGroup;
use crate::text::Request;
use crate::world::{Namespace, World};
use crate::{cloudformation, ecs};

/// Takes it: generated ids are replaced by what names the thing, or by nothing.
pub(crate) fn take(world: &World) -> Value {
    let mut scaling = Map::new();
    for (id, target) in &world.autoscaling.targets {
        let policies = world.autoscaling.policies.iter().filter(|((resource, _), _)| resource == id);
        let policies: Map<String, Value> =
            policies.map(|((_, name), policy)| (name.clone(), configuration(policy))).collect();
        let times = world.autoscaling.times.iter().filter(|((resource, _), _)| resource == id);
        let times: Map<String, Value> = times
            .map(|((_, name), action)| {
                let told = json!({
                    "schedule": action["Schedule"],
                    "zone": action["Timezone"],
                    "range": action["ScalableTargetAction"],
                });
                (name.clone(), told)
            })
            .collect();
        let told = json!({
            "minimum": target["MinCapacity"],
            "maximum": target["MaxCapacity"],
            "suspended": target["SuspendedState"],
            "policies": policies,
            "times": times,
        });
        scaling.insert(id.clone(), told);
    }
    let pairs = ecs::pairs(world);
    let name = |arn: &str| {
        let group = world.elb.target_groups.get(arn).map(|group| group.name.clone());
        pairs.get(arn).cloned().or(group).unwrap_or_default()
    };
    let rules = world.elb.rules.values().map(|rule| {
        let forwards = rule.forwards.iter().map(|forward| (name(&forward.target_group), forward.weight));
        let mut forwards: Vec<(String, u32)> = forwards.collect();
        if rule.forwards.iter().all(|forward| pairs.contains_key(&forward.target_group)) {
            forwards.sort();
        }
        let forward = |(group, weight): (String, u32)| json!({"targetGroup": group, "weight": weight});
        let forwards: Vec<Value> = forwards.into_iter().map(forward).collect();
        let listener = world.elb.listeners.get(&rule.listener).map(|listener| listener.port);
        json!({"listener": listener, "priority": rule.priority, "conditions": rule.conditions, "forwards": forwards})
    });
    let mut rules: Vec<Value> = rules.collect();
    rules.sort_by_key(|rule| (rule.number("listener"), rule.number("priority")));
    let states = |group: &TargetGroup| {
        let mut states: Vec<&str> = group.targets.values().map(|target| target.state.as_str()).collect();
        states.sort_unstable();
        json!(states)
    };
    let targets = world.elb.target_groups.values();
    let targets: Map<String, Value> = targets.map(|group| (name(&group.arn), states(group))).collect();
    let groups: Vec<&String> = world.logs.groups.keys().collect();
    let groups_of_instances = world.auto_scaling_groups.values().map(|group| {
        json!({
            "name": group.name,
            "minimum": group.minimum,
            "maximum": group.maximum,
            "types": group.types,
            "outdated": group.versions.values().filter(|version| **version != group.version).count(),
        })
    });
    let groups_of_instances: Vec<Value> = groups_of_instances.collect();
    let taken = json!({
        "stacks": cloudformation::snapshot(world),
        "orphans": cloudformation::left_behind(world),
        "ecs": ecs::snapshot(world),
        "scaling": scaling,
        "rules": rules,
        "targets": targets,
        "logGroups": groups,
        "roles": world.iam.roles.len(),
        "securityGroups": world.network.security_groups.len(),
        "subnets": world.network.subnets.len(),
        "alarms": world.alarms.keys().collect::<Vec<_>>(),
        "namespaces": namespaces(world),
        "schedules": world.schedules.len(),
        "autoScalingGroups": groups_of_instances,
    });
    // What a stack made is named for its place in the stack.
    let taken = cloudformation::renamed(&taken, &cloudformation::canonical(world));
    names::canonical(world, taken)
}

/// What a policy does, whatever its type.
fn configuration(policy: &Value) -> Value {
    let of = |of: &str| policy.get(format!("{of}PolicyConfiguration")).cloned();
    of("TargetTrackingScaling").or_else(|| of("StepScaling")).or_else(|| of("PredictiveScaling")).unwrap_or_default()
}

/// The names in each namespace, and where they lead.
fn namespaces(world: &World) -> Value {
    let told = |held: &Namespace| {
        let names = held.endpoints.iter().map(|(name, endpoint)| {
            let (host, port) = &endpoint.alias;
            (name.clone(), json!(format!("{host}:{port} to {}", endpoint.port)))
        });
        let registries = world.discovery.registries.values();
        let named =
            registries.filter(|other| world.discovery.dns_name(other) == format!("{}.{}", other.name, held.name));
        let named = named.map(|other| (other.name.clone(), json!(other.instances.len())));
        json!({
            "name": held.name,
            "services": names.collect::<Map<String, Value>>(),
            "addresses": named.collect::<Map<String, Value>>(),
        })
    };
    let mut told: Vec<Value> = world.discovery.namespaces.values().map(told).collect();
    told.sort_by_key(|held| held.text("name").to_owned());
    json!(told)
}
