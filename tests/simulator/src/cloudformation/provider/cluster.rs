//! `AWS::ECS::Cluster`, and the capacity providers that are put on one.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, refusal};
use crate::ecs;
use crate::text::{Request, texts};
use crate::world::World;

/// `AWS::ECS::Cluster`.
pub(super) struct Cluster;

const SERVICE: &str = "Ecs";

impl Provider for Cluster {
    fn attributes(&self) -> &[&str] {
        &["Arn"]
    }

    fn replacing(&self) -> &[&str] {
        &["ClusterName"]
    }

    fn name(&self) -> Option<&str> {
        Some("ClusterName")
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        if std::mem::take(&mut world.cloudformation.script.role_missing) {
            let message =
                "Unable to assume the service linked role. Please verify that the ECS service linked role exists.";
            return Err(refusal(world, SERVICE, 400, "InvalidRequest", message));
        }
        let name = order.name(world, "ClusterName", 255);
        if world.ecs.clusters.get(&name).is_some_and(|cluster| cluster.status == "ACTIVE") {
            let kind = order.kind;
            return Err(super::taken(world, kind, "ClusterName", &name));
        }
        let providers = texts(order.properties.list("CapacityProviders")).map(str::to_owned).collect();
        check_providers(world, &providers)?;
        let arn = world.arn("ecs", &format!("cluster/{name}"));
        let cluster = ecs::Cluster {
            arn: arn.clone(),
            name: name.clone(),
            status: "ACTIVE".to_owned(),
            capacity_providers: providers,
            default_strategy: strategy(order.properties),
            settings: settings(order.properties),
            tags: order.ecs_tags(),
            namespace: order.properties["ServiceConnectDefaults"].text("Namespace").to_owned(),
        };
        world.ecs.clusters.insert(name.clone(), cluster);
        Ok(Made { physical: name, attributes: attributes([("Arn", json!(arn))]), seconds: 5 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, before: &Value) -> Updated {
        let providers: Vec<String> = texts(order.properties.list("CapacityProviders")).map(str::to_owned).collect();
        check_providers(world, &providers)?;
        let changed = |key: &str| before[key] != order.properties[key];
        let Some(cluster) = world.ecs.clusters.get_mut(physical) else { return Ok(Map::new()) };
        // An association puts another list; the cluster's own counts only where it changes.
        if changed("CapacityProviders") {
            cluster.capacity_providers = providers;
        }
        if changed("DefaultCapacityProviderStrategy") {
            cluster.default_strategy = strategy(order.properties);
        }
        cluster.settings = settings(order.properties);
        cluster.tags = order.ecs_tags();
        order.properties["ServiceConnectDefaults"].text("Namespace").clone_into(&mut cluster.namespace);
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        let ecs = &world.ecs;
        let message = if ecs.services.values().any(|it| it.cluster == physical && it.status != "INACTIVE") {
            "The Cluster cannot be deleted while Services are active."
        } else if ecs.container_instances.values().any(|it| it.cluster == physical) {
            "The Cluster cannot be deleted while Container Instances are active or draining."
        } else if ecs.tasks.values().any(|task| task.cluster == physical && task.status != "STOPPED") {
            "The Cluster cannot be deleted while Tasks are active."
        } else {
            if let Some(cluster) = world.ecs.clusters.get_mut(physical) {
                "INACTIVE".clone_into(&mut cluster.status);
                cluster.capacity_providers.clear();
            }
            return Deletion::Gone { seconds: 2 };
        };
        Deletion::Refused { reason: refusal(world, SERVICE, 400, "InvalidRequest", message), patience: 0 }
    }
}

/// `AWS::ECS::ClusterCapacityProviderAssociations`.
pub(super) struct Associations;

impl Provider for Associations {
    fn attributes(&self) -> &[&str] {
        &[]
    }

    fn replacing(&self) -> &[&str] {
        &["Cluster"]
    }

    fn takes_tags(&self) -> bool {
        false
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let cluster = order.text("Cluster").to_owned();
        put(world, &cluster, order)?;
        Ok(Made { physical: cluster, attributes: Map::new(), seconds: 10 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        put(world, physical, order).map(|()| Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        if let Some(reason) = in_use(world, physical, &[]) {
            return Deletion::Refused { reason, patience: 0 };
        }
        if let Some(cluster) = world.ecs.clusters.get_mut(physical) {
            cluster.capacity_providers.clear();
            cluster.default_strategy = json!([]);
        }
        Deletion::Gone { seconds: 5 }
    }
}

/// Puts a list of capacity providers on a cluster.
fn put(world: &mut World, cluster: &str, order: &Order<'_>) -> Result<(), String> {
    let providers: Vec<String> = texts(order.properties.list("CapacityProviders")).map(str::to_owned).collect();
    check_providers(world, &providers)?;
    if let Some(reason) = in_use(world, cluster, &providers) {
        return Err(reason);
    }
    match world.ecs.clusters.get_mut(cluster) {
        Some(cluster) => {
            cluster.capacity_providers = providers;
            cluster.default_strategy = strategy(order.properties);
            Ok(())
        }
        None => Err(refusal(world, SERVICE, 400, "NotFound", "Cluster not found.")),
    }
}

/// Why a cluster cannot have only these capacity providers: a running task came by another one.
fn in_use(world: &mut World, cluster: &str, kept: &[String]) -> Option<String> {
    let mut tasks = world.ecs.tasks.values().filter(|task| task.cluster == cluster && task.status != "STOPPED");
    let used = tasks.find(|task| {
        let provider = &task.capacity_provider;
        !provider.is_empty() && !provider.starts_with("FARGATE") && !kept.contains(provider)
    });
    used?;
    let message = "The specified capacity provider is in use and cannot be removed.";
    Some(refusal(world, SERVICE, 400, "ResourceConflict", message))
}

fn check_providers(world: &mut World, names: &Vec<String>) -> Result<(), String> {
    for name in names {
        if !name.starts_with("FARGATE") && !world.ecs.capacity_providers.contains_key(name) {
            let message = format!("The specified capacity provider '{name}' was not found.");
            return Err(refusal(world, SERVICE, 400, "NotFound", &message));
        }
    }
    Ok(())
}

/// The default strategy in ECS's form.
fn strategy(properties: &Value) -> Value {
    let items = properties.list("DefaultCapacityProviderStrategy").iter();
    let items = items.map(|item| {
        json!({
            "capacityProvider": item.text("CapacityProvider"),
            "weight": item.number("Weight").unwrap_or(0),
            "base": item.number("Base").unwrap_or(0),
        })
    });
    items.collect()
}

/// The settings in ECS's form.
fn settings(properties: &Value) -> Value {
    let items = properties.list("ClusterSettings").iter();
    items.map(|item| json!({ "name": item.text("Name"), "value": item.text("Value") })).collect()
}
